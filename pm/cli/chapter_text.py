"""A chapter of the manual as a person reads it in a terminal, where wide tables do not fit."""

import re
from collections.abc import Iterator, Sequence

from pm.cli.help import wrapped
from pm.i18n import mark
from pm.render.value import Page
from pm.render.width import width

_MARKER = r"^<!-- .* -->\n\n?"
_TABLE = r"(?:^\|.*\n)+"
_BAR = r"(?<!\\)\|"
_INDENT = "    "


def shown(text: str, page: Page) -> str:
    """Give a chapter without markers, and with no table that is wider than the terminal."""
    plain = re.sub(_MARKER, "", text, flags=re.MULTILINE).rstrip("\n") + "\n"
    if page.width is None:
        return plain
    return re.sub(_TABLE, lambda found: _fitted(found[0], page), plain, flags=re.MULTILINE)


def _fitted(table: str, page: Page) -> str:
    """Leave a table that fits; of another tell each row by itself, a line for each cell."""
    columns = page.width or 0
    lines = table.splitlines()
    if max(map(width, lines)) <= columns:
        return table
    heads, _, *rows = map(_cells, lines)
    names = [page.language.say(mark("{heading}:", heading=head)) for head in heads]
    return "\n".join("".join(_told(names, row, columns)) for row in rows)


def _cells(line: str) -> list[str]:
    inside = re.split(_BAR, line.strip().strip("|"))
    return [cell.strip().replace("\\|", "|") for cell in inside]


def _told(names: Sequence[str], row: Sequence[str], columns: int) -> Iterator[str]:
    """Tell one row: its first cell, then the others under it, each after its name."""
    yield from (f"{line.rstrip()}\n" for line in wrapped(row[0], columns))
    for name, cell in zip(names[1:], row[1:], strict=False):
        if cell:
            gap = "" if name.endswith("：") else " "
            first, *others = wrapped(f"{name}{gap}{cell}", columns - 2 * len(_INDENT))
            yield f"{_INDENT}{first.rstrip()}\n"
            yield from (f"{_INDENT * 2}{line.rstrip()}\n" for line in others)
