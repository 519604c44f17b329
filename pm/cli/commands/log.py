"""Tell what was done: in the whole office, or to one record."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.log import log_table, show_record_log
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.office.history import log_of_office


def log(
    ctx: click.Context,
    *,
    record: str | None,
    limit: int,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show the office's latest acts, or the history of a record."""
    office = office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    if record is not None:
        kind, record_id = office.find_anywhere(record)
        show_record_log(ctx, kind, record_id, name, output)
        return
    answer(run_of(ctx), log_table(log_of_office(office, limit)), name, output)


COMMAND = Command(
    "log",
    Message(__doc__ or ""),
    log,
    [
        click.Argument(["record"], metavar="[ID]", required=False),
        Option(
            "--limit", type=click.IntRange(min=1), default=20, about=mark("show so many at most")
        ),
        *reader_options(),
    ],
    examples=["pm log", "pm log T-261122-K7Q2XM"],
)
