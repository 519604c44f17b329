"""A grid: the part of an estate that one steward answers for."""

from datetime import date
from typing import ClassVar, Literal

from pm.model.record import Configuration
from pm.model.values import Link, Words


class Grid(Configuration, kw_only=True):
    """A part of an estate with one steward, who answers for its complaints (S-016, S-155)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "steward", "posted_on")

    name: Words
    estate: Link[Literal["estate"]]
    steward: Link[Literal["staff"]] | None = None
    posted_on: date | None = None
    gold: bool = False
