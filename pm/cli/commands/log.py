"""Tell what was done: in the whole office, or to one record."""

from typing import Any

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.log import every_field, log_table, show_record_log
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.seeing import asked_for, reveal_options
from pm.cli.words import Command, Option
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.office.history import log_of_office


def log(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
    """Show the office's latest acts, or the history of a record."""
    asked, record = asked_for(ctx, values), values["record"]
    name = chosen_format(values["form"], as_json=values["as_json"])
    if record is not None:
        kind, record_id = office_of(ctx).find_anywhere(record)
        show_record_log(ctx, kind, record_id, asked, values)
        return
    if asked.purpose is not None:
        raise Usage(
            mark("missing: {options}", options="ID"), hint=mark("one record at a time is revealed")
        )
    table = log_table(log_of_office(office_of(ctx), values["limit"]))
    answer(run_of(ctx), table, name, values["output"])


COMMAND = Command(
    "log",
    Message(__doc__ or ""),
    log,
    [
        click.Argument(["record"], metavar="[ID]", required=False),
        Option(
            "--limit", type=click.IntRange(min=1), default=20, about=mark("show so many at most")
        ),
        every_field(),
        *reveal_options(),
        *reader_options(),
    ],
    examples=["pm log", "pm log T-261122-K7Q2XM"],
)
