"""Publication: a session's commits put on the disk, in the order that survives a crash."""

from pm.errors import Busy, PmError
from pm.i18n import mark
from pm.store.disk import flush_folders
from pm.store.git import Git
from pm.store.journal import Journal, Step, drop_journal, write_journal
from pm.store.objects import pack
from pm.store.paths import RECORDS
from pm.store.preflight import refuse_clash, refuse_touched_files, refuse_touched_staging
from pm.store.recovery import clear_locks, complete
from pm.store.repository import Repository
from pm.store.session import Session
from pm.store.staging import Prepared, StagingArea
from pm.store.worktree import WorkTree

_LOOSE = 200
"""Objects up to which a write makes single files; more go into one pack."""

_NOTHING = "0" * 40


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
        self._staging = StagingArea(git, repository.git_dir)

    def publish(self, *, modes: bool) -> None:
        """Check, write the objects and the journal, move the branch, bring the files."""
        journal = self._journal
        if journal.old == self._session.head and not journal.steps:
            return
        refuse_touched_files(WorkTree(self._repository.root), journal.steps, modes=modes)
        prepared = self._prepare()
        self._write_objects()
        write_journal(self._repository.git_dir, journal)
        self._move_branch()
        self._bring_files(prepared)

    def _prepare(self) -> Prepared:
        """Make the next index before the commit point, so that it cannot fail after it."""
        steps = self._journal.steps
        staged = self._staging.entries([step.path for step in steps], RECORDS)
        refuse_touched_staging(staged, steps)
        try:
            return self._staging.prepare([(step.path, step.after) for step in steps])
        except PmError as error:
            raise refuse_clash(error) from error

    def _write_objects(self) -> None:
        objects = self._session.objects
        if not objects:
            return
        store = self._repository.common_dir / "objects"
        if len(objects) <= _LOOSE:
            self._git.write("unpack-objects", "-q", "--strict", send=pack(objects))
            folders = {store / made.id[:2] for made in objects}
        else:
            self._git.write("index-pack", "--stdin", "--strict", send=pack(objects))
            folders = {store / "pack"}
        flush_folders({store, *folders})

    def _move_branch(self) -> None:
        """Compare and swap: the commit point."""
        journal = self._journal
        if journal.old == journal.new:
            return
        reason = self._session.subject
        try:
            self._git.write(
                *("update-ref", "-m", f"pm: {reason}", "--end-of-options"),
                *(journal.branch, journal.new, journal.old or _NOTHING),
            )
        except PmError as error:
            if self._repository.head() == journal.new:
                return
            clear_locks(self._repository, self._git, journal)
            drop_journal(self._repository.git_dir)
            if "cannot lock ref" in str(error):
                raise Busy(
                    mark("another git command has just moved the branch"),
                    hint=mark("type the command again"),
                ) from error
            raise

    def _bring_files(self, prepared: Prepared) -> None:
        """Bring files and index; what fails now is recorded, and finished by the next command."""

        def content(step: Step) -> bytes:
            return self._session.content(step.after or "")

        try:
            done = complete(self._repository, self._git, self._journal, content, prepared)
        except (OSError, PmError):
            done = False
        self._session.is_complete = done
