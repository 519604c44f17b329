"""What the office decided and papers depend on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from pm.model.times import Period

SECOND = timedelta(seconds=1)


class Grid(NamedTuple):
    """A grid of the office, as papers need it."""

    id: str
    steward: str | None = None
    gold: bool = False
    most: int | None = None
    """How many households its gold steward agreed to take on at most."""


class Terms(NamedTuple):
    """What the office decided and papers depend on."""

    late_after_hours: int = 24
    """An act typed later than this after it happened is a late entry."""
    targets: Mapping[str, float] = {}
    """What a figure should come to, by key."""
    policies: tuple[str, ...] = ()
    """The versions of the policy in force in the period, the oldest first."""
    households: tuple[int, int] = (350, 400)
    """How few and how many households a steward should have (S-156)."""
    now: datetime | None = None
    """The present time: a period that is not over is counted up to it."""
    grids: tuple[Grid, ...] = ()
    """The grids of the office, in their order."""

    def lived(self, asked: Period) -> Period:
        """Give as much of a period as has passed, this second included."""
        if self.now is None or self.now >= asked.end:
            return asked
        return asked._replace(end=max(self.now + SECOND, asked.start))
