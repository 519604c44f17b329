"""Undo: one's own last act, if nobody has built on it and nobody else has it."""

from pathlib import Path

import pytest

from tests.cli.running import Shell

NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "leak", "--json")


@pytest.fixture
def ticket(office: Shell) -> str:
    return str(office.done(*NEW).records[0]["id"])


def state(office: Shell, ticket: str) -> str:
    return str(office.done("ticket", "show", ticket, "--json").records[0]["state"])


def test_the_fields_come_back_as_they_were_to_the_byte(office: Shell, ticket: str) -> None:
    path = office.git("ls-files", f"*{ticket}.yaml").strip()
    before = (office.folder / path).read_bytes()
    office.done("ticket", "triage", ticket, "--category", "water")
    office.done("undo")
    assert (office.folder / path).read_bytes() == before
    assert "Undoes: " in office.git("log", "-1", "--format=%B")


def test_what_was_made_becomes_void_and_counts_nowhere(office: Shell, ticket: str) -> None:
    office.done("undo")
    assert state(office, ticket) == "void"
    figures = office.done(
        "report", "summary", "--from", "2026-11-01", "--to", "2026-12-01", "--json"
    )
    received = next(one for one in figures.json["figures"] if one["key"] == "received")
    assert received["value"] == 0


def test_a_second_undo_takes_back_the_act_before(office: Shell, ticket: str) -> None:
    office.done("ticket", "triage", ticket)
    office.done("ticket", "edit", ticket, "--request", "soon")
    office.done("undo")
    assert state(office, ticket) == "triaged"
    office.done("undo")
    assert state(office, ticket) == "received"


def test_what_somebody_has_changed_since_is_not_taken_back(office: Shell, ticket: str) -> None:
    office.done("staff", "new", "--name", "Wang Fang", "--post", "centre-manager")
    office.done("vault", "add", "Wang Fang")
    office.done("ticket", "triage", ticket)
    office.done("ticket", "edit", ticket, "--request", "soon", PM_STAFF="Wang Fang")
    answer = office.pm("undo")
    assert answer.code == 13
    assert "has been changed since" in answer.err
    assert state(office, ticket) == "triaged"


def test_only_ones_own_acts_are_taken_back(office: Shell, ticket: str) -> None:
    office.done("staff", "new", "--name", "Wang Fang", "--post", "centre-manager")
    answer = office.pm("undo", PM_STAFF="Wang Fang")
    assert answer.code == 13
    assert "nothing to take back" in answer.err
    assert state(office, ticket) == "received"


def test_what_was_shared_is_not_taken_back(office: Shell, ticket: str, tmp_path: Path) -> None:
    server = tmp_path / "server.git"
    office.git("clone", "--bare", "-q", ".", str(server))
    office.git("remote", "add", "origin", str(server))
    office.git("fetch", "-q", "origin")
    answer = office.pm("undo")
    assert answer.code == 13
    assert "shared" in answer.err
    assert state(office, ticket) == "received"


def test_a_dry_run_says_what_it_would_do_and_records_nothing(office: Shell, ticket: str) -> None:
    head = office.head
    assert ticket in office.done("undo", "--dry-run").out
    assert office.head == head
