"""The next return visit: asked for at a terminal, noted in one go, never one's own."""

import re
from collections.abc import Iterator
from unittest.mock import PropertyMock, patch

import pytest

from pm.cli.run import Run
from tests.cli.running import Shell
from tests.office.test_morning import desk, new, solved_complaint

__all__ = ["desk"]

WANG = "Wang Fang"


@pytest.fixture
def terminal() -> Iterator[None]:
    """Let pm believe that a person sits there."""
    with patch.object(Run, "interactive", PropertyMock(return_value=True)):
        yield


def visits(desk: Shell, ticket: str) -> list[tuple[object, ...]]:
    """Give what is noted of the return visits on a ticket."""
    (told,) = desk.done("ticket", "show", ticket, "--json").records
    return [
        (one["method"], one["reached"], one.get("score"), one.get("opinion"))
        for one in told.get("visits", [])
    ]


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_the_result_is_asked_for(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    answer = desk.done("call", typed="happy\nbasically\nquicker, please\n")
    assert "'happy' is none of: satisfied, basically" in answer.err
    assert "no return visit is left" in answer.out
    assert visits(desk, ticket) == [("phone", "reached", "basically", "quicker, please")]


@pytest.mark.usefixtures("terminal")
def test_nothing_is_noted_where_nothing_is_said(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    answer = desk.done("call", typed="\n")
    assert f"then: pm call {ticket} --no-answer" in answer.out
    assert visits(desk, ticket) == []
    desk.done("call", typed="no-answer\n")
    assert visits(desk, ticket) == [("phone", "no-answer", None, None)]


def test_who_did_not_answer_today_comes_after_all_others(desk: Shell) -> None:
    first, second = solved_complaint(desk, WANG), solved_complaint(desk, WANG)
    (offered,) = [str(one["id"]) for one in desk.done("call", "--json").records]
    (other,) = {first, second} - {offered}
    answer = desk.done("call", offered, "--no-answer")
    assert f"the next call: pm call {other}\n" in answer.out
    assert desk.done("call", "--json").records[0]["id"] == other
    desk.variables["PM_NOW"] = "2026-11-24T09:00:00+08:00"
    assert desk.done("call", "--json").records[0]["id"] == offered


def test_a_dissatisfied_caller_opens_the_ticket_again(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    answer = desk.done(
        "call", ticket, "--score", "dissatisfied", "--opinion", "-", typed="too late"
    )
    assert f"ticket {ticket} is triaged" in answer.out
    assert desk.done("call").out == "no return visit is to be made\n"
    assert visits(desk, ticket) == [("phone", "reached", "dissatisfied", "too late")]


def test_what_says_nothing_or_two_things_is_refused(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    before = desk.head
    for words in (
        ("--score", "satisfied"),
        (ticket, "--score", "satisfied", "--no-answer"),
        (ticket, "--no-answer", "--no-contact"),
        (ticket, "--reveal"),
        (ticket, "--reveal", "--purpose", "complaint", "--no-answer"),
        (ticket, "--reveal", "--purpose", "complaint", "--dry-run"),
    ):
        assert desk.pm("call", *words).code == 2, words
    for words in ((ticket, "--opinion", "nice"), (ticket, "--no-contact")):
        assert desk.pm("call", *words).code == 13, words
    assert desk.head == before


def test_it_says_where_the_number_is(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    assert f"to see the number: pm call {ticket} --reveal --purpose CODE\n" in desk.done("call").out
    assert "13800000115" not in desk.done("call").out
    assert "13800000115" in desk.done("call", "--reveal", "--purpose", "complaint").out
    assert desk.done("access", "list", "--json").records[0]["record"] == ticket


def test_a_call_of_which_nothing_could_be_noted_is_refused(desk: Shell) -> None:
    ticket = new(desk, "ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x")
    answer = desk.pm("call", ticket)
    assert (answer.code, answer.out) == (13, "")
    assert f"{ticket} is received: visit is not possible now" in answer.err
    desk.done("ticket", "triage", ticket)
    desk.done("ticket", "assign", ticket, "--assignee", WANG)
    desk.done("ticket", "accept", ticket, "--by", WANG)
    assert "a solution first (pm ticket solve)" in desk.pm("call", ticket).err
    desk.done("ticket", "void", ticket, "--reason", "trial-entry")
    assert "nothing more is to be done" in desk.pm("call", ticket, "--json").err
    own = solved_complaint(desk, "Chen Li")
    assert desk.pm("call", own).code == 13


def test_who_calls_is_who_is_named(desk: Shell) -> None:
    own, other = solved_complaint(desk, "Chen Li"), solved_complaint(desk, WANG)
    answer = desk.done("call", "--by", WANG)
    assert f"this is {WANG} of" in answer.out
    wang = re.search(rf"then: pm call {own} --by (\S+) --no-answer", answer.out)
    assert wang is not None
    said = desk.done("call", own, "--by", wang[1], "--score", "satisfied")
    assert "no return visit is left" in said.out
    assert desk.done("call", "--json").records[0]["id"] == other


def test_who_cannot_be_reached_was_called_before(desk: Shell) -> None:
    ticket = solved_complaint(desk, WANG)
    answer = desk.pm("call", ticket, "--no-contact")
    assert f"(pm call {ticket} --no-answer notes one)" in answer.err
