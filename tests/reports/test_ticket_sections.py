"""What waits of tickets: who stands in each section, at the edges of time and for whom."""

from datetime import timedelta
from typing import Any

import pytest

from pm.reports.ticket_sections import (
    APPOINTMENTS,
    ESCALATED,
    FEES,
    NOT_VALID,
    NOTICES,
    OVERDUE,
    PAUSED,
    PROMISED,
    SOON,
    UNASSIGNED,
    URGENT,
    VISITS,
)
from tests.reports.waiting import LI, NOW, SUN, WANG, Waiting, at


@pytest.fixture
def index() -> Waiting:
    """Give an index in which nothing is yet."""
    return Waiting()


# -- clocks ---------------------------------------------------------------------------------------


def test_a_clock_that_runs_out_now_is_due_and_not_overdue(index: Waiting) -> None:
    late = index.put("ticket", "in-progress", due=at(-1 / 3600))
    now = index.put("ticket", "in-progress", due=at(0))
    assert index.ids(OVERDUE) == [late]
    assert index.ids(SOON) == [now]


def test_the_day_ends_at_midnight_and_late_in_the_evening_two_hours_later(index: Waiting) -> None:
    ends = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    tonight = index.put("ticket", "accepted", due=ends)
    later = index.put("ticket", "accepted", due=ends + timedelta(seconds=1))
    assert index.ids(SOON) == [tonight]
    assert index.ids(SOON, now=NOW.replace(hour=22, minute=30)) == [tonight, later]


def test_each_clock_runs_in_its_own_states(index: Waiting) -> None:
    past = at(-1)
    waits = index.put("ticket", "assigned", accept_due=past)
    taken = index.put("ticket", "accepted", accept_due=past)
    coming = index.put("ticket", "accepted", arrive_due=past)
    there = index.put("ticket", "arrived", arrive_due=past, arrived_at=past)
    silent = index.put("ticket", "in-progress", reply_due=past)
    solved = index.put("ticket", "solved", due=past, reply_due=past)
    found = index.reasons(OVERDUE)
    assert found == {waits: "accept", coming: "arrive", silent: "reply"}
    assert not {taken, there, solved} & found.keys()


def test_what_is_paused_is_not_overdue_but_may_have_waited_long_enough(index: Waiting) -> None:
    def paused(hours: float, **more: Any) -> str:
        pause = {"id": "P", "expected_at": at(hours), **more}
        return index.put("ticket", "paused", {"pauses": [pause]}, due=at(-1), reply_due=at(-1))

    over, _, today = paused(-1), paused(72), paused(5)
    assert index.ids(OVERDUE) == []
    assert index.ids(PAUSED) == [over, today]


def test_a_ticket_stands_once_by_the_clock_that_ran_out_first(index: Waiting) -> None:
    ticket = index.put("ticket", "assigned", accept_due=at(-3), due=at(-1))
    (one,) = index.found(OVERDUE)
    assert (one.id, one.reason.key, one.when) == (ticket, "accept", at(-3).isoformat())


def test_a_reply_counts_since_the_ticket_was_last_taken_up(index: Waiting) -> None:
    told = {"replies": [{"id": "R", "replied_at": at(-5)}]}
    index.put("ticket", "in-progress", told, reply_due=at(-1))
    again = {**told, "solutions": [{"id": "S", "solved_at": at(-4), "reopened_at": at(-3)}]}
    reopened = index.put("ticket", "triaged", again, reply_due=at(-1))
    assert index.reasons(OVERDUE) == {reopened: "reply"}


def test_a_promised_reply_waits_until_it_is_given_and_again_when_promised_anew(
    index: Waiting,
) -> None:
    promise: dict[str, Any] = {"promised_at": at(2), "reply_due": at(2)}
    open_ = index.put("ticket", "paused", **promise)
    index.put("ticket", "paused", {"replies": [{"id": "R", "due": at(2)}]}, **promise)
    anew = index.put("ticket", "assigned", {"replies": [{"id": "R", "due": at(-9)}]}, **promise)
    broken = index.put("ticket", "in-progress", promised_at=at(-2), reply_due=at(-2))
    index.put("ticket", "awaiting-visit", promised_at=at(-2), reply_due=at(-2))
    index.put("ticket", "assigned", promised_at=at(48), reply_due=at(48))
    assert index.ids(PROMISED) == [broken, open_, anew]
    assert index.ids(OVERDUE) == []


