"""A common area: garden, lobby, garage."""

from typing import ClassVar, Literal

from pm.model.record import Configuration
from pm.model.values import Link, Words


class Area(Configuration, kw_only=True):
    """A common area that a ticket may be about: garden, lobby, garage, lift hall."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "building", "grid")

    name: Words
    estate: Link[Literal["estate"]]
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
