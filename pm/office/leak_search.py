"""Looking for leaks in what is recorded: in the records at HEAD, and in the whole history."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.index.short_reading import ShortReading
from pm.office.leaks import (
    Leak,
    kind_named,
    leaks_in_message,
    leaks_in_text,
    leaks_in_tree,
    unsealed,
)
from pm.office.office import Office
from pm.store.whole_history import Blob, first_commit_with, record_blobs, said_by_commits
from pm.store.yaml_reading import read_tree
from pm.vault.token import parse_token

_SHOWN = 12
"""So many signs of a commit's name are shown."""


class Place(NamedTuple):
    """Where something is wrong, and what."""

    path: str
    problem: Message


def leaks_at_head(office: Office) -> Iterator[Place]:
    """Give what looks personal in the clear in any record, and personal fields in plain text."""
    head = office.repository.head()
    files = () if head is None else office.repository.tree(head)
    blobs = (Blob(file.blob, file.path) for file in files)
    yield from (Place(file.path, problem) for file, problem in _Search(office).look(blobs))


def leaks_in_history(office: Office) -> Iterator[Place]:
    """Give the same for everything that a branch leads to, and for what commits say."""
    if office.repository.head() is None:
        return
    for said in said_by_commits(office.repository):
        commit = said.commit[:_SHOWN]
        people = [leak for text in said.people for leak in leaks_in_text(text)]
        for leak in dict.fromkeys(people):
            yield Place(commit, mark("the commit's people: {reason}", reason=leak.message))
        for leak in dict.fromkeys(leaks_in_message(said.message)):
            yield Place(commit, mark("the commit's message: {reason}", reason=leak.message))
    found = list(_Search(office).look(record_blobs(office.repository)))
    commits = {blob: first_commit_with(office.repository, blob.id) for blob, _ in found}
    for blob, problem in found:
        yield Place(f"{commits[blob][:_SHOWN]}:{blob.path}", problem)


class _Search:
    """One search through contents of files."""

    def __init__(self, office: Office) -> None:
        """Know whether personal fields hold tokens in this office."""
        self._objects = office.repository.objects
        self._is_sealed = office.vault_name is not None
        self._short = ShortReading()

    def look(self, blobs: Iterable[Blob]) -> Iterator[tuple[Blob, Message]]:
        """Look through contents of files, in their order."""
        files = list(blobs)
        found = self._objects.find_all(file.id for file in files)
        for file, content in zip(files, found, strict=True):
            if content is not None and content.kind == "blob":
                yield from ((file, problem) for problem in self._problems(file, content.body))

    def _problems(self, file: Blob, data: bytes) -> list[Message]:
        kind = kind_named(file.path)
        try:
            tree = self._short.read(data) or read_tree(data, file.path)
        except PmError:
            return _told(leaks_in_text(data.decode("utf-8", "replace")))
        problems = _told([*leaks_in_text(file.path), *leaks_in_tree(kind, tree, data)])
        if kind is None or not self._is_sealed:
            return problems
        plain = unsealed(kind, tree, lambda disk: parse_token(disk) is not None)
        return [*problems, *(mark(_PLAIN, field=field) for field in plain)]


_PLAIN = "{field}: plain text stands where a sealed value belongs"


def _told(leaks: Iterable[Leak]) -> list[Message]:
    return list(dict.fromkeys(leak.message for leak in leaks))
