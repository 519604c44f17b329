"""Working time: when an office's hours run, on which days they do not, and why (U1).

Hours are minutes after local midnight, half-open. A boundary that occurs twice that day is the
first one, one that does not exist shifts forward, as everywhere (:mod:`pm.model.times`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal, NamedTuple, TypeAlias

from pm.errors import Refused
from pm.i18n import mark
from pm.model.times import fixed, localize, midnight

DAY_MINUTES = 24 * 60
LOOKED_AHEAD = 3_660
"""So many days without any hours are taken for a calendar that has none."""
_ONE_DAY = timedelta(days=1)


class Window(NamedTuple):
    """Part of a day, in minutes after midnight; 24:00 is 1440."""

    start: int
    end: int

    def holds(self, time: datetime) -> bool:
        """Tell whether a wall-clock time lies in it; one that ends first goes past midnight."""
        minute = time.hour * 60 + time.minute
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


class WeekHours(NamedTuple):
    """The hours of some weekdays, Monday being 0."""

    first: int
    last: int
    windows: tuple[Window, ...]


class MonthDay(NamedTuple):
    """A day of any year."""

    month: int
    day: int

    def __str__(self) -> str:
        """Write it: ``02-05``."""
        return f"{self.month:02d}-{self.day:02d}"

    def of(self, year: int) -> date | None:
        """Give the day in a year; none where the year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


class DaysOff(NamedTuple):
    """Days of a year on which nobody works, both ends among them, and how they are called."""

    first: MonthDay
    last: MonthDay
    name: str

    def days(self, year: int) -> Iterator[date]:
        """Give the days in a year."""
        day = date(year, self.first.month, 1)
        while day.year == year and (day.month, day.day) <= self.last:
            if (day.month, day.day) >= self.first:
                yield day
            day += _ONE_DAY


class Year(NamedTuple):
    """What is announced for one year: the days off by name, and the weekend days worked (调休)."""

    off: Mapping[date, str]
    workdays: frozenset[date]


Years: TypeAlias = Callable[[int], Year | None]
"""Gives what is announced for a year; none where nothing is yet."""
DaySort: TypeAlias = Literal["workday", "make-up", "weekend", "day-off"]


class Day(NamedTuple):
    """One local day: its hours, what sort of day it is, and the name of a day off."""

    day: date
    windows: tuple[Window, ...]
    sort: DaySort
    name: str = ""


class Piece(NamedTuple):
    """A piece of time within one day, inside its hours or outside."""

    start: datetime
    end: datetime
    day: Day
    is_open: bool


def year_of(number: int, days_off: Iterable[DaysOff], workdays: Iterable[MonthDay]) -> Year:
    """Make a year of its days off and its make-up workdays."""
    off = {day: one.name for one in days_off for day in one.days(number)}
    return Year(off, frozenset(day for one in workdays if (day := one.of(number))))


