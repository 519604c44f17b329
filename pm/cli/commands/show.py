"""Show one record of any kind."""

from typing import Any

import click

from pm.cli.opened import office_of
from pm.cli.options import reader_options
from pm.cli.seeing import asked_for, reveal_options
from pm.cli.showing import show_record
from pm.cli.words import Command
from pm.i18n import Message


def show(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
    """Find a record by its id among all kinds and show it."""
    asked = asked_for(ctx, values)
    kind, record_id = office_of(ctx).find_anywhere(values["record"])
    show_record(ctx, kind, record_id, asked, values)


COMMAND = Command(
    "show",
    Message(__doc__ or ""),
    show,
    [click.Argument(["record"], metavar="ID"), *reveal_options(), *reader_options()],
    examples=["pm show T-261122-K7Q2XM", "pm show k7q2 --reveal --purpose service"],
)
