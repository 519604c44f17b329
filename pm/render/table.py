"""Tables for people: drawn for a terminal, or as Markdown.

The drawn table is what tabulate calls ``simple`` without its spare columns (a test compares the
bytes), made by hand: importing tabulate takes as long as importing click, and a list is what a
desk types all day. Markdown is tabulate's own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pm.i18n import mark
from pm.model.pattern import pattern
from pm.render.text import one_line, printable
from pm.render.value import Column, Page, Table, shown
from pm.render.width import padded, shortened, width

Grid = list[list[str]]
"""The cells as text, row by row; the first row is the labels."""

NOTHING = mark("nothing to show")
GAP = "  "
LEAST = 10
"""A column is not cut below this width."""

_REMEMBERED = 1000
"""How many words of a column are remembered."""

MARKDOWN = pattern(r"[\\`*_\[\]<>|&~]")


def table(value: Table, page: Page) -> str:
    """Draw a table; where it is wider than the terminal its longest column is cut."""
    if not value.rows:
        return page.language.say(NOTHING) + "\n"
    grid = _cells(value, page, one_line)
    right = [column.right for column in value.columns]
    widths = [max(map(width, column)) for column in zip(*grid, strict=True)]
    if page.width is not None:
        whole = [number == 0 or one.right or one.whole for number, one in enumerate(value.columns)]
        widths = _fitted(widths, grid[0], whole, page.width)
        grid = [[shortened(*cell) for cell in zip(row, widths, strict=True)] for row in grid]
    return drawn(grid, widths, right)


def drawn(grid: Grid, widths: Sequence[int], right: Sequence[bool]) -> str:
    """Put cells side by side, a rule below the labels, no spaces at the end of a line."""
    grid = [grid[0], ["-" * columns for columns in widths], *grid[1:]]
    layout = list(zip(widths, right, strict=True))
    return "".join(
        GAP.join(
            padded(cell, columns, right=to_right)
            for cell, (columns, to_right) in zip(row, layout, strict=True)
        ).rstrip()
        + "\n"
        for row in grid
    )


def markdown(value: Table, page: Page) -> str:
    """Write a table in Markdown; what Markdown would read as its own is escaped."""
    from tabulate import tabulate

    labels, *rows = _cells(value, page, _markdown_cell)
    aligned = [column.align for column in value.columns] if rows else None
    drawing = tabulate(rows, labels, "pipe", disable_numparse=True, colalign=aligned)
    return drawing + "\n"


def _cells(value: Table, page: Page, written: Callable[[str], str]) -> Grid:
    """Write labels and cells in the reader's language."""
    columns = [
        [written(page.language.say(column.label)), *_column(value.rows, column, page, written)]
        for column in value.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(
    rows: Sequence[Mapping[str, object]],
    column: Column,
    page: Page,
    written: Callable[[str], str],
) -> Iterator[str]:
    """Write the cells of a column; words that stand in it again and again are written once.

    Only plain words are: what covers a value says more than its text.
    """

    def cell(content: object) -> str:
        return written(shown(content, column, page.language))

    word = lru_cache(_REMEMBERED)(cell)
    for row in rows:
        content = row.get(column.key)
        yield word(content) if type(content) is str else cell(content)


def _markdown_cell(text: str) -> str:
    escaped = MARKDOWN.sub(lambda found: "\\" + found[0], printable(text, keep="\n"))
    return escaped.replace("\n", "<br>")


def _fitted(
    widths: Sequence[int], labels: Sequence[str], whole: Sequence[bool], columns: int
) -> list[int]:
    """Cut the widest columns until the table fits, but for those that stay whole.

    Whole are the first, what is on the right, and what says so.

    Where all are as narrow as they may be the lines are longer than the terminal.
    """
    fitted = list(widths)
    least = [
        wide if stays else min(wide, max(LEAST, width(label)))
        for wide, label, stays in zip(widths, labels, whole, strict=True)
    ]
    while (excess := sum(fitted) + len(GAP) * (len(fitted) - 1) - columns) > 0:
        room = [wide if wide > low else 0 for wide, low in zip(fitted, least, strict=True)]
        widest = room.index(max(room))
        if not room[widest]:
            break
        fitted[widest] = max(least[widest], fitted[widest] - excess)
    return fitted
