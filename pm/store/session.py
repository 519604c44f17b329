"""A session: acts in memory, and the state of the office as they leave it."""

from collections.abc import Sequence
from typing import NamedTuple

from pm.errors import Conflict, Invalid
from pm.i18n import mark
from pm.store.hand_edits import HandEdit
from pm.store.journal import Step
from pm.store.objects import (
    EMPTY_TREE,
    FILE,
    GitObject,
    Signature,
    Tree,
    blob_id,
    build,
    build_commit,
)
from pm.store.paths import split_path
from pm.store.repository import Repository


class Change(NamedTuple):
    """A file and its next content; None takes it away.

    ``takes`` is the hand edit that this change takes in, as its caller read it. Without
    one, the file must stand as it was recorded.
    """

    path: str
    content: bytes | None
    takes: HandEdit | None = None


class Session:
    """The acts of one transaction, and the state of the office as they leave it."""

    def __init__(self, repository: Repository, head: str | None, *, founding: bool) -> None:
        """Begin at a commit, or before the first."""
        self.head = head
        self.base = head
        self.subject = ""
        self.is_complete = True
        """Whether files and index were brought up too; else the next command does that."""
        self._repository = repository
        self._founding = founding
        self._top = Tree.of_commit(head, repository.objects)
        self._tree = EMPTY_TREE if head is None else self._top.write(self._add)
        self._objects: dict[str, GitObject] = {}
        self._steps: dict[str, Step] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every file that the session changes, from the first state to the last."""
        return tuple(self._steps.values())

    @property
    def objects(self) -> list[GitObject]:
        """Every object that the session has made."""
        return list(self._objects.values())

    def read(self, path: str) -> bytes | None:
        """Read a file as the last act of this session left it; None if there is none."""
        entry = self._top.find(path.split("/"))
        if entry is None or entry.mode != FILE:
            return None
        return self.content(entry.id)

    def exists(self, path: str) -> bool:
        """Say whether there is anything under this path."""
        return self._top.find(path.split("/")) is not None

    def content(self, blob: str) -> bytes:
        """Give the content of a blob, new or recorded."""
        made = self._objects.get(blob)
        if made is not None:
            return made.body
        return next(self._repository.read_many((blob,)))

    def commit(
        self, message: str, author: Signature, committer: Signature, changes: Sequence[Change]
    ) -> str:
        """Make a commit of these changes and give its id; without a difference, the last one."""
        for change in changes:
            self._apply(change)
        tree = self._top.write(self._add)
        if tree != self._tree:
            self._tree = tree
            made = build_commit(tree, self.head, author, committer, message)
            self._add(made)
            self.head = made.id
            self.subject = self.subject or message.partition("\n")[0]
        if self.head is None:
            raise Invalid(mark("the first commit of an office holds at least one file"))
        return self.head

    def _apply(self, change: Change) -> None:
        parts = split_path(change.path, anywhere=self._founding)
        entry = self._top.find(parts)
        if entry is not None and entry.mode != FILE:
            raise Conflict(mark("{path} is not a plain file in the history", path=change.path))
        before = None if entry is None else entry.id
        blob = None if change.content is None else self._blob(change.content)
        known = self._steps.get(change.path)
        if known is not None:
            self._steps[change.path] = known._replace(after=blob)
        else:
            found = before if change.takes is None else _found(change.takes)
            self._steps[change.path] = Step(change.path, before, found, blob)
        self._top.put(parts, blob)

    def _blob(self, content: bytes) -> str:
        made = build("blob", content)
        self._add(made)
        return made.id

    def _add(self, made: GitObject) -> None:
        self._objects.setdefault(made.id, made)


def _found(edit: HandEdit) -> str | None:
    return None if edit.content is None else blob_id(edit.content)
