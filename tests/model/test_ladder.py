"""Overdue work climbs rung by rung, at the hours that policy names, and no further."""

from datetime import datetime

from pm.model.ladder import FIRST, next_climb, rung_above, rung_at
from pm.model.policy import Rung, Terms

DUE = datetime.fromisoformat("2026-11-22T18:00:00+08:00")
TERMS = Terms(
    ladder=(Rung(4, "estate-head", 72), Rung(2, "service-head", 0), Rung(3, "quality", 24))
)


def test_it_climbs_at_the_hours_of_the_next_rung_and_stays_on_the_last() -> None:
    climbs = [next_climb(DUE, level, TERMS) for level in (FIRST, 2, 3, 4)]
    assert [None if time is None else str(time)[:16] for time in climbs] == [
        "2026-11-22 18:00",
        "2026-11-23 18:00",
        "2026-11-25 18:00",
        None,
    ]


def test_what_has_no_due_and_what_has_no_ladder_does_not_climb() -> None:
    assert next_climb(None, FIRST, TERMS) is None
    assert next_climb(DUE, FIRST, Terms()) is None


def test_a_rung_is_found_by_its_level() -> None:
    assert rung_at(FIRST, TERMS) is None
    assert rung_at(3, TERMS) == Rung(3, "quality", 24)
    assert rung_above(FIRST, TERMS) == Rung(2, "service-head", 0)
    assert rung_above(4, TERMS) is None
