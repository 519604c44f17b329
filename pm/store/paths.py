"""Paths inside an office: relative, with slashes, and the same on every system."""

import re
import unicodedata
from collections.abc import Iterator

from pm.errors import Invalid
from pm.i18n import Message, mark
from pm.model.pattern import pattern

RECORDS = "records"

_LONGEST = 200
_UNSAFE = pattern(r'[\x00-\x1f\x7f<>:"|?*\\\[\]]')
_RESERVED = pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def split_path(path: str, *, anywhere: bool = False) -> tuple[str, ...]:
    """Give the parts of a path under ``records/``; refuse one that some system would bend."""
    parts = tuple(path.split("/"))
    if not anywhere and (parts[0] != RECORDS or len(parts) == 1):
        raise _refusal(path, mark("it does not lie under records/"))
    if not path.isascii() and not unicodedata.is_normalized("NFC", path):
        raise _refusal(path, mark("its characters are not in normal form C"))
    for part in parts:
        if part in ("", ".", "..") or part.casefold() == ".git":
            raise _refusal(path, mark("it leaves its folder"))
        if _UNSAFE.search(part) or part.endswith((".", " ")) or _RESERVED.fullmatch(part):
            raise _refusal(path, mark("Windows cannot hold that name"))
        if len(part.encode("utf-8", "surrogateescape")) > _LONGEST:
            raise _refusal(path, mark("the name is too long"))
    return parts


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that hold a path, from the top."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def _refusal(path: str, reason: Message) -> Invalid:
    return Invalid(mark("{path} is no path for a record: {reason}", path=path, reason=reason))
