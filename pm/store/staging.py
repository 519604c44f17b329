"""The staging area: git's own index file, of which pm changes its own entries only.

The next index is made beside the present one and put in its place in one step. Git's
lock on it is taken for that step alone, by linking a note to ``index.lock``: nobody
else's lock has that content, so one that a killed pm left behind is told from others.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pm.store.disk import flush_folder
from pm.store.git import Git
from pm.store.objects import FILE

_NOTE = b"pm "
_FEW = 50
"""Paths that are named to git one by one; of more, the whole list is read."""

_State = tuple[int, int, int] | None


class Staged(NamedTuple):
    """An entry of the index; a merge in progress has stages above 0."""

    mode: str
    id: str
    stage: str


class Prepared(NamedTuple):
    """A next index: what it was made from."""

    base: _State


class StagingArea:
    """The index of one work tree."""

    def __init__(self, git: Git, git_dir: Path) -> None:
        """Take the door and the folder of the index."""
        self._git = git
        self._index = git_dir / "index"
        self._lock = git_dir / "index.lock"
        self._next = git_dir / "pm" / "index"
        self._note = git_dir / "pm" / "note"

    def entries(self, paths: Sequence[str], under: str) -> dict[str, Staged]:
        """Give the entries of these paths, and of what lies under them as if in a folder."""
        named = paths if len(paths) <= _FEW else (under,)
        answer = self._git.read("ls-files", "-z", "--stage", "--", *named)
        found = {}
        for piece in answer.output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            head, _, path = piece.partition("\t")
            found[path] = Staged(*head.split(" "))
        return found

    def prepare(self, changes: Sequence[tuple[str, str | None]]) -> Prepared:
        """Make the next index: blobs to set, None to take away; git refuses a clash."""
        base = self._state()
        self._next.unlink(missing_ok=True)
        self._next.with_name("index.lock").unlink(missing_ok=True)
        if base is not None:
            _duplicate(self._index, self._next)
        lines = (
            f"0 {'0' * 40}\t{path}" if blob is None else f"{FILE} {blob}\t{path}"
            for path, blob in changes
        )
        arguments = ("update-index", "-z", "--index-info")
        process = self._git.start_write(
            *arguments, variables={"GIT_INDEX_FILE": os.fspath(self._next)}
        )
        send = "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")
        self._git.finish(process, arguments, send)
        return Prepared(base)

    def install(self, prepared: Prepared) -> bool:
        """Put the next index in place; no if git is busy or the index has changed since."""
        if not self._take_lock():
            return False
        try:
            if self._state() != prepared.base:
                return False
            self._next.replace(self._index)
            flush_folder(self._index.parent)
        finally:
            self._lock.unlink(missing_ok=True)
        return True

    def clear(self) -> None:
        """Remove a lock of our own that a killed process left; nobody else's."""
        try:
            ours = self._lock.read_bytes().startswith(_NOTE)
        except OSError:
            return
        if ours:
            self._lock.unlink(missing_ok=True)

    def _take_lock(self) -> bool:
        self._note.write_bytes(_NOTE + b"%d\n" % os.getpid())
        try:
            os.link(self._note, self._lock)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            try:
                self._lock.open("xb").close()
            except FileExistsError:
                return False
            self._lock.write_bytes(self._note.read_bytes())
        return True

    def _state(self) -> _State:
        """Give what changes when git replaces the index; None if there is none."""
        try:
            found = self._index.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns


def _duplicate(source: Path, target: Path) -> None:
    """Give a file a second name; git replaces an index and never writes into it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
