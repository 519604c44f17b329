"""The disk: making sure that what was written stays written."""

import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

_MANY = 64
"""Files from which Linux flushes everything at once: 10,000 files in one second, not in six."""


def flush_files(files: Collection[Path]) -> None:
    """Make the contents of files survive a power cut."""
    if _flush_all(files):
        return
    for file in files:
        with file.open("r+b") as opened:
            os.fsync(opened.fileno())


def put_in_place(beside: Path, file: Path) -> None:
    """Let a file that was written beside another replace it, whole or not at all."""
    flush_files([beside])
    beside.replace(file)
    flush_folder(file.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folders(folders: Iterable[Path]) -> None:
    """Make the names in those of the folders that exist survive a power cut."""
    present = [folder for folder in sorted(set(folders)) if folder.is_dir()]
    if _flush_all(present):
        return
    for folder in present:
        flush_folder(folder)


def _flush_all(places: Collection[Path]) -> bool:
    """Flush all disks if there are many places; only Linux waits until that is done."""
    if len(places) < _MANY or sys.platform != "linux":
        return False
    os.sync()
    return True
