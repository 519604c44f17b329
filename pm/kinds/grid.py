"""A grid: the part of an estate that one steward answers for."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Grid(Configuration, kw_only=True):
    """A part of an estate with one steward, who answers for its complaints (S-016, S-155)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "steward", "posted_on")
    spare: ClassVar[tuple[str, ...]] = ("posted_on",)

    name: Words
    estate: Link[Literal["estate"]]
    steward: Link[Literal["staff"]] | None = None
    posted_on: date | None = None
    gold: Annotated[bool, mark("whether a gold steward has it, whose grid may be larger")] = False
    most_households: Annotated[
        int | None, mark("how many households a gold steward agreed to take on at most")
    ] = None
