"""The journal: what a write is about to do, on the disk before the commit point.

It lies in the git folder of the work tree, so that a linked work tree finishes its own
writes. It names the commit and, for each file, the blob recorded before, the blob that
was found in the work tree, and the blob that is to stand there.
"""

import os
from pathlib import Path
from typing import NamedTuple

from pm.store.disk import flush_folder

_TITLE = "pm journal 1"
_END = "end"
_NONE = "-"


class Step(NamedTuple):
    """One file of a write: ids of blobs, None where there is no file."""

    path: str
    before: str | None
    found: str | None
    after: str | None


class Journal(NamedTuple):
    """One write: the branch, its commit before and after, and the files."""

    branch: str
    old: str | None
    new: str
    steps: tuple[Step, ...]


def journal_path(git_dir: Path) -> Path:
    """Say where the journal of a work tree lies."""
    return git_dir / "pm" / "journal"


def write_journal(git_dir: Path, journal: Journal) -> None:
    """Put the journal on the disk; when this returns, a crash cannot lose it."""
    path = journal_path(git_dir)
    lines = [_TITLE, journal.branch, f"{journal.old or _NONE} {journal.new}"]
    lines += [
        f"{step.before or _NONE} {step.found or _NONE} {step.after or _NONE} {step.path}"
        for step in journal.steps
    ]
    text = "\n".join((*lines, _END, "")).encode("utf-8", "surrogateescape")
    with path.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(path.parent)


def read_journal(git_dir: Path) -> Journal | None:
    """Read the journal; None if there is none, or if it was torn before the commit point."""
    try:
        text = journal_path(git_dir).read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None
    lines = text.split("\n")
    if lines[0] != _TITLE or lines[-2:] != [_END, ""]:
        return None
    branch, commits, *steps = lines[1:-2]
    old, new = commits.split(" ")
    return Journal(branch, _identity(old), new, tuple(_step(line) for line in steps))


def drop_journal(git_dir: Path) -> None:
    """Take the journal away: the write is finished, or it never happened."""
    journal_path(git_dir).unlink(missing_ok=True)


def _step(line: str) -> Step:
    before, found, after, path = line.split(" ", 3)
    return Step(path, _identity(before), _identity(found), _identity(after))


def _identity(text: str) -> str | None:
    return None if text == _NONE else text
