"""Working figures out: one statement for all that count the same rows in whatever periods.

Who keeps the tables hands in ``run``; this room writes SQL and opens no database. What is
measured, and what is counted by slugs, is told row by row in one text and reckoned in Python.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import Any, NamedTuple, TypeAlias

from pm.model.times import Period
from pm.reports.figure import EVERYTHING, NONE, Figure, FigureValue, Ids, Number, Only, Value
from pm.reports.terms import Terms

Parameters: TypeAlias = Mapping[str, int | str]
Run: TypeAlias = Callable[[str, Parameters], Iterable[tuple[Any, ...]]]
"""Runs one SELECT with named parameters."""

Rows: TypeAlias = Iterable[tuple[Any, ...]]

BOUND = re.compile(r":(?:since|until)\b")
"""A period's bound in a predicate; with the period's number behind it, a parameter."""

SHARE_DECIMALS = 4
MEASURED_DECIMALS = 2
SECONDS_IN_HOUR = 3600
SECONDS: Mapping[str, int] = {"minutes": 60, "hours": SECONDS_IN_HOUR}
"""How many seconds the units of time have."""
HUNDRED = 100


class Question(NamedTuple):
    """Figures of one source and one time column, asked of several periods at once."""

    run: Run
    figures: Sequence[Figure]
    periods: Sequence[Period]
    terms: Terms
    only: Only = EVERYTHING

    def rows(self, columns: str, where: str = "1 = 1") -> Rows:
        """Select from the rows that can lie in one of the periods."""
        figure = self.figures[0]
        time = figure.time
        lies = "1 = 1" if time is None else f"{time} >= :first_start AND {time} < :last_end"
        narrowed = "".join(f" AND {figure.column(name)} = :{name}" for name in self.only)
        sql = f"SELECT {columns} FROM ({figure.source.sql}) WHERE {lies} AND {where}{narrowed}"  # noqa: S608  # figures are values of this program: nothing typed is in them
        return self.run(sql, self._parameters())

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
            **self.only,
        }


class Cases(NamedTuple):
    """The predicates of a figure for one of the periods, ready to stand in a statement."""

    population: str
    counted: str
    left_out: str

    @classmethod
    def of(cls, figure: Figure, number: int) -> "Cases":
        """Write the predicates for the period with that number."""
        time = figure.time
        lies = "1 = 1" if time is None else f"{time} >= :since AND {time} < :until"
        reached = f"{lies} AND ({figure.where})"
        population = f"({reached} AND ({figure.recorded}))"
        predicates = (
            population,
            f"({population} AND ({figure.of}))",
            f"({reached} AND NOT ({figure.recorded}))",
        )
        return cls(*(numbered(each, number) for each in predicates))


def numbered(predicate: str, number: int) -> str:
    """Let a predicate speak of the period with that number."""
    return BOUND.sub(rf"\g<0>{number}", predicate)


class Found(NamedTuple):
    """What the rows of one period came to."""

    value: Value
    k: int | None
    n: int | None
    left_out: int


def evaluate(
    run: Run,
    figures: Sequence[Figure],
    periods: Sequence[Period],
    terms: Terms,
    only: Only = EVERYTHING,
) -> dict[str, list[FigureValue]]:
    """Work figures out for each of the periods; figures that count the same rows go together.

    Each of the figures must be kept by what they are narrowed to.
    """
    needed = {one.key: one for figure in figures for one in (figure, figure.per) if one is not None}
    together: dict[tuple[str, str | None], list[Figure]] = {}
    for figure in needed.values():
        together.setdefault((figure.source.name, figure.time), []).append(figure)
    found: dict[str, list[Found]] = {}
    for some in together.values():
        found |= _found(Question(run, some, periods, terms, only))
    return {figure.key: _values(figure, found, terms) for figure in figures}


def _values(
    figure: Figure, found: Mapping[str, Sequence[Found]], terms: Terms
) -> list[FigureValue]:
    target = terms.targets.get(figure.key)
    all_found = found[figure.key]
    if figure.per is not None:
        all_found = [
            _per_hundred(*both) for both in zip(all_found, found[figure.per.key], strict=True)
        ]
    return [FigureValue(figure, one.value, one.k, one.n, target, one.left_out) for one in all_found]


def _per_hundred(counted: Found, per: Found) -> Found:
    n = int(per.value) if isinstance(per.value, (int, float)) else 0
    value = round(HUNDRED * (counted.k or 0) / n, MEASURED_DECIMALS) if n else None
    return Found(value, counted.k, n, counted.left_out)


def name_ids(run: Run, figure: Figure, asked: Period, terms: Terms, only: Only = EVERYTHING) -> Ids:
    """Give the ids that make up a figure in one period, by the figure's own predicates."""
    cases = Cases.of(figure, 0)
    found: tuple[set[str], ...] = (set(), set(), set())
    for name, *holds in Question(run, [figure], [asked], terms, only).rows(
        f"id, {cases.counted}, {cases.population}, {cases.left_out}"
    ):
        for ids, held in zip(found, holds, strict=True):
            if held:
                ids.add(name)
    return Ids(*(tuple(sorted(ids)) for ids in found))


