"""The ticket: its way from receipt to end, and what must be there on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.ticket import Ticket
from pm.kinds.ticket.parts import Caller, Solution
from pm.model.act import Act
from pm.model.codec import decode, encode
from pm.model.transition import Making, create, perform
from pm.model.values import Link, Personal
from pm.office import registry
from tests.contract.world import NOW, LockedVault, SampleWorld

TICKET = registry.kind("ticket")
MAKING = Making("T-261123-K7Q2XM", "D-K7Q2XMK7Q2")
WORLD = SampleWorld.around(TICKET)
EARLIER = NOW - timedelta(days=2)


def said(text: str, name: str = "title") -> Any:
    """Give a personal value that was just typed."""
    leaf = TICKET.leaf(name)
    assert leaf is not None
    assert leaf.field.form is not None
    return Personal(leaf.field.form, plain=text)


WORDS: Any = said("Replaced the bearing.", "description")


class Doing(SampleWorld):
    """An office in which nobody may override."""

    def act(self, before: Any = None, *, by: str | None = None) -> Act:
        act = super().act(before)
        act.override = None
        act.by = by or act.by
        return act


OFFICE = Doing(WORLD.kinds, linked=False)


def doing(by: str | None = None) -> Act:
    return OFFICE.act(by=by)


def new(**values: Any) -> Any:
    given = {"type": "repair", "channel": Link("phone"), "title": said("Lift"), **values}
    return create(TICKET, TICKET.verbs["new"], doing(), MAKING, given).record


def do(ticket: Ticket, verb: str, by: str | None = None, **values: Any) -> Any:
    outcome = perform(TICKET, ticket, TICKET.verbs[verb], doing(by), values)
    tree = encode(TICKET, outcome.record, LockedVault())
    assert decode(TICKET, tree).problems == []
    return outcome.record


def missing(ticket: Ticket, verb: str, **values: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        do(ticket, verb, **values)
    return [line.text for line in refused.value.details]


def on_its_way(state: str, **values: Any) -> Any:
    """Bring a ticket to a state."""
    ticket = new(**values)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("triage", {}),
        ("assign", {"assignee": Link(WORLD.doer())}),
        ("accept", {}),
        ("solve", {"outcome": "fixed", "measures": WORDS}),
        ("close", {}),
    ]
    for verb, options in steps:
        if ticket.state == state:
            break
        ticket = do(ticket, verb, **options)
    assert ticket.state == state
    return ticket


def test_a_ticket_goes_from_receipt_to_its_end_and_every_step_is_stamped() -> None:
    ticket = on_its_way("closed")
    assert ticket.received_at == ticket.triaged_at == ticket.assigned_at == NOW
    assert ticket.accepted_by == WORLD.doer()
    (solution,) = ticket.solutions
    assert (solution.outcome, solution.solved_at, solution.closed_at) == ("fixed", NOW, NOW)
    assert solution.reopened_at is None


def test_the_states_are_told_in_the_order_of_the_way() -> None:
    assert TICKET.states == (
        *("received", "triaged", "assigned", "accepted", "arrived", "in-progress", "paused"),
        *("awaiting-visit", "solved", "closed", "withdrawn", "duplicate", "external", "void"),
    )
    assert set(TICKET.final) == {"closed", "withdrawn", "duplicate", "external", "void"}


def test_the_register_of_a_complaint_is_complete_before_it_is_judged() -> None:
    bare = new(type="complaint")
    edit = "{edit}"
    caller_name = f"the caller's name ({edit} --caller-name, or --caller-name-absent refused)"
    caller_flat = f"the caller's flat ({edit} --caller-unit, or --caller-unit-absent refused)"
    caller_phone = f"the caller's phone ({edit} --caller-phone, or --caller-phone-absent refused)"
    wish = f"what the caller wants ({edit} --request)"
    assert missing(bare, "triage") == [caller_name, caller_flat, caller_phone, wish]
    named = new(type="complaint", caller=Caller(name=said("Wang"), unit_absent="refused"))
    assert missing(named, "triage") == [caller_phone, wish]
    anonymous = Caller(name_absent="anonymous", unit_absent="unknown", phone_absent="refused")
    full = new(type="complaint", caller=anonymous, request=said("Quiet", "request"))
    assert do(full, "triage").state == "triaged"
    assert do(new(type="repair"), "triage").state == "triaged"


def test_what_is_not_valid_is_explained_and_closed_without_a_solution() -> None:
    assert missing(new(), "triage", validity="not-valid") == [
        "the ground (--ground outside-duty or not-management)",
        "what was explained to the caller (--explanation)",
        "where the caller can go instead (--other-channel)",
    ]
    explained = do(
        new(),
        "triage",
        validity="not-valid",
        ground="outside-duty",
        explanation=said("Ask the council", "explanation"),
        other_channel=said("12345", "other_channel"),
    )
    assert missing(explained, "assign", assignee=Link(WORLD.doer())) == [
        "the ticket must be valid; triage it again or close it"
    ]
    closed = do(explained, "close")
    assert (closed.state, closed.solutions[0].outcome) == ("closed", "not-ours")
    assert closed.solutions[0].solved_at is None


def test_a_valid_ticket_is_not_closed_without_a_solution() -> None:
    assert missing(on_its_way("triaged"), "close") == ["a solution (pm ticket solve)"]


def test_work_is_given_to_somebody_and_taken_on_by_him_alone() -> None:
    triaged = on_its_way("triaged")
    assert missing(triaged, "assign") == ["who is to do it (--assignee or --department)"]
    assigned = do(triaged, "assign", assignee=Link(WORLD.doer()))
    other = WORLD.ids(("staff",))[1]
    with pytest.raises(Refused) as refused:
        do(assigned, "accept", by=other)
    assert [str(line) for line in refused.value.details] == [
        f"it was assigned to {WORLD.doer()}; name the doer with --by"
    ]
    own, another = WORLD.ids(("department",))[:2]
    for_all = do(triaged, "assign", department=Link(own))
    assert do(for_all, "accept", by=other).accepted_by == other
    elsewhere = do(triaged, "assign", department=Link(another))
    assert missing(elsewhere, "accept") == [
        "it was given to {department}; name one of its staff with --by"
    ]


def test_a_new_assignee_takes_it_on_anew() -> None:
    accepted = do(do(on_its_way("assigned"), "accept"), "hand-back")
    assert accepted.state == "triaged"
    assert (accepted.assignee, accepted.assigned_at, accepted.accepted_by) == (None, None, None)
    assert accepted.triaged_at == NOW


def test_what_was_answered_at_the_counter_is_done_in_one_act() -> None:
    ticket = do(new(type="inquiry"), "done", measures=WORDS, category=Link("parking"))
    assert (ticket.state, ticket.validity, ticket.category) == ("solved", "valid", "parking")
    assert ticket.triaged_at == ticket.solutions[0].solved_at == NOW
    assert len(missing(new(type="complaint"), "done", measures=WORDS)) == 4


@pytest.mark.parametrize("state", ["solved", "closed"])
def test_a_reopened_ticket_begins_again_and_keeps_what_was_done(state: str) -> None:
    again = do(on_its_way(state), "reopen")
    assert again.state == "triaged"
    assert (again.assignee, again.accepted_at) == (None, None)
    assert again.solutions[0].reopened_at == NOW
    assigned = do(do(again, "assign", assignee=Link(WORLD.doer())), "accept")
    second = do(do(assigned, "solve", outcome="fixed", measures=WORDS), "close")
    assert [entry.closed_at for entry in second.solutions] == [
        NOW if state == "closed" else None,
        NOW,
    ]


def test_a_ticket_that_was_never_judged_is_reopened_to_where_it_was() -> None:
    imported: Any = create(
        TICKET,
        TICKET.verbs["import"],
        doing(),
        MAKING,
        {
            "type": "report",
            "channel": Link("phone"),
            "title": said("Noise"),
            "received_at": EARLIER,
            "closed_at": NOW,
        },
    ).record
    assert do(imported, "reopen").state == "received"


@pytest.mark.parametrize(
    ("times", "state", "solutions"),
    [
        ({}, "received", 0),
        ({"solved_at": NOW}, "solved", 1),
        ({"solved_at": NOW, "closed_at": NOW}, "closed", 1),
        ({"closed_at": NOW}, "closed", 1),
        ({"withdrawn_at": NOW}, "withdrawn", 0),
    ],
)
def test_an_import_pretends_no_gate_that_the_old_system_did_not_keep(
    times: dict[str, datetime], state: str, solutions: int
) -> None:
    given = {"type": "report", "channel": Link("phone"), "title": said("Noise")}
    outcome = create(
        TICKET, TICKET.verbs["import"], doing(), MAKING, {**given, "received_at": EARLIER, **times}
    )
    ticket: Any = outcome.record
    assert (ticket.state, len(ticket.solutions)) == (state, solutions)
    assert (ticket.received_at, ticket.received_by, ticket.triaged_at) == (EARLIER, None, None)
    assert ticket.due is None


def test_a_duplicate_stays_with_a_ticket_that_counts() -> None:
    ticket = new()
    by_state = dict(zip(TICKET.states, WORLD.ids(("ticket",)), strict=True))
    assert missing(ticket, "duplicate", duplicate_of=Link(ticket.id)) == [
        "another ticket: it cannot be a duplicate of itself"
    ]
    for state in ("duplicate", "void"):
        assert missing(ticket, "duplicate", duplicate_of=Link(by_state[state])) == [
            "a ticket that counts: {id} does not"
        ]
    assert do(ticket, "duplicate", duplicate_of=Link(by_state["closed"])).state == "duplicate"


def test_the_caller_takes_it_back() -> None:
    withdrawn = do(on_its_way("accepted"), "withdraw")
    assert (withdrawn.state, withdrawn.withdrawn_at) == ("withdrawn", NOW)
    with pytest.raises(Refused):
        do(withdrawn, "withdraw")


def test_building_and_grid_follow_from_the_place_that_is_named() -> None:
    for name in ("unit", "equipment", "area"):
        link = WORLD.ids((name,))[0]
        value = said(link, "unit") if name == "unit" else Link(link)
        values: dict[str, Any] = {name: value}
        Ticket.complete(values, doing())
        place: Any = WORLD.get(name, link)
        assert values["grid"] == place.grid
        assert values.get("building") == getattr(place, "building", None)
    given: dict[str, Any] = {"area": Link(WORLD.ids(("area",))[0]), "grid": Link("sample-2")}
    Ticket.complete(given, doing())
    assert given["grid"] == "sample-2"
    nowhere: dict[str, Any] = {}
    Ticket.complete(nowhere, doing())
    assert nowhere == {}


def test_the_commit_tells_type_and_grid_and_never_the_title() -> None:
    given = {
        "type": "repair",
        "channel": Link("phone"),
        "title": said("Wang's lift"),
        "grid": Link("east"),
    }
    deed = create(TICKET, TICKET.verbs["new"], doing(), MAKING, given).deed
    assert deed.subject == "new repair east"
    assert "Wang" not in str(deed)


def test_a_solution_is_an_entry_with_an_id_of_its_own() -> None:
    ticket = on_its_way("solved")
    assert isinstance(ticket.solutions[0], Solution)
    again = do(do(ticket, "reopen"), "done", measures=WORDS)
    assert len({solution.id for solution in again.solutions}) == 2
