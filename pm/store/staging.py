"""The staging area: git's own index file, of which pm changes its own entries only.

The next index is made beside the present one and put in its place in one step. Git's
lock on it is taken for that step alone, by linking a note to ``index.lock``: nobody
else's lock has that content, so one that a killed pm left behind is told from others.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pm.store.disk import flush_folder
from pm.store.git import Git, stop
from pm.store.objects import FILE
from pm.store.own_lock import OwnLock
from pm.store.paths import RECORDS, folders_above

_MAKE = ("update-index", "-z", "--index-info")
_FEW = 50
"""Paths that are named to git one by one; of more, the whole list is read."""

_State = tuple[int, int, int] | None


class Staged(NamedTuple):
    """An entry of the index; a merge in progress has stages above 0."""

    mode: str
    id: str
    stage: str


class NextIndex:
    """The next index in the making: two git processes that start while pm does other work."""

    def __init__(self, git: Git, place: Path, base: _State, named: Sequence[str]) -> None:
        """Start to list the entries and to make the next index."""
        self.base = base
        self._git = git
        self._list = ("ls-files", "-z", "--stage", "--", *named)
        self._listing = git.start_read(*self._list, variables={"GIT_LITERAL_PATHSPECS": "0"})
        self._making = git.start_write(*_MAKE, variables={"GIT_INDEX_FILE": os.fspath(place)})

    def close(self) -> None:
        """End what is still running."""
        stop(self._listing)
        stop(self._making)

    def entries(self) -> dict[str, Staged]:
        """Give the entries of the paths, and of what lies under them as if in a folder."""
        answer = self._git.finish(self._listing, self._list)
        found = {}
        for piece in answer.output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            head, _, path = piece.partition("\t")
            found[path] = Staged(*head.split(" "))
        return found

    def make(self, changes: Iterable[tuple[str, str | None]]) -> None:
        """Set blobs, or take entries away where there is None; git refuses a clash."""
        lines = (
            f"0 {'0' * 40}\t{path}\0" if blob is None else f"{FILE} {blob}\t{path}\0"
            for path, blob in changes
        )
        send = "".join(lines).encode("utf-8", "surrogateescape")
        self._git.finish(self._making, _MAKE, send)


class StagingArea:
    """The index of one work tree."""

    def __init__(self, git: Git, git_dir: Path) -> None:
        """Take the door and the folder of the index."""
        self._git = git
        self._index = git_dir / "index"
        self._lock = OwnLock(self._index, git_dir / "pm" / "note")
        self._next = git_dir / "pm" / "index"

    def begin(self, paths: Sequence[str]) -> NextIndex:
        """Begin a next index that differs from the present one in some of these paths."""
        base = self._state()
        self._next.unlink(missing_ok=True)
        self._next.with_name("index.lock").unlink(missing_ok=True)
        if base is not None:
            _duplicate(self._index, self._next)
        return NextIndex(self._git, self._next, base, tuple(_named(paths)))

    def install(self, made: NextIndex) -> bool:
        """Put the next index in place; no if git is busy or the index has changed since."""
        if not self._lock.take():
            return False
        try:
            if self._state() != made.base:
                return False
            self._next.replace(self._index)
            flush_folder(self._index.parent)
        finally:
            self._lock.release()
        return True

    def clear(self) -> None:
        """Remove a lock of our own that a killed process left; nobody else's."""
        self._lock.clear()

    def _state(self) -> _State:
        """Give what changes when git replaces the index; None if there is none."""
        try:
            found = self._index.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns


def _named(paths: Sequence[str]) -> Iterator[str]:
    """Name to git what may stand where these files belong: they, and files for folders."""
    if len(paths) > _FEW:
        yield RECORDS
        return
    for path in paths:
        yield f":(literal){path}"
    for folder in {folder for path in paths for folder in folders_above(path)}:
        above, _, name = folder.rpartition("/")
        # A pattern fits the name alone, where a plain name would fit all that lies under it.
        yield f":(glob){above}/\\{name}" if above else f":(glob)\\{name}"


def _duplicate(source: Path, target: Path) -> None:
    """Give a file a second name; git replaces an index and never writes into it."""
    try:
        os.link(source, target)
    except OSError:
        target.write_bytes(source.read_bytes())
