"""A channel by which tickets come in."""

from typing import ClassVar

from pm.model.record import Configuration
from pm.model.values import Words


class Channel(Configuration, kw_only=True):
    """A way by which a ticket comes in: phone, visit, letter (S-030)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name")

    name: Words
