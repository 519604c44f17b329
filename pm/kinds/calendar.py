"""A calendar: the hours that count for a clock."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.hours_types import WEEKDAYS, HoursText
from pm.model.record import Configuration
from pm.model.values import Words
from pm.model.verbs import creates, verb


def week_is_clear(calendar: "Calendar", act: Act) -> Sequence[Missing]:
    """A calendar has hours, and each weekday has them in one line (U1)."""
    del act
    if not calendar.hours:
        return [Missing(mark("the hours (--hours 'mon-fri 08:30-12:00 14:00-18:00')"))]
    days = [day for line in calendar.hours for day in range(line.first, line.last + 1)]
    twice = [WEEKDAYS[day] for day in sorted(set(days)) if days.count(day) > 1]
    if not twice:
        return []
    return [Missing(mark("one line for each weekday: {days}", days=", ".join(twice)))]


class Calendar(Configuration, kw_only=True):
    """A calendar: the hours of the week that count, and which days off it observes (S-041)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "hours", "days_off", "state")

    name: Words
    hours: Annotated[
        list[HoursText],
        mark("the hours of the week; a make-up workday has those of the first weekday"),
    ] = []
    days_off: Annotated[
        Literal["china", "office", "none"],
        mark("the official ones of China, those of the office's own years, or none"),
    ] = "china"

    @creates(guards=[week_is_clear])
    def new(self, act: Act) -> None:
        """Set up a calendar."""

    @verb(guards=[week_is_clear])
    def edit(self, act: Act, **values: object) -> None:
        """Correct a calendar; what is due already stays until it is reckoned anew."""
        for name, value in values.items():
            setattr(self, name, value)
