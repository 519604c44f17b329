"""Who is on call: read from the rosters of the week, by their paths and without a list.

A shift that goes on into the next day belongs to the day on which it begins, so that the last
night of a week stands on that week's roster.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from pm.model.times import week_name
from pm.office import registry
from pm.office.reader import RecordReader

IN_FORCE = frozenset({"published", "carried-out"})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OnCall(NamedTuple):
    """One line of a roster that holds at a time; ``answers`` is who is to be called, if anybody."""

    roster: str
    department: str
    trade: str | None
    shift_time: str
    staff: str
    stand_in: str | None
    answers: str | None


def on_call(
    reader: RecordReader, zone: tzinfo, department: str, at: datetime, trade: str | None = None
) -> str | None:
    """Give who is to be called for a department and a trade at a time, or none."""
    fitting = [
        line
        for line in lines_at(reader, zone, at)
        if line.department == department and line.trade in {None, trade} and line.answers
    ]
    fitting.sort(key=lambda line: line.trade is None)
    return fitting[0].answers if fitting else None


def lines_at(reader: RecordReader, zone: tzinfo, at: datetime) -> Iterator[OnCall]:
    """Give the lines of published rosters that hold at a time."""
    here = at.astimezone(zone)
    for day in (here.date(), here.date() - timedelta(days=1)):
        roster = _roster(reader, day)
        for line in () if roster is None else roster.lines:
            if DAYS[day.weekday()] in line.weekdays and _covers(reader, line.shift_time, day, here):
                yield _line(reader, roster.id, line, here.date())


def _line(reader: RecordReader, roster: str, line: Any, day: date) -> OnCall:  # noqa: ANN401  # an entry of the roster
    there = [one for one in (line.staff, line.stand_in) if _is_there(reader, one, day)]
    return OnCall(
        roster=roster,
        department=line.department,
        trade=line.trade,
        shift_time=line.shift_time,
        staff=line.staff,
        stand_in=line.stand_in,
        answers=there[0] if there else None,
    )


def _roster(reader: RecordReader, day: date) -> Any:  # noqa: ANN401  # a record of pm.kinds.duty, which office does not name
    stored = reader.find(registry.kind("duty"), week_name(day).lower())
    return None if stored is None or stored.record.state not in IN_FORCE else stored.record


def day_of_shift(
    reader: RecordReader, shift_times: Sequence[str], zone: tzinfo, at: datetime
) -> date:
    """Give the day on which the shift of a time begins: the one before, where it is still night."""
    here = at.astimezone(zone)
    today = here.date()
    for day in (today, today - timedelta(days=1)):
        if any(_covers(reader, shift_time, day, here) for shift_time in shift_times):
            return day
    return today


def _covers(reader: RecordReader, shift_time: str, day: date, here: datetime) -> bool:
    """Tell whether a shift that begins on a day holds at a local time; its end is not in it."""
    stored = reader.find(registry.kind("shift_time"), shift_time)
    if stored is None:
        return False
    hours: Any = stored.record
    clock = here.strftime("%H:%M")
    over_night = hours.ends <= hours.starts
    if here.date() == day:
        return bool(hours.starts <= clock and (over_night or clock < hours.ends))
    return bool(over_night and clock < hours.ends)


def _is_there(reader: RecordReader, staff: str | None, day: date) -> bool:
    """Tell whether somebody works here and is not off duty on a day."""
    stored = None if staff is None else reader.find(registry.kind("staff"), staff)
    record: Any = None if stored is None else stored.record
    if record is None or record.state != "active":
        return False
    away = record.away_from is not None and record.away_from <= day
    return not (away and (record.away_until is None or day <= record.away_until))
