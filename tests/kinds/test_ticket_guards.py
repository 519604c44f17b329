"""What must be there on a ticket: each refusal names all that is missing, and what mends it."""

from datetime import timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.ticket.parts import Caller
from tests.contract.world import NOW
from tests.kinds.judging import link
from tests.kinds.ticket_desk import Counter, reason, said


@pytest.fixture
def desk() -> Counter:
    return Counter()


# -- the register, and what a complaint is about (guard 1) ----------------------------------------


def test_a_caller_who_brought_another_matter_is_known(desk: Counter) -> None:
    split = desk.new(
        "ticket",
        type="complaint",
        title=said("title", "lift"),
        channel=link("phone"),
        split_from=link("T-261123-000042"),
    )
    assert desk.refused(split, "triage") == [
        f"what the caller wants (pm ticket edit {split.id} --request)"
    ]


def test_of_a_caller_stands_what_is_known_or_why_it_is_not(desk: Counter) -> None:
    caller = Caller(
        name=said("name", "Grace Lin"),
        name_absent="refused",
        phone=said("phone", "13800000115"),
        phone_absent="unknown",
        unit_absent="refused",
    )
    told = [f"the caller's {what}, or why there is none: not both" for what in ("name", "phone")]
    with pytest.raises(Refused) as refused:
        desk.ticket(caller=caller)
    assert [str(line) for line in refused.value.details] == told
    assert desk.refused(desk.ticket(), "edit", caller=caller) == told


def test_a_flat_is_not_in_another_building_or_grid_than_its_own(desk: Counter) -> None:
    flat = desk.put("unit", "vacant", 1, building=link("one"), grid=link("east"))
    given: dict[str, Any] = {"unit": said("unit", flat), "accountable": link(desk.other)}
    with pytest.raises(Refused, match="contradict") as refused:
        desk.ticket(**given, building=link("two"), grid=link("west"))
    assert [str(line) for line in refused.value.details] == [
        "--building: unit belongs to one, not to two",
        "--grid: unit belongs to east, not to west",
    ]
    assert desk.ticket(**given, building=link("one")).grid == "east"


def test_only_a_complaint_is_about_a_member_of_staff(desk: Counter) -> None:
    with pytest.raises(Refused) as refused:
        desk.ticket("praise", about=said("about", desk.worker))
    assert [str(line) for line in refused.value.details] == [
        "a complaint: nothing else is about a member of staff (--type complaint)"
    ]
    assert desk.ticket("complaint", about=said("about", desk.worker)).about is not None


# -- assigning (guard 2) -------------------------------------------------------------------------


def test_all_that_a_complaint_lacks_before_it_is_given_to_somebody_is_named(desk: Counter) -> None:
    ticket = desk.go(desk.ticket("complaint"), "triage")
    assert desk.refused(ticket, "assign") == [
        f"how grave it is (pm ticket triage {ticket.id} --severity)",
        "the agreed reply time (--promised-at)",
        "who is to do it (--assignee or --department)",
    ]


def test_what_is_not_valid_lacks_nothing_but_that(desk: Counter) -> None:
    ticket = desk.go(
        desk.ticket("complaint"),
        "triage",
        validity="not-valid",
        ground="outside-duty",
        explanation=said("explanation", "a lease"),
        other_channel=said("other_channel", "the court"),
    )
    assert desk.refused(ticket, "assign", assignee=link(desk.worker)) == [
        "the ticket must be valid; triage it again or close it"
    ]


def test_a_complaint_of_repair_needs_no_promise_but_its_severity(desk: Counter) -> None:
    ticket = desk.go(desk.ticket("complaint"), "triage", category=link("water"))
    assert desk.refused(ticket, "assign") == [
        f"how grave it is (pm ticket triage {ticket.id} --severity)"
    ]
    noise = desk.go(desk.ticket("complaint"), "triage", category=link("noise"), severity="minor")
    assert desk.refused(noise, "assign") == ["the agreed reply time (--promised-at)"]


def test_a_reply_is_promised_within_what_the_law_leaves(desk: Counter) -> None:
    ticket = desk.go(desk.ticket("complaint"), "triage", severity="minor")
    late = NOW + timedelta(hours=241)
    assert desk.refused(ticket, "assign", assignee=link(desk.worker), promised_at=late) == [
        "a reply time no later than 2026-12-03 09:15 (--promised-at)"
    ]
    assert desk.refused(desk.ticket("complaint"), "triage", promised_at=late) == [
        "a reply time no later than 2026-12-03 09:15 (--promised-at)"
    ]


