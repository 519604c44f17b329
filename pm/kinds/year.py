"""A year: its days off and make-up workdays, as the office sets them up by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.field_types import PatternType
from pm.model.hours_types import DaysOffText, MonthDayText
from pm.model.ids import is_year
from pm.model.record import Configuration
from pm.model.verbs import creates, verb

YearSlug = Annotated[str, PatternType("year", is_year, "2027", mark("this is no year, as in 2027"))]


def days_are_clear(year: "Year", act: Act) -> Sequence[Missing]:
    """A year has days off, all of them in it, and none of them is a workday too."""
    del act
    if not year.days_off:
        return [Missing(mark("the days off (--days-off '02-05/02-11 spring-festival')"))]
    missing = []
    named = {*year.workdays, *(day for off in year.days_off for day in (off.first, off.last))}
    none = [str(day) for day in sorted(named) if day.of(int(year.id)) is None]
    if none:
        missing.append(
            mark("days that the year has: there is no {days} in {year}", days=none, year=year.id)
        )
    both = [
        str(day)
        for day in sorted(set(year.workdays))
        if any(off.first <= day <= off.last for off in year.days_off)
    ]
    if both:
        missing.append(mark("either a day off or a workday: {days} are both", days=", ".join(both)))
    return [Missing(message) for message in missing]


class Year(Configuration, kw_only=True):
    """A year: the days off and the weekend days worked for them (调休), set up by hand.

    For its year it takes the place of what pm knows of the official days off.
    """

    columns: ClassVar[tuple[str, ...]] = ("id", "days_off", "workdays", "announced_on", "state")

    id: YearSlug
    days_off: Annotated[
        list[DaysOffText], mark("days off and their name, as in 02-05/02-11 spring-festival")
    ] = []
    workdays: Annotated[
        list[MonthDayText], mark("the days of weekends that are worked for them, as in 01-30")
    ] = []
    announced_on: Annotated[date | None, mark("the day on which it was announced")] = None

    @creates(guards=[days_are_clear])
    def new(self, act: Act) -> None:
        """Set up the days off of a year."""

    @verb(guards=[days_are_clear])
    def edit(self, act: Act, **values: object) -> None:
        """Correct a year; what is due already stays until it is reckoned anew."""
        for name, value in values.items():
            setattr(self, name, value)
