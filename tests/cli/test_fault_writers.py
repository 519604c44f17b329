"""Several desks write at once: every act that was acknowledged is in the history exactly once."""

import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pm.store.lock import locked
from tests.cli.killing import NEW
from tests.cli.running import Shell
from tests.cli.threads import Desk, command
from tests.cli.truth import assert_truthful
from tests.faults import git, left_over, status

Act = tuple[str, str]


def work(office: Path, desk: int, tickets: int) -> list[Act]:
    """Take up tickets and triage them; give every act that was acknowledged."""
    done: list[Act] = []
    for number in range(tickets):
        made = Desk(office).done_alone(*NEW, f"lamp {desk}-{number}", "--json")
        (ticket,) = (record["id"] for record in made.records)
        done.append((f"ticket/{ticket}", "new"))
        Desk(office).done_alone("ticket", "triage", ticket, "--validity", "valid")
        done.append((f"ticket/{ticket}", "triage"))
    return done


def acts_of(office: Path) -> Counter[Act]:
    """Count the acts on tickets in the history."""
    trailers = "%(trailers:key=Record,key=Verb,valueonly,separator=%x20)"
    lines = (line.split() for line in git(office, "log", f"--format={trailers}").split("\n"))
    return Counter((line[0], line[1]) for line in lines if line[0].startswith("ticket/"))


@pytest.mark.parametrize(("desks", "tickets"), [(2, 2), pytest.param(5, 6, marks=pytest.mark.long)])
def test_every_acknowledged_act_is_there_exactly_once(
    desks: int, tickets: int, office: Shell
) -> None:
    with ThreadPoolExecutor(desks) as pool:
        runs = [pool.submit(work, office.folder, number, tickets) for number in range(desks)]
        acknowledged = Counter(act for run in runs for act in run.result())
    assert len(acknowledged) == desks * tickets * 2
    assert set(acknowledged.values()) == {1}
    assert acts_of(office.folder) == acknowledged
    assert int(git(office.folder, "rev-list", "--count", "HEAD")) == len(acknowledged) + 1
    assert_whole(office)


def test_of_two_who_end_one_ticket_the_second_is_told(office: Shell) -> None:
    made = office.done(*NEW, "no water", "--json").records[0]["id"]
    words = command("ticket", "withdraw", made)
    both = [
        subprocess.Popen(
            words, cwd=office.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    first, second = sorted((desk.communicate()[1], desk.returncode) for desk in both)
    assert first == ("", 0)
    assert second[0].startswith(
        f"pm: error: ticket {made} is withdrawn: withdraw is not possible now\npm: hint: "
    )
    assert second[1] == 13
    assert acts_of(office.folder)[f"ticket/{made}", "withdraw"] == 1
    assert_whole(office)


def test_who_writes_is_named_to_who_waits_too_long(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pm.store.lock._LONGEST", 0.001)
    monkeypatch.setattr("time.monotonic", iter(range(0, 1000, 20)).__next__)
    with locked(office.folder / ".git" / "pm", 0):
        answer = office.pm(*NEW, "no water")
    assert answer.code == 14
    assert "is writing to this office\npm: hint: wait until it has ended" in answer.err
    office.done(*NEW, "no water")


def test_readers_are_not_kept_waiting(office: Shell) -> None:
    office.done(*NEW, "no water")
    with locked(office.folder / ".git" / "pm", 0):
        assert len(office.done("ticket", "list", "--json").records) == 1


def assert_whole(office: Shell) -> None:
    assert status(office.folder) == ""
    assert git(office.folder, "fsck", "--strict", "--no-dangling") == ""
    assert left_over(office.folder) == []
    assert_truthful(office)
