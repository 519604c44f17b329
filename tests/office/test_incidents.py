"""An incident and its tickets: who keeps step with it, and who goes his own way."""

from typing import Any

import pytest

from tests.cli.running import Shell

LI = ("--by", "Qiang Li")
SOLVED = ("--outcome", "fixed", "--measures", "pipe replaced")


@pytest.fixture
def site(office: Shell) -> Shell:
    """Give an office with two technicians and a cleaner."""
    for name, post, department in (
        ("Qiang Li", "technician", "engineering"),
        ("Tony Hu", "technician", "engineering"),
        ("Xiuying He", "grounds-worker", "cleaning-greening"),
    ):
        office.done("staff", "new", "--name", name, "--post", post, "--department", department)
    return office


def taken_up(site: Shell) -> str:
    words = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "no water")
    return str(site.done(*words, "--json").records[0]["id"])


def gathered(site: Shell, count: int = 2) -> tuple[str, list[str]]:
    """Open an incident in which some tickets are gathered."""
    opened = site.done("incident", "new", "--title", "burst pipe", "--category", "water", "--json")
    incident, tickets = str(opened.records[0]["id"]), [taken_up(site) for _ in range(count)]
    words = [word for ticket in tickets for word in ("--ticket", ticket)]
    site.done("incident", "gather", incident, *words)
    return incident, tickets


def shown(site: Shell, ticket: str) -> dict[str, Any]:
    return site.done("ticket", "show", ticket, "--json").records[0]


def test_what_was_handed_back_stays_behind_and_stops_nobody(site: Shell) -> None:
    incident, (back, stays) = gathered(site)
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    site.done("incident", "accept", incident, *LI)
    site.done("ticket", "hand-back", back, "--reason", "wrong-department", *LI)
    for verb, *words in (("arrive",), ("solve", *SOLVED)):
        told = site.done("incident", verb, incident, *words, *LI)
        assert f"{back} stays behind: it was handed back" in told.out + told.err
    assert (shown(site, back)["state"], shown(site, stays)["state"]) == ("triaged", "solved")
    assert "assignee" not in shown(site, back)


def test_what_was_given_to_somebody_else_is_taken_on_by_him_alone(site: Shell) -> None:
    incident, (other, stays) = gathered(site)
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    site.done("ticket", "assign", other, "--assignee", "Tony Hu")
    site.done("incident", "accept", incident, *LI)
    assert (shown(site, other)["state"], shown(site, stays)["state"]) == ("assigned", "accepted")
    assert site.pm("ticket", "accept", other, *LI).code == 13
    site.done("incident", "gather", incident, "--ticket", other)
    assert shown(site, other)["state"] == "accepted"


def test_an_incident_given_to_a_department_is_taken_on_by_one_of_its_staff(site: Shell) -> None:
    incident, (ticket,) = gathered(site, 1)
    site.done("incident", "assign", incident, "--department", "engineering")
    for words in (("incident", "accept", incident), ("ticket", "accept", ticket)):
        refused = site.pm(*words, "--by", "Xiuying He")
        assert "it was given to Engineering; name one of its staff with --by" in refused.err
    site.done("incident", "accept", incident, *LI)
    assert shown(site, ticket)["state"] == "accepted"


def test_what_was_done_to_a_ticket_in_several_steps_is_taken_back_once(site: Shell) -> None:
    incident, (ticket,) = gathered(site, 1)
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    taken = site.done("undo")
    assert (taken.out + taken.err).count(ticket) == 1
    assert shown(site, ticket)["state"] == "received"


def test_whoever_is_shown_an_incident_is_shown_its_tickets(site: Shell) -> None:
    incident, tickets = gathered(site)
    shown_to_people = site.done("incident", "show", incident).out
    assert "tickets:       2\n" in shown_to_people
    for ticket in tickets:
        assert f"{ticket}  received" in shown_to_people


def test_a_ticket_is_taken_out_of_its_incident(site: Shell) -> None:
    incident, (out, stays) = gathered(site)
    site.done("ticket", "set-apart", out)
    assert "incident" not in shown(site, out)
    refused = site.pm("ticket", "set-apart", out)
    assert "an incident in which it is gathered (pm incident gather)" in refused.err
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    assert (shown(site, out)["state"], shown(site, stays)["state"]) == ("received", "assigned")


def test_the_tickets_of_an_incident_that_is_struck_out_go_their_own_way(site: Shell) -> None:
    incident, tickets = gathered(site)
    site.done("ticket", "void", tickets[1], "--reason", "trial-entry")
    site.done("incident", "void", incident, "--reason", "trial-entry")
    assert "incident" not in shown(site, tickets[0])
    assert shown(site, tickets[1])["incident"] == incident


def test_a_problem_that_many_meet_has_one_notice_for_all_its_tickets(site: Shell) -> None:
    incident, tickets = gathered(site)
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    site.done("incident", "accept", incident, *LI)
    common = (*SOLVED, *LI, "--common-problem", "yes")
    refused = site.pm("incident", "solve", incident, *common)
    assert "a draft of the notice for the boards (--notice)" in refused.err
    site.done("incident", "solve", incident, *common, "--notice", "The water is off.")
    assert "the notice on the boards" in site.pm("ticket", "close", tickets[0]).err
    site.done("incident", "post-notice", incident)
    for ticket in tickets:
        assert shown(site, ticket)["notice"] == "The water is off."
        assert "posted_at" in shown(site, ticket)


def test_a_notice_hangs_only_about_what_many_meet(site: Shell) -> None:
    incident, _ = gathered(site, 1)
    site.done("incident", "assign", incident, "--assignee", "Qiang Li")
    site.done("incident", "accept", incident, *LI)
    site.done("incident", "solve", incident, *SOLVED, *LI)
    assert "a common problem" in site.pm("incident", "post-notice", incident).err
