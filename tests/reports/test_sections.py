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
    CLIMBED,
    INSPECTIONS,
    LOANS,
    MORNING,
    ORDERS,
    RECTIFICATIONS,
    REQUESTS,
    REVIEWS,
    SHIFTS,
    SIGNATURES,
    TASKS,
    VERIFICATIONS,
)
from pm.reports.sections import Concerned, Moment, Section, judged, standing
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
        noun = section.kind.replace("_", "-")
        assert not words or words[:2] in (["pm", "call"], ["pm", noun])
        if words[1:2] == [noun] and words[2] != "show":
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
LISTS = re.compile(r"\b(ticket|staff|rectification)__(\w+) ([a-z])\b")


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


def test_what_was_brought_up_waits_for_those_on_its_level(index: Waiting) -> None:
    steps = [
        {"id": f"A{level}", "level": level, "post": post, "climbed_at": at(-hours)}
        for level, post, hours in ((2, "service-head", 30), (3, "quality-manager", 6))
    ]
    late = index.put("rectification", "issued", {"escalations": steps}, level=3)
    index.put("rectification", "closed", {"escalations": steps}, level=3)
    index.put("rectification", "issued", level=1)
    assert index.ids(CLIMBED) == [late]
    assert index.ids(CLIMBED, staff=LI, post="quality-manager") == [late]
    assert index.ids(CLIMBED, staff=LI, post="service-head") == []


def test_inspections_are_handed_in_and_reviewed_by_another(index: Waiting) -> None:
    begun = index.put("inspection", "in-progress", inspected_at=at(-2), inspected_by=LI)
    handed_in = index.put(
        "inspection", "submitted", inspected_by=LI, submitted_at=at(-1), submitted_by=LI
    )
    given = index.put("inspection", "to-do", due_by=NOW.date(), assignee=LI, post="technician")
    shared = index.put("inspection", "to-do", due_by=NOW.date(), post="technician")
    index.put("inspection", "to-do", due_by=NOW.date() + timedelta(days=1), assignee=LI)
    assert index.ids(INSPECTIONS, staff=LI) == [begun, given]
    assert index.ids(INSPECTIONS, staff=WANG, post="technician") == [shared]
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


def test_files_are_lent_by_another_and_back_on_their_day(index: Waiting) -> None:
    asked = index.put("dossier_loan", "requested", requested_at=at(-1), borrower=LI)
    late = index.put("dossier_loan", "overdue", due_on=NOW.date() - timedelta(1), borrower=LI)
    today = index.put("dossier_loan", "lent", due_on=NOW.date(), borrower=SUN)
    index.put("dossier_loan", "lent", due_on=NOW.date() + timedelta(1), borrower=LI)
    index.put("dossier_loan", "returned", due_on=NOW.date(), borrower=LI)
    assert index.ids(LOANS) == [late, today]
    assert index.ids(LOANS, staff=LI) == [late]
    assert index.ids(LOANS, staff=WANG, may=lambda one: one == LOANS.needs) == [late, today]
    assert index.ids(REQUESTS) == [asked]
    assert index.ids(REQUESTS, reader=LI) == []
    assert index.ids(REQUESTS, staff=WANG, reader=WANG, may=lambda _: True) == [asked]
    assert index.ids(REQUESTS, staff=WANG, reader=WANG) == []


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
