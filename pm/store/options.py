"""Options: pm's lines in the repository's own git configuration, changed as safely as records.

A killed ``git config`` leaves a lock that nobody may remove. So git changes a copy, and the
copy replaces the file under a lock that is known to be ours.
"""

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from pm.errors import Busy
from pm.i18n import mark
from pm.store.disk import put_in_place
from pm.store.failures import plain_disk_failures
from pm.store.git import Git
from pm.store.own_lock import OwnLock

_PATIENCE = 1.0
"""Seconds to wait for another git command that holds the configuration."""
_PAUSE = 0.02
_NOT_THERE = 5
"""How git says that an option to be taken away is not there."""


def write_options(git: Git, common_dir: Path, options: Mapping[str, str | None]) -> None:
    """Set options, all of them or none, and take those away that are none; the lock is held."""
    config = (common_dir / "config").resolve()
    lock = _lock(common_dir)
    with plain_disk_failures():
        lock.clear()
        _take(lock)
        try:
            _replace(git, config, common_dir / "pm" / "config", options)
        finally:
            lock.release()


def clear_option_lock(common_dir: Path) -> None:
    """Remove the lock that a killed process of pm left; the office's lock is held."""
    _lock(common_dir).clear()


def _lock(common_dir: Path) -> OwnLock:
    config = (common_dir / "config").resolve()
    return OwnLock(config, common_dir / "pm" / "note")


def _take(lock: OwnLock) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not lock.take():
        if time.monotonic() >= deadline:
            raise Busy(
                mark("another git command is at work in this office"),
                hint=mark(
                    "wait until it has ended; if none is running, remove {file}", file=lock.path
                ),
            )
        time.sleep(_PAUSE)


def _replace(git: Git, config: Path, copy: Path, options: Mapping[str, str | None]) -> None:
    copy.with_name(f"{copy.name}.lock").unlink(missing_ok=True)
    copy.write_bytes(config.read_bytes())
    os.chmod(copy, stat.S_IMODE(config.stat().st_mode))  # noqa: PTH101  # as git itself keeps it
    for key, value in options.items():
        words, allowed = ((key, value), (0,)) if value else (("--unset-all", key), (0, _NOT_THERE))
        git.write("config", "--file", os.fspath(copy), *words, allowed=allowed)
    put_in_place(copy, config)
