"""What a clock counted, in one plain paragraph: it ends disputes over pay and blame (U1, U2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypeAlias

from pm.i18n import Message, mark
from pm.i18n.catalogue import Language
from pm.model.clock_types import clock_name
from pm.model.clocks import AgreedTime, Part, Reading, WorkingLimit, total
from pm.model.hours_types import day_name
from pm.model.working_time import Day

Names: TypeAlias = Callable[[str, str], Message | str]
"""Gives the name of a record by its kind and id: of a calendar, of the reason for a pause."""
_HOUR = 60
_MIDNIGHT = (0, 0)
_ONE_DAY = timedelta(days=1)


class Run(NamedTuple):
    """A stretch of time without a gap."""

    start: datetime
    end: datetime


def paragraph(reading: Reading, names: Names, language: Language) -> str:
    """Explain a reading in one paragraph."""
    gap = "" if language.code == "zh" else " "
    return gap.join(language.say(sentence) for sentence in explained(reading, names))


def explained(reading: Reading, names: Names) -> Iterator[Message]:
    """Explain a reading, sentence by sentence."""
    yield by_which(reading, names)
    yield from counted(reading, names)


def by_which(reading: Reading, names: Names) -> Message:
    """Say by which limit a clock counts, or who named its due time in place of one."""
    limit, clock = reading.limit, clock_name(reading.limit.clock)
    if isinstance(limit, WorkingLimit):
        return mark(
            "{clock}: {span}, counted on the calendar «{calendar}», as policy {version} has it.",
            clock=clock,
            span=limit.text,
            calendar=names("calendar", limit.calendar),
            version=limit.version,
        )
    because = limit.because if isinstance(limit, AgreedTime) else "record"
    said: Mapping[str, Message] = {
        "typed": mark("{clock}: the due time was typed, it counts day and night.", clock=clock),
        "promised": mark("{clock}: by the time that was promised to the caller.", clock=clock),
        "slot": mark("{clock}: by the end of the agreed slot.", clock=clock),
        "old-system": mark("{clock}: by the due time that the old system had.", clock=clock),
        "reopened": mark("{clock}: by the due time that stood before the reopening.", clock=clock),
        "record": mark("{clock}: by the due time on record; no limit gives it.", clock=clock),
    }
    return said[because]


def counted(reading: Reading, names: Names) -> Iterator[Message]:
    """Tell when it began, what counted and what did not, and how it ended."""
    yield _beginning(reading)
    yield _counted(reading)
    yield from _paused(reading, names)
    yield from _skipped(reading)
    yield from _worked_weekends(reading)
    yield _end(reading)
    for year in reading.unannounced:
        yield mark(
            "The days off of {year} are not announced yet: that year is counted by weekdays, and "
            "the due time may still move.",
            year=year,
        )


def moment(time: datetime) -> Message:
    """Write the end of something: midnight is 24:00 of the day that ends."""
    if (time.hour, time.minute) == _MIDNIGHT:
        return mark("{day} 24:00", day=time.date() - _ONE_DAY)
    return mark("{time}", time=time)


def length(span: timedelta) -> Message:
    """Write how long something was: hours and minutes, for these are what is paid."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return mark("{length}", length=span)
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return mark("{minutes} min", minutes=rest)
    if not rest:
        return mark("{hours} h", hours=hours)
    return mark("{hours} h {minutes} min", hours=hours, minutes=rest)


def _beginning(reading: Reading) -> Message:
    if reading.due == reading.first_due:
        return mark(
            "It began on {start} and is due on {due}.",
            start=reading.start,
            due=moment(reading.due),
        )
    return mark(
        "It began on {start} and was due on {first}; what was paused moved that to {due}.",
        start=reading.start,
        first=moment(reading.first_due),
        due=moment(reading.due),
    )


def _counted(reading: Reading) -> Message:
    runs = _runs(reading.of("counted"))
    if not runs:
        return mark("No time counted.")
    said = {
        "runs": _series([_stretch(*each) for each in _alike(runs)]),
        "net": length(reading.net),
        "gross": length(reading.gross),
    }
    if reading.net == reading.gross:
        return mark("Counted: {runs}; together {net}, all that passed.", **said)
    return mark("Counted: {runs}; together {net} of {gross} that passed.", **said)


def _paused(reading: Reading, names: Names) -> Iterator[Message]:
    parts = list(reading.of("paused"))
    for reason, paused in groupby(parts, key=lambda part: part.reason):
        together = list(paused)
        said = {
            "runs": _series([_stretch(*each) for each in _alike(_runs(together))]),
            "length": length(total(together)),
        }
        if reason:
            yield mark(
                "Paused: {runs} ({length}), {reason}.", reason=names("reason", reason), **said
            )
        else:
            yield mark("Paused: {runs} ({length}).", **said)
    if reading.is_paused:
        yield mark("It is paused now; the due time moves on until it runs again.")


