"""A common area: garden, lobby, garage."""

from typing import Any, ClassVar, Literal

from pm.model.act import Act
from pm.model.places import complete_place
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Area(Configuration, kw_only=True):
    """A common area that a ticket may be about: garden, lobby, garage, lift hall."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "building", "grid")

    name: Words
    estate: Link[Literal["estate"]]
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take the grid from the building, where it was not given."""
        complete_place(values, act, ("grid",))
