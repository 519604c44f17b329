"""A category of tickets."""

from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Category(Configuration, kw_only=True):
    """What a ticket is about: lifts, water, noise, parking (S-034)."""

    plural: ClassVar[str] = "categories"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "department")

    name: Words
    department: Link[Literal["department"]] | None = None
    repair: Annotated[
        bool, mark("whether somebody must come and mend, also where it is told as a complaint")
    ] = False