def test_urgent_tickets_wait_until_somebody_accepts_them(index: Waiting) -> None:
    waiting = [
        index.put("ticket", state, urgency="urgent", received_at=at(-hour))
        for hour, state in ((3, "assigned"), (2, "triaged"), (1, "received"))
    ]
    index.put("ticket", "accepted", urgency="urgent", received_at=at(-9))
    calm = index.put("ticket", "received", received_at=at(-9))
    assert index.ids(URGENT) == waiting
    assert index.ids(UNASSIGNED) == [calm]


def test_what_is_not_valid_is_only_closed(index: Waiting) -> None:
    late: dict[str, Any] = {"received_at": at(-9), "due": at(-1), "reply_due": at(-1)}
    refused = [
        index.put("ticket", "triaged", validity="not-valid", urgency=urgency, **late)
        for urgency in ("urgent", "normal")
    ]
    index.put("ticket", "closed", validity="not-valid", **late)
    index.put("ticket", "triaged", validity="valid", received_at=at(-9))
    assert index.ids(NOT_VALID) == refused
    assert index.ids(NOT_VALID, staff=LI) == []
    assert index.ids(NOT_VALID, staff=LI, may="ticket.close".__eq__) == refused
    for section in (URGENT, UNASSIGNED, OVERDUE, SOON):
        assert not set(refused).intersection(index.ids(section))


def test_appointments_of_today_and_those_of_which_nobody_said_what_became(index: Waiting) -> None:
    def slot(hours: float, outcome: str | None = None, state: str = "accepted") -> str:
        return index.put(
            "ticket",
            state,
            {"appointments": [{"id": "A", "from_at": at(hours), "outcome": outcome}]},
        )

    late, today = slot(-30), slot(4)
    slot(4, "kept"), slot(24), slot(4, state="closed")
    assert index.ids(APPOINTMENTS) == [late, today]


def test_an_escalation_waits_for_those_who_hold_its_post(index: Waiting) -> None:
    def raised(post: str, **more: Any) -> str:
        entry = {"id": "E", "post": post, "raised_at": at(-1), **more}
        return index.put("ticket", "accepted", {"escalations": [entry]}, assignee=SUN)

    head, quality = raised("service-head"), raised("quality-manager")
    raised("service-head", answered_at=at(0))
    assert index.ids(ESCALATED) == [head, quality]
    assert index.ids(ESCALATED, staff=LI, post="service-head") == [head]


# -- return visits --------------------------------------------------------------------------------


def solved(
    index: Waiting, state: str = "awaiting-visit", by: str = SUN, due: float = 24, **more: Any
) -> str:
    """Put a solved ticket there."""
    lists = {"solutions": [{"id": "S", "solved_at": at(-5), "solved_by": by}]}
    lists["visits"] = more.pop("visits", [])
    values = {"visit_due": at(due), "caller_name": "x", **more}
    return index.put("ticket", state, lists, **values)


def visit(reached: str, hours: float = -1, stage: str = "completed") -> dict[str, Any]:
    """Give a return visit."""
    return {"id": "V", "stage": stage, "reached": reached, "visited_at": at(hours)}


def test_a_return_visit_is_to_be_made_until_somebody_was_reached_or_cannot_be(
    index: Waiting,
) -> None:
    owed = solved(index)
    tried = solved(index, visits=[visit("no-answer")])
    before = solved(index, visits=[visit("reached", hours=-9)])
    meanwhile = solved(index, visits=[visit("reached", stage="middle")])
    solved(index, "solved", visits=[visit("reached")])
    solved(index, "solved", visits=[visit("no-contact")])
    drawn = solved(index, "closed", due=-48)
    solved(index, "closed", due=-31 * 24)
    solved(index, "void")
    assert set(index.ids(VISITS)) == {owed, tried, before, meanwhile, drawn}


