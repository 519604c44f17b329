"""Recovery: finishing a write after its commit point, and forgetting one that had none.

The same steps run at the end of every write and after a crash. They look at what is
there and change only what the interrupted write was about to change, so they may run
any number of times and never touch a later edit.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from pm.errors import Busy, PmError
from pm.i18n import mark
from pm.store.disk import flush_folders
from pm.store.git import Git
from pm.store.journal import Journal, Step, drop_journal, journal_path, read_journal
from pm.store.lock import locked
from pm.store.objects import Entry, Tree
from pm.store.repository import Repository
from pm.store.staging import NextIndex, Staged, StagingArea
from pm.store.worktree import WorkTree

_PATIENCE = 1.0
"""Seconds to wait for another git command that holds the index."""

_DOUBT = 0.5
"""Seconds after which an empty lock of a reference, younger than our journal, is our own."""

_PAUSE = 0.02


def recover_if_needed(repository: Repository) -> None:
    """Finish what a killed command left, if nobody is writing; costs one look otherwise."""
    if not journal_path(repository.git_dir).exists():
        return
    try:
        with locked(repository.common_dir / "pm", 0) as descriptor:
            recover(repository, Git(repository.root, descriptor))
    except (PmError, OSError):  # reading goes on; the next writer says what is wrong
        return


def recover(repository: Repository, git: Git) -> None:
    """Finish or forget an interrupted write; the lock is held."""
    if not journal_path(repository.git_dir).exists():
        return
    journal = read_journal(repository.git_dir)
    if journal is None:
        drop_journal(repository.git_dir)
        return
    clear_locks(repository, git, journal)
    head = repository.head()
    if head is None or not _holds(git, head, journal.new):
        drop_journal(repository.git_dir)
        return
    with repository.objects as objects:
        recorded = Tree.of_commit(head, objects)
        steps = [step for step in journal.steps if _blob(recorded, step.path) == step.after]

        def content(step: Step) -> bytes | None:
            return None if step.after is None else next(repository.read_many((step.after,)))

        if not complete(repository, git, journal._replace(steps=tuple(steps)), content):
            raise Busy(
                mark("another git command holds the index of this office"),
                hint=mark(
                    "wait until it has ended; if none is running, remove {file}",
                    file=repository.git_dir / "index.lock",
                ),
            )


def complete(
    repository: Repository,
    git: Git,
    journal: Journal,
    content: Callable[[Step], bytes | None],
    made: NextIndex | None = None,
) -> bool:
    """Bring work tree and index to what was recorded; no if the index stayed busy."""
    flush_reference(repository, journal.branch)
    work = WorkTree(repository.root)
    work.replace((step.path, content(step)) for step in journal.steps if _is_due(work, step))
    if not _bring_index(StagingArea(git, repository.git_dir), journal.steps, made):
        return False
    drop_journal(repository.git_dir)
    return True


def clear_locks(repository: Repository, git: Git, journal: Journal) -> None:
    """Remove the locks that the killed write left; a living process's are left alone.

    Our git processes inherit the office's lock, and we hold it: they are dead. A lock of
    the branch that holds our commit is ours; an empty one is, if it is younger than the
    journal and does not change while we look.
    """
    StagingArea(git, repository.git_dir).clear()
    since = journal_path(repository.git_dir).stat().st_mtime_ns
    branch = repository.common_dir / f"{journal.branch}.lock"
    _clear_lock(branch, f"{journal.new}\n".encode(), since)
    if not branch.exists():
        _clear_lock(repository.git_dir / "HEAD.lock", b"", since)


def flush_reference(repository: Repository, branch: str) -> None:
    """Make the moved branch survive a power cut: git flushes the file, not its folder."""
    place = repository.common_dir / branch
    above = place.parents[: branch.count("/")]
    flush_folders((*above, repository.common_dir / "reftable"))


def _clear_lock(path: Path, ours: bytes, since: int) -> None:
    deadline = time.monotonic() + _DOUBT
    while True:
        try:
            content, made = path.read_bytes(), path.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if made < since or not ours.startswith(content):
            return
        if content or time.monotonic() >= deadline:
            path.unlink(missing_ok=True)
            return
        time.sleep(_PAUSE)


def _holds(git: Git, head: str, commit: str) -> bool:
    """Say whether a commit is in the history of another."""
    if head == commit:
        return True
    known = git.read("cat-file", "-e", "--end-of-options", commit, allowed=(0, 1, 128))
    if known.code:
        return False
    arguments = ("merge-base", "--is-ancestor", "--end-of-options", commit, head)
    return git.read(*arguments, allowed=(0, 1)).code == 0


def _is_due(work: WorkTree, step: Step) -> bool:
    """Say whether a file is to be replaced: it still is what the write found."""
    try:
        work.clear(step.path)
        return step.after != step.found and work.identify(step.path) == step.found
    except PmError:  # somebody put a link there meanwhile: a hand edit
        return False


def _bring_index(area: StagingArea, steps: Sequence[Step], made: NextIndex | None) -> bool:
    deadline = time.monotonic() + _PATIENCE
    if made is not None and area.install(made):
        return True
    while time.monotonic() < deadline:
        with closing(area.begin([step.path for step in steps])) as again:
            due = _due(again.entries(), steps)
            if not due:
                return True
            again.make(due)
            if area.install(again):
                return True
        time.sleep(_PAUSE)
    return False


def _due(staged: Mapping[str, Staged], steps: Sequence[Step]) -> list[tuple[str, str | None]]:
    """Name the entries that still stand as the write found them."""
    due = []
    for step in steps:
        entry = staged.get(step.path)
        now = None if entry is None else entry.id
        if now != step.after and now in (step.before, step.found):
            due.append((step.path, step.after))
    return due


def _blob(recorded: Tree, path: str) -> str | None:
    entry: Entry | None = recorded.find(path.split("/"))
    return None if entry is None else entry.id
