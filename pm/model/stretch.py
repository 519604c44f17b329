"""A stretch of time, as a pause is one."""

from datetime import datetime
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch of time; without an end it still runs. ``reason`` is the code of why."""

    start: datetime
    end: datetime | None = None
    reason: str = ""