class WorkingTime:
    """The hours of one calendar in a time zone.

    A make-up workday has the hours of the first weekday that has any: those of Monday.
    """

    def __init__(self, zone: tzinfo, week: Sequence[WeekHours], years: Years | None = None) -> None:
        """Take the zone, the weekly hours, and the days off of a year; none has no days off."""
        self.zone = zone
        self._week = _by_weekday(week)
        self._years = years
        self._known: dict[int, Year | None] = {}

    def day(self, day: date) -> Day:
        """Tell what sort of day it is, and its hours."""
        year = self._year(day.year)
        if year is not None and day in year.off:
            return Day(day, (), "day-off", year.off[day])
        windows = self._week[day.weekday()]
        if year is not None and day in year.workdays and not windows:
            usual = next((hours for hours in self._week if hours), ())
            return Day(day, usual, "make-up")
        return Day(day, windows, "workday" if windows else "weekend")

    def is_working_day(self, day: date) -> bool:
        """Tell whether anything counts on a day."""
        return bool(self.day(day).windows)

    def announces(self, year: int) -> bool:
        """Tell whether the days off of a year are known, or make no difference."""
        return self._years is None or self._year(year) is not None

    def unannounced(self, first: datetime, last: datetime) -> tuple[int, ...]:
        """Give the years between two times whose days off are not announced."""
        years = range(self.local(first).year, self.local(last).year + 1)
        return tuple(year for year in years if not self.announces(year))

    def local(self, time: datetime) -> datetime:
        """Give a time as the clock on the wall of the office shows it."""
        return fixed(time.astimezone(self.zone))

    def pieces(self, start: datetime, end: datetime) -> Iterator[Piece]:
        """Take the time between two instants apart by days and hours, without a gap."""
        start, end = self.local(start), self.local(end)
        day = start.date()
        while start < end:
            found = self.day(day)
            for opening, closing in self._hours(found):
                if start < min(opening, end):
                    yield Piece(start, min(opening, end), found, is_open=False)
                    start = min(opening, end)
                if start < min(closing, end):
                    yield Piece(start, min(closing, end), found, is_open=True)
                    start = min(closing, end)
            day += _ONE_DAY
            ends = min(midnight(day, self.zone), end)
            if start < ends:
                yield Piece(start, ends, found, is_open=False)
                start = ends

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Give how much of the time between two instants lies within the hours."""
        spent = (piece.end - piece.start for piece in self.pieces(start, end) if piece.is_open)
        return sum(spent, timedelta())

    def advance(self, start: datetime, length: timedelta) -> datetime:
        """Give the first instant by which so much working time has passed since a start."""
        start = self.local(start)
        if not length:
            return start
        for day in self._days_from(start.date()):
            for opening, closing in self._hours(day):
                begun = max(start, opening)
                if begun >= closing:
                    continue
                if length <= closing - begun:
                    return self.local(begun + length)
                length -= closing - begun
        raise _no_hours()

    def day_end(self, start: datetime, days: int) -> datetime:
        """Give 24:00 of the day that is so many days after the one of a start."""
        return midnight(self.local(start).date() + timedelta(days=days + 1), self.zone)

    def closing(self, start: datetime, days: int) -> datetime:
        """Give the closing of the n-th working day after the day of a start."""
        for day in self._days_from(self.local(start).date() + _ONE_DAY):
            hours = self._hours(day)
            days -= bool(hours)
            if hours and not days:
                return hours[-1][1]
        raise _no_hours()

    def _year(self, number: int) -> Year | None:
        if self._years is not None and number not in self._known:
            self._known[number] = self._years(number)
        return self._known.get(number)

    def _days_from(self, day: date) -> Iterator[Day]:
        return (self.day(day + timedelta(days=number)) for number in range(LOOKED_AHEAD))

    def _hours(self, day: Day) -> list[tuple[datetime, datetime]]:
        """Give the hours of a day as instants; where the clock jumps, none counts twice."""
        found: list[tuple[datetime, datetime]] = []
        for window in day.windows:
            opening, closing = self._at(day.day, window.start), self._at(day.day, window.end)
            opening = max(opening, found[-1][1]) if found else opening
            if opening < closing:
                found.append((opening, closing))
        return found

    def _at(self, day: date, minute: int) -> datetime:
        if minute == DAY_MINUTES:
            return midnight(day + _ONE_DAY, self.zone)
        naive = datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001  # localized here
        return fixed(localize(naive, self.zone).time)


def _by_weekday(week: Sequence[WeekHours]) -> list[tuple[Window, ...]]:
    by_day: list[tuple[Window, ...]] = [()] * 7
    for hours in week:
        for weekday in range(hours.first, hours.last + 1):
            by_day[weekday] = hours.windows
    return by_day


def _no_hours() -> Refused:
    return Refused(
        mark("the calendar has no working hours for years: nothing on it is ever due"),
        hint=mark("give it hours: pm calendar edit NAME --hours 'mon-fri 08:30-12:00 14:00-18:00'"),
    )
