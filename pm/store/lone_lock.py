"""The lock of a lone repository: one writer at a time, and no lock that a killed git left."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pm.errors import Sealed
from pm.i18n import mark
from pm.store.git import Git
from pm.store.lock import locked

_WAIT = 10.0
_MOMENT = 1.0
"""Seconds that git holds a lock of its own at most; one that stays longer belongs to nobody."""
_PAUSE = 0.01


@contextmanager
def held(folder: Path, git: Git) -> Iterator[None]:
    """Hold a repository for a change; git processes that write in it hold it too.

    What is written and not yet named would else be swept away by another process.
    """
    if not (folder / "HEAD").is_file():
        raise Sealed(mark("the keyring is not here; bring it with: pm vault sync ADDRESS"))
    with locked(folder, _WAIT) as descriptor:
        _clear_locks(folder)
        git.holding = descriptor
        try:
            yield
        finally:
            git.holding = None


def _clear_locks(folder: Path) -> None:
    """Remove the locks of git that stay: ours are dead, and another's push is soon over."""
    deadline = time.monotonic() + _MOMENT
    while (left := [*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")]) and (
        time.monotonic() < deadline
    ):
        time.sleep(_PAUSE)
    for path in left:
        with suppress(OSError):  # git says what stands in its way
            path.unlink()
