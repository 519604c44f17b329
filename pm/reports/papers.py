"""The papers made of figures: the week, and the summary of any period."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.times import Period, period
from pm.reports.evaluation import Run, Terms, evaluate, largest_first, name_ids
from pm.reports.figure import Figure, FigureValue, Number, Value
from pm.reports.figures import ALL, FIGURES

WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
"""How many weeks before stand beside a week, as their mean."""

MEAN_DECIMALS = 4


class Line(NamedTuple):
    """One figure of a paper, and what it was before where the paper compares.

    ``mean`` is that of the values of the last four weeks which have one. A week from before the
    office's first ticket has none.
    """

    now: FigureValue
    before: FigureValue | None = None
    mean: Value = None


class Report(NamedTuple):
    """A paper: its name for scripts, its title, its period and its figures in their order."""

    name: str
    title: Message
    period: Period
    lines: tuple[Line, ...]
    compares: bool


class Definition(NamedTuple):
    """What makes a paper: its figures in their order, and whether it looks back by weeks."""

    name: str
    title: Message
    figures: Sequence[Figure]
    compares: bool


WEEKLY = Definition("weekly", mark("the week"), ALL, compares=True)
SUMMARY = Definition("summary", mark("the summary"), ALL, compares=False)
DEFINITIONS = {definition.name: definition for definition in (WEEKLY, SUMMARY)}


def weekly(run: Run, zone: ZoneInfo, asked: Period, terms: Terms, *, ids: bool = False) -> Report:
    """Make the week's paper: every figure, the week before, the mean of the last four."""
    periods = [asked, *(_weeks_before(asked, back, zone) for back in range(1, WEEKS_BEFORE + 1))]
    return _paper(run, WEEKLY, periods, terms, ids=ids)


def summary(run: Run, asked: Period, terms: Terms, *, ids: bool = False) -> Report:
    """Make the paper of any period, with the same figures."""
    return _paper(run, SUMMARY, [asked], terms, ids=ids)


def why(run: Run, key: str, asked: Period, terms: Terms) -> FigureValue:
    """Give one figure with the ids that make it up; raises NotFound for a key that is none."""
    figure = FIGURES.get(key)
    if figure is None:
        raise NotFound(
            mark("there is no figure '{key}'", key=key),
            hint=mark("one of these: {keys}", keys=tuple(FIGURES)),
        )
    value = evaluate(run, [figure], [asked], terms)[key][0]
    return value._replace(ids=name_ids(run, figure, asked, terms))


def _weeks_before(asked: Period, back: int, zone: ZoneInfo) -> Period:
    first, day_after = asked.first_day - back * WEEK, asked.day_after - back * WEEK
    return period(first, day_after, zone)


def _paper(
    run: Run, definition: Definition, periods: Sequence[Period], terms: Terms, *, ids: bool
) -> Report:
    asked, *past = periods
    lived = sum(_has_lived(run, one) for one in past) if past else 0
    found = evaluate(run, definition.figures, periods, terms)
    lines = []
    for figure in definition.figures:
        now, *before = found[figure.key]
        if ids:
            now = now._replace(ids=name_ids(run, figure, asked, terms))
        kept = before[:lived]
        lines.append(Line(now, kept[0] if kept else None, _mean([value.value for value in kept])))
    return Report(definition.name, definition.title, asked, tuple(lines), definition.compares)


def _has_lived(run: Run, asked: Period) -> bool:
    """Tell whether the office had any ticket before the period ended."""
    found = run(
        "SELECT 1 FROM ticket WHERE received_at__n < :end LIMIT 1",
        {"end": int(asked.end.timestamp())},
    )
    return any(True for _ in found)


def _mean(values: Sequence[Value]) -> Value:
    """Give the mean of the values that there are; of figures by slugs, slug by slug."""
    if any(isinstance(value, Mapping) for value in values):
        objects = [value for value in values if isinstance(value, Mapping)]
        slugs = dict.fromkeys(slug for counts in objects for slug in counts)
        means = {slug: _mean_number([counts.get(slug, 0) for counts in objects]) for slug in slugs}
        return largest_first(means)
    numbers = [value for value in values if isinstance(value, (int, float))]
    return _mean_number(numbers) if numbers else None


def _mean_number(numbers: Sequence[Number]) -> float:
    return round(sum(numbers) / len(numbers), MEAN_DECIMALS)