def test_a_major_complaint_goes_up_at_once_to_whom_policy_names(desk: Counter) -> None:
    ticket = desk.go(desk.ticket("complaint"), "triage", severity="major")
    (raised,) = ticket.escalations
    assert (ticket.level, raised.because, raised.post) == (2, "severity", "assistant")
    assert desk.said() == [f"{ticket.id} goes up to level 2: for assistant to see to"]
    assert len(desk.go(ticket, "triage", severity="major").escalations) == 1


def test_nobody_is_given_what_is_graver_than_his_post_may_take(desk: Counter) -> None:
    post = desk.put("post", "active", 5, severity_limit="important")
    clerk = desk.hand(3, post)
    promised = NOW + timedelta(hours=1)
    for severity, refusal in (
        ("important", []),
        ("major", [f"somebody whose post may take it: that of {clerk} does not (--assignee)"]),
    ):
        ticket = desk.go(desk.ticket("complaint"), "triage", severity=severity)
        values: dict[str, Any] = {"assignee": link(clerk), "promised_at": promised}
        if refusal:
            assert desk.refused(ticket, "assign", **values) == refusal
        else:
            assert desk.run(ticket, "assign", **values).assignee == clerk


def test_a_complaint_about_somebody_is_given_neither_to_him_nor_to_those_below(
    desk: Counter,
) -> None:
    ticket = desk.go(
        desk.ticket("complaint", about=said("about", desk.other)), "triage", severity="minor"
    )
    promised = NOW + timedelta(hours=1)
    assert desk.refused(ticket, "assign", assignee=link(desk.other), promised_at=promised) == [
        f"somebody else: the complaint is kept from {desk.other}"
    ]
    with pytest.raises(Refused, match="is kept from"):
        desk.run(ticket, "triage", by=desk.other)
    assert (
        desk.run(ticket, "assign", assignee=link(desk.worker), promised_at=promised).assignee
        == desk.worker
    )


def test_a_complaint_about_somebody_goes_to_nobody_who_may_not_read_it(desk: Counter) -> None:
    ticket = desk.go(
        desk.ticket("complaint", about=said("about", desk.other)), "triage", severity="minor"
    )
    desk.policy.blind = {desk.worker}
    promised = NOW + timedelta(hours=1)
    assert desk.refused(ticket, "assign", assignee=link(desk.worker), promised_at=promised) == [
        f"somebody who may read it: read.conduct is missing to {desk.worker} (--assignee)"
    ]


def test_nobody_answers_for_a_complaint_that_is_kept_from_him(desk: Counter) -> None:
    east = desk.put("grid", "active", 1, steward=link(desk.other))
    west = desk.put("grid", "active", 2, steward=link(desk.worker))
    about = said("about", desk.other)
    assert desk.ticket("complaint", grid=link(east)).accountable == desk.other
    assert desk.ticket("complaint", grid=link(east), about=about).accountable is None
    kept = desk.ticket("complaint", grid=link(west), about=about)
    assert kept.accountable == desk.worker
    told = [f"somebody else who answers for it: it is kept from {desk.other} (--accountable)"]
    assert desk.refused(kept, "edit", accountable=link(desk.other)) == told
    with pytest.raises(Refused) as refused:
        desk.ticket("complaint", about=about, accountable=link(desk.other))
    assert [str(line) for line in refused.value.details] == told


def test_nobody_is_named_for_a_visit_who_may_not_see_the_complaint(desk: Counter) -> None:
    about = said("about", desk.other)
    ticket = desk.go(desk.ticket("complaint", about=about), "triage", severity="minor")
    promised = NOW + timedelta(hours=1)
    ticket = desk.run(ticket, "assign", assignee=link(desk.worker), promised_at=promised)
    solved = desk.go(ticket, "accept", "solve")
    assert desk.refused(solved, "visit") == [
        f"a day's wait: nobody but {desk.worker} may do it, and not before 2026-11-24 09:15"
    ]


def test_whoever_is_on_call_gets_what_nobody_is_named_for(desk: Counter) -> None:
    ticket = desk.go(desk.ticket(), "triage", category=link("water"))
    assert desk.go(ticket, "assign").department == "works"
    assert desk.said() == []
    desk.policy.called = desk.other
    assigned = desk.go(ticket, "assign")
    assert (assigned.assignee, assigned.department) == (desk.other, "works")
    assert desk.said() == [f"{desk.other} is on call and gets it"]


