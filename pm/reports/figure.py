"""A figure as a value: what is counted, from which rows, and what was found."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from pm.i18n import Message
from pm.reports.sources import Source

Kind: TypeAlias = Literal["count", "share", "median", "by"]
Unit: TypeAlias = Literal["tickets", "acts", "share", "hours"]
Number: TypeAlias = int | float
Value: TypeAlias = Number | Mapping[str, Number] | None

NONE = "none"
"""The key in a figure by slugs of what has no slug: a ticket without a category."""


class Figure(NamedTuple):
    """One figure of the office, and the only place where its rules stand.

    The rules are predicates in portable SQL over the columns of ``source`` and over ``:since`` and
    ``:until``, the period's bounds in epoch seconds (half-open). A row is in the figure's
    population when ``time`` lies in the period (where the figure has a time column), ``where``
    holds and ``recorded`` holds; a row that lacks only the last is left out, and how many were
    is said beside the number. The kinds:

    - ``count``: the population for which ``of`` holds
    - ``share``: the part of the population for which ``of`` holds, as a fraction of one
    - ``median``: the middle of ``measure``, in seconds, over the population, given in hours
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

    @property
    def is_by(self) -> bool:
        """Whether its value is an object from slug to count."""
        return self.kind == "by"


class Ids(NamedTuple):
    """What makes up a figure, by id: tickets, or the commits of acts.

    ``counted`` is what the value counts (of a share its k), ``population`` what it is counted
    of, ``left_out`` what could not be judged. Each is sorted.
    """

    counted: tuple[str, ...]
    population: tuple[str, ...]
    left_out: tuple[str, ...]


class FigureValue(NamedTuple):
    """What a figure came to in one period.

    ``k`` of ``n`` stand beside a share; a median and a figure by slugs have ``n`` alone. The
    value of a share or median is none where n is 0.
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
