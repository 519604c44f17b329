"""Working figures out: one statement for each figure, whatever the number of periods.

Who keeps the tables hands in ``run``; this room writes SQL and opens no database. Medians are
taken in Python.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from pm.model.times import Period
from pm.reports.figure import NONE, Figure, FigureValue, Ids, Value

Parameters: TypeAlias = Mapping[str, int]
Run: TypeAlias = Callable[[str, Parameters], Iterable[tuple[Any, ...]]]
"""Runs one SELECT with named parameters."""

SHARE_DECIMALS = 4
HOUR_DECIMALS = 2
SECONDS_IN_HOUR = 3600


class Terms(NamedTuple):
    """What the office decided and figures depend on."""

    late_after_hours: int = 24
    """An act typed later than this after it happened is a late entry."""
    targets: Mapping[str, float] = {}
    """What a figure should come to, by key."""


class Question(NamedTuple):
    """One figure asked of several periods at once."""

    run: Run
    figure: Figure
    periods: Sequence[Period]
    terms: Terms

    def rows(self, columns: str, group: str = "") -> Iterable[tuple[Any, ...]]:
        """Select from the rows that belong to the periods; ``asked`` numbers these from 0."""
        sql = (
            f"WITH asked(number, since, until) AS (VALUES {self._bounds()}),"  # noqa: S608  # figures are values of this program: nothing typed is in them
            f" source AS ({self.figure.source.sql})"
            f" SELECT {columns} FROM source CROSS JOIN asked"
            f" WHERE {self._in_period()} AND ({self.figure.where}) {group}"
        )
        return self.run(sql, self._parameters())

    def _bounds(self) -> str:
        numbers = range(len(self.periods))
        return ", ".join(f"({number}, :since{number}, :until{number})" for number in numbers)

    def _in_period(self) -> str:
        """Put rows into periods; the bounds of all periods come first, for an index to use."""
        time = self.figure.time
        if time is None:
            return "1 = 1"
        every = f"{time} >= :first_start AND {time} < :last_end"
        return f"{every} AND {time} >= since AND {time} < until"

    def _parameters(self) -> Parameters:
        starts = [int(period.start.timestamp()) for period in self.periods]
        ends = [int(period.end.timestamp()) for period in self.periods]
        return {
            **{f"since{number}": start for number, start in enumerate(starts)},
            **{f"until{number}": end for number, end in enumerate(ends)},
            "first_start": min(starts),
            "first_end": min(ends),
            "last_end": max(ends),
            "late_after": self.terms.late_after_hours * SECONDS_IN_HOUR,
        }


def evaluate(
    run: Run, figure: Figure, periods: Sequence[Period], terms: Terms
) -> list[FigureValue]:
    """Work a figure out for each of the periods."""
    target = terms.targets.get(figure.key)
    found = _FINDERS[figure.kind](Question(run, figure, periods, terms))
    return [FigureValue(figure, one.value, one.k, one.n, target, one.left_out) for one in found]


def name_ids(run: Run, figure: Figure, asked: Period, terms: Terms) -> Ids:
    """Give the ids that make up a figure in one period, by the figure's own predicates."""
    counted, population, left_out = set[str](), set[str](), set[str]()
    columns = f"id, ({figure.recorded}), ({figure.of})"
    for name, recorded, of in Question(run, figure, [asked], terms).rows(columns):
        if recorded:
            population.add(name)
        else:
            left_out.add(name)
        if recorded and of:
            counted.add(name)
    return Ids(tuple(sorted(counted)), tuple(sorted(population)), tuple(sorted(left_out)))


class Found(NamedTuple):
    """What the rows of one period came to."""

    value: Value
    k: int | None
    n: int | None
    left_out: int


def _tallies(question: Question) -> list[tuple[int, int, int]]:
    """Give n, k and how many were left out, for each period; each id counts once."""
    figure = question.figure
    cases = (
        f"({figure.recorded})",
        f"({figure.recorded}) AND ({figure.of})",
        f"NOT ({figure.recorded})",
    )
    counts = ", ".join(f"count(DISTINCT CASE WHEN {case} THEN id END)" for case in cases)
    tallies = [(0, 0, 0)] * len(question.periods)
    for number, n, k, left_out in question.rows(f"number, {counts}", "GROUP BY number"):
        tallies[number] = (n, k, left_out)
    return tallies


def _count(question: Question) -> list[Found]:
    return [Found(k, None, None, left_out) for _, k, left_out in _tallies(question)]


def _share(question: Question) -> list[Found]:
    return [
        Found(round(k / n, SHARE_DECIMALS) if n else None, k, n, left_out)
        for n, k, left_out in _tallies(question)
    ]


def _median(question: Question) -> list[Found]:
    figure = question.figure
    seconds: list[list[int]] = [[] for _ in question.periods]
    left_out = [0] * len(question.periods)
    columns = f"number, ({figure.recorded}), {figure.measure}"
    for number, recorded, measured in question.rows(columns):
        if recorded:
            seconds[number].append(measured)
        else:
            left_out[number] += 1
    return [
        Found(_middle_hours(measured), None, len(measured), lacking)
        for measured, lacking in zip(seconds, left_out, strict=True)
    ]


def _middle_hours(seconds: list[int]) -> float | None:
    if not seconds:
        return None
    seconds.sort()
    middle = len(seconds) // 2
    doubled = seconds[middle] + seconds[-middle - 1]
    return round(doubled / 2 / SECONDS_IN_HOUR, HOUR_DECIMALS)


def _by(question: Question) -> list[Found]:
    figure = question.figure
    slugs: list[dict[str, int]] = [{} for _ in question.periods]
    left_out = [0] * len(question.periods)
    columns = f"number, ({figure.recorded}), coalesce({figure.measure}, '{NONE}'), count(*)"
    for number, recorded, slug, count in question.rows(columns, "GROUP BY 1, 2, 3"):
        if recorded:
            slugs[number][slug] = count
        else:
            left_out[number] += count
    return [
        Found(_largest_first(counts), None, sum(counts.values()), lacking)
        for counts, lacking in zip(slugs, left_out, strict=True)
    ]


def _largest_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


_FINDERS: Mapping[str, Callable[[Question], list[Found]]] = {
    "count": _count,
    "share": _share,
    "median": _median,
    "by": _by,
}
