"""Hand edits: what people changed under ``records/`` without pm, judged by content."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pm.errors import Refused
from pm.store.objects import Tree, blob_id
from pm.store.paths import RECORDS
from pm.store.repository import Repository
from pm.store.worktree import WorkTree, is_temporary


class HandEdit(NamedTuple):
    """A file that somebody changed by hand, and what it holds now.

    ``replaced`` is a file that made way for a link or a folder. The content is None
    where there is no plain file.
    """

    path: str
    state: Literal["modified", "deleted", "new", "replaced"]
    content: bytes | None


def hand_edits(repository: Repository) -> list[HandEdit]:
    """List the files under ``records/`` that differ from the last commit, by path.

    Git's own list is only where to look: a file with another time but the same content
    is no edit, and no program that git is configured to filter files with is run.
    """
    head = repository.head()
    with repository.objects as objects:
        recorded = Tree.of_commit(head, objects)
        work = WorkTree(repository.root)
        found = (_edit(recorded, work, path) for path in sorted(_candidates(repository, head)))
        return [edit for edit in found if edit is not None]


def edited(repository: Repository, recorded: Iterable[tuple[str, str]]) -> list[HandEdit]:
    """List those of some recorded files that differ from their blobs, given as path and blob id.

    Nothing but these files is looked at, so that it costs as much as they are many.
    """
    work, root = WorkTree(repository.root), str(repository.root)
    suspects = [(path, blob) for path, blob in recorded if not _holds(f"{root}/{path}", blob)]
    found = (_compared(work, path, blob) for path, blob in suspects)
    return [edit for edit in found if edit is not None]


def _holds(place: str, blob: str) -> bool:
    """Tell quickly whether a file holds a blob; what is in doubt is looked at closely then."""
    try:
        with open(place, "rb", buffering=0) as file:  # noqa: PTH123  # a path costs more than the reading
            return blob_id(file.readall()) == blob
    except OSError:
        return False


def _candidates(repository: Repository, head: str | None) -> set[str]:
    """Name the files that may differ: dirty, staged or untracked."""
    unfiltered = tuple(_without_filters(repository))
    commands = [
        (*unfiltered, "diff-files", "-z", "--name-only"),
        ("ls-files", "-z", "--others", "--exclude-standard"),
        ("ls-files", "-z", "--cached")
        if head is None
        else ("diff-index", "-z", "--name-only", "--no-renames", "--cached", head),
    ]
    return {
        path
        for command in commands
        for piece in repository.git.stream(*command, "--", RECORDS)
        if not is_temporary(path := piece.decode("utf-8", "surrogateescape"))
    }


def _without_filters(repository: Repository) -> Iterator[str]:
    """Give the options that switch off every filter program of the configuration."""
    answer = repository.git.read(
        *("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$"),
        allowed=(0, 1),
    )
    for name in answer.output.decode("utf-8", "surrogateescape").split("\0"):
        if name:
            yield "-c"
            yield f"{name}=false" if name.endswith(".required") else f"{name}="


def _edit(recorded: Tree, work: WorkTree, path: str) -> HandEdit | None:
    before = recorded.find(path.split("/"))
    return _compared(work, path, None if before is None else before.id)


def _compared(work: WorkTree, path: str, before: str | None) -> HandEdit | None:
    """Compare what a file holds with the blob that was recorded, if one was."""
    try:
        content = work.read(path)
    except Refused:
        return HandEdit(path, "replaced", None)
    if content is None:
        return None if before is None else HandEdit(path, "deleted", None)
    if before is None:
        return HandEdit(path, "new", content)
    return None if before == blob_id(content) else HandEdit(path, "modified", content)
