"""A qualification that a certificate proves."""

from typing import ClassVar

from pm.model.record import Configuration
from pm.model.values import Words


class Qualification(Configuration, kw_only=True):
    """What a certificate of a member of staff proves: electrician, lift safety (S-168)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name")

    name: Words