def test_nobody_asks_about_what_he_solved_himself(index: Waiting) -> None:
    own, other = solved(index, by=LI), solved(index, by=SUN)
    assert index.ids(VISITS, reader=LI) == [other]
    assert index.ids(VISITS, reader=SUN) == [own]
    assert index.ids(VISITS) == [own, other]


def test_of_several_solutions_the_last_says_who_solved_it(index: Waiting) -> None:
    first = {"id": "S", "solved_at": at(-9), "solved_by": LI, "reopened_at": at(-8)}
    last = {"id": "T", "solved_at": at(-5), "solved_by": SUN}
    ticket = index.put(
        *("ticket", "awaiting-visit", {"solutions": [first, last]}),
        visit_due=at(2),
        caller_name="x",
    )
    assert index.ids(VISITS, reader=LI) == [ticket]
    assert index.ids(VISITS, reader=SUN) == []


def test_work_for_which_nobody_called_is_accepted_on_the_spot(index: Waiting) -> None:
    ticket = solved(index, caller_name=None)
    (one,) = index.found(VISITS)
    assert (one.id, one.reason.key) == (ticket, "acceptance")


def test_a_special_service_is_asked_about_in_the_middle(index: Waiting) -> None:
    def special(assignee: str, *visits: dict[str, Any]) -> str:
        return index.put(
            *("ticket", "in-progress", {"visits": visits}),
            type="special",
            assignee=assignee,
            accepted_at=at(-2),
            caller_name="x",
        )

    asked = special(SUN)
    special(SUN, visit("reached", stage="middle"))
    special(LI)
    assert index.reasons(VISITS, reader=LI) == {asked: "middle"}


# -- whom it concerns -----------------------------------------------------------------------------


def test_a_ticket_concerns_its_assignee_its_steward_and_a_department_that_has_nobody(
    index: Waiting,
) -> None:
    index.put("staff", "active", id=SUN, department="engineering")
    past = at(-1)
    own = index.put("ticket", "accepted", due=past, assignee=LI)
    answers = index.put("ticket", "accepted", due=past, assignee=SUN, accountable=LI)
    shared = index.put("ticket", "assigned", due=past, department="security")
    other = index.put("ticket", "accepted", due=past, assignee=SUN, grid="grid-east")
    mine = {"staff": LI, "own_department": "security"}
    assert index.ids(OVERDUE, **mine) == [own, answers, shared]
    assert index.ids(OVERDUE, department="engineering") == [answers, other]
    assert index.ids(OVERDUE, department="security") == [shared]
    assert index.ids(OVERDUE, grid="grid-east") == [other]
    assert index.ids(OVERDUE, grid="grid-east", staff=LI) == []


def test_what_the_desk_sees_to_concerns_who_may_and_a_steward_in_his_own_grids(
    index: Waiting,
) -> None:
    index.put("grid", "active", id="grid-east", steward=WANG)
    east, west, none = (
        index.put("ticket", "received", received_at=at(-hour), grid=grid)
        for hour, grid in ((3, "grid-east"), (2, "grid-west"), (1, None))
    )
    assert index.ids(UNASSIGNED, staff=LI) == []
    assert index.ids(UNASSIGNED, staff=LI, may=lambda _: True) == [east, west, none]
    assert index.ids(UNASSIGNED, staff=WANG, may=lambda _: True) == [east, none]
    assert index.ids(UNASSIGNED, staff=LI, may="ticket.assign".__eq__) == [east, west, none]


def test_notices_wait_until_posted_and_fees_until_settled_or_waived(index: Waiting) -> None:
    values: dict[str, Any] = {"received_at": at(-1)}
    notice = index.put("ticket", "solved", common_problem=True, **values)
    index.put("ticket", "solved", common_problem=True, posted_at=at(0), **values)
    index.put("ticket", "solved", common_problem=False, **values)
    fee = index.put("ticket", "awaiting-visit", fee=30, **values)
    index.put("ticket", "solved", fee=30, settled_at=at(0), **values)
    index.put("ticket", "solved", fee=30, waived_at=at(0), **values)
    assert index.ids(NOTICES) == [notice]
    assert index.ids(FEES) == [fee]
