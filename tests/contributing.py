"""The chapter on contributing, taken apart: what it names, draws and gives as examples."""

import re
from typing import NamedTuple

from pm.cli.commands.manual import CHAPTERS
from pm.i18n.formats import Code

CODES: tuple[Code, Code] = ("en", "zh")

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(
    r"`([\w/]+/\w+\.(?:py|po))`[^`]*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_ROOM = re.compile(r"^  (\w+) +-> ((?:\w+ )*\w+)  ", re.MULTILINE)
_NAME = re.compile(r"`([\w/]+\.py): ([\w.]+)`")
_PATH = re.compile(r"`((?:pm|tests|\.ci)(?:/[\w.-]+)+|[\w-]+\.(?:cfg|md|toml))/?`")


class Block(NamedTuple):
    """A fenced block: what it is written in, and its text."""

    language: str
    text: str


def chapter(code: Code = "en") -> str:
    """Read the chapter."""
    return (CHAPTERS / f"contributing.{code}.md").read_text(encoding="utf-8")


def sections(text: str) -> list[str]:
    """Cut the chapter at its headings; what stands above the first comes first."""
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def blocks(text: str) -> list[Block]:
    """Give the fenced blocks."""
    return [Block(*found) for found in _BLOCK.findall(text)]


def files(text: str) -> dict[str, str]:
    """Give the files that stand whole in the chapter, by the path that is named above each."""
    return dict(_FILE.findall(text))


def rooms(text: str) -> dict[str, set[str]]:
    """Give what each room of the drawing may import, from the top floor down."""
    return {room: set(names.split()) - {"nothing"} for room, names in _ROOM.findall(text)}


def names(text: str) -> list[tuple[str, str]]:
    """Give the files of which the chapter names something, and what, in its order."""
    return _NAME.findall(text)


def paths(text: str) -> set[str]:
    """Give the files and folders that the chapter names."""
    return set(_PATH.findall(text))


KIND = "pm/kinds/parcel.py"
"""Where the kind of the chapter would stand."""
