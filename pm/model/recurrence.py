"""Recurrence: the days on which something is due again and again, and what holidays do to them.

A rule names days of the calendar (every Friday, the 15th and the last day, the second Monday), so
that nothing drifts: no day is counted from the one before. What falls on a day off stays there, is
left out, or moves to the working day before or after; what moves to the same day is due once.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

Every: TypeAlias = Literal[
    "daily", "weekly", "half-monthly", "monthly", "quarterly", "half-yearly", "yearly"
]
Holidays: TypeAlias = Literal["keep", "skip", "before", "after"]
IsWorking: TypeAlias = Callable[[date], bool]

MONTHS: dict[Every, int] = {
    "half-monthly": 1,
    "monthly": 1,
    "quarterly": 3,
    "half-yearly": 6,
    "yearly": 12,
}
"""How many months lie between those in which something is due."""
LAST = -1
LONGEST = 31
"""No run of days off is longer, in days: what finds no working day within it stays where it is."""
_STEPS = {"before": timedelta(days=-1), "after": timedelta(days=1)}
_SATURDAY = 5


class Mark(NamedTuple):
    """A day of a month: the 15th, the last, the second Monday, the last Friday.

    ``number`` counts days, or weekdays of one name; :data:`LAST` is the last of them. ``weekday``
    is 0 for Monday, none where plain days are counted.
    """

    number: int
    weekday: int | None = None

    def day(self, year: int, month: int) -> date:
        """Give the day in a month; there must be one."""
        beginning, length = monthrange(year, month)
        if self.weekday is None:
            return date(year, month, length if self.number == LAST else self.number)
        if self.number == LAST:
            end = (beginning + length - 1) % 7
            return date(year, month, length - (end - self.weekday) % 7)
        return date(year, month, 1 + (self.weekday - beginning) % 7 + 7 * (self.number - 1))


class Rule(NamedTuple):
    """When something is due: how often, and on which days of a week or a month.

    ``month`` is the first month of a year that counts, for what is due more seldom than monthly.
    """

    every: Every
    weekdays: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    month: int = 1

    def days(self, first: date, until: date) -> Iterator[date]:
        """Give the days by the rule in [first, until), in order, each once."""
        found = self._in_months(first, until) if self.marks else self._in_weeks(first, until)
        return (day for day in found if first <= day < until)

    def _in_weeks(self, first: date, until: date) -> Iterator[date]:
        for number in range(first.toordinal(), until.toordinal()):
            day = date.fromordinal(number)
            if self.every == "daily" or day.weekday() in self.weekdays:
                yield day

    def _in_months(self, first: date, until: date) -> Iterator[date]:
        for number in range(_month_number(first), _month_number(until) + 1):
            year, before = divmod(number, 12)
            if (before + 1 - self.month) % MONTHS[self.every] == 0:
                yield from sorted({mark.day(year, before + 1) for mark in self.marks})


class Due(NamedTuple):
    """One time that something is due: the day by the rule, which names it, and the day it is due.

    The two differ where a holiday moved it.
    """

    by_rule: date
    day: date


def due_days(
    rule: Rule, holidays: Holidays, first: date, until: date, is_working: IsWorking
) -> Iterator[Due]:
    """Give when something is due whose day by the rule lies in [first, until), in order.

    ``first`` is where the rule begins to hold: what moves to the same day as an earlier one is
    left out, and the earlier one must be among the days that are looked at.
    """
    latest: date | None = None
    for by_rule in rule.days(first, until):
        day = _moved(by_rule, holidays, is_working)
        if day is not None and day != latest:
            latest = day
            yield Due(by_rule, day)


def on_weekdays(day: date) -> bool:
    """Tell whether a day is one from Monday to Friday."""
    return day.weekday() < _SATURDAY


def shifted(day: date, days: int) -> date:
    """Give the day so many days later; the first or last there is where the calendar ends."""
    number = day.toordinal() + days
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), number)))


def _moved(day: date, holidays: Holidays, is_working: IsWorking) -> date | None:
    if holidays == "keep" or is_working(day):
        return day
    if holidays == "skip":
        return None
    step = _STEPS[holidays].days
    near = (shifted(day, step * count) for count in range(1, LONGEST + 1))
    return next((one for one in near if is_working(one)), day)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
