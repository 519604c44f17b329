"""The papers made of figures: the week, and the summary of any period."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from pm.errors import Invalid, NotFound
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.model.times import Period, period, week_name
from pm.reports.evaluation import SHARE_DECIMALS, Run, evaluate, largest_first, name_ids
from pm.reports.figure import EVERYTHING, Figure, FigureValue, Number, Only, Value
from pm.reports.figures import ALL, FIGURES
from pm.reports.grids import GridRow, grid_rows
from pm.reports.terms import Terms

WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
"""How many weeks before stand beside a week, as their mean."""

COUNT_DECIMALS = 2


class Line(NamedTuple):
    """One figure of a paper, and what it was before where the paper compares.

    ``mean`` is that of the values of the last four weeks which have one. A week from before the
    office's first ticket has none. ``past`` are those values, the oldest first.
    """

    now: FigureValue
    before: FigureValue | None = None
    mean: Value = None
    past: tuple[Value, ...] = ()


class Report(NamedTuple):
    """A paper: its name for scripts, its title, its period and its figures in their order.

    ``only`` is what it is narrowed to, ``unkept`` the figures that cannot be narrowed so, and
    ``policies`` are the versions of the policy in force in the period.
    """

    name: str
    title: Message
    period: Period
    lines: tuple[Line, ...]
    compares: bool
    only: Only = EVERYTHING
    unkept: tuple[Figure, ...] = ()
    policies: tuple[str, ...] = ()
    grids: tuple[GridRow, ...] = ()
    until: datetime | None = None
    """Up to when it is counted, where the period is not over."""


class Definition(NamedTuple):
    """What makes a paper: its figures in their order, and whether it looks back by weeks."""

    name: str
    figures: Sequence[Figure]
    compares: bool


WEEKLY = Definition("weekly", ALL, compares=True)
SUMMARY = Definition("summary", ALL, compares=False)


def weekly(  # noqa: PLR0913  # what is asked of a paper
    run: Run,
    zone: tzinfo,
    asked: Period,
    terms: Terms,
    *,
    ids: bool = False,
    only: Only = EVERYTHING,
) -> Report:
    """Make the week's paper: every figure, the week before, the mean of the last four."""
    periods = [asked, *_weeks_before(asked, zone)]
    return _paper(run, WEEKLY, periods, terms, only, ids=ids)


def summary(
    run: Run, asked: Period, terms: Terms, *, ids: bool = False, only: Only = EVERYTHING
) -> Report:
    """Make the paper of any period, with the same figures."""
    return _paper(run, SUMMARY, [asked], terms, only, ids=ids)


def why(run: Run, key: str, asked: Period, terms: Terms, only: Only = EVERYTHING) -> FigureValue:
    """Give one figure with the ids that make it up.

    Raises NotFound for a key that is none, Invalid for a figure that cannot be narrowed so.
    """
    figure = FIGURES.get(key)
    if figure is None:
        raise NotFound(
            mark("there is no figure '{key}'", key=key),
            hint=mark("one of these: {keys}", keys=tuple(FIGURES)),
        )
    if not figure.is_kept_by(only):
        raise Invalid(
            mark(
                "the figure '{key}' is not kept by {what}",
                key=key,
                what=[label("field", name) for name in only if figure.column(name) is None],
            )
        )
    asked = terms.lived(asked)
    value = evaluate(run, [figure], [asked], terms, only)[key][0]
    return value._replace(ids=name_ids(run, figure, asked, terms, only))


def _weeks_before(asked: Period, zone: tzinfo) -> Iterator[Period]:
    for back in range(1, WEEKS_BEFORE + 1):
        if asked.first_day - date.min >= back * WEEK:
            yield period(asked.first_day - back * WEEK, asked.day_after - back * WEEK, zone)


def _paper(  # noqa: PLR0913  # what is asked of a paper
    run: Run,
    definition: Definition,
    periods: Sequence[Period],
    terms: Terms,
    only: Only,
    *,
    ids: bool,
) -> Report:
    asked, *past = periods
    lived = sum(_has_lived(run, one) for one in past) if past else 0
    kept = [figure for figure in definition.figures if figure.is_kept_by(only)]
    so_far = terms.lived(asked)
    found = evaluate(run, kept, [so_far, *past], terms, only)
    values = {key: each[0] for key, each in found.items()}
    if ids:
        values = {
            key: value._replace(ids=name_ids(run, value.figure, so_far, terms, only))
            for key, value in values.items()
        }
    grids = [grid for grid in terms.grids if only.get("grid", grid.id) == grid.id]
    return Report(
        name=definition.name,
        title=_title(asked, is_week=definition.compares),
        period=asked,
        lines=tuple(_line(values[key], each[1:][:lived]) for key, each in found.items()),
        compares=definition.compares,
        only=only,
        unkept=tuple(figure for figure in definition.figures if not figure.is_kept_by(only)),
        policies=terms.policies,
        until=None if so_far == asked else terms.now,
        grids=grid_rows(grids, values, terms.households) if set(only) <= {"grid"} else (),
    )


def _line(now: FigureValue, before: Sequence[FigureValue]) -> Line:
    past = tuple(value.value for value in reversed(before))
    mean = _mean(past, _decimals(now.figure))
    return Line(now, before[0] if before else None, mean, past)


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
