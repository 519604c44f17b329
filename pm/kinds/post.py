"""A post: what its holders may do and to whom they report."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Link, Words


class Post(Configuration, kw_only=True):
    """A post, and what those who hold it may do (S-004, S-177)."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "reports_to", "capabilities")

    name: Words
    reports_to: Link[Literal["post"]] | None = None
    severity_limit: Annotated[
        Literal["minor", "important", "major"] | None,
        mark("the gravest complaint that its holders may be given; none is any"),
    ] = None
    weekly_report: Annotated[
        bool, mark("whether each of its holders hands in a report every week")
    ] = False
    capabilities: Annotated[
        list[str], mark("what its holders may do: ticket.assign, ticket.*, override, or * for all")
    ] = []
    money_limit: Annotated[
        Decimal | None, mark("the most that its holders may grant by themselves; none: no limit")
    ] = None
