"""What a failed git process or system call means to the person at the desk."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from pm.errors import Busy, NotFound, PmError, Refused
from pm.i18n import Message, mark

_DISK = {
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("the disk quota is used up"),
    errno.EFBIG: mark("the file would exceed the size limit"),
    errno.EROFS: mark("the disk is read-only"),
    errno.EIO: mark("the disk reports an error"),
    errno.EACCES: mark("the permission is missing"),
    errno.EPERM: mark("the permission is missing"),
}
_UNNAMED = 0
"""Git does not always pass on the system's reason."""
_DISK_SAID = {
    "No space left on device": errno.ENOSPC,
    "Disk quota exceeded": errno.EDQUOT,
    "File too large": errno.EFBIG,
    "Read-only file system": errno.EROFS,
    "Input/output error": errno.EIO,
    "Permission denied": errno.EACCES,
    "insufficient permission": errno.EACCES,
    "couldn't write": _UNNAMED,
    "unable to write": _UNNAMED,
    "failed to write": _UNNAMED,
    "write error": _UNNAMED,
    "fsync error": _UNNAMED,
}
_SAID: dict[str, tuple[type[PmError], Message, Message]] = {
    "dubious ownership": (
        Refused,
        mark("git refuses this folder because it belongs to somebody else"),
        mark("ask its owner, or read: git help config, at safe.directory"),
    ),
    "not a git repository": (
        NotFound,
        mark("there is no office here"),
        mark("type: pm init DIR"),
    ),
    "must be run in a work tree": (
        Refused,
        mark("this repository has no work tree"),
        mark("type: pm clone URL DIR"),
    ),
    ".lock': File exists": (
        Busy,
        mark("another git command is at work in this office"),
        mark("wait until it has ended and try again"),
    ),
}
_SIZE_LIMIT = 25
"""The signal that ends a process beyond its file size limit."""


def explain(command: str, code: int, said: str) -> PmError:
    """Turn the failure of a git command into a refusal."""
    if code == -_SIZE_LIMIT:
        return unwritable(errno.EFBIG)
    for sentence, number in _DISK_SAID.items():
        if sentence in said:
            return unwritable(number)
    for sentence, (refusal, message, hint) in _SAID.items():
        if sentence in said:
            return refusal(message, hint=hint)
    reason = said.splitlines()[-1] if said else str(code)
    return PmError(mark("git {command} failed: {reason}", command=command, reason=reason))


def unwritable(number: int | None) -> Refused:
    """Refuse a write that the disk did not take."""
    reason: Message = _DISK.get(number or 0, mark("the disk cannot be written"))
    return Refused(
        mark("nothing was recorded: {reason}", reason=reason),
        hint=mark("mend that and type the command again"),
    )


@contextmanager
def plain_disk_failures() -> Iterator[None]:
    """Turn what the disk refuses inside the block into a refusal that people can read."""
    try:
        yield
    except OSError as error:
        raise unwritable(error.errno) from error
