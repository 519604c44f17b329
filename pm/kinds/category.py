"""A category of tickets."""

from typing import ClassVar, Literal

from pm.model.record import Configuration
from pm.model.values import Link, Words


class Category(Configuration, kw_only=True):
    """What a ticket is about: lifts, water, noise, parking (S-034)."""

    plural: ClassVar[str] = "categories"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "department")

    name: Words
    department: Link[Literal["department"]] | None = None
