"""A year: its days off and make-up workdays, as the office sets them up by hand."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar

from pm.errors import Invalid
from pm.i18n import Message, mark
from pm.model.act import Act, Missing
from pm.model.hours_types import DaysOffText
from pm.model.pattern import pattern
from pm.model.record import Configuration
from pm.model.verbs import creates, verb
from pm.model.working_time import days_between

_NUMBER = pattern(r"[12][0-9]{3}")


def days_are_clear(year: "Year", act: Act) -> Sequence[Missing]:
    """A year has days off, all of them its own, and none of them is a workday too."""
    del act
    if not year.days_off:
        return [Missing(mark("the days off (--days-off '2027-02-05/2027-02-11 spring-festival')"))]
    return [Missing(message) for message in _unclear(year)]


def _unclear(year: "Year") -> Iterator[Message]:
    off = [day for each in year.days_off for day in days_between(each.first, each.last)]
    strange = {day for day in (*off, *year.workdays) if _is_elsewhere(year.id, day)}
    if strange:
        yield mark("days of {year}: {days} are not", year=year.id, days=_listed(strange))
    both = set(off) & set(year.workdays)
    if both:
        yield mark("either a day off or a workday: {days} are both", days=_listed(both))


def _is_elsewhere(year: str, day: date) -> bool:
    return _NUMBER.fullmatch(year) is not None and day.year != int(year)


def _listed(days: set[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))


class Year(Configuration, kw_only=True):
    """A year: the days off and the weekend days worked for them (调休), set up by hand.

    For its year it takes the place of what pm knows of the official days off.
    """

    columns: ClassVar[tuple[str, ...]] = ("id", "days_off", "workdays", "announced_on", "state")

    days_off: Annotated[
        list[DaysOffText],
        mark("days off and their name, as in 2027-02-05/2027-02-11 spring-festival"),
    ] = []
    workdays: Annotated[list[date], mark("the days of weekends that are worked for them")] = []
    announced_on: Annotated[date | None, mark("the day on which it was announced")] = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Refuse a name that is no year."""
        del act
        name = values.get("id")
        if name is not None and _NUMBER.fullmatch(name) is None:
            raise Invalid(
                mark("'{text}' is no year", text=name), hint=mark("name it like: pm year new 2027")
            )

    @creates(guards=[days_are_clear])
    def new(self, act: Act) -> None:
        """Set up the days off of a year."""

    @verb(guards=[days_are_clear])
    def edit(self, act: Act, **values: object) -> None:
        """Correct a year; what is due already stays until it is reckoned anew."""
        for name, value in values.items():
            setattr(self, name, value)
