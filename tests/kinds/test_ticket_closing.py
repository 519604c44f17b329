"""What a return visit and a close need: each refusal names all that is missing."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from pm.kinds.ticket.parts import Caller
from pm.model.values import Link
from tests.contract.world import NOW
from tests.kinds.judging import link
from tests.kinds.ticket_desk import Counter, said

SCORE = "what the caller says (--score satisfied, basically or dissatisfied)"


@pytest.fixture
def desk() -> Counter:
    return Counter()


# -- return visits (guard 6) ---------------------------------------------------------------------


def test_nobody_visits_for_his_own_work_and_all_that_a_visit_lacks_is_named(
    desk: Counter,
) -> None:
    solved = desk.solved("complaint")
    third = desk.hand(3)
    assert desk.refused(solved, "visit", by=desk.worker, method="on-site", score=None) == [
        f"another person than {desk.worker}: {desk.other}, {third} may do it (--by NAME)",
        SCORE,
        "the resident's signature (--signed yes)",
    ]
    visited = desk.run(solved, "visit", by=third, method="on-site", score="satisfied", signed=True)
    assert (visited.state, visited.visits[0].visited_by) == ("solved", third)


def test_where_nobody_else_qualifies_a_day_takes_the_place_of_another_person(
    desk: Counter,
) -> None:
    desk.policy.idle = {desk.other}
    solved = desk.solved("complaint")
    assert desk.refused(solved, "visit", by=desk.worker) == [
        f"a day's wait: nobody but {desk.worker} may do it, and not before 2026-11-24 09:15"
    ]
    desk.on(hours=24)
    assert desk.go(solved, "visit").state == "solved"


def test_nobody_is_called_unreachable_before_three_days(desk: Counter) -> None:
    caller = Caller(phone=said("phone", "13800000115"))
    solved = desk.run(
        desk.given(caller=caller),
        "solve",
        by=desk.worker,
        outcome="fixed",
        measures=said("measures", "x"),
    )
    none: dict[str, Any] = {"by": desk.other, "score": None}
    how = f"pm call {solved.id} --no-answer"
    for days in range(3):
        assert desk.refused(solved, "visit", reached="no-contact", **none) == [
            f"attempts on 3 different days; so far: {days} ({how} notes one)"
        ]
        for _ in range(2):
            solved = desk.run(solved, "visit", method="phone", reached="no-answer", by=desk.other)
        desk.on(days=1)
    last = desk.run(solved, "visit", method="phone", reached="no-contact", by=desk.other)
    assert last.state == "solved"


def test_whoever_left_no_number_is_unreachable_at_once(desk: Counter) -> None:
    solved = desk.solved("complaint")
    visited = desk.run(solved, "visit", method="phone", reached="no-contact", by=desk.other)
    assert visited.state == "solved"


def test_what_nobody_called_about_is_accepted_on_the_spot(desk: Counter) -> None:
    found = desk.solved("report")
    assert desk.refused(found, "visit", by=desk.other) == [
        "acceptance on the spot: nobody called (--method acceptance)"
    ]
    called = desk.solved("complaint")
    assert desk.refused(called, "visit", by=desk.other, method="acceptance") == [
        "a visit to the caller (--method phone, on-site or message)"
    ]


def test_only_a_special_service_is_visited_in_the_middle(desk: Counter) -> None:
    caller = Caller(name_absent="refused")
    assert desk.refused(desk.given(caller=caller), "visit") == [
        "a solution first (pm ticket solve)"
    ]
    special = desk.go(desk.given("special", caller=caller), "visit")
    assert (special.state, special.visits[0].stage) == ("accepted", "middle")


# -- closing (guard 7) ---------------------------------------------------------------------------


def test_all_that_a_close_lacks_is_named(desk: Counter) -> None:
    ticket = desk.solved(
        "complaint", fee=100, common_problem=True, notice=said("notice", "Water is off.")
    )
    waiting = desk.put("rectification", "issued", ticket=Link(ticket.id))
    assert desk.refused(ticket, "close", by=desk.other) == [
        f"a return visit (pm ticket visit {ticket.id})",
        "the supervisor's review (--review)",
        f"the fee, paid or waived (pm ticket settle or waive {ticket.id})",
        f"the notice on the boards (pm ticket post-notice {ticket.id})",
        f"the end of {waiting} (pm rectification verify)",
    ]


def test_a_complaint_is_reviewed_by_a_supervisor_who_did_not_solve_it(desk: Counter) -> None:
    asked = desk.go(desk.solved("complaint"), "visit", by=desk.other)
    words: dict[str, Any] = {"review": said("review", "good")}
    desk.policy.supervisors = {desk.worker, desk.hand(3)}
    assert desk.refused(asked, "close", by=desk.other) == [
        "the supervisor's review (--review)",
        f"a supervisor who reviews it: ticket.review is missing to {desk.other} (--by NAME)",
    ]
    third = desk.hand(4)
    desk.policy.supervisors = {desk.worker, third}
    assert desk.refused(asked, "close", by=desk.worker, **words) == [
        f"another person than {desk.worker}: {third} may do it (--by NAME)"
    ]
    assert desk.go(asked, "close", by=third, **words).state == "closed"


def test_a_special_service_is_solved_after_a_visit_and_closed_after_another(
    desk: Counter,
) -> None:
    ticket = desk.given("special", caller=Caller(name_absent="refused"))
    middle = [f"a visit in the middle of the work (pm ticket visit {ticket.id})"]
    assert desk.refused(ticket, "solve") == middle
    rung = desk.run(ticket, "visit", by=desk.other, method="phone", reached="no-answer")
    assert desk.refused(rung, "solve") == middle
    solved = desk.go(desk.go(rung, "visit", by=desk.other), "solve", by=desk.worker, fee=100)
    assert desk.refused(solved, "close") == [
        f"a return visit (pm ticket visit {solved.id})",
        f"the fee, paid or waived (pm ticket settle or waive {solved.id})",
    ]
    asked = desk.go(solved, "visit", by=desk.other)
    assert desk.go(asked, "settle", "close").state == "closed"


@pytest.mark.parametrize("verb", ["settle", "waive"])
def test_only_a_fee_that_was_charged_is_paid_or_waived(desk: Counter, verb: str) -> None:
    desk.reason = "waive"
    assert desk.refused(desk.solved(), verb) == ["a fee (pm ticket solve --fee)"]
    assert desk.go(desk.solved(fee=100), verb, "close").state == "closed"


@pytest.mark.parametrize(("first", "word"), [("settle", "paid"), ("waive", "waived")])
def test_a_fee_is_paid_or_waived_once(desk: Counter, first: str, word: str) -> None:
    desk.reason = "waive"
    ended = desk.go(desk.solved(fee=100), first)
    for verb in ("settle", "waive"):
        assert desk.refused(ended, verb) == [f"a fee that is still owed: it was {word} already"]


def test_what_was_paid_and_posted_before_a_reopening_does_not_count_for_what_is_new(
    desk: Counter,
) -> None:
    first: dict[str, Any] = {"common_problem": True, "notice": said("notice", "Water is off.")}
    ended = desk.go(desk.solved(fee=80, **first), "settle", "post-notice", "close")
    desk.reason = "reopen"
    again = desk.go(ended, "reopen")
    again = desk.run(
        desk.run(again, "assign", assignee=link(desk.worker)), "accept", by=desk.worker
    )
    assert desk.go(again, "solve", "close").state == "closed"
    new = desk.go(again, "solve", fee=200, notice=said("notice", "Water is off again."))
    assert desk.refused(new, "close") == [
        f"the fee, paid or waived (pm ticket settle or waive {new.id})",
        f"the notice on the boards (pm ticket post-notice {new.id})",
    ]
    assert desk.go(new, "settle", "post-notice", "close").state == "closed"


def test_a_fee_is_not_less_than_nothing_and_nothing_is_none(desk: Counter) -> None:
    assert desk.refused(desk.given(), "solve", by=desk.worker, fee=Decimal(-50)) == [
        "a fee that is not less than nothing (--fee)"
    ]
    free = desk.solved(fee=Decimal(0))
    assert free.fee is None
    assert desk.go(free, "close").state == "closed"


def test_a_visit_that_reopened_it_does_not_count_for_the_next_solution(desk: Counter) -> None:
    again = desk.run(
        desk.solved("complaint"), "visit", by=desk.other, method="phone", score="dissatisfied"
    )
    again = desk.run(
        again, "assign", assignee=link(desk.worker), promised_at=NOW + timedelta(hours=1)
    )
    again = desk.go(desk.run(again, "accept", by=desk.worker), "solve")
    assert desk.refused(again, "close", by=desk.other, review=said("review", "good")) == [
        f"a return visit (pm ticket visit {again.id})"
    ]
