"""The hours of a shift."""

from typing import Annotated, ClassVar

from pm.i18n import mark
from pm.model.kind_types import ClockTime
from pm.model.record import Configuration
from pm.model.values import Words


class ShiftTime(Configuration, kw_only=True):
    """The hours of a shift: the roster and the desk go by them (班次).

    One that does not begin before it ends goes on into the next day.
    """

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "starts", "ends")

    name: Words
    starts: Annotated[ClockTime, mark("when it begins, as in 08:00")]
    ends: Annotated[ClockTime, mark("when it ends, as in 20:00; not after its beginning: next day")]
