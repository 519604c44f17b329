"""The papers made of figures: the week, and the summary of any period."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.times import Period, period, week_name
from pm.reports.evaluation import SHARE_DECIMALS, Run, Terms, evaluate, largest_first, name_ids
from pm.reports.figure import Figure, FigureValue, Number, Value
from pm.reports.figures import ALL, FIGURES

WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
"""How many weeks before stand beside a week, as their mean."""

COUNT_DECIMALS = 2


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
    figures: Sequence[Figure]
    compares: bool


WEEKLY = Definition("weekly", ALL, compares=True)
SUMMARY = Definition("summary", ALL, compares=False)


def weekly(run: Run, zone: tzinfo, asked: Period, terms: Terms, *, ids: bool = False) -> Report:
    """Make the week's paper: every figure, the week before, the mean of the last four."""
    periods = [asked, *_weeks_before(asked, zone)]
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


def _weeks_before(asked: Period, zone: tzinfo) -> Iterator[Period]:
    for back in range(1, WEEKS_BEFORE + 1):
        if asked.first_day - date.min >= back * WEEK:
            yield period(asked.first_day - back * WEEK, asked.day_after - back * WEEK, zone)


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
        mean = _mean([value.value for value in kept], _decimals(figure))
        lines.append(Line(now, kept[0] if kept else None, mean))
    title = _title(asked, is_week=definition.compares)
    return Report(definition.name, title, asked, tuple(lines), definition.compares)


def _title(asked: Period, *, is_week: bool) -> Message:
    first, last = asked.first_day, asked.day_after - timedelta(days=1)
    if is_week:
        name = week_name(first)
        return mark("week {week}: {first} to {last}", week=name, first=first, last=last)
    return mark("{first} to {last}", first=first, last=last)


def _decimals(figure: Figure) -> int:
    return SHARE_DECIMALS if figure.kind == "share" else COUNT_DECIMALS


def _has_lived(run: Run, asked: Period) -> bool:
    """Tell whether the office had any ticket before the period ended."""
    found = run(
        "SELECT 1 FROM ticket WHERE received_at__n < :end LIMIT 1",
        {"end": int(asked.end.timestamp())},
    )
    return any(True for _ in found)


def _mean(values: Sequence[Value], decimals: int) -> Value:
    """Give the mean of the values that there are; of figures by slugs, slug by slug."""
    objects = [value for value in values if isinstance(value, Mapping)]
    if objects:
        slugs = dict.fromkeys(slug for counts in objects for slug in counts)
        means = {
            slug: _mean_number([counts.get(slug, 0) for counts in objects], decimals)
            for slug in slugs
        }
        return largest_first(means)
    numbers = [value for value in values if isinstance(value, (int, float))]
    return _mean_number(numbers, decimals) if numbers else None


def _mean_number(numbers: Sequence[Number], decimals: int) -> float:
    return round(sum(numbers) / len(numbers), decimals)
