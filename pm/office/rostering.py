"""Telling who is on call: the lines of the rosters with the names of people and things."""

from typing import Any, NamedTuple

from pm.errors import Invalid
from pm.i18n import mark
from pm.model.field_types import TimeType
from pm.model.problem import BadValue
from pm.model.record import VOID
from pm.model.times import week_name
from pm.office import registry
from pm.office.office import Office
from pm.office.on_call import day_of_shift, lines_at
from pm.office.showing import names_of

_TIME = TimeType()


class Line(NamedTuple):
    """Who is on call for a department, by name; ``call`` is who is to be called, if anybody."""

    roster: str
    department: str
    trade: str | None
    shift_time: str
    call: str | None
    call_id: str | None
    staff: str
    stand_in: str | None


class Called(NamedTuple):
    """The lines that hold at a time, the roster in which they would stand, and what it needs."""

    week: str
    verb: str
    lines: list[Line]


def called(office: Office, department: str | None, at: str | None, language: str) -> Called:
    """Give who is on call at a time that was typed, or now; of one department or of all."""
    entering = office.entering()
    try:
        time = entering.now if at is None else _TIME.parse(at, entering)
    except BadValue as bad:
        raise Invalid(mark("{option}: {reason}", option="--at", reason=bad.reason)) from None
    wanted = None if department is None else entering.find(["department"], department)

    def name(noun: str, record_id: str | None) -> str | None:
        stored = None if record_id is None else office.reader.find(registry.kind(noun), record_id)
        return record_id if stored is None else names_of(stored.record, language)

    lines = [
        Line(
            roster=one.roster,
            department=name("department", one.department) or "",
            trade=name("category", one.trade),
            shift_time=name("shift_time", one.shift_time) or "",
            call=name("staff", one.answers),
            call_id=one.answers,
            staff=name("staff", one.staff) or "",
            stand_in=name("staff", one.stand_in),
        )
        for one in lines_at(office.reader, office.zone, time)
        if wanted in {None, one.department}
    ]
    shift_times = office.lookup.ids(registry.kind("shift_time"))
    week = week_name(day_of_shift(office.reader, shift_times, office.zone, time)).lower()
    return Called(week, _needed(office, week), lines)


def _needed(office: Office, week: str) -> str:
    """Give the verb by which a roster that has no line for some time comes to have one."""
    stored = office.reader.find(registry.kind("duty"), week)
    roster: Any = None if stored is None else stored.record
    if roster is None or roster.state == VOID:
        return "new"
    if roster.state == "draft" and roster.lines:
        return "publish"
    return "add-line" if roster.state in {"draft", "published"} else "show"
