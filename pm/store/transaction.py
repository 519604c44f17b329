"""The transaction: one act or a stream of acts, written whole or not at all.

Lock, recover, refuse; then the block makes commits in memory; at its end the objects,
the journal, the branch (**the commit point**), the files, the index. An exception in the
block writes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pm.store.failures import plain_disk_failures
from pm.store.git import Git
from pm.store.lock import locked
from pm.store.options import clear_option_lock
from pm.store.preflight import OFFICE, current_branch, read_settings, refuse_no_office
from pm.store.publication import Publication
from pm.store.recovery import recover
from pm.store.repository import Repository
from pm.store.session import Session


@contextmanager
def transaction(
    repository: Repository, *, wait: float = 10, founding: bool = False
) -> Iterator[Session]:
    """Hold the office's lock for some acts; write them all when the block ends.

    ``founding`` allows the first commit of an office, and paths outside ``records/``.
    """
    with locked(repository.common_dir / "pm", wait) as descriptor:
        git = Git(repository.root, descriptor)
        try:
            with plain_disk_failures():
                (repository.git_dir / "pm").mkdir(exist_ok=True)
                clear_option_lock(repository.common_dir)
                recover(repository, git)
                branch = current_branch(repository)
                settings = read_settings(repository, git)
                session = Session(repository, repository.head(), founding=founding)
                if not founding and not (settings.is_office and session.exists(OFFICE)):
                    refuse_no_office()
            yield session
            with plain_disk_failures():
                Publication(repository, git, session, branch).publish(modes=settings.knows_modes)
        finally:
            repository.close()
