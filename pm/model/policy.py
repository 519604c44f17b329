"""The rules in force, as an act and the clocks ask for them: limits, terms, who may."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pm.i18n import Message
from pm.model.stretch import Stretch

if TYPE_CHECKING:
    from pm.model.clocks import Reading


class Limit(Protocol):
    """How long something may take: the span of one clock, on the hours that count for it."""

    @property
    def version(self) -> str:
        """The policy that sets it."""
        ...

    @property
    def text(self) -> Message:
        """The span in words."""
        ...

    def due(self, start: datetime, pauses: Sequence[Stretch] = ()) -> datetime:
        """Give the time by which it is due, moved by what was paused."""
        ...

    def reading(
        self,
        start: datetime,
        pauses: Sequence[Stretch] = (),
        *,
        end: datetime | None = None,
        now: datetime,
    ) -> "Reading":
        """Read the clock: from its start to its end, or to now while it runs."""
        ...


class Rung(NamedTuple):
    """One rung of the ladder that overdue work climbs (S-022)."""

    level: int
    post: str
    """Whose holders are to see to it from here on."""
    after_hours: int
    """So many hours after the due time it gets here."""


class Terms(NamedTuple):
    """What the policy in force says besides its limits; these are what stands without one."""

    version: str = ""
    visit_share: int = 30
    """The share of solved repairs that get a return visit, in per cent (S-048)."""
    visit_attempts: int = 3
    """Attempts on different days before nobody is called unreachable."""
    chases_to_raise: int = 2
    """After so many chases a ticket goes up a level."""
    major_post: str = ""
    """Whose holders hear of a major complaint at once (S-038)."""
    pause_days: int = 30
    """The longest pause that may be expected."""
    reason_after_hours: int = 72
    """What is typed later than this needs a reason or the number of a paper slip."""
    least_households: int = 350
    """The fewest households that a steward should have (S-156)."""
    most_households: int = 400
    """The most households that a steward should have, who is no gold steward (S-156)."""
    ladder: tuple[Rung, ...] = ()
    """The rungs above the first, by level."""


TERMS = tuple(name for name in Terms._fields if name not in {"version", "ladder"})
"""What a policy says by single values, each a field of its record."""


class Policy(Protocol):
    """The rules in force: what the office decided, never a constant in code."""

    def may(self, staff: str, capability: str) -> bool:
        """Tell whether a member of staff holds a capability through his post."""
        ...

    def name_of(self, staff: str) -> str:
        """Give the name of a member of staff."""
        ...

    def is_reason(self, code: str, use: str) -> bool:
        """Tell whether a reason code is on the office's list for a use."""
        ...

    def terms(self, at: datetime) -> Terms:
        """Give what the policy in force at a time says."""
        ...

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        """Give the limit of a clock that begins at a time, for what has these facts; or none.

        The facts are the type, urgency, severity … of a ticket; none where nothing is said.
        """
        ...

    def is_below(self, staff: str, post: str) -> bool:
        """Tell whether the post of a member of staff reports to a post, directly or not."""
        ...

    def on_call(self, department: str, at: datetime, trade: str | None = None) -> str | None:
        """Give who is on call for a department at a time by the published roster, or none.

        Whoever is put down for the trade comes before whoever is put down for all of the
        department; the stand-in comes where that one is off duty or has left.
        """
        ...
