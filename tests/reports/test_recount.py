"""The figures of random offices equal the count by hand; those of all are in test_sample."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pm.model.times import Period, week
from pm.reports.evaluation import evaluate
from pm.reports.figures import FIGURES
from pm.reports.terms import Terms
from tests.reports.histories import Teller
from tests.reports.recount import RECOUNT, Count, Span
from tests.reports.tables import Tables

OFFICES = 120

WEEKS = {
    "a week of seven equal days": ("Asia/Shanghai", "2026-W47"),
    "the week in which the clocks go forward": ("America/New_York", "2019-W10"),
    "the week in which the clocks go back": ("Europe/Berlin", "2019-W43"),
    "a week that begins at a midnight that does not exist": ("Asia/Tehran", "2021-W12"),
}
LAST_DAYS = {"2019-W10": 23, "2019-W43": 25, "2021-W12": 23}


def span_of(period: Period) -> Span:
    """Give the bounds in seconds, reckoned by way of UTC."""
    since, until = (
        (bound.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
        for bound in (period.start, period.end)
    )
    return Span(int(since), int(until))


def weeks(name: str) -> list[Period]:
    """Give the week of that name and the one before it."""
    zone, asked = WEEKS[name]
    year, number = asked.split("-W")
    return [week(f"{year}-W{int(number) - back:02d}", ZoneInfo(zone)) for back in (0, 1)]


BOUNDS = {
    name: sorted({bound for period in weeks(name) for bound in span_of(period)}) for name in WEEKS
}


@pytest.mark.parametrize("name", WEEKS)
def test_figures_equal_the_count_by_hand(name: str) -> None:
    periods = weeks(name)
    for history in Teller(1, BOUNDS[name]).histories(OFFICES):
        run = Tables(history).run
        found = evaluate(run, [FIGURES[key] for key in RECOUNT], periods, Terms())
        for key, recount in RECOUNT.items():
            counted = [Count(one.value, one.k, one.n, one.left_out) for one in found[key]]
            by_hand = [recount(history, span_of(period)) for period in periods]
            assert counted == by_hand, (key, history)


@pytest.mark.parametrize(("asked", "hours"), LAST_DAYS.items())
def test_a_week_of_the_clock_change_has_its_own_length(asked: str, hours: int) -> None:
    zone = next(zone for zone, name in WEEKS.values() if name == asked)
    since, until = span_of(week(asked, ZoneInfo(zone)))
    assert until - since == (6 * 24 + hours) * 3600
