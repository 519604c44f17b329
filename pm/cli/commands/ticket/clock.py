"""Explain the clocks of tickets: what counted, what did not, and why it is late or not."""

from collections.abc import Sequence
from datetime import timedelta

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.arguments import RecordArgument
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.words import Command, Option, offering
from pm.i18n import Message, mark
from pm.model.clock_runs import ClockRun
from pm.model.clock_types import clock_name
from pm.model.clocks import AgreedTime, Counting, Part, WorkingLimit
from pm.model.labels import label
from pm.office import registry
from pm.office.clocking import TOLD, Clocked, clocks_of
from pm.office.listing import names_of_kind
from pm.office.office import Office
from pm.render.clock import Names
from pm.render.clock_run import run_paragraph
from pm.render.value import Column, Table


def clock(  # a parameter for each option
    ctx: click.Context,
    *,
    records: tuple[str, ...],
    one: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Say a paragraph for each clock, or give the intervals for scripts."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = clocks_of(office, records, one)
    if name == "table" and output is None:
        with run.answering():
            _tell(run, office, found)
        return
    rows = [_row(ticket.id, each) for ticket in found for each in ticket.runs]
    answer(run, Table("clock", _COLUMNS, rows), name, output)


def _tell(run: Run, office: Office, found: Sequence[Clocked]) -> None:
    names = _names(office, run)
    for number, ticket in enumerate(found):
        if number:
            run.tell("")
        run.tell(mark("{id}  {state}", id=ticket.id, state=label("state", ticket.state)))
        for each in ticket.runs:
            run.tell("")
            run.put(run_paragraph(each, ticket.id, names, run.page()) + "\n")
        if not ticket.runs:
            run.tell("")
            run.tell(_nothing(ticket))


def _nothing(ticket: Clocked) -> Message:
    if not ticket.counts:
        return mark("It counts nowhere, and its clocks are not read any more.")
    return mark("This clock of it was never due.")


def _names(office: Office, run: Run) -> Names:
    """Give what names calendars and reasons, all of a kind read when the first is met."""
    known: dict[str, dict[str, str]] = {}

    def name(noun: str, record_id: str) -> str:
        if noun not in known:
            known[noun] = names_of_kind(office, registry.kind(noun), run.language.code)
        return known[noun].get(record_id, record_id)

    return name


def _row(ticket: str, run: ClockRun) -> dict[str, object]:
    """Give a run for scripts: lengths in minutes, the intervals in their order."""
    reading = run.reading
    row: dict[str, object] = {
        "ticket": ticket,
        "clock": run.clock,
        "start": run.start.isoformat(),
        "end": None if run.end is None else run.end.isoformat(),
        "ended_with_ticket": run.is_cut,
        "due_on_record": None if run.recorded is None else run.recorded.isoformat(),
    }
    if reading is None:
        return row | dict.fromkeys(("set_by", "policy", "limit", "calendar", "due", "late"))
    return row | {
        **_set_by(reading.limit),
        "due": reading.due.isoformat(),
        "first_due": reading.first_due.isoformat(),
        "read_until": reading.until.isoformat(),
        "gross_minutes": _minutes(reading.gross),
        "net_minutes": _minutes(reading.net),
        "paused_minutes": _minutes(reading.paused),
        "over_minutes": _minutes(reading.over),
        "left_minutes": _minutes(reading.left),
        "late": reading.is_late,
        "paused": reading.is_paused,
        "intervals": [_interval(part) for part in reading.parts],
    }


def _set_by(limit: Counting) -> dict[str, object]:
    if isinstance(limit, WorkingLimit):
        return {
            "set_by": "policy",
            "policy": limit.version,
            "limit": str(limit.span),
            "calendar": limit.calendar,
        }
    named = {"set_by": limit.because if isinstance(limit, AgreedTime) else None}
    return named | dict.fromkeys(("policy", "limit", "calendar"))


def _interval(part: Part) -> dict[str, object]:
    return {
        "sort": part.sort,
        "start": part.start.isoformat(),
        "end": part.end.isoformat(),
        "day": part.day.sort,
        "day_name": part.day.name or None,
        "reason": part.reason or None,
    }


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60


_COLUMNS = [
    Column("ticket", label("kind", "ticket")),
    Column("clock", label("field", "clock"), show=clock_name),
    Column("start", mark("began")),
    Column("due", label("field", "due")),
    Column("end", mark("ended")),
    Column("net_minutes", mark("minutes that counted"), "right"),
    Column(
        "late",
        mark("late"),
        show=lambda late: "" if late is None else label("choice", "yes" if late else "no"),
    ),
]

COMMAND = Command(
    "clock",
    Message(__doc__ or ""),
    clock,
    [
        RecordArgument(registry.kind("ticket"), several=True),
        Option(
            "--clock",
            "one",
            metavar="|".join(TOLD),
            about=mark("only this clock"),
            shell_complete=offering(*TOLD),
        ),
        *reader_options(),
    ],
    examples=[
        "pm ticket clock T-261122-K7Q2XM",
        "pm ticket clock T-261122-K7Q2XM --clock solve --json",
    ],
    notes=[
        mark(
            "Every reopening starts new clocks. What has ended is judged by the due time that was "
            "on record then, even if a calendar has changed since."
        )
    ],
)