def _found(question: Question) -> dict[str, list[Found]]:
    """Work out every figure and period of a question in one statement."""
    periods = range(len(question.periods))
    columns = [
        column
        for figure in question.figures
        for number in periods
        for column in _columns(figure, number)
    ]
    (told,) = question.rows(", ".join(columns))
    parts = zip(*[iter(told)] * len(Cases._fields), strict=True)
    return {
        figure.key: [_FINDERS[figure.kind](figure, *next(parts)) for _ in periods]
        for figure in question.figures
    }


def _columns(figure: Figure, number: int) -> tuple[str, str, str]:
    """Tell population, what is counted and what is left out; what is not said is not counted."""
    cases = Cases.of(figure, number)
    counting = "count(CASE WHEN {} THEN 1 END)"
    if figure.source.repeats:
        counting = "count(DISTINCT CASE WHEN {} THEN id END)"
    left_out = "0" if figure.lacking is None else counting.format(cases.left_out)
    if figure.kind in _COUNTED:
        population = counting.format(cases.population) if figure.kind == "share" else "0"
        return population, counting.format(cases.counted), left_out
    measure = numbered(figure.measure, number)
    if figure.is_by:
        measure = f"coalesce({measure}, '{NONE}')"
    return f"group_concat(CASE WHEN {cases.population} THEN {measure} END)", "0", left_out


def _count(figure: Figure, n: int, k: int, left_out: int) -> Found:
    del figure, n
    return Found(k, None, None, left_out)


def _share(figure: Figure, n: int, k: int, left_out: int) -> Found:
    del figure
    return Found(round(k / n, SHARE_DECIMALS) if n else None, k, n, left_out)


def _rate(figure: Figure, n: int, k: int, left_out: int) -> Found:
    del figure, n
    return Found(None, k, None, left_out)


def _measured(reckon: Callable[[Sequence[float]], float]) -> Callable[..., Found]:
    """Reckon a number from those that were measured, in the unit of the figure."""

    def found(figure: Figure, told: str | None, k: int, left_out: int) -> Found:
        del k
        numbers = sorted(map(float, told.split(","))) if told else []
        value = None
        if numbers:
            value = round(reckon(numbers) / SECONDS.get(figure.unit, 1), MEASURED_DECIMALS)
        return Found(value, None, len(numbers), left_out)

    return found


def _middle(numbers: Sequence[float]) -> float:
    middle = len(numbers) // 2
    return (numbers[middle] + numbers[-middle - 1]) / 2


def _mean(numbers: Sequence[float]) -> float:
    return fsum(numbers) / len(numbers)


def _by(figure: Figure, told: str | None, k: int, left_out: int) -> Found:
    del figure, k
    counts = Counter(told.split(",")) if told else Counter[str]()
    return Found(largest_first(counts), None, sum(counts.values()), left_out)


def largest_first(counts: Mapping[str, Number]) -> dict[str, Number]:
    """Order the slugs by their counts, and by their own names where these are equal."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


_COUNTED = ("count", "share", "rate")
_FINDERS: Mapping[str, Callable[..., Found]] = {
    "count": _count,
    "share": _share,
    "rate": _rate,
    "median": _measured(_middle),
    "mean": _measured(_mean),
    "longest": _measured(max),
    "by": _by,
}
