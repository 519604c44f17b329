"""A paper that a household's file must hold."""

from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Words


class Paper(Configuration, kw_only=True):
    """A paper that the file of a household must hold, and for whom it is required (S-071, S-073).

    Retired, it is required no more; what was filed of it stays.
    """

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "required_for")

    name: Words
    required_for: Annotated[
        list[Literal["owner", "co-owner", "tenant", "family", "user"]],
        mark("the capacities in which a household must bring it; none means nobody must"),
    ] = []