@pytest.mark.parametrize("verb", ["assign", "hand-on"])
def test_nobody_is_given_what_he_cannot_take_on(desk: Counter, verb: str) -> None:
    desk.policy.idle, desk.reason = {desk.other}, "hand-back"
    ticket = desk.go(desk.ticket(), "triage")
    if verb == "hand-on":
        ticket = desk.run(ticket, "assign", assignee=link(desk.worker))
    assert desk.refused(ticket, verb, assignee=link(desk.other)) == [
        f"somebody who can take it on: ticket.accept is missing to {desk.other} (--assignee)"
    ]


# -- arriving and waiting (guards 3 and 4) -------------------------------------------------------


def test_whoever_comes_late_says_why_from_the_list(desk: Counter) -> None:
    ticket = desk.given()
    late = "why it is later than 09:20 (--late-reason CODE; pm reason list --uses late-arrival)"
    desk.on(minutes=6)
    assert desk.refused(ticket, "arrive") == [late]
    assert desk.refused(ticket, "arrive", late_reason=reason("goodwill")) == [late]
    (arrival,) = desk.run(ticket, "arrive", late_reason=reason("all-out")).arrivals
    assert (arrival.due, arrival.arrived_at) == (NOW + timedelta(minutes=5), desk.now)
    assert arrival.dispatched_at == NOW


def test_whoever_is_there_for_the_incident_does_not_come_late(desk: Counter) -> None:
    incident = desk.put("incident", "arrived", arrived_at=NOW)
    ticket = desk.run(desk.given(), "gather", incident=link(incident))
    desk.on(minutes=6)
    assert desk.run(ticket, "arrive").state == "arrived"


@pytest.mark.parametrize("hours", [-1, 24 * 30 + 1])
def test_a_pause_is_expected_to_end_and_has_its_evidence(desk: Counter, hours: int) -> None:
    ticket, desk.reason = desk.given(), "pause"
    late: dict[str, Any] = {"expected_at": NOW + timedelta(hours=hours)}
    end = "when it is expected to go on, within 30 days (--expected-at)"
    assert desk.refused(ticket, "pause", **late) == [end]
    assert desk.refused(ticket, "pause", **late, evidence=None) == [
        end,
        "what shows that it must wait (--evidence)",
    ]


def test_a_pause_has_a_reason_from_the_list(desk: Counter) -> None:
    ticket = desk.given()
    later = NOW + timedelta(hours=1)
    for code, words in ((None, "needs a reason code"), ("goodwill", "is not a reason for this")):
        desk.reason = code
        with pytest.raises(Refused, match=words) as refused:
            desk.go(ticket, "pause", expected_at=later)
        assert str(refused.value.hint) == "see the list with: pm reason list --uses pause"


def test_an_urgent_repair_waits_only_on_a_managers_word(desk: Counter) -> None:
    ticket, desk.reason = desk.given(urgency="urgent"), "pause"
    later = NOW + timedelta(hours=1)
    assert desk.refused(ticket, "pause", expected_at=later) == [
        "a manager's word: an urgent repair does not wait"
    ]
    report = desk.given("report", urgency="urgent")
    assert desk.go(report, "pause", expected_at=later).state == "paused"
    desk.policy.managers = {desk.other}
    assert desk.go(ticket, "pause", by=desk.other, expected_at=later).state == "paused"


@pytest.mark.parametrize(("from_hours", "until_hours"), [(2, 1), (-3, -2)])
def test_a_slot_ends_after_it_begins_and_is_to_come(
    desk: Counter, from_hours: int, until_hours: int
) -> None:
    slot: dict[str, Any] = {
        "from_at": NOW + timedelta(hours=from_hours),
        "until_at": NOW + timedelta(hours=until_hours),
    }
    for verb in ("appoint", "nobody-home"):
        assert desk.refused(desk.given(), verb, **slot) == [
            "a slot that is still to come and ends after its beginning (--until-at)"
        ]


# -- solving (guard 5) ---------------------------------------------------------------------------


def test_what_many_meet_needs_a_notice_and_is_closed_when_it_hangs(desk: Counter) -> None:
    ticket = desk.given()
    assert desk.refused(ticket, "solve", by=desk.worker, common_problem=True) == [
        "a draft of the notice for the boards (--notice)"
    ]
    solved = desk.solved(common_problem=True, notice=said("notice", "Water is off."))
    assert desk.refused(solved, "close") == [
        f"the notice on the boards (pm ticket post-notice {solved.id})"
    ]
    assert desk.go(solved, "post-notice", "close").state == "closed"
    assert desk.refused(desk.solved(), "post-notice") == ["the words of the notice (--notice)"]
