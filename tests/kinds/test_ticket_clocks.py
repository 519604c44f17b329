"""The clocks of a ticket: what is due when, what moves it, and how it goes up the ladder."""

from datetime import timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.office import registry
from tests.contract.world import NOW
from tests.kinds.judging import link, missing, typed
from tests.kinds.ticket_desk import USUAL, Counter, said

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk() -> Counter:
    return Counter()


# -- dues ----------------------------------------------------------------------------------------


def test_every_clock_has_its_own_due_and_the_policy_is_kept(desk: Counter) -> None:
    ticket = desk.ticket(urgency="urgent")
    assert (ticket.policy, ticket.arrive_due, ticket.due) == (
        "rules-1",
        NOW + 5 * MINUTE,
        NOW + 6 * HOUR,
    )
    assert (ticket.reply_due, ticket.accept_due) == (NOW + 24 * HOUR, None)
    desk.on(minutes=30)
    assigned = desk.run(desk.go(ticket, "triage"), "assign", assignee=link(desk.worker))
    assert assigned.accept_due == NOW + 90 * MINUTE
    assert assigned.arrive_due == NOW + 5 * MINUTE


def test_only_what_somebody_must_mend_has_an_arrival(desk: Counter) -> None:
    assert desk.ticket("inquiry").arrive_due is None
    assert desk.ticket("complaint", category=link("noise")).arrive_due is None
    assert desk.ticket("complaint", category=link("water")).arrive_due == NOW + 5 * MINUTE


def test_who_takes_on_a_repair_arrives_before_he_solves_it(desk: Counter) -> None:
    taken = desk.given()
    assert [_next(one) for one in (taken, desk.run(taken, "start"))] == ["arrive", "arrive"]
    assert _next(desk.given("inquiry")) == "solve"
    assert _next(desk.run(taken, "arrive")) == "solve"


def _next(ticket: Any) -> str | None:
    verb = registry.kind("ticket").following(ticket)
    return None if verb is None else verb.name


def test_what_was_promised_is_when_the_reply_is_due(desk: Counter) -> None:
    ticket = desk.given("complaint")
    assert ticket.reply_due == ticket.promised_at == NOW + 4 * HOUR
    (reply,) = desk.run(ticket, "reply", reply=said("reply", "soon")).replies
    assert reply.due == NOW + 4 * HOUR


def test_a_due_that_follows_from_the_urgency_follows_it_and_one_that_was_typed_stays(
    desk: Counter,
) -> None:
    ticket = desk.ticket()
    assert desk.go(ticket, "triage", urgency="urgent").due == NOW + 6 * HOUR
    typed = desk.ticket(due=NOW + 9 * HOUR)
    assert desk.go(typed, "triage", urgency="urgent").due == NOW + 9 * HOUR


def test_what_is_due_or_promised_is_still_to_come(desk: Counter) -> None:
    past, at = NOW - HOUR, "2026-11-23 09:15"
    late, late_reply = f"a due time not before {at} (--due)", _promise(at)
    assert _refused_new(desk, due=past, promised_at=past) == [late_reply, late]
    ticket = desk.ticket()
    assert desk.refused(ticket, "triage", due=past, promised_at=past) == [late_reply, late]
    desk.on(hours=3)
    told = desk.run(ticket, "triage", promised_at=NOW + HOUR, due=NOW + 4 * HOUR)
    assert told.promised_at == NOW + HOUR
    desk.on(hours=3)
    given = desk.run(told, "assign", assignee=link(desk.worker))
    assert given.due == NOW + 4 * HOUR
    again = desk.refused(given, "assign", assignee=link(desk.other), due=NOW + 5 * HOUR)
    assert again == ["a due time not before 2026-11-23 15:15 (--due)"]


def _promise(at: str) -> str:
    return f"a reply time not before {at} (--promised-at)"


