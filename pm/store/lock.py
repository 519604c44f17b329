"""The office's lock: one writer at a time, in all its work trees and on all its processes."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pm.errors import Busy
from pm.i18n import mark
from pm.store.failures import plain_disk_failures

_SHORTEST, _LONGEST = 0.001, 0.01
"""Seconds between two tries, growing from the first to the second."""

_WIDTH = 120

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The locked byte lies beyond the text, which others must be able to read."""
    _HOST = os.environ.get("COMPUTERNAME", "")

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    _HOST = os.uname().nodename

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        # A git process that inherited the descriptor keeps the lock until it ends.
        del descriptor


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[int]:
    """Hold the lock file in this folder; give its descriptor, for children to inherit.

    The lock belongs to the open file: threads of one process exclude each other too, and
    the system releases it when the last process that inherited it has ended.
    """
    path = folder / "lock"
    with plain_disk_failures():
        folder.mkdir(exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _acquire(descriptor, path, wait)
        try:
            with plain_disk_failures():
                _sign(descriptor)
            yield descriptor
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    """Write who holds the lock, over whoever held it before."""
    holder = f"{os.getpid()} {_HOST}".ljust(_WIDTH)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, holder.encode("utf-8", "replace")[:_WIDTH])


def _acquire(descriptor: int, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    pause = _SHORTEST
    while not _try(descriptor):
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            pid, _, host = path.read_text(encoding="utf-8", errors="replace").strip().partition(" ")
            raise Busy(
                mark("process {pid} on {host} is writing to this office", pid=pid, host=host),
                hint=mark("wait until it has ended and try again"),
            )
        time.sleep(min(pause, remaining))
        pause = min(pause * 2, _LONGEST)
