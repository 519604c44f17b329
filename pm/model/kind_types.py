"""Text of a fixed form that several kinds share."""

from functools import cache
from typing import Annotated

from pm.i18n import mark
from pm.model.field_types import PatternType
from pm.model.problem import BadValue
from pm.model.times import zone_named


@cache
def is_zone(text: str) -> bool:
    """Tell whether the system knows a time zone by this name."""
    try:
        zone_named(text)
    except BadValue:
        return False
    return True


ZoneName = Annotated[
    str,
    PatternType(
        "zone", is_zone, "Asia/Shanghai", mark("this is not a time zone like Asia/Shanghai")
    ),
]
