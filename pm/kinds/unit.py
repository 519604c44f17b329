"""A unit: a flat, a shop, an office."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.ids import Layout
from pm.model.private_types import Flat
from pm.model.record import Record
from pm.model.values import Link


class Unit(Record, kw_only=True):
    """A flat, shop or office of an estate (房号)."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "U"
    initial: ClassVar[str] = "listed"
    columns: ClassVar[tuple[str, ...]] = ("id", "code", "building", "grid", "occupancy")
    names: ClassVar[tuple[str, ...]] = ("code",)

    code: Annotated[Flat, mark("building-entrance-room, as in 3-1-402")]
    building: Link[Literal["building"]]
    grid: Link[Literal["grid"]] | None = None
    floor: int | None = None
    size: Annotated[Decimal | None, mark("in square metres")] = None
    occupancy: (
        Literal["unsold", "undelivered", "bare", "renovating", "occupied", "let", "vacant"] | None
    ) = None
