"""The sections of the morning page: who stands in each, at the edges of time and for whom."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from pm.model.kind import Kind
from pm.model.options import option_leaves
from pm.office import registry
from pm.reports.morning import (
    CERTIFICATES,
    INSPECTIONS,
    MORNING,
    ORDERS,
    RECTIFICATIONS,
    REVIEWS,
    SHIFTS,
    SIGNATURES,
    TASKS,
    VERIFICATIONS,
)
from pm.reports.sections import Concerned, Moment, Section, judged, standing
from pm.reports.ticket_sections import (
    APPOINTMENTS,
    ESCALATED,
    FEES,
    NOTICES,
    OVERDUE,
    PAUSED,
    PROMISED,
    SOON,
    UNASSIGNED,
    URGENT,
    VISITS,
)
from tests.reports.waiting import AHEAD, LI, NOW, SUN, WANG, Waiting, at


@pytest.fixture
def index() -> Waiting:
    """Give an index in which nothing is yet."""
    return Waiting()


# -- every section --------------------------------------------------------------------------------

PAGES = {
    "office": Concerned(reader=LI),
    "staff": Concerned(staff=LI, post="technician", own_department="engineering", reader=LI),
    "department": Concerned(department="engineering"),
    "grid": Concerned(grid="grid-east"),
}


@pytest.mark.parametrize("section", MORNING, ids=[one.key for one in MORNING])
def test_a_section_reads_its_kind_and_finds_nothing_in_nothing(
    index: Waiting, section: Section
) -> None:
    kind = registry.kind(section.kind)
    own = {*section.columns, *section.more}
    assert own <= {leaf.name for leaf in kind.leaves}
    moment = Moment.of(NOW, AHEAD)
    for who in PAGES.values():
        assert standing(index.run, section, moment, who) == []
        assert standing(index.run, section, moment, who, lambda _: True) == []


@pytest.mark.parametrize("section", MORNING, ids=[one.key for one in MORNING])
def test_a_section_names_states_verbs_and_capabilities_that_are_there(section: Section) -> None:
    kind = registry.kind(section.kind)
    capabilities = {kind.capability(verb) for verb in kind.verbs.values()}
    assert not section.needs or section.needs in capabilities
    for reason in section.reasons:
        words = reason.next.split()
        assert not words or words[:2] in (["pm", "call"], ["pm", section.kind])
        if words[1:2] == [section.kind]:
            verb = kind.verbs[words[2]]
            flags = {leaf.name for leaf in option_leaves(kind.offered(verb))}
            typed = {word[2:].replace("-", "_") for word in words if word.startswith("--")}
            assert typed <= flags
        assert reason.label or reason.key in kind.verbs


@pytest.mark.parametrize("section", MORNING, ids=[one.key for one in MORNING])
@pytest.mark.parametrize("page", PAGES)
def test_no_section_looks_at_what_is_closed(index: Waiting, section: Section, page: str) -> None:
    """A query begins with an open state or a near time, whatever the database thinks of it."""
    asked: list[str] = []

    def plan(statement: str, values: Any) -> Any:
        asked.extend(row[3] for row in index.sql.execute(f"EXPLAIN QUERY PLAN {statement}", values))
        return []

    standing(plan, section, Moment.of(NOW, AHEAD), PAGES[page], lambda _: True)
    small = {"s", "g"}  # the office's staff and grids
    for step in asked:
        words = step.split()
        if words[0] == "SCAN":
            assert words[1] in small, step
        if words[:2] == ["SEARCH", "t"] and section.kind != "staff":
            assert f"{section.kind}/state" in step or "(id=?)" in step, step


WORD = re.compile(r"\b([a-z])\.(\w+) (?:=|<>|IN) ('[^']+'|\('[^)]+\))")
LISTS = re.compile(r"\b(ticket|staff)__(\w+) ([a-z])\b")


def strange_words(kind: Kind, statement: str) -> list[str]:
    """Give the words of a statement that its fields do not know."""
    lists = {alias: field for _, field, alias in LISTS.findall(statement)}
    found = []
    for alias, name, words in WORD.findall(statement):
        owner = (
            kind
            if alias not in lists
            else next(field for field in kind.entries if field.name == lists[alias])
        )
        field = next((field for field in owner.fields if field.name == name), None)
        form = None if field is None else field.form
        known = kind.states if name == "state" else form.choices() if form else ()
        found += [word for word in re.findall(r"'([^']+)'", words) if known and word not in known]
    return found


@pytest.mark.parametrize("section", MORNING, ids=[one.key for one in MORNING])
def test_a_section_says_the_words_of_its_fields(section: Section) -> None:
    for reason in section.reasons:
        assert strange_words(registry.kind(section.kind), f"{reason.join} {reason.where}") == []


def test_a_word_that_its_field_does_not_know_is_found() -> None:
    ticket = registry.kind("ticket")
    assert strange_words(ticket, "t.state IN ('closed', 'shut')") == ["shut"]
    assert strange_words(ticket, "FROM ticket__visits v WHERE v.reached <> 'nobody'") == ["nobody"]
    assert strange_words(ticket, "t.urgency = 'urgent' AND t.assignee = 'x'") == []


def test_what_is_judged_is_true_or_not(index: Waiting) -> None:
    for condition, wanted in (("1 = 1", 1), ("1 = 2", 0), ("NULL", 0)):
        assert list(index.run(f"SELECT {judged(condition)}", {})) == [(wanted,)]


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
    broken = index.put("ticket", "awaiting-visit", promised_at=at(-2), reply_due=at(-2))
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


# -- other kinds ----------------------------------------------------------------------------------


def test_rectifications_are_put_right_by_who_is_liable_and_seen_by_another(index: Waiting) -> None:
    late = index.put("rectification", "rejected", due=at(-9), liable=LI)
    today = index.put("rectification", "issued", due=at(9), department="engineering")
    index.put("rectification", "issued", due=at(48), liable=LI)
    done = index.put("rectification", "submitted", due=at(-9), fixed_at=at(-1), fixed_by=LI)
    assert index.ids(RECTIFICATIONS) == [late, today]
    assert index.ids(RECTIFICATIONS, staff=LI) == [late]
    assert index.ids(RECTIFICATIONS, staff=SUN, own_department="engineering") == [today]
    assert index.ids(VERIFICATIONS) == [done]
    assert index.ids(VERIFICATIONS, reader=LI) == []
    assert index.ids(VERIFICATIONS, staff=SUN, reader=SUN, may=lambda _: True) == [done]


def test_inspections_are_handed_in_and_reviewed_by_another(index: Waiting) -> None:
    begun = index.put("inspection", "in-progress", inspected_at=at(-2), inspected_by=LI)
    handed_in = index.put(
        "inspection", "submitted", inspected_by=LI, submitted_at=at(-1), submitted_by=LI
    )
    assert index.ids(INSPECTIONS, staff=LI) == [begun]
    assert index.ids(INSPECTIONS, staff=SUN) == []
    assert index.ids(REVIEWS, reader=SUN) == [handed_in]
    assert index.ids(REVIEWS, reader=LI) == []


def test_tasks_are_a_person_s_a_post_s_or_a_department_s(index: Waiting) -> None:
    today, tomorrow = NOW.date(), NOW.date() + timedelta(days=1)
    own = index.put("task", "overdue", due=today - timedelta(days=2), assignee=LI)
    post = index.put("task", "to-do", due=today, post="technician")
    shared = index.put("task", "to-do", due=today, department="engineering")
    index.put("task", "to-do", due=tomorrow, assignee=LI)
    signed = index.put("task", "to-sign", due=today, done_at=at(-1), done_by=LI)
    assert index.ids(TASKS) == [own, post, shared]
    mine = {"staff": LI, "post": "technician", "own_department": "engineering"}
    assert index.ids(TASKS, **mine) == [own, post, shared]
    assert index.ids(TASKS, staff=SUN, post="technician") == [post]
    assert index.ids(SIGNATURES) == [signed]
    assert index.ids(SIGNATURES, reader=LI) == []


def test_orders_and_shifts_wait_for_those_who_are_to_see_to_them(index: Waiting) -> None:
    order = index.put("order", "issued", due=at(3), owner=LI)
    index.put("order", "issued", due=at(60), owner=LI)
    shift = index.put("shift", "handed-over", handed_over_at=at(-1), handed_over_by=SUN)
    assert index.ids(ORDERS, staff=LI) == [order]
    assert index.ids(ORDERS, staff=SUN) == []
    assert index.ids(SHIFTS) == [shift]
    assert index.ids(SHIFTS, reader=SUN) == []
    assert index.ids(SHIFTS, staff=LI, reader=LI) == []


def test_certificates_are_warned_of_one_by_one_until_they_are_renewed_or_ended(
    index: Waiting,
) -> None:
    def certificate(entry: str, day: date | None, **more: Any) -> dict[str, Any]:
        return {"id": entry, "qualification": entry, "expires_on": day, **more}

    today = NOW.date()
    held = [
        certificate("over", today - timedelta(days=1)),
        certificate("near", today + timedelta(days=AHEAD)),
        certificate("far", today + timedelta(days=AHEAD + 1)),
        certificate("ended", today, ended_on=today),
        certificate("lasting", None),
    ]
    index.put("staff", "active", {"certificates": held}, id=LI)
    index.put("staff", "left", {"certificates": held}, id=SUN)
    found = [(one.id, one.entry, one.detail) for one in index.found(CERTIFICATES)]
    assert found == [(LI, "over", "over"), (LI, "near", "near")]
    assert index.ids(CERTIFICATES, staff=LI) == [LI, LI]
    assert index.ids(CERTIFICATES, staff=WANG) == []
