"""Text of a fixed form that several kinds share."""

from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pm.i18n import mark
from pm.model.field_types import PatternType


@cache
def is_zone(text: str) -> bool:
    """Tell whether the system knows a time zone by this name."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


ZoneName = Annotated[
    str,
    PatternType(
        "zone", is_zone, "Asia/Shanghai", mark("this is not a time zone like Asia/Shanghai")
    ),
]
