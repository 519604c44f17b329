"""A purpose for which personal values may be seen."""

from typing import ClassVar

from pm.model.record import Configuration
from pm.model.values import Words


class Purpose(Configuration, kw_only=True):
    """A purpose for which what is personal may be seen unmasked or taken out."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name")

    name: Words