def _skipped(reading: Reading) -> Iterator[Message]:
    """Name what did not count: whole days by their sort, the rest of the time as such."""
    whole = {part.day for part in reading.of("closed") if part.day.sort in {"weekend", "day-off"}}
    days = sorted(whole, key=lambda day: day.day)
    named = [_days(name, list(group)) for name, group in groupby(days, key=_sort_name)]
    if any(part.day.sort in {"workday", "make-up"} for part in reading.of("closed")):
        named.append(mark("the time outside the hours of working days"))
    if named:
        yield mark("Not counted: {what}.", what=_series(named))


def _sort_name(day: Day) -> Message | str:
    return mark("weekend") if day.sort == "weekend" else day_name(day.name)


def _days(name: Message | str, days: Sequence[Day]) -> Message:
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day.day - spans[-1][1] == _ONE_DAY:
            spans[-1] = (spans[-1][0], day.day)
        else:
            spans.append((day.day, day.day))
    said = [_from_to(first, last) for first, last in spans]
    return mark("{name} ({days})", name=name, days=_series(said))


def _worked_weekends(reading: Reading) -> Iterator[Message]:
    worked = {part.day.day for part in reading.parts if part.day.sort == "make-up"}
    if worked:
        days = [mark("{day}", day=day) for day in sorted(worked)]
        yield mark("Make-up workdays: {days}.", days=_series(days))


def _end(reading: Reading) -> Message:
    said = {"end": reading.until, "left": length(reading.left)}
    if not reading.is_late and reading.end is None:
        return mark("It is {end} and it still runs: {left} are left.", **said)
    if not reading.is_late:
        return mark("It ended on {end}: in time, with {left} left.", **said)
    late = _late(reading)
    if reading.end is None:
        return mark("It is {end} and it still runs: overdue by {late}.", late=late, **said)
    return mark("It ended on {end}: late by {late}.", late=late, **said)


def _late(reading: Reading) -> Message:
    """Say by how much it is late, and how much of that counted."""
    passed = reading.until - reading.due
    if passed == reading.over:
        return length(passed)
    return mark(
        "{passed}, of which {over} counted", passed=length(passed), over=length(reading.over)
    )


def _runs(parts: Sequence[Part] | Iterator[Part]) -> list[Run]:
    """Put together what follows without a gap."""
    runs: list[Run] = []
    for part in parts:
        if runs and runs[-1].end == part.start:
            runs[-1] = Run(runs[-1].start, part.end)
        else:
            runs.append(Run(part.start, part.end))
    return runs


def _alike(runs: Sequence[Run]) -> Iterator[tuple[date, date, tuple[str, ...], Run]]:
    """Put days together that follow one another and have the same hours."""
    found: list[tuple[date, date, tuple[str, ...], Run]] = []
    for day, group in groupby(runs, key=lambda run: run.start.date()):
        own = list(group)
        hours = tuple(_hours(run) for run in own if _within_a_day(run))
        found += [(day, day, (), run) for run in own if not _within_a_day(run)]
        if not hours:
            continue
        last = found[-1] if found else None
        if last is not None and last[2] == hours and day - last[1] == _ONE_DAY:
            found[-1] = (last[0], day, hours, own[0])
        else:
            found.append((day, day, hours, own[0]))
    return iter(found)


def _within_a_day(run: Run) -> bool:
    last = run.end - timedelta(seconds=1)
    return run.start.date() == last.date()


def _hours(run: Run) -> str:
    end = "24:00" if run.end.date() > run.start.date() else f"{run.end:%H:%M}"
    return f"{run.start:%H:%M}–{end}"


def _stretch(first: date, last: date, hours: Sequence[str], run: Run) -> Message:
    if not hours:
        return mark("{start} to {end}", start=run.start, end=moment(run.end))
    if first == last:
        return mark("{day} {hours}", day=first, hours=list(hours))
    return mark("{days} each {hours}", days=_from_to(first, last), hours=list(hours))


def _from_to(first: date, last: date) -> Message:
    if first == last:
        return mark("{day}", day=first)
    return mark("{first} to {last}", first=first, last=last)


def _series(parts: Sequence[Message]) -> Message | str:
    """Put parts one after another; they have commas of their own."""
    first, *others = parts
    return mark("{one}; {another}", one=first, another=_series(others)) if others else first
