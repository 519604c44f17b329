"""Tell who is on call now, or at another time, and who stands in."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.completing import offering_records
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.rostering import called
from pm.render.value import Column, Table


def on_call(
    ctx: click.Context,
    *,
    department: str | None,
    at: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show a line for each department, shift and trade, with who is to be called."""
    run = run_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = called(office_of(ctx), department, at, run.language.code)
    rows = [one._asdict() for one in found.lines]
    if not rows and name == "table" and output is None:
        run.tell(mark("nobody is on call then: no published roster has a line for it"))
        run.tell(mark("next: {command}", command=f"pm duty {found.verb} {found.week}"))
        return
    answer(run, Table("on-call", _COLUMNS, rows), name, output)


_COLUMNS = [
    Column("department", label("field", "department")),
    Column("trade", label("field", "trade")),
    Column("shift_time", label("field", "shift_time")),
    Column("call", mark("to be called")),
    Column("staff", mark("on call")),
    Column("stand_in", label("field", "stand_in")),
]

COMMAND = Command(
    "on-call",
    Message(__doc__ or ""),
    on_call,
    [
        Option(
            "--department",
            metavar="DEPARTMENT",
            about=mark("only this department"),
            shell_complete=offering_records("department"),
        ),
        Option("--at", metavar="TIME", about=mark("at this time, if not now")),
        *reader_options(),
    ],
    examples=["pm duty on-call", "pm duty on-call --department engineering --at 'tomorrow 02:00'"],
    notes=[
        mark(
            "Who stands in is to be called where the first one is off duty or has left; nobody is "
            "to be called where both are."
        )
    ],
)
