"""History moved by plain git: the next list is right; no hand edit is lost or swept in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.killing import KINDS, new_ticket
from tests.cli.offices import copied
from tests.cli.running import Shell
from tests.cli.truth import assert_truthful
from tests.faults import status

EDITED = "records/channels/letter.yaml"
MINE = b"# mine\n"
AS_SOMEBODY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def as_somebody(office: Shell, *words: str) -> None:
    office.git(*AS_SOMEBODY, *words)


def other_desk(office: Shell) -> Shell:
    """Give another desk that shares the office's history."""
    folder = office.folder.parent / "other"
    office.done("clone", str(office.folder), str(folder))
    other = Shell(folder)
    other.done("as", "Chen Li")
    return other


def pull(office: Shell) -> None:
    other = other_desk(office)
    new_ticket(other, "the lift stands")
    other.done("ticket", "withdraw", last_ticket(office))
    office.git("pull", "-q", str(other.folder), "main")


def fetch_and_reset(office: Shell) -> None:
    other = other_desk(office)
    new_ticket(other, "the lift stands")
    new_ticket(office, "the lift hangs")
    office.git("fetch", "-q", str(other.folder), "main")
    office.git("reset", "-q", "--hard", "FETCH_HEAD")


def reset(office: Shell) -> None:
    office.git("reset", "-q", "--hard", "HEAD~1")


def reset_and_forget(office: Shell) -> None:
    office.git("reset", "-q", "--hard", "HEAD~2")
    office.git("reflog", "expire", "--expire=now", "--all")
    office.git("gc", "-q", "--prune=now")


def checkout(office: Shell) -> None:
    office.git("checkout", "-q", "-b", "older", "HEAD~2")


def checkout_and_back(office: Shell) -> None:
    checkout(office)
    new_ticket(office, "seen from the past")
    assert_truthful(office)
    office.git("checkout", "-q", "main")


def amend(office: Shell) -> None:
    file = ticket_file(office)
    other = file.read_text("utf-8").replace("channel: phone", "channel: letter")
    file.write_text(other, encoding="utf-8")
    as_somebody(office, "commit", "-qn", "--amend", "-m", "other words", "--", str(file))


def rebase(office: Shell) -> None:
    office.git("branch", "ours")
    office.git("reset", "-q", "--hard", "HEAD~2")
    office.done("category", "edit", "water", "--name-en", "Water and drains")
    as_somebody(office, "rebase", "-q", "main", "ours")


def revert(office: Shell) -> None:
    as_somebody(office, "revert", "--no-edit", "HEAD")


def merge(office: Shell) -> None:
    office.git("checkout", "-q", "-b", "side", "HEAD~1")
    office.done("category", "edit", "water", "--name-en", "Water and drains")
    office.git("checkout", "-q", "main")
    as_somebody(office, "merge", "-q", "--no-ff", "--no-edit", "side")


def remove_index(office: Shell) -> None:
    (office.folder / ".git" / "pm" / "index.sqlite").unlink()


def spoil_index(office: Shell) -> None:
    file = office.folder / ".git" / "pm" / "index.sqlite"
    file.write_bytes(file.read_bytes()[:5000] + b"spoiled" * 1000)


BY_HAND = (
    *(pull, fetch_and_reset, reset, reset_and_forget, checkout, checkout_and_back),
    *(amend, rebase, revert, merge, remove_index, spoil_index),
)
GIT_KEEPS_EDITS = frozenset((pull, checkout, checkout_and_back, amend))
"""Where git itself carries an edit along; the others refuse it or throw it away."""


def last_ticket(office: Shell) -> str:
    return str(office.done("ticket", "list", "--json", "--limit", "1").records[0]["id"])


def ticket_file(office: Shell) -> Path:
    (name,) = office.git("diff", "--name-only", "HEAD~1", "HEAD").split()
    return office.folder / name


def edit_by_hand(office: Shell) -> None:
    with (office.folder / EDITED).open("ab") as file:
        file.write(MINE)


@pytest.fixture(scope="module")
def busy(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office with some acts, whose index knows them."""
    office = Shell(copied(founded, tmp_path_factory.mktemp("busy") / "office"))
    for number in range(3):
        new_ticket(office, f"lamp {number}")
    assert_truthful(office, *KINDS)
    return office.folder


@pytest.fixture
def worked(busy: Path, tmp_path: Path) -> Shell:
    return Shell(copied(busy, tmp_path / "worked"))


@pytest.mark.parametrize("move", BY_HAND, ids=lambda move: move.__name__)
def test_the_next_list_is_that_of_the_files(worked: Shell, move: Callable[[Shell], None]) -> None:
    if move in GIT_KEEPS_EDITS:
        edit_by_hand(worked)
        move(worked)
    else:
        move(worked)
        edit_by_hand(worked)
    assert_truthful(worked, *KINDS)
    assert_log_tells_history(worked)
    ticket = new_ticket(worked, "no water")
    assert_truthful(worked, *KINDS)
    assert worked.done("log", ticket, "--json").records[0]["verb"] == "new"
    assert (worked.folder / EDITED).read_bytes().endswith(MINE)
    assert MINE.decode() not in worked.git("show", f"HEAD:{EDITED}")
    assert status(worked.folder) == f" M {EDITED}"
    assert EDITED in worked.done("status").out


def assert_log_tells_history(office: Shell) -> None:
    told = [act["commit"] for act in office.done("log", "--json", "--limit", "1000").records]
    made = office.git("log", "--no-merges", "--format=%H").split()
    assert list(dict.fromkeys(told)) == made


def test_what_was_edited_by_hand_is_refused_by_every_writer_of_it(worked: Shell) -> None:
    ticket = last_ticket(worked)
    file = ticket_file(worked)
    edited = re.sub(rb"(?m)^title: .*$", b"title: lantern", file.read_bytes())
    file.write_bytes(edited)
    answer = worked.pm("ticket", "withdraw", ticket)
    name = file.relative_to(worked.folder).as_posix()
    assert answer.code == 15
    assert answer.err == f"pm: error: {name} was changed by hand\npm: hint: type: pm status\n"
    assert worked.pm("undo").code == 15
    assert file.read_bytes() == edited
    worked.done("commit")
    assert b"lantern" not in file.read_bytes()
    assert worked.done("ticket", "show", ticket, "--json").records[0]["title"] == "lantern"
    worked.done("ticket", "withdraw", ticket)
    assert_truthful(worked)
    assert status(worked.folder) == ""
