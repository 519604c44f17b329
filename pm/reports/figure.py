"""A figure as a value: what is counted, from which rows, and what was found."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from pm.i18n import Message, mark
from pm.reports.source import Source

Kind: TypeAlias = Literal["count", "share", "rate", "median", "mean", "longest", "by"]
Unit: TypeAlias = Literal[
    "tickets",
    "incidents",
    "acts",
    "steps",
    "visits",
    "inspections",
    "items",
    "rectifications",
    "households",
    "share",
    "per-hundred",
    "minutes",
    "hours",
    "points",
]
Number: TypeAlias = int | float
Value: TypeAlias = Number | Mapping[str, Number] | None
Only: TypeAlias = Mapping[str, str]
"""What a paper is narrowed to: the grid, department or member of staff, by column."""

NONE = "none"
"""The key in a figure by slugs of what has no slug: a ticket without a category."""
EVERYTHING: Only = {}

CHAPTERS: Mapping[str, Message] = {
    "received": mark("what came in"),
    "work": mark("solved and closed"),
    "clocks": mark("in time"),
    "end": mark("at the end"),
    "visits": mark("return visits"),
    "quality": mark("inspections"),
    "acts": mark("records and reports"),
    "grids": mark("grids"),
}
"""The headings of a paper, in their order."""


class Target(NamedTuple):
    """Which limits of the policy say what a figure should come to: those of a clock."""

    clock: str
    facts: Mapping[str, str] = {}


class Figure(NamedTuple):
    """One figure of the office, and the only place where its rules stand.

    The rules are predicates in portable SQL over the columns of ``source`` and over ``:since`` and
    ``:until``, the period's bounds in epoch seconds (half-open). A row is in the figure's
    population when ``time`` lies in the period (where the figure has a time column), ``where``
    holds and ``recorded`` holds; a row that lacks only the last is left out, and how many were
    is said beside the number. The kinds:

    - ``count``: the population for which ``of`` holds
    - ``share``: the part of the population for which ``of`` holds, as a fraction of one
    - ``rate``: what a count comes to for a hundred of what the figure ``per`` counts
    - ``median``: the middle of ``measure``, in seconds, over the population, given in ``unit``
    - ``longest``: the largest of the same
    - ``mean``: the mean of ``measure`` over the population
    - ``by``: the population by the slugs of the column ``measure``

    What was true at the end of a past period is asked of times, never of today's state.
    """

    key: str
    label: Message
    kind: Kind
    unit: Unit
    register: tuple[str, ...]
    """The requirements that ask for it."""
    source: Source
    time: str | None
    """The column that puts a row into a period; none for what stands at the period's end."""
    where: str = "1 = 1"
    of: str = "1 = 1"
    measure: str = "NULL"
    recorded: str = "1 = 1"
    lacking: Message | None = None
    """What the rows lack that are left out."""
    chapter: str = ""
    """The heading under which it stands in a paper."""
    target: Target | None = None
    """The limits from which its target comes."""
    per: "Figure | None" = None
    """Of a rate: the count that it is for a hundred of."""
    beside: str | None = None
    """Of a figure by slugs: the one with which it shares a table for people."""

    @property
    def is_by(self) -> bool:
        """Whether its value is an object from slug to count."""
        return self.kind == "by"

    def column(self, name: str) -> str | None:
        """Give the column of its rows that holds their grid, department or doer, if there is one.

        The doer is who did what puts a row into the period.
        """
        if self.per is not None and self.per.column(name) is None:
            return None
        if name == "staff":
            return self.source.doers.get(self.time)
        return self.source.grid if name == "grid" else self.source.department

    def is_kept_by(self, only: Only) -> bool:
        """Tell whether it can be narrowed to that."""
        return all(self.column(name) is not None for name in only)


class Ids(NamedTuple):
    """What makes up a figure, by id: of records, of entries of a ticket, or the commits of acts.

    ``counted`` is what the value counts (of a share its k), ``population`` what it is counted
    of, ``left_out`` what could not be judged. Each is sorted.
    """

    counted: tuple[str, ...]
    population: tuple[str, ...]
    left_out: tuple[str, ...]


class FigureValue(NamedTuple):
    """What a figure came to in one period.

    ``k`` of ``n`` stand beside a share and a rate; what is measured and a figure by slugs have
    ``n`` alone. The value of a share, a rate or what is measured is none where n is 0.
    """

    figure: Figure
    value: Value
    k: int | None
    n: int | None
    target: float | None
    left_out: int
    ids: Ids | None = None

    @property
    def key(self) -> str:
        """The name of the figure for scripts."""
        return self.figure.key

    @property
    def label(self) -> Message:
        """The name of the figure for people."""
        return self.figure.label

    @property
    def unit(self) -> Unit:
        """What the value is measured in."""
        return self.figure.unit
