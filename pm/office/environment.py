"""The one door for time, chance and the environment: a run is repeatable through it.

``PM_NOW`` sets the clock, ``PM_STAFF`` the acting person, ``PM_LANG`` the language, ``PM_OFFICE``
the folder, ``PM_SEED`` the ids (never keys), ``PM_IDENTITIES`` where secrets of staff lie.
"""

import os
import random
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from pm.errors import Usage
from pm.i18n import mark
from pm.model.problem import BadValue
from pm.model.times import fixed, parse_time
from pm.vault.identities import Places

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

    @property
    def identity_places(self) -> Places:
        """Where secrets of staff lie on this desk: ``PM_IDENTITIES``, or the person's own data."""
        given = self.variables.get("PM_IDENTITIES")
        lasting = Path(given) if given else self._data_folder() / "pm" / "identities"
        passing = self.variables.get("XDG_RUNTIME_DIR")
        return Places(lasting, Path(passing) / "pm" if passing else lasting)

    def _data_folder(self) -> Path:
        """Give the folder in which a person's programs keep their data on this system."""
        if sys.platform == "win32":
            return Path(self.variables.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support"
        return Path(self.variables.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")

    def real_now(self) -> datetime:
        """Give the time of the machine: how long a vault is open no variable decides."""
        return datetime.now(UTC)

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
