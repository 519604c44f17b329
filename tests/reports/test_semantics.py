"""What each figure means at its edges: to the second, and told after the fact."""

from zoneinfo import ZoneInfo

import pytest

from pm.model.ids import SYSTEM
from pm.model.times import week
from pm.reports.evaluation import evaluate
from pm.reports.figure import FigureValue
from pm.reports.figures import FIGURES
from pm.reports.terms import Terms
from tests.reports.histories import DAY, HOUR, History, Solved, Told, Typed
from tests.reports.tables import Tables

WEEK = week("2026-W47", ZoneInfo("Asia/Shanghai"))
SINCE, UNTIL = (int(bound.timestamp()) for bound in (WEEK.start, WEEK.end))


def figure(key: str, *told: Told, acts: tuple[Typed, ...] = ()) -> FigureValue:
    run = Tables(History(told, acts)).run
    return evaluate(run, [FIGURES[key]], [WEEK], Terms())[key][0]


def ticket(**facts: object) -> Told:
    return Told(**{"id": "T-1", "received": SINCE, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "count"), [(SINCE - 1, 0), (SINCE, 1), (UNTIL - 1, 1), (UNTIL, 0)]
)
def test_a_period_has_its_first_second_and_not_its_last(time: int, count: int) -> None:
    assert figure("received", ticket(received=time)).value == count


@pytest.mark.parametrize("key", ["closed", "reopened"])
def test_what_happens_twice_in_a_period_counts_once(key: str) -> None:
    twice = tuple(Solved(SINCE + n, SINCE + n + 1, SINCE + n + 2) for n in (1, 5))
    assert figure(key, ticket(solutions=twice)).value == 1


@pytest.mark.parametrize(("closed", "count"), [(UNTIL - 1, 0), (UNTIL, 1), (None, 1)])
def test_open_at_the_end_is_what_was_not_closed_before_it(closed: int | None, count: int) -> None:
    told = ticket(solutions=(Solved(SINCE, closed),))
    assert figure("open_at_end", told).value == count


@pytest.mark.parametrize(("reopened", "count"), [(UNTIL - 1, 1), (UNTIL, 0)])
def test_a_ticket_is_open_between_its_reopening_and_its_next_end(reopened: int, count: int) -> None:
    told = ticket(solutions=(Solved(SINCE, SINCE, reopened), Solved(UNTIL + 5, UNTIL + 6)))
    assert figure("open_at_end", told).value == count


@pytest.mark.parametrize(("withdrawn", "count"), [(UNTIL - 1, 0), (UNTIL, 1)])
def test_a_withdrawn_ticket_ends_when_it_is_withdrawn(withdrawn: int, count: int) -> None:
    told = ticket(withdrawn=withdrawn, due=SINCE)
    assert figure("open_at_end", told).value == count
    assert figure("overdue_at_end", told).value == count
    assert figure("received", told).value == 1


@pytest.mark.parametrize(("reopened", "count"), [(UNTIL - 1, 1), (UNTIL, 0)])
def test_a_solution_that_did_not_hold_does_not_count_as_solved(reopened: int, count: int) -> None:
    told = ticket(due=SINCE, solutions=(Solved(SINCE, None, reopened),))
    assert figure("overdue_at_end", told).value == count


def test_a_due_that_was_moved_after_the_solution_changes_no_past_week() -> None:
    kept = Solved(SINCE + HOUR, None, SINCE + 2 * HOUR, due=SINCE + HOUR)
    told = ticket(due=UNTIL + DAY, solutions=(kept,))
    assert figure("solved_on_time", told).k == 1
    assert figure("overdue_at_end", told).value == 0


@pytest.mark.parametrize(("due", "count"), [(UNTIL - 1, 1), (UNTIL, 0)])
def test_a_due_at_the_very_end_is_not_yet_past(due: int, count: int) -> None:
    assert figure("overdue_at_end", ticket(due=due)).value == count


@pytest.mark.parametrize(("late", "k"), [(0, 1), (1, 0)])
def test_solved_at_the_due_second_is_on_time(late: int, k: int) -> None:
    told = ticket(due=SINCE + HOUR, solutions=(Solved(SINCE + HOUR + late),))
    assert (figure("solved_on_time", told).k, figure("solved_on_time", told).n) == (k, 1)


def test_on_time_is_judged_by_the_first_solution() -> None:
    solutions = (Solved(SINCE + 1, None, SINCE + 2), Solved(UNTIL - 1, UNTIL - 1))
    told = ticket(due=SINCE + HOUR, solutions=solutions)
    assert figure("solved_on_time", told)[1:4] == (1.0, 1, 1)


def test_what_has_no_due_is_left_out_and_said() -> None:
    told = ticket(solutions=(Solved(SINCE + 1),))
    value = figure("solved_on_time", told)
    assert (value.value, value.k, value.n, value.left_out) == (None, 0, 0, 1)


def test_shares_have_four_decimals_and_hours_two() -> None:
    told = [
        ticket(id=f"T-{n}", due=SINCE + n, solutions=(Solved(SINCE + 2 * HOUR // 3 + n),))
        for n in range(2)
    ]
    on_time = ticket(id="T-9", due=UNTIL, solutions=(Solved(SINCE + 2 * HOUR // 3 + 9),))
    assert figure("solved_on_time", *told, on_time).value == 0.3333
    assert figure("median_hours_to_solve", *told, on_time).value == 0.67


@pytest.mark.parametrize("state", ["void", "duplicate"])
def test_void_tickets_and_duplicates_count_nowhere(state: str) -> None:
    solutions = (Solved(SINCE, SINCE, SINCE, "fixed", "E-1"), Solved(SINCE + 1, outcome="fixed"))
    told = ticket(state=state, due=SINCE, validity="valid", type="complaint", solutions=solutions)
    for key in FIGURES:
        value = figure(key, told)
        assert (value.value or 0, value.n or 0, value.left_out) == (0, 0, 0) or value.value == {}


def test_a_ticket_without_a_category_is_counted_under_none() -> None:
    told = [ticket(id="T-1"), ticket(id="T-2", category="water"), ticket(id="T-3")]
    value = figure("received_by_category", *told)
    assert value.value == {"none": 2, "water": 1}
    assert value.n == 3


@pytest.mark.parametrize(("late", "count"), [(DAY, 0), (DAY + 1, 1)])
def test_an_act_is_late_when_it_is_typed_after_the_offices_hours(late: int, count: int) -> None:
    act = Typed("c1", typed=SINCE, at=SINCE - late)
    assert figure("late_entries", acts=(act,)).value == count


def test_what_time_did_was_typed_by_nobody() -> None:
    acts = (Typed("c1", typed=SINCE, at=SINCE - 9 * DAY, by=SYSTEM),)
    assert figure("late_entries", acts=acts).value == 0


def test_an_act_on_many_records_is_one_act() -> None:
    acts = tuple(Typed("c1", SINCE, SINCE, override="emergency") for _ in range(3))
    assert figure("overrides", acts=acts).value == 1
