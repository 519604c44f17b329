"""The work tree: the files that people see and may edit by hand."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from pm.errors import Refused
from pm.i18n import mark
from pm.store.disk import flush_files, flush_folders
from pm.store.objects import blob_id
from pm.store.paths import RECORDS

_NEW = ".pm-new"
_ATTEMPT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class WorkTree:
    """The files of a work tree, read and replaced without ever following a link."""

    def __init__(self, root: Path) -> None:
        """Take the top folder."""
        self.root = root
        self._folders: set[Path] = {root}

    def read(self, path: str) -> bytes | None:
        """Read a file; None if there is none. A link, a folder or a device is refused."""
        place = self._place(path)
        try:
            descriptor = os.open(place, os.O_RDONLY | _ATTEMPT | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            return None
        except OSError as error:
            if place.is_symlink() or place.is_dir():
                raise _not_plain(path) from error
            raise
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise _not_plain(path)
        with os.fdopen(descriptor, "rb") as file:
            return file.read()

    def is_executable(self, path: str) -> bool:
        """Say whether somebody made the file executable; always no on Windows."""
        if os.name == "nt":
            return False
        try:
            return bool(os.lstat(self.root / path).st_mode & stat.S_IXUSR)
        except FileNotFoundError:
            return False

    def identify(self, path: str) -> str | None:
        """Give the blob id of what the file holds; None if there is none."""
        content = self.read(path)
        return None if content is None else blob_id(content)

    def replace(self, contents: Iterable[tuple[str, bytes | None]]) -> None:
        """Replace files, and remove those without a content, so that a crash tears none.

        A reader sees the old or the new content of a file. Many files reach the disk
        together: everything is written beside its place first, then renamed.
        """
        written: list[Path] = []
        removed: list[Path] = []
        for path, content in contents:
            place = self._place(path)
            if content is None:
                removed.append(place)
            else:
                _write_beside(place, content)
                written.append(place)
        flush_files([temporary(place) for place in written])
        for place in written:
            temporary(place).replace(place)
        for place in removed:
            self._remove(place)
        flush_folders(self._above(written + removed))

    def clear(self, path: str) -> None:
        """Remove what an interrupted write left beside a file."""
        temporary(self._place(path)).unlink(missing_ok=True)

    def _remove(self, place: Path) -> None:
        """Remove a file, and the folders under ``records/`` that it leaves empty."""
        place.unlink(missing_ok=True)
        for folder in place.parents:
            if folder in (self.root, self.root / RECORDS):
                break
            try:
                folder.rmdir()
            except OSError:  # not empty: somebody's other file
                break
            self._folders.discard(folder)

    def _above(self, places: Iterable[Path]) -> set[Path]:
        """Give every folder of the work tree above some files."""
        folders: set[Path] = set()
        for place in places:
            for folder in place.parents:
                if folder in folders:
                    break
                folders.add(folder)
                if folder == self.root:
                    break
        return folders

    def _place(self, path: str) -> Path:
        """Give the file's place; refuse a link or a file where a folder must be."""
        place = self.root / path
        missing = False
        for folder in reversed(place.parents[: len(place.relative_to(self.root).parts) - 1]):
            if missing or folder in self._folders:
                continue
            try:
                mode = os.lstat(folder).st_mode
            except FileNotFoundError:
                missing = True
                continue
            if not stat.S_ISDIR(mode):
                raise _not_plain(folder.relative_to(self.root).as_posix())
            self._folders.add(folder)
        return place


def _write_beside(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary(place)
    beside.unlink(missing_ok=True)
    with beside.open("xb") as file:
        file.write(content)


def temporary(place: Path) -> Path:
    """Name the file beside another in which its next content is written."""
    return place.with_name(f".{place.name}{_NEW}")


def _not_plain(path: str) -> Refused:
    return Refused(
        mark("{path} is a link or not what it must be", path=path),
        hint=mark("move it away and type: pm status"),
    )


def is_temporary(path: str) -> bool:
    """Say whether a path is that of a file's next content."""
    return path.endswith(_NEW)
