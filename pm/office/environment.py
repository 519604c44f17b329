"""The one door for time, chance and the environment: a run is repeatable through it.

``PM_NOW`` sets the clock, ``PM_STAFF`` the acting person, ``PM_LANG`` the language, ``PM_OFFICE``
the folder, ``PM_SEED`` the ids (never keys).
"""

import os
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from pm.errors import Usage
from pm.i18n import mark
from pm.model.problem import BadValue
from pm.model.times import fixed, parse_time

CLOCK_TOLERANCE = timedelta(minutes=5)


class Environment:
    """What a run takes from outside: variables, the clock, chance."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        """Take the variables of the process, or those of a test."""
        self.variables = os.environ if variables is None else variables
        seed = self.variables.get("PM_SEED")
        self.random = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311  # ids only, never keys

    @property
    def staff(self) -> str | None:
        """Who acts, if a script says so."""
        return self.variables.get("PM_STAFF") or None

    def now(self, zone: tzinfo) -> datetime:
        """Give the present time in the office's zone, to the second."""
        real = datetime.now(UTC).astimezone(zone)
        text = self.variables.get("PM_NOW")
        if not text:
            return fixed(real)
        try:
            return fixed(parse_time(text, real, zone).time.astimezone(zone))
        except BadValue as bad:
            raise Usage(
                mark("PM_NOW: {reason}", reason=bad.reason),
                hint=mark("set it like PM_NOW=2026-11-22T09:15, or unset it"),
            ) from None

    def clock_is_set(self, now: datetime) -> bool:
        """Tell whether PM_NOW moved the clock by more than five minutes."""
        if not self.variables.get("PM_NOW"):
            return False
        return abs(datetime.now(UTC) - now) > CLOCK_TOLERANCE
