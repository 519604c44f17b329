"""A building of an estate."""

from typing import ClassVar, Literal

from pm.model.record import Configuration
from pm.model.values import Link, Words


class Building(Configuration, kw_only=True):
    """A building (楼栋) of an estate."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "grid", "floors")

    name: Words
    estate: Link[Literal["estate"]]
    grid: Link[Literal["grid"]] | None = None
    floors: int | None = None
