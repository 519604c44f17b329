"""Show one record of any kind."""

import click

from pm.cli.answers import chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.showing import Shower
from pm.cli.words import Command
from pm.i18n import Message


def show(
    ctx: click.Context, *, record: str, form: str | None, as_json: bool, output: str | None
) -> None:
    """Find a record by its id among all kinds and show it."""
    office = office_of(ctx)
    kind, record_id = office.find_anywhere(record)
    name = chosen_format(form, as_json=as_json)
    Shower(run_of(ctx), office, name, output).show(kind, office.reader.get(kind, record_id).record)


COMMAND = Command(
    "show",
    Message(__doc__ or ""),
    show,
    [click.Argument(["record"], metavar="ID"), *reader_options()],
    examples=["pm show T-261122-K7Q2XM", "pm show k7q2"],
)
