"""Clocks against a count of every single minute, over nights, weekends, holidays and time changes.

The count knows nothing of intervals: it asks of each minute what the clock on the wall shows.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pm.model.clocks import WorkingLimit
from pm.model.hours_types import WeekHoursType
from pm.model.spans import Span
from pm.model.stretch import Stretch
from pm.model.working_time import WorkingTime
from tests.model.working_times import announced

MINUTE = timedelta(minutes=1)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "Asia/Beirut", "Australia/Lord_Howe", "UTC")
"""Beirut changes its clocks at midnight, Lord Howe by half an hour."""
WEEKS = (
    ("mon-fri 08:30-12:00 14:00-18:00",),
    ("mon-sat 08:00-12:00", "sun 09:00-10:00 15:30-23:59"),
    ("mon-sun 00:00-24:00",),
    ("tue-thu 05:00-24:00",),
)
DAYS = (
    *("2026-02-13", "2026-02-27", "2026-09-19", "2026-10-09", "2026-12-30"),
    *("2026-03-28", "2026-10-24", "2026-04-03", "2028-02-27", "2026-04-29"),
)
"""Before make-up days, month ends, a leap day, and the nights in which clocks change."""


class Case(NamedTuple):
    """A clock to read: its calendar, its span, its start and its pauses in minutes after it."""

    zone: str
    week: Sequence[str]
    day: str
    minute: int
    span: Span
    pauses: Sequence[tuple[int, int]]

    @property
    def time(self) -> WorkingTime:
        week = [WeekHoursType().read(line) for line in self.week]
        return WorkingTime(ZoneInfo(self.zone), week, announced)

    @property
    def limit(self) -> WorkingLimit:
        return WorkingLimit(
            clock="solve", version="1", span=self.span, calendar="hours", time=self.time
        )

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T00:00:00+00:00") + self.minute * MINUTE

    @property
    def stretches(self) -> list[Stretch]:
        return [
            Stretch(self.start + begun * MINUTE, self.start + (begun + length) * MINUTE)
            for begun, length in self.pauses
        ]


class Counted:
    """The same clock, counted minute by minute."""

    def __init__(self, case: Case) -> None:
        self.zone = ZoneInfo(case.zone)
        self.case = case
        self.days = case.time
        self.start = case.start.astimezone(UTC)

    def wall(self, minute: datetime) -> datetime:
        return minute.astimezone(self.zone)

    def is_open(self, minute: datetime) -> bool:
        wall = self.wall(minute)
        shown = wall.hour * 60 + wall.minute
        return any(start <= shown < end for start, end in self.days.day(wall.date()).windows)

    def is_paused(self, minute: datetime) -> bool:
        return any(s.end is not None and s.start <= minute < s.end for s in self.case.stretches)

    def base(self) -> datetime:
        """Count what is due without pauses."""
        span, minute = self.case.span, self.start
        if span.unit in {"minute", "hour"}:
            left = span.number * (60 if span.unit == "hour" else 1)
            while left:
                left -= self.is_open(minute)
                minute += MINUTE
            return minute
        days, today, closing = span.number, self.wall(minute).date(), minute
        while True:
            day = self.wall(minute).date()
            if day != today:
                was_open = closing > self.start and self.wall(closing - MINUTE).date() == today
                counts = today != self.wall(self.start).date() and (span.unit == "day" or was_open)
                if span.unit == "end-of-day" or (counts and days == 1):
                    return closing if span.unit == "working-day" else minute
                days -= counts
                today = day
            if self.is_open(minute):
                closing = minute + MINUTE
            minute += MINUTE

    def due(self) -> datetime:
        """Add the open minutes of every pause that begins before it, until none is new."""
        base = due = self.base()
        while True:
            later = self.after(base, self.paused_before(due))
            if later == due:
                return due
            due = later

    def paused_before(self, due: datetime) -> int:
        """Count the open minutes of pauses that began before it; without a gap they are one."""
        ends = [stretch.end for stretch in self.case.stretches if stretch.end is not None]
        minute = begun = self.start
        found = 0
        while minute < max(ends, default=minute):
            if not self.is_paused(minute):
                begun = minute + MINUTE
            elif begun < due:
                found += self.is_open(minute)
            minute += MINUTE
        return found

    def after(self, minute: datetime, length: int) -> datetime:
        """Count on over so many open minutes."""
        while length:
            length -= self.is_open(minute)
            minute += MINUTE
        return minute


SPANS = st.one_of(
    st.builds(Span, st.integers(1, 900), st.just("minute")),
    st.builds(Span, st.integers(1, 30), st.just("hour")),
    st.builds(Span, st.integers(1, 4), st.sampled_from(["day", "working-day"])),
    st.just(Span(0, "end-of-day")),
)
CASES = st.builds(
    Case,
    st.sampled_from(ZONES),
    st.sampled_from(WEEKS),
    st.sampled_from(DAYS),
    st.integers(0, 2880),
    SPANS,
    st.lists(st.tuples(st.integers(-300, 4000), st.integers(0, 1500)), max_size=3),
)
OFFICE = WEEKS[0]


@settings(max_examples=40, deadline=None)
@given(CASES)
@example(Case("Asia/Beirut", WEEKS[2], "2026-03-27", 600, Span(1, "day"), []))
@example(Case("Asia/Shanghai", OFFICE, "2026-02-13", 540, Span(1, "working-day"), [(60, 90)]))
@example(Case("Europe/Berlin", WEEKS[2], "2026-10-24", 1200, Span(6, "hour"), [(60, 300)]))
def test_a_due_time_is_what_a_count_of_the_minutes_gives(case: Case) -> None:
    assert case.limit.due(case.start, case.stretches) == Counted(case).due()


@settings(max_examples=40, deadline=None)
@given(CASES, st.integers(0, 3000))
def test_a_reading_counts_every_minute_once(case: Case, length: int) -> None:
    counted, end = Counted(case), case.start + length * MINUTE
    reading = case.limit.reading(case.start, case.stretches, end=end, now=end)
    minutes = [case.start + number * MINUTE for number in range(length)]
    is_open = [minute for minute in minutes if counted.is_open(minute)]
    paused = [minute for minute in is_open if counted.is_paused(minute)]
    assert reading.net == (len(is_open) - len(paused)) * MINUTE
    assert reading.paused == len(paused) * MINUTE
    assert reading.gross == length * MINUTE
    edges = [reading.start, *(part.end for part in reading.parts)]
    assert [part.start for part in reading.parts] == edges[:-1]
    assert edges[-1] == reading.until
    assert reading.is_late is (end > reading.due)
    after = [minute for minute in is_open if minute >= reading.due and minute not in set(paused)]
    assert reading.over == len(after) * MINUTE


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_when_hours_are_due_just_so_many_have_counted(case: Case) -> None:
    if case.span.unit in {"minute", "hour"}:
        due = case.limit.due(case.start, case.stretches)
        reading = case.limit.reading(case.start, case.stretches, end=due, now=due)
        minutes = case.span.number * (60 if case.span.unit == "hour" else 1)
        assert (reading.net, reading.due, reading.is_late) == (minutes * MINUTE, due, False)
