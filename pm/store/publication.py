"""Publication: a session's commits put on the disk, in the order that survives a crash."""

from contextlib import closing

from pm.errors import Busy, PmError
from pm.i18n import mark
from pm.store.git import Git, stop
from pm.store.journal import Journal, Step, drop_journal, write_journal
from pm.store.object_writing import write_objects
from pm.store.preflight import refuse_staged_clash, refuse_touched_files, refuse_touched_staging
from pm.store.recovery import clear_locks, complete, recover
from pm.store.repository import Repository
from pm.store.session import Session
from pm.store.staging import NextIndex, StagingArea
from pm.store.worktree import WorkTree

_NOTHING = "0" * 40


class BranchMove:
    """A git process that is ready to move a branch."""

    def __init__(self, git: Git, subject: str) -> None:
        """Start it; without a word more it changes nothing."""
        self._git = git
        self._command = ("update-ref", "-m", f"pm: {subject}", "-z", "--stdin")
        self._process = git.start_write(*self._command)

    def close(self) -> None:
        """End it."""
        stop(self._process)

    def make(self, branch: str, old: str | None, new: str) -> None:
        """Move the branch if it still is where it was."""
        send = f"update {branch}\0{new}\0{old or _NOTHING}\0".encode("utf-8", "surrogateescape")
        self._git.finish(self._process, self._command, send)


class Publication:
    """One session on its way to the disk."""

    def __init__(self, repository: Repository, git: Git, session: Session, branch: str) -> None:
        """Take what is to be written, and the branch that is to move."""
        self._repository = repository
        self._git = git
        self._session = session
        self._journal = Journal(
            branch, session.base, session.head or _NOTHING, tuple(session.steps)
        )

    def publish(self, *, modes: bool) -> None:
        """Check, write the objects and the journal, move the branch, bring the files.

        The git processes start together and wait for their turn: starting them takes as
        long as what they do.
        """
        journal = self._journal
        if journal.old == self._session.head and not journal.steps:
            return
        refuse_touched_files(WorkTree(self._repository.root), journal.steps, modes=modes)
        area = StagingArea(self._git, self._repository.git_dir)
        with (
            closing(area.begin([step.path for step in journal.steps])) as next_index,
            closing(BranchMove(self._git, self._session.subject)) as move,
        ):
            if self._session.objects:
                write_objects(
                    self._git, self._repository.common_dir / "objects", self._session.objects
                )
            staged = next_index.entries()
            refuse_touched_staging(staged, journal.steps)
            refuse_staged_clash(staged, journal.steps)
            next_index.make((step.path, step.after) for step in journal.steps)
            write_journal(self._repository.git_dir, journal)
            if journal.old != journal.new:
                self._move_branch(move)
            self._bring_files(next_index)

    def _move_branch(self, move: "BranchMove") -> None:
        """Compare and swap: the commit point."""
        journal = self._journal
        try:
            move.make(journal.branch, journal.old, journal.new)
        except PmError as error:
            clear_locks(self._repository, self._git, journal)
            if self._repository.head() == journal.new:  # it ended after its work was done
                return
            drop_journal(self._repository.git_dir)
            if "cannot lock ref" in str(error):
                raise Busy(
                    mark("another git command has just moved the branch"),
                    hint=mark("type the command again"),
                ) from error
            raise

    def _bring_files(self, next_index: NextIndex) -> None:
        """Bring files and index; what fails now is recorded, and finished by the next command."""

        def content(step: Step) -> bytes | None:
            return None if step.after is None else self._session.content(step.after)

        try:
            if self._repository.head() != self._journal.new:  # moved on by hand this moment
                recover(self._repository, self._git)
                return
            done = complete(self._repository, self._git, self._journal, content, next_index)
        except (OSError, PmError):
            done = False
        self._session.is_complete = done
