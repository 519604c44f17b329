"""The clock of the sample office: it stands at the time of the line that is played."""

from datetime import datetime, tzinfo

from pm.model.times import fixed
from pm.office.environment import Environment


class StageClock(Environment):
    """The time and the acting person of the line that is played; all else is as it was."""

    def __init__(self, outside: Environment, at: datetime) -> None:
        """Begin at a time, which has the zone of the office."""
        super().__init__(outside.variables)
        self.random = outside.random
        self.at = at
        self.acting: str | None = None
        assert at.tzinfo is not None  # noqa: S101  # the zone of the office
        self.zone: tzinfo = at.tzinfo

    @property
    def staff(self) -> str | None:
        """Who acts in the line, where not the one who said ``pm as``."""
        return self.acting

    def now(self, zone: tzinfo) -> datetime:
        """Give the time of the line."""
        return fixed(self.at.astimezone(zone))

    def clock_is_set(self, now: datetime) -> bool:
        """Say nothing of it: the time is that of the story."""
        del now
        return False
