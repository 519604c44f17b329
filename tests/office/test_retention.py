"""What is past the term of a rule: since when, what to type, and what holds it."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pm.office.retention import Term
from tests.cli.running import Shell

NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "lamp", "--json")
NOBODY = {"PM_STAFF": ""}


def due(office: Shell, *words: str, **variables: str) -> list[dict[str, Any]]:
    return office.done("retention", "due", "--json", *words, **variables).records


def moved_out(office: Shell, at: str) -> str:
    resident = str(office.done("resident", "new", "--name", "周建华", "--json").records[0]["id"])
    office.done("resident", "move-out", resident, "--at", at, "--late", "system-down")
    return resident


def old_ticket(office: Shell, *more: str) -> str:
    ticket = str(
        office.done(*NEW, "--at", "2023-11-01 09:00", "--late", "system-down", *more).records[0][
            "id"
        ]
    )
    office.done("ticket", "withdraw", ticket)
    return ticket


@pytest.mark.parametrize(
    ("term", "day", "since"),
    [
        (Term(3, 0), date(2023, 11, 21), date(2026, 11, 22)),
        (Term(2, 0), date(2024, 2, 29), date(2026, 3, 1)),
        (Term(0, 30), date(2026, 10, 22), date(2026, 11, 22)),
        (Term(1, 1), date(2025, 11, 20), date(2026, 11, 22)),
        (Term(9000, 0), date(2023, 11, 21), None),
    ],
)
def test_a_term_ends_with_a_whole_day(term: Term, day: date, since: date | None) -> None:
    assert term.due_since(day) == since


@pytest.mark.parametrize("term", [Term(1, 0), Term(0, 1), Term(2, 3), Term(4, 0)])
@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2028, 2, 29), date(2026, 2, 28)])
def test_nothing_that_is_due_is_kept_back(term: Term, today: date) -> None:
    kept = term.first_kept(today)
    assert kept is not None
    for day in (kept, date.fromordinal(kept.toordinal() + 1)):
        since = term.due_since(day)
        assert since is not None
        assert since > today


def test_who_has_moved_out_is_forgotten_after_the_term(office: Shell) -> None:
    gone = moved_out(office, "2024-11-21 23:30")
    moved_out(office, "2024-11-22 00:30")
    assert due(office) == [
        {
            "kind": "resident",
            "id": gone,
            "rule": "moved-out",
            "since": "2026-11-22",
            "proposes": "forget",
            "held": None,
            "command": f"pm resident forget {gone}",
        }
    ]


def test_a_hold_keeps_it(office: Shell) -> None:
    gone = moved_out(office, "2024-01-01 09:00")
    ticket = old_ticket(office, "--caller-resident", gone)
    hold = office.done("hold", "new", "--resident", gone, "--basis", "claim", "--json").records[0]
    assert [(row["id"], row["held"], row["command"]) for row in due(office)] == [
        (gone, hold["id"], None),
        (ticket, hold["id"], None),
    ]
    office.done("hold", "lift", str(hold["id"]))
    assert [row["held"] for row in due(office)] == [None, None]


def test_who_is_forgotten_is_due_no_more(office: Shell, tmp_path: Path) -> None:
    home = shutil.copytree(os.environ["HOME"], tmp_path / "home")  # its keys are renewed
    office.variables["HOME"] = os.fspath(home)
    gone = moved_out(office, "2024-01-01 09:00")
    old_ticket(office, "--caller-resident", gone, "--caller-name", "周建华")
    office.done("resident", "forget", gone, "--yes")
    assert due(office) == []


def test_what_has_ended_is_cleared_in_its_file(office: Shell) -> None:
    ticket = old_ticket(office, "--description", "dark", "--caller-name", "周建华")
    (row,) = due(office)
    assert (row["since"], row["proposes"]) == ("2026-11-02", "redact")
    assert row["command"].startswith("pm commit records/tickets/2023/11/01/")
    file = office.folder / row["command"].split()[-1]
    file.write_text(cleared(file.read_text("utf-8"), "description", "caller"), encoding="utf-8")
    office.done(*row["command"].split()[1:])
    assert due(office) == []
    assert office.done("ticket", "show", ticket, "--json").records[0]["title"] == "…"


def cleared(text: str, *taken: str) -> str:
    kept, skip = list[str](), False
    for line in text.splitlines():
        skip = line.startswith("  ") if skip else False
        skip = skip or line.partition(":")[0] in taken
        kept += [] if skip else ["title: …" if line.startswith("title:") else line]
    return "\n".join(kept) + "\n"


def test_a_record_that_goes_on_is_cleared_by_an_edit(office: Shell) -> None:
    any_state(office)
    description = ("--description", "dark", "--caller-name", "周建华")
    ticket = office.done(
        *NEW, "--at", "2023-11-01 09:00", "--late", "system-down", *description
    ).records[0]["id"]
    (row,) = due(office)
    command = f'pm ticket edit {ticket} --title … --description "" --caller-name ""'
    assert row["command"] == command
    office.done(*(word.strip('"') for word in command.split()[1:]))
    assert due(office) == []


def test_a_text_that_must_be_there_is_seen_to_by_an_edit(office: Shell) -> None:
    any_state(office)
    ticket = office.done(*NEW, "--at", "2023-11-01 09:00", "--late", "system-down").records[0]["id"]
    assert [row["id"] for row in due(office)] == [ticket]
    office.done("ticket", "edit", str(ticket), "--title", "…")
    assert due(office) == []


def any_state(office: Shell) -> None:
    rule = ("--name-en", "All", "--noun", "ticket", "--count-from", "received_at")
    office.done("retention", "new", "all", *rule, "--keep-years", "1", "--proposes", "redact")


def test_what_is_struck_out_or_still_open_is_not_due(office: Shell) -> None:
    ticket = office.done(*NEW, "--at", "2023-11-01 09:00", "--late", "system-down").records[0]["id"]
    assert due(office) == []
    any_state(office)
    assert len(due(office)) == 1
    office.done("ticket", "void", str(ticket), "--reason", "entered-by-mistake")
    assert due(office) == []


def test_one_kind_may_be_asked_for(office: Shell) -> None:
    moved_out(office, "2024-01-01 09:00")
    old_ticket(office)
    assert [row["kind"] for row in due(office, "--noun", "ticket")] == ["ticket"]
    assert office.pm("retention", "due", "--noun", "snow").code == 10


def test_a_day_counts_as_a_time_does(office: Shell) -> None:
    told = ("--recipient", "the court", "--basis", "law", "--items", "a name")
    office.done("disclosure", "new", *told, "--given-on", "2023-11-21")
    office.done("disclosure", "new", *told, "--given-on", "2023-11-22")
    (row,) = due(office)
    assert row["since"] == "2026-11-22"
    assert row["command"] == f"pm disclosure edit {row['id']} --recipient … --items …"


def test_no_key_is_needed(office: Shell) -> None:
    moved_out(office, "2024-01-01 09:00")
    assert len(due(office, **NOBODY)) == 1
    assert "due since" in office.done("retention", "due", **NOBODY).out


def test_a_rule_that_fits_no_kind_stops_no_other(office: Shell) -> None:
    moved_out(office, "2024-01-01 09:00")
    rule = ("--name-en", "x", "--keep-years", "1", "--proposes", "redact")
    office.done("retention", "new", "one", *rule, "--noun", "snow", "--count-from", "fell_at")
    office.done("retention", "new", "two", *rule, "--noun", "ticket", "--count-from", "title")
    answer = office.done("retention", "due", "--json")
    assert len(answer.records) == 1
    assert "the rule one asks for nothing" in answer.err
    assert "a ticket has no clear time 'title'" in answer.err


def test_a_rule_that_is_retired_asks_for_nothing(office: Shell) -> None:
    moved_out(office, "2024-01-01 09:00")
    office.done("retention", "retire", "moved-out")
    assert due(office) == []
