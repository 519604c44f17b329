"""Tables of the manual as markdown, and how a word that is typed stands in one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pm.i18n import Message
from pm.i18n.catalogue import Language
from pm.i18n.formats import Code

COMMA: dict[Code, str] = {"en": ", ", "zh": "、"}


class Table(NamedTuple):
    """A table: its heads and its rows."""

    heads: Sequence[str]
    rows: Iterable[Sequence[str]]


def markdown(table: Table) -> str:
    """Write a table as markdown."""
    lines = [table.heads, ["---"] * len(table.heads), *table.rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def called(code: str, about: Message, language: Language) -> str:
    """Give the word that is typed, and beside it what people call it where that is another."""
    said = language.say(about)
    return f"`{code}`" if said == code else f"`{code}` {said}"
