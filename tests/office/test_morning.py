"""The morning page of a real office: whose it is, what is kept from whom, what was left by hand."""

from typing import Any

import pytest

from pm.office import registry
from pm.office.morning import keys, next_command
from pm.reports.sections import Reason, Standing
from tests.cli.running import Shell

WANG = "Wang Fang"
COMPLAINT = ("ticket", "new", "--type", "complaint", "--channel", "phone", "--category", "conduct")


@pytest.fixture
def desk(office: Shell) -> Shell:
    """Give an office with a second member of staff."""
    office.done("staff", "new", "--name", WANG, "--post", "grid-steward")
    office.variables["PM_NOW"] = "2026-11-23T15:00:00+08:00"
    return office


def new(desk: Shell, *words: str) -> str:
    """Take up a ticket, and give its id."""
    (made,) = desk.done(*words, "--json").records
    return str(made["id"])


def solved_complaint(desk: Shell, by: str, *more: str) -> str:
    """Bring a complaint to where a return visit is owed."""
    caller = ("--caller-name", "Zhou", "--caller-phone", "13800000115")
    told = ("--caller-unit-absent", "refused", "--request", "an apology")
    ticket = new(desk, *COMPLAINT, "--title", "rude", *caller, *told, *more)
    desk.done("ticket", "triage", ticket, "--validity", "valid", "--severity", "minor")
    desk.done("ticket", "assign", ticket, "--assignee", by, "--promised-at", "17:00")
    desk.done("ticket", "accept", ticket, "--by", by)
    done = ("--outcome", "explained", "--measures", "talked", "--management-caused", "no")
    desk.done("ticket", "solve", ticket, *done, "--by", by)
    return ticket


def page(desk: Shell, *words: str, **variables: str) -> dict[str, list[Any]]:
    """Give the ids of a page, section by section."""
    told = desk.done("today", "--json", *words, **variables).json
    return {one["key"]: [row["id"] for row in one["records"]] for one in told["sections"]}


def test_a_visit_is_offered_to_all_but_who_solved_it_and_whom_it_is_about(desk: Shell) -> None:
    own = solved_complaint(desk, "Chen Li")
    other = solved_complaint(desk, WANG)
    solved_complaint(desk, "Chen Li", "--about", WANG)
    assert page(desk, "--section", "visits") == {"visits": [other]}
    assert page(desk, "--section", "visits", "--mine") == {"visits": [other]}
    assert page(desk, "--section", "visits", "--staff", WANG) == {"visits": [own]}
    assert page(desk, "--section", "promised") == {}
    assert desk.done("call", "--json").records[0]["id"] == other
    # who has no key can open nothing, and is shown that there is a page
    told = desk.pm("today", "--section", "visits", "--json", PM_STAFF=WANG)
    assert [row["title"] for row in told.json["sections"][0]["records"]] == ["•"]
    assert "not everything was read" in told.err


def test_a_page_is_read_by_a_desk_at_which_nobody_acts(desk: Shell) -> None:
    ticket = new(desk, "new", "--type", "repair", "--channel", "phone", "--title", "x")
    desk.git("config", "--unset", "pm.staff")
    assert page(desk, "--section", "unassigned") == {"unassigned": [ticket]}
    assert desk.pm("today", "--mine").code == 13
    assert desk.pm("call").code == 13


def test_a_name_that_nobody_has_and_two_pages_in_one_are_refused(desk: Shell) -> None:
    assert desk.pm("today", "--staff", "nobody").code == 10
    assert desk.pm("today", "--mine", "--staff", WANG).code == 2
    assert desk.pm("today", "--section", "nothing").code == 2


def test_people_see_the_first_of_many_and_how_to_see_the_others(desk: Shell) -> None:
    for number in range(3):
        new(desk, "new", "--type", "repair", "--channel", "phone", "--title", f"x{number}")
    said = desk.done("today", "--limit", "2").out
    assert "not given to anybody: 3\n" in said
    assert "and 1 more: pm today --section unassigned\n" in said
    assert len(page(desk)["unassigned"]) == 3
    assert "more: pm today" not in desk.done("today", "--section", "unassigned").out


def test_an_open_record_changed_by_hand_stands_there_and_a_closed_one_does_not(
    desk: Shell,
) -> None:
    one = new(desk, "new", "--type", "repair", "--channel", "phone", "--title", "x")
    gone = new(desk, "new", "--type", "repair", "--channel", "phone", "--title", "y")
    over = new(desk, "new", "--type", "repair", "--channel", "phone", "--title", "z")
    desk.done("ticket", "withdraw", over)
    kind = registry.kind("ticket")
    for ticket in (one, over):
        file = desk.folder / kind.path(ticket)
        file.write_text(file.read_text("utf-8").replace("repair", "report"), "utf-8", newline="")
    (desk.folder / kind.path(gone)).unlink()
    (told,) = desk.done("today", "--section", "hand-edits", "--json").json["sections"]
    assert {row["id"]: row["because"] for row in told["records"]} == {
        one: "modified",
        gone: "deleted",
    }
    assert page(desk, "--department", "engineering").get("hand-edits") is None


def test_what_cannot_be_read_is_told_of(desk: Shell) -> None:
    ticket = new(desk, "new", "--type", "repair", "--channel", "phone", "--title", "x")
    file = desk.folder / registry.kind("ticket").path(ticket)
    file.write_text(file.read_text("utf-8").replace("repair", "nothing"), "utf-8", newline="")
    who = ("-c", "user.name=x", "-c", "user.email=x@pm.invalid")
    desk.git("-c", "core.hooksPath=", *who, "commit", "-qam", "broken")
    answer = desk.pm("today")
    assert "records that cannot be read and are left out: 1; see: pm check" in answer.err
    assert "nothing waits" in answer.out


def standing(next_: str, entry: str | None = None) -> Standing:
    """Give a ticket that stands in a section."""
    return Standing("T-1", Reason("x", "t.due", "1", next_), "", entry)


@pytest.mark.parametrize(
    ("command", "state", "wanted"),
    [
        ("pm ticket accept {id}", "assigned", "pm ticket accept T-1"),
        ("pm ticket solve {id}", "assigned", "pm ticket accept T-1"),
        ("pm ticket solve {id}", "received", "pm ticket triage T-1"),
        ("pm ticket solve {id}", "triaged", "pm ticket assign T-1"),
        ("", "received", "pm ticket triage T-1"),
        ("", "closed", "pm ticket show T-1"),
        ("pm call {id}", "closed", "pm call T-1"),
        ("pm ticket visit {id} --with {entry}", "closed", "pm ticket visit T-1 --with E"),
    ],
)
def test_what_to_type_next_can_be_done_from_where_the_record_is(
    command: str, state: str, wanted: str
) -> None:
    assert next_command(registry.kind("ticket"), standing(command, "E"), state) == wanted


def test_the_help_names_every_section(office: Shell) -> None:
    told = office.done("today", "--help").out
    assert set(keys()) <= set(told.replace(",", " ").split())
