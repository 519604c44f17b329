"""A building of an estate."""

from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Building(Configuration, kw_only=True):
    """A building (楼栋) of an estate."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "estate", "grid", "floors")

    name: Words
    aliases: Annotated[
        list[str], mark("what people call it besides, as in Red House; in any language")
    ] = []
    estate: Link[Literal["estate"]]
    grid: Link[Literal["grid"]] | None = None
    floors: int | None = None
