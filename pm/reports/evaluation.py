"""Working figures out: one statement for all that count the same rows in whatever periods.

Who keeps the tables hands in ``run``; this room writes SQL and opens no database. Medians are
taken in Python.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from pm.model.times import Period
from pm.reports.figure import NONE, Figure, FigureValue, Ids, Number, Value
from pm.reports.sources import Source

Parameters: TypeAlias = Mapping[str, int]
Run: TypeAlias = Callable[[str, Parameters], Iterable[tuple[Any, ...]]]
"""Runs one SELECT with named parameters."""

Rows: TypeAlias = Iterable[tuple[Any, ...]]

BOUND = re.compile(r":(?:since|until)\b")
"""A period's bound in a predicate; with the period's number behind it, a parameter."""

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
    """Figures of one source and one time column, asked of several periods at once."""

    run: Run
    figures: Sequence[Figure]
    periods: Sequence[Period]
    terms: Terms

    def rows(self, columns: str, where: str = "1 = 1", group: str = "") -> Rows:
        """Select from the rows that can lie in one of the periods."""
        source, time = self.figures[0].source, self.figures[0].time
        lies = "1 = 1" if time is None else f"{time} >= :first_start AND {time} < :last_end"
        sql = f"SELECT {columns} FROM ({source.sql}) WHERE {lies} AND {where} {group}"  # noqa: S608  # figures are values of this program: nothing typed is in them
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
        return cls(*(BOUND.sub(rf"\g<0>{number}", each) for each in predicates))


class Found(NamedTuple):
    """What the rows of one period came to."""

    value: Value
    k: int | None
    n: int | None
    left_out: int


def evaluate(
    run: Run, figures: Sequence[Figure], periods: Sequence[Period], terms: Terms
) -> dict[str, list[FigureValue]]:
    """Work figures out for each of the periods; figures that count the same rows go together."""
    together: dict[tuple[Source, str | None, str], list[Figure]] = {}
    for figure in figures:
        alone = "" if figure.kind in _TALLIED else figure.key
        together.setdefault((figure.source, figure.time, alone), []).append(figure)
    found: dict[str, list[Found]] = {}
    for some in together.values():
        found |= _FINDERS[some[0].kind](Question(run, some, periods, terms))
    return {figure.key: _values(figure, found[figure.key], terms) for figure in figures}


def _values(figure: Figure, found: list[Found], terms: Terms) -> list[FigureValue]:
    target = terms.targets.get(figure.key)
    return [FigureValue(figure, one.value, one.k, one.n, target, one.left_out) for one in found]


def name_ids(run: Run, figure: Figure, asked: Period, terms: Terms) -> Ids:
    """Give the ids that make up a figure in one period, by the figure's own predicates."""
    cases = Cases.of(figure, 0)
    found: tuple[set[str], ...] = (set(), set(), set())
    for name, *holds in Question(run, [figure], [asked], terms).rows(
        f"id, {cases.counted}, {cases.population}, {cases.left_out}"
    ):
        for ids, held in zip(found, holds, strict=True):
            if held:
                ids.add(name)
    return Ids(*(tuple(sorted(ids)) for ids in found))


def _tallies(question: Question) -> dict[str, list[Found]]:
    """Count the cases of every figure and period in one statement."""
    periods = range(len(question.periods))
    columns = [
        column
        for figure in question.figures
        for number in periods
        for column in _tally(figure, Cases.of(figure, number))
    ]
    (counts,) = question.rows(", ".join(columns))
    tallies = zip(*[iter(counts)] * len(Cases._fields), strict=True)
    return {
        figure.key: [_found(figure, *next(tallies)) for _ in periods] for figure in question.figures
    }


def _tally(figure: Figure, cases: Cases) -> Iterator[str]:
    """Count n, k and what is left out; what the figure does not say is not counted."""
    thing = (
        "DISTINCT CASE WHEN {} THEN id END" if figure.source.repeats else "CASE WHEN {} THEN 1 END"
    )
    said = (figure.kind == "share", True, figure.lacking is not None)
    for case, is_said in zip(cases, said, strict=True):
        yield f"count({thing.format(case)})" if is_said else "0"


def _found(figure: Figure, n: int, k: int, left_out: int) -> Found:
    if figure.kind == "count":
        return Found(k, None, None, left_out)
    return Found(round(k / n, SHARE_DECIMALS) if n else None, k, n, left_out)


def _medians(question: Question) -> dict[str, list[Found]]:
    (figure,) = question.figures
    return {figure.key: [_median(one, figure) for one in _by_period(question)]}


def _median(question: Question, figure: Figure) -> Found:
    cases = Cases.of(figure, 0)
    rows = question.rows(figure.measure, cases.population)
    seconds = sorted(measured for (measured,) in rows)
    return Found(_middle_hours(seconds), None, len(seconds), _left_out(question, figure, cases))


def _left_out(question: Question, figure: Figure, cases: Cases) -> int:
    if figure.lacking is None:
        return 0
    ((left_out,),) = question.rows("count(*)", cases.left_out)
    return int(left_out)


def _middle_hours(seconds: Sequence[int]) -> float | None:
    if not seconds:
        return None
    middle = len(seconds) // 2
    doubled = seconds[middle] + seconds[-middle - 1]
    return round(doubled / 2 / SECONDS_IN_HOUR, HOUR_DECIMALS)


def _slugs(question: Question) -> dict[str, list[Found]]:
    (figure,) = question.figures
    return {figure.key: [_by(one, figure) for one in _by_period(question)]}


def _by(question: Question, figure: Figure) -> Found:
    cases = Cases.of(figure, 0)
    slug = f"coalesce({figure.measure}, '{NONE}')"
    rows = question.rows(f"{slug}, count(*)", cases.population, f"GROUP BY {slug}")
    counts: dict[str, int] = dict(rows)
    left_out = _left_out(question, figure, cases)
    return Found(largest_first(counts), None, sum(counts.values()), left_out)


def largest_first(counts: Mapping[str, Number]) -> dict[str, Number]:
    """Order the slugs by their counts, and by their own names where these are equal."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _by_period(question: Question) -> list[Question]:
    return [question._replace(periods=[period]) for period in question.periods]


_TALLIED = ("count", "share")
_FINDERS: Mapping[str, Callable[[Question], dict[str, list[Found]]]] = {
    "count": _tallies,
    "share": _tallies,
    "median": _medians,
    "by": _slugs,
}
