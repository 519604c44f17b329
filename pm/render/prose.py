"""Chapters and reference pages on a terminal: Markdown as people read it, in lines that fit."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from pm.i18n import Message
from pm.render.detail import Entry, detail
from pm.render.ink import Tone
from pm.render.table import GAP, broken, drawn, fitted_widths
from pm.render.value import Page
from pm.render.width import width
from pm.render.wrapping import fitted

FENCE, HEADING, ROW, COMMENT, CODE = "```", "#", "|", "<!--", "    "
TALLEST = 4
"""A row of a table has no more lines than these."""
MOST = 100
"""Longer lines are hard to read, however wide the terminal is."""
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_COMMAND = re.compile("`(pm [^`\n]+)`")
_ITEM = re.compile(r" *(?:[-*]|[0-9]+\.) +")


def prose(text: str, page: Page) -> str:
    """Write a text in Markdown for a terminal; for anything else it stays as it is."""
    if page.width is None:
        return text
    lines = [line for line in text.splitlines() if not line.startswith(COMMENT)]
    written = "\n".join(_written(lines, page, page.width)) + "\n"
    return re.sub("\n{3,}", "\n\n", written)


def _written(lines: Sequence[str], page: Page, columns: int) -> Iterator[str]:
    for is_code, piece in _pieces(lines):
        if is_code:
            yield "\n".join(piece)
        elif piece[0].startswith(ROW):
            grid = [_cells(line) for line in piece]
            yield _table(grid, page, columns) if _is_table(grid) else "\n".join(piece)
        else:
            yield _paragraph(reduce(_joined, piece), page, min(columns, MOST))


def _pieces(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Give what belongs together: code as it stands, the rows of a table, the lines of a text."""
    is_code, piece = False, list[str]()
    for line in lines:
        fence = line.startswith(FENCE)
        alone = is_code or fence or not line.strip() or line.startswith((CODE, HEADING))
        if piece and (alone or _ITEM.match(line) or line[0] == ROW != piece[-1][0]):
            yield False, piece
            piece = []
        if fence:
            is_code = not is_code
        if alone:
            yield not line.startswith(HEADING), [line]
        else:
            piece.append(line)
    if piece:
        yield False, piece


def _joined(before: str, after: str) -> str:
    """Put the lines of a text one after another; between Chinese characters there is no space."""
    after = after.strip()
    wide = width(before[-1:]) > 1 or width(after[:1]) > 1
    return f"{before}{'' if wide else ' '}{after}"


def _paragraph(text: str, page: Page, columns: int) -> str:
    """Write a heading, an item of a list or a text in lines of so many columns."""
    if text.startswith(HEADING):
        return page.ink.paint(fitted(text, columns), Tone.HEADING)
    item = _ITEM.match(text)
    indent = " " * len(item[0]) if item else ""
    strong = _STRONG.sub(lambda found: page.ink.paint(found[1], Tone.HEADING), text)
    return fitted(_COMMAND.sub(lambda found: _command(found[1], page), strong), columns, indent)


def _command(command: str, page: Page) -> str:
    return f"`{page.ink.paint(command, Tone.NEXT)}`"


def _cells(line: str) -> list[str]:
    """Give the cells of a row; an escaped bar is part of a text."""
    cells = re.split(r"(?<!\\)\|", line.strip().strip(ROW))
    return [cell.strip().replace("\\|", ROW).replace("`", "") for cell in cells]


def _is_table(grid: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are a table: labels, a rule, and as many cells in each of the others."""
    is_ruled = len(grid) > 1 and all(re.fullmatch(":?-+:?", cell) for cell in grid[1])
    return is_ruled and len({len(row) for row in grid}) == 1


def _table(grid: Sequence[Sequence[str]], page: Page, columns: int) -> str:
    """Draw a table whose cells are broken into lines where there is no more room.

    Where words would be broken, or a row grow tall, each row is a block of lines.
    """
    labels, _, *rows = grid
    cells = list(zip(labels, *rows, strict=True))
    least = [
        max(width(word) for cell in column for word in ["", *cell.split()]) for column in cells
    ]
    widths = fitted_widths([max(map(width, column)) for column in cells], least, columns)
    all_wrap = [True] * len(widths)
    heading, *lines = [list(broken(row, widths, all_wrap)) for row in (labels, *rows)]
    is_wide = sum(widths) + len(GAP) * (len(widths) - 1) > columns
    if is_wide or any(len(one) > TALLEST for one in lines):
        return "\n".join(_block(labels, row, page) for row in rows).rstrip("\n")
    every = [*heading, *(line for one in lines for line in one)]
    return drawn(every, widths, [False] * len(widths), heading=len(heading)).rstrip("\n")


def _block(labels: Sequence[str], row: Sequence[str], page: Page) -> str:
    return detail(
        [
            Entry(Message("{label}", {"label": label}), cell or None)
            for label, cell in zip(labels, row, strict=True)
        ],
        page,
    )