def test_a_reopened_ticket_is_due_and_promised_after_its_reopening(desk: Counter) -> None:
    typed_due = desk.given(due=NOW + 9 * HOUR)
    solved, desk.reason = desk.run(typed_due, "solve", by=desk.worker, **USUAL["solve"]), "reopen"
    desk.on(hours=10)
    assert desk.refused(solved, "reopen", due=NOW + 9 * HOUR) == [
        "a due time not before 2026-11-23 19:15 (--due)"
    ]
    again = desk.run(solved, "reopen")
    assert desk.refused(
        again, "assign", assignee=link(desk.worker), promised_at=NOW + 4 * HOUR
    ) == [_promise("2026-11-23 19:15")]


def test_what_is_told_has_happened_and_what_is_planned_is_to_come(desk: Counter) -> None:
    late = ["when it happened, not after 2026-11-23 09:15 (--event-at)"]
    assert _refused_new(desk, event_at=NOW + MINUTE) == late
    desk.on(days=1)
    ticket = desk.given(event_at=NOW + HOUR)
    assert desk.refused(ticket, "edit", event_at=desk.now + MINUTE) == [
        "when it happened, not after 2026-11-24 09:15 (--event-at)"
    ]
    plan: dict[str, Any] = {"solution_plan": said("solution_plan", "dig")}
    assert desk.refused(ticket, "plan", planned_for=NOW.date(), **plan) == [
        "a day not before 2026-11-24 (--planned-for)"
    ]
    assert desk.run(ticket, "plan", planned_for=desk.now.date(), **plan).planned_for


