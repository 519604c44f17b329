"""A tiny office, and a desk at it: run as a script, it makes one act in the folder it is in."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pm.store.hand_edits import hand_edits
from pm.store.objects import Signature
from pm.store.repository import Repository
from pm.store.session import Change
from pm.store.transaction import transaction

CHECKOUT = Path(__file__).parent.parent.parent
SCRIPT = "tests.store.desk"
CLERK = Signature("王芳", "e-0001@pm.invalid", datetime(2026, 11, 22, 1, 15, tzinfo=UTC))
FIRST = "records/tickets/2026/11/22/T-261122-AAAAAA.yaml"
SECOND = "records/tickets/2026/11/22/T-261122-BBBBBB.yaml"
THIRD = "records/tickets/2026/11/23/T-261123-CCCCCC.yaml"
EDITED = "records/units/K7/U-K7Q2XM.yaml"
STAGED = "records/units/K7/U-K7Q2XN.yaml"


def ticket(state: str) -> bytes:
    """Give the text of a ticket in a state."""
    return f"state: {state}\ntitle: the lift stands still\n".encode()


def make_repository(folder: Path) -> Repository:
    """Make an empty repository that is marked as an office."""
    folder.mkdir(parents=True)
    for arguments in (("init", "-q", "-b", "main"), ("config", "pm.office", "true")):
        subprocess.run(("git", *arguments), cwd=folder, check=True)
    return Repository.open(folder)


def make_office(folder: Path) -> Repository:
    """Make an office with two tickets and two units."""
    repository = make_repository(folder)
    with transaction(repository, founding=True) as session:
        changes = [
            Change(".gitattributes", b"records/** -text\n"),
            Change("records/office.yaml", b"name: Lakeside\n"),
            Change(FIRST, ticket("received")),
            Change(EDITED, b"door: 1-101\n"),
            Change(STAGED, b"door: 1-102\n"),
        ]
        session.commit("office: found", CLERK, CLERK, changes)
    return repository


def make_busy_office(folder: Path) -> Repository:
    """Make an office where a clerk has edited, staged and added something by hand."""
    repository = make_office(folder)
    make(folder, SECOND, ticket("received"))
    (folder / EDITED).write_bytes(b"door: 1-101a\n")
    (folder / STAGED).write_bytes(b"door: 1-102a\n")
    subprocess.run(("git", "add", STAGED), cwd=folder, check=True)
    (folder / "records/units/K7/note.txt").write_bytes(b"my own\n")
    return repository


def make(folder: Path, path: str, content: bytes | None, message: str = "ticket: act") -> str:
    """Make one act that sets one file."""
    with transaction(Repository.open(folder)) as session:
        return session.commit(message, CLERK, CLERK, [Change(path, content)])


def create(folder: Path) -> None:
    """Create a ticket in a new folder."""
    make(folder, THIRD, ticket("received"))


def change(folder: Path) -> None:
    """Change two tickets in one act."""
    with transaction(Repository.open(folder)) as session:
        changes = [Change(FIRST, ticket("solved")), Change(SECOND, ticket("solved"))]
        session.commit("ticket: solve", CLERK, CLERK, changes)


def undo(folder: Path) -> None:
    """Take a ticket away again, as an undone creation does."""
    make(folder, SECOND, None)


def stream(folder: Path) -> None:
    """Make thirty acts in one transaction: enough for a pack."""
    with transaction(Repository.open(folder)) as session:
        for number in range(30):
            changes = [Change(FIRST, ticket(f"attempt {number}"))]
            session.commit(f"ticket: {number}", CLERK, CLERK, changes)


def record(folder: Path) -> None:
    """Record the hand edits, sealing what they hold."""
    repository = Repository.open(folder)
    with transaction(repository) as session:
        changes = [
            Change(edit.path, b"sealed: " + (edit.content or b""), edit)
            for edit in hand_edits(repository)
            if edit.path.endswith(".yaml")
        ]
        session.commit("hand edits: 2", CLERK, CLERK, changes)


ACTS: dict[str, Callable[[Path], None]] = {
    act.__name__: act for act in (create, change, undo, stream, record)
}


def command(act: str) -> tuple[str, ...]:
    """Give the command line that makes an act in the present folder."""
    return (sys.executable, "-m", SCRIPT, act)


def environment() -> dict[str, str]:
    """Give what such a command needs."""
    return {"PYTHONPATH": os.fspath(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    ACTS[sys.argv[1]](Path.cwd())
