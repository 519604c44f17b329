"""A piece of equipment: lift, pump, barrier."""

from typing import ClassVar, Literal

from pm.model.record import Configuration
from pm.model.values import Link, Words


class Equipment(Configuration, kw_only=True):
    """A piece of equipment that a ticket may be about: a lift, a pump, a barrier."""

    plural: ClassVar[str] = "equipment"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "area", "grid")

    name: Words
    area: Link[Literal["area"]] | None = None
    grid: Link[Literal["grid"]] | None = None