def _refused_new(desk: Counter, **values: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        desk.ticket(**values)
    return missing(refusal)


def test_what_is_due_follows_the_type_and_what_has_ended_or_was_typed_stays(
    desk: Counter,
) -> None:
    other = desk.run(desk.ticket(), "edit", type="complaint")
    assert (other.arrive_due, other.due) == (None, NOW + 48 * HOUR)
    assert desk.run(other, "edit", type="repair").arrive_due == NOW + 5 * MINUTE
    typed = desk.run(desk.ticket(due=NOW + 9 * HOUR), "edit", type="inquiry")
    assert (typed.due, typed.arrive_due) == (NOW + 9 * HOUR, None)
    there = desk.go(desk.given(), "arrive")
    assert desk.run(there, "edit", type="report").arrive_due == NOW + 5 * MINUTE
    titled = desk.run(there, "edit", title=said("title", "it pours"))
    assert (titled.arrive_due, titled.due) == (there.arrive_due, there.due)


def test_what_is_about_a_member_of_staff_stays_a_complaint(desk: Counter) -> None:
    about = typed("ticket", "about", desk.other)
    complaint = desk.ticket("complaint", about=about)
    assert desk.refused(complaint, "edit", type="repair") == [
        "a complaint: nothing else is about a member of staff (--type complaint)"
    ]


def test_the_clocks_run_on_when_it_is_handed_back_or_on(desk: Counter) -> None:
    ticket, desk.reason = desk.given(), "hand-back"
    desk.on(hours=1)
    back = desk.run(ticket, "hand-back")
    assert (back.state, back.due, back.assignee) == ("triaged", ticket.due, None)
    on = desk.run(ticket, "hand-on", assignee=link(desk.other))
    assert (on.state, on.due, on.assignee) == ("assigned", ticket.due, desk.other)
    assert (on.accept_due, len(on.acceptances)) == (NOW + 2 * HOUR, 1)


# -- pauses and appointments ---------------------------------------------------------------------


def test_a_pause_moves_the_due_and_the_climb_first_as_expected_then_as_it_was(
    desk: Counter,
) -> None:
    ticket, desk.reason = desk.given(), "pause"
    desk.on(hours=1)
    paused = desk.go(ticket, "pause", expected_at=NOW + 11 * HOUR)
    assert (paused.state, paused.due - ticket.due) == ("paused", 10 * HOUR)
    assert paused.gross_due == ticket.due
    assert paused.climbs_at - ticket.climbs_at == 10 * HOUR
    desk.on(hours=4)
    going = desk.run(paused, "resume")
    assert (going.state, going.due - ticket.due) == ("in-progress", 4 * HOUR)
    (pause,) = going.pauses
    assert (pause.because, pause.paused_at, pause.resumed_at) == (
        "pause",
        NOW + HOUR,
        NOW + 5 * HOUR,
    )
    solved = desk.go(going, "solve").solutions[0]
    assert (solved.due, solved.gross_due) == (going.due, ticket.due)


def test_the_end_of_an_agreed_slot_takes_the_place_of_the_arrivals_due(desk: Counter) -> None:
    ticket = desk.run(desk.given(), "appoint", from_at=NOW + 2 * HOUR, until_at=NOW + 3 * HOUR)
    assert ticket.arrive_due == NOW + 3 * HOUR
    desk.on(hours=2)
    again = desk.run(ticket, "nobody-home", from_at=NOW + 7 * HOUR, until_at=NOW + 8 * HOUR)
    assert [slot.outcome for slot in again.appointments] == ["nobody-home", None]
    assert again.arrive_due == NOW + 8 * HOUR
    desk.on(hours=5)
    there = desk.run(again, "arrive")
    assert [slot.outcome for slot in there.appointments] == ["nobody-home", "kept"]
    assert there.arrivals[0].due == NOW + 8 * HOUR


def test_a_slot_that_is_agreed_anew_is_moved(desk: Counter) -> None:
    ticket = desk.given()
    for hours in (2, 4):
        ticket = desk.run(
            ticket, "appoint", from_at=NOW + hours * HOUR, until_at=NOW + (hours + 1) * HOUR
        )
    assert [slot.outcome for slot in ticket.appointments] == ["moved", None]
    assert ticket.arrive_due == NOW + 5 * HOUR


# -- reopening -----------------------------------------------------------------------------------


def test_a_reopening_starts_every_clock_anew(desk: Counter) -> None:
    ticket = desk.run(
        desk.given("complaint", category=link("water")),
        "appoint",
        from_at=NOW + HOUR,
        until_at=NOW + 2 * HOUR,
    )
    solved = desk.go(ticket, "solve")
    desk.on(days=40)
    desk.reason = "reopen"
    again = desk.go(solved, "reopen")
    assert (again.state, again.assignee, again.promised_at) == ("triaged", None, None)
    assert again.policy == "rules-2"
    assert (again.reply_due, again.arrive_due, again.due) == (
        desk.now + 24 * HOUR,
        desk.now + 5 * MINUTE,
        desk.now + 48 * HOUR,
    )
    assigned = desk.run(
        again, "assign", assignee=link(desk.worker), promised_at=desk.now + 230 * HOUR
    )
    assert assigned.reply_due == desk.now + 230 * HOUR


def test_the_clocks_of_the_last_reopening_hold_after_the_next_solution(desk: Counter) -> None:
    solved, desk.reason = desk.solved(), "reopen"
    desk.on(hours=3)
    again = desk.go(solved, "reopen")
    again = desk.run(again, "assign", assignee=link(desk.worker))
    second = desk.go(desk.run(again, "accept", by=desk.worker), "solve")
    assert second.started_at == NOW + 3 * HOUR
    assert [one.due for one in second.solutions] == [NOW + 48 * HOUR, NOW + 51 * HOUR]


@pytest.mark.parametrize("kind", ["repair", "complaint", "special"])
def test_whoever_is_dissatisfied_reopens_it_a_level_higher(desk: Counter, kind: str) -> None:
    solved = desk.solved(kind)
    method = "phone" if kind == "complaint" else "acceptance"
    again = desk.run(solved, "visit", by=desk.other, method=method, score="dissatisfied")
    assert (again.state, again.level, again.assignee) == ("triaged", 2, None)
    assert again.escalations[-1].because == "dissatisfied"
    assert again.solutions[0].reopened_by == desk.other


# -- return visits -------------------------------------------------------------------------------


def test_a_return_visit_is_due_for_every_complaint_and_special_service(desk: Counter) -> None:
    desk.policy.visit_share = 0
    for kind in ("complaint", "special"):
        solved = desk.solved(kind)
        assert (solved.state, solved.visit_due) == ("awaiting-visit", NOW + 72 * HOUR)
    for kind in ("repair", "inquiry", "report"):
        assert (desk.solved(kind).state, desk.solved(kind).visit_due) == ("solved", None)


def test_a_share_of_repairs_is_drawn_by_their_ids_and_stays_drawn(desk: Counter) -> None:
    ticket = desk.given()
    drawn = {}
    for share in (0, 30, 60, 100):
        desk.policy.visit_share = share
        drawn[share] = [
            number
            for number in range(200)
            if _with_id(desk, ticket, f"T-261123-{number:06d}").visit_due is not None
        ]
    assert (drawn[0], len(drawn[100])) == ([], 200)
    assert 40 <= len(drawn[30]) <= 80
    assert set(drawn[30]) < set(drawn[60])


def _with_id(desk: Counter, ticket: Any, ticket_id: str) -> Any:
    ticket.id = ticket_id
    return desk.go(ticket, "solve")


# -- the ladder ----------------------------------------------------------------------------------


def test_every_second_call_about_it_raises_it_and_the_promise_is_told(desk: Counter) -> None:
    ticket = desk.given("complaint")
    levels = []
    for _ in range(8):
        ticket = desk.go(ticket, "chase")
        levels.append(ticket.rung)
    assert levels == [1, 2, 2, 3, 3, 4, 4, 4]
    assert desk.said()[:3] == [
        "reminder 1: a reply was promised for 2026-11-23 13:15",
        "reminder 2: a reply was promised for 2026-11-23 13:15",
        f"{ticket.id} goes up to level 2: for head to see to",
    ]
    assert {one.because for one in ticket.escalations} == {"chased"}


def test_a_chase_tells_when_it_is_due_where_nothing_was_promised(desk: Counter) -> None:
    desk.go(desk.ticket(), "chase")
    assert desk.said() == ["reminder 1: it is due by 2026-11-25 09:15"]


def test_what_is_overdue_climbs_rung_by_rung_and_not_before_its_time(desk: Counter) -> None:
    ticket = desk.given()
    with pytest.raises(Refused) as refused:
        desk.run(ticket, "climb")
    assert missing(refused) == ["the time at which it goes up a level (pm tick sees to it)"]
    for level, hours in ((2, 2), (3, 24), (4, 72)):
        assert ticket.climbs_at == ticket.due + hours * HOUR
        desk.now = ticket.climbs_at
        ticket = desk.run(ticket, "climb")
        assert (ticket.level, ticket.escalations[-1].because) == (level, "overdue")
    assert ticket.climbs_at is None
    assert desk.go(ticket, "solve").climbs_at is None


def test_a_step_up_by_hand_asks_for_help_and_is_answered_once(desk: Counter) -> None:
    ticket = desk.given("complaint")
    for verb in ("take-up", "answer"):
        given = {"answer": said("answer", "yes")} if verb == "answer" else {}
        assert desk.refused(ticket, verb, **given) == [
            "a step up that waits for an answer (pm ticket escalate)"
        ]
    raised = desk.run(ticket, "escalate", help_asked=said("help_asked", "a pump"))
    assert (raised.level, raised.escalations[0].post) == (2, "head")
    taken = desk.run(raised, "take-up", by=desk.other)
    answered = desk.run(taken, "answer", by=desk.other, answer=said("answer", "tomorrow"))
    step = answered.escalations[0]
    assert (step.taken_up_by, step.answered_by) == (desk.other, desk.other)
    for level in (1, 2, 5):
        assert desk.refused(
            answered, "escalate", help_asked=said("help_asked", "more"), level=level
        ) == ["a higher level, up to 4 (--level)"]
