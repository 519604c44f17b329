"""The whole history: every commit and every record's file that a branch or a tag leads to."""

from collections.abc import Iterator
from typing import NamedTuple

from pm.store.paths import RECORDS
from pm.store.repository import Repository

_SAID = "%H%x00%an%x00%ae%x00%cn%x00%ce%x00%B"
_FIELDS = _SAID.count("%x00")


class Said(NamedTuple):
    """What a commit says of itself: who, in names and addresses, and what."""

    commit: str
    people: tuple[str, ...]
    message: str


class Blob(NamedTuple):
    """A content that a file under ``records/`` once had."""

    id: str
    path: str


def said_by_commits(repository: Repository) -> Iterator[Said]:
    """Give what every commit says, the newest first."""
    pieces = repository.git.stream(
        *("log", "-z", "--no-show-signature", "--no-color", "--encoding=UTF-8", "--no-mailmap"),
        *("--no-notes", f"--format=tformat:{_SAID}", "--all", "HEAD"),
    )
    for commit in pieces:
        *people, message = (next(pieces).decode("utf-8", "replace") for _ in range(_FIELDS))
        yield Said(commit.decode("ascii"), tuple(people), message)


def record_blobs(repository: Repository) -> Iterator[Blob]:
    """Give every content of a file under ``records/``, each under the first name that it had."""
    answer = repository.git.read("rev-list", "--objects", "--all", "HEAD")
    for line in answer.output.decode("utf-8", "surrogateescape").splitlines():
        identity, _, path = line.partition(" ")
        if path.startswith(f"{RECORDS}/"):
            yield Blob(identity, path)


def first_commit_with(repository: Repository, blob: str) -> str:
    """Give the oldest commit that put a content there; empty where none did by itself."""
    answer = repository.git.read(
        *("log", "--all", "HEAD", "--topo-order", "--no-show-signature", "--format=%H"),
        f"--find-object={blob}",
    )
    return next(reversed(answer.output.decode("ascii").split()), "")
