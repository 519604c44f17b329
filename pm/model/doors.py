"""What people call a flat: its building by any of its names, and the number on the door.

The code of a flat says the same in full: building, entrance and room, as in 3-1-402.
"""

import re
from typing import TypeAlias
from unicodedata import normalize

from pm.model.pattern import pattern

Door: TypeAlias = tuple[str, ...]
"""The end of a code: the room, or entrance and room."""

_DOOR = pattern(
    r"\s*[-,，#]?\s*(?:(?:unit|entrance)?\s*([0-9]+)\s*(?:-|单元|門|门|,|\s)\s*)?"
    r"(?:room|flat|shop)?\s*([0-9]+[a-z]?)\s*[室房号]?"
)
_NUMBER = pattern(r"([0-9]+)\s*(?:号楼|[-#栋幢座])")


def plain(text: str) -> str:
    """Give a text without the width of its signs and the size of its letters."""
    return normalize("NFKC", text).casefold().strip()


def door_after(name: str, text: str) -> Door | None:
    """Give the door that a plain text names after the name of a building, if it does."""
    signs = [re.escape(sign) for sign in plain(name) if not sign.isspace()]
    if not signs:
        return None
    begun = re.match(r"\s*".join(signs), text)
    if begun is None or (signs[-1].isdigit() and text[begun.end() :][:1].isdigit()):
        return None
    return _door(text[begun.end() :])


def numbered(text: str) -> tuple[str, Door] | None:
    """Give the number of a building and the door, where a plain text begins with a number."""
    begun = _NUMBER.match(text)
    door = None if begun is None else _door(text[begun.end() :])
    return None if begun is None or door is None else (begun[1], door)


def is_door(code: str, door: Door) -> bool:
    """Tell whether the code of a flat ends with a door."""
    return tuple(plain(code).split("-"))[1:][-len(door) :] == door


def _door(text: str) -> Door | None:
    found = _DOOR.fullmatch(text)
    return None if found is None else tuple(part for part in found.groups() if part)
