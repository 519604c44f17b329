"""A piece of equipment: lift, pump, barrier."""

from typing import Any, ClassVar, Literal

from pm.model.act import Act
from pm.model.places import complete_place
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Equipment(Configuration, kw_only=True):
    """A piece of equipment that a ticket may be about: a lift, a pump, a barrier."""

    plural: ClassVar[str] = "equipment"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "area", "grid")

    name: Words
    area: Link[Literal["area"]] | None = None
    grid: Link[Literal["grid"]] | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take the grid from the area, where it was not given."""
        complete_place(values, act, ("grid",))
