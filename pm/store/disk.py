"""The disk: making sure that what was written stays written."""

import os
from collections.abc import Iterable
from pathlib import Path


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
    for folder in sorted(set(folders)):
        if folder.is_dir():
            flush_folder(folder)
