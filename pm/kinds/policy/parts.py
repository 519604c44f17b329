"""The parts of a policy: a rule that sets a limit, and a rung of the ladder."""

from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.clock_types import ClockText, FactText
from pm.model.groups import CalledEntry, Entry
from pm.model.hours_types import WindowText
from pm.model.number_types import Hours, Percent, Rung
from pm.model.spans import SpanText
from pm.model.values import Link


class ClockRule(CalledEntry, kw_only=True):
    """How long something may take; the first of a clock that matches is the one that counts."""

    clock: Annotated[ClockText, mark("what is to be done by then: accept, reply, arrive, solve …")]
    facts: Annotated[
        list[FactText],
        mark("for which records: type=repair; of one field, any of the values will do"),
    ] = []
    window: Annotated[
        WindowText | None, mark("only where it began at this time of day: 06:00-18:00")
    ] = None
    span: Annotated[SpanText, mark("how long: 5 minutes, 6 hours, 1 working-day, end-of-day")]
    calendar: Annotated[Link[Literal["calendar"]], mark("the hours that count")]
    target: Annotated[Percent | None, mark("the share that should be in time, in per cent")] = None

    def covers(self, other: "ClockRule") -> bool:
        """Tell whether nothing is left for a rule that comes after this one."""
        return self.clock == other.clock and not self.facts and self.window is None


class LadderRung(Entry, kw_only=True):
    """One rung of the ladder that overdue work climbs (S-022)."""

    level: Annotated[Rung, mark("1 is who does the work; the rungs begin with 2")]
    post: Annotated[Link[Literal["post"]], mark("whose holders are to see to it from here on")]
    after_hours: Annotated[Hours, mark("hours after the due time")] = 0
