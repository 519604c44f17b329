"""Tables for people: drawn for a terminal, or as Markdown.

The drawn table is what tabulate calls ``simple`` without its spare columns (a test compares the
bytes), made by hand: importing tabulate takes as long as importing click, and a list is what a
desk types all day. Markdown is tabulate's own.

On a terminal no line is longer than it is wide: spare columns are left out, and it is said which;
then the longest texts are cut; where that is not enough each row is a block of lines.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from pm.i18n import mark
from pm.model.pattern import pattern
from pm.render.detail import Entry, detail
from pm.render.ink import Tone
from pm.render.text import one_line, printable
from pm.render.value import Column, Page, Table, shown
from pm.render.width import padded, shortened, width
from pm.render.wrapping import wrapped

Row = list[str]
Grid = list[Row]
"""The cells as text, row by row; the first row is the labels."""

NOTHING = mark("nothing to show")
LEFT_OUT = mark("not shown, for want of room: {columns}")
GAP = "  "
LEAST = 10
"""A column is not cut below this width."""
ENOUGH = 18
"""So much of a long text says what it is about; spare columns make room for that."""

_REMEMBERED = 1000
"""How many words of a column are remembered."""

MARKDOWN = pattern(r"[\\`*_\[\]<>|&~]")


def table(value: Table, page: Page) -> str:
    """Draw a table so that it fits the terminal, if it is for one."""
    if not value.rows:
        return page.language.say(NOTHING) + "\n"
    if page.width is None:
        value = without_drawings(value)
    grid = _cells(value, page, one_line)
    measured = [
        _Measured(column, max(map(width, cells)), width(cells[0]))
        for column, cells in zip(value.columns, zip(*grid, strict=True), strict=True)
    ]
    if page.width is None:
        return drawn(grid, [one.wide for one in measured], [one.column.right for one in measured])
    shown = measured
    while (spare := _over(shown, page.width)) is not None:
        if not spare.column.spare:
            return _blocks(without_drawings(value), page)
        shown = [one for one in shown if one is not spare]
    places = [measured.index(one) for one in shown]
    fewer = value._replace(columns=[one.column for one in shown])
    grid = [[row[place] for place in places] for row in grid]
    widths = fitted_widths([one.wide for one in shown], _least(shown), page.width)
    return _drawn(fewer, page, grid, widths) + _note(value, fewer, page)


class _Measured(NamedTuple):
    """A column, and how wide it and its label are."""

    column: Column
    wide: int
    label: int


def _over(columns: Sequence[_Measured], room: int) -> _Measured | None:
    """Give the column that can best be done without, where a table does not fit; else none."""
    found: _Measured = max(reversed(columns), key=lambda one: one.column.spare)
    least = _least(columns, can_spare=found.column.spare > 0)
    return found if sum(least) + len(GAP) * (len(least) - 1) > room else None


def _note(value: Table, fewer: Table, page: Page) -> str:
    """Say which columns are left out."""
    labels = [one.label for one in without_drawings(value).columns if one not in fewer.columns]
    if not labels:
        return ""
    lines = page.fitted(page.say(LEFT_OUT._replace(values={"columns": labels}))).split("\n")
    return "".join(f"{page.ink.paint(line, Tone.MUTED)}\n" for line in lines)


def without_drawings(value: Table) -> Table:
    """Leave out what is only drawn."""
    return value._replace(columns=[column for column in value.columns if not column.drawing])


def _drawn(value: Table, page: Page, grid: Grid, widths: Sequence[int]) -> str:
    """Draw a table in columns of these widths."""
    columns = value.columns
    right = [column.right for column in columns]
    wraps = [column.wraps for column in columns]
    rows = [list(broken(row, widths, wraps)) for row in grid]
    row_of = [number for number, lines in enumerate(rows) for _ in lines]

    def paint(line: int, column: int, cell: str) -> str:
        row = row_of[line]
        return page.ink.paint(cell, columns[column].tone_in(value.rows[row - 1])) if row else cell

    every = [line for lines in rows for line in lines]
    return drawn(every, widths, right, paint if page.ink.colours else None, heading=len(rows[0]))


def broken(cells: Sequence[str], widths: Sequence[int], wraps: Sequence[bool]) -> Iterator[Row]:
    """Give the lines of a row: what wraps is broken where it has no room, all else is cut."""
    parts = [
        [shortened(part, wide) for part in (wrapped(cell, wide) if wrap else [cell])] or [""]
        for cell, wide, wrap in zip(cells, widths, wraps, strict=True)
    ]
    yield from map(list, zip_longest(*parts, fillvalue=""))


def drawn(
    grid: Grid,
    widths: Sequence[int],
    right: Sequence[bool],
    paint: Callable[[int, int, str], str] | None = None,
    *,
    heading: int = 1,
) -> str:
    """Put cells side by side, a rule below the labels, no spaces at the end of a line.

    The labels may take several lines. ``paint`` is given line, column and cell.
    """
    lines = []
    for number, row in enumerate(grid):
        cells = list(map(_padded, row, widths, right))
        if paint is not None:
            cells = [paint(number, place, cell) for place, cell in enumerate(cells)]
        lines.append(GAP.join(cells).rstrip())
    lines.insert(heading, GAP.join("-" * columns for columns in widths).rstrip())
    return "".join(f"{line}\n" for line in lines)


def _padded(cell: str, columns: int, to_right: bool) -> str:  # noqa: FBT001  # map gives it
    return padded(cell, columns, right=to_right)


def _blocks(value: Table, page: Page) -> str:
    """Write each row as lines, a label and a value in each, a blank line between the rows."""
    return "\n".join(
        detail([_entry(row, column, page) for column in value.columns], page) for row in value.rows
    )


def _entry(row: Mapping[str, object], column: Column, page: Page) -> Entry:
    """Give a cell as a line; nobody can type a command that is broken into lines."""
    text = one_line(shown(row.get(column.key), column, page.language))
    tone = column.tone_in(row)
    return Entry(column.label, text or None, tone=tone, whole=tone is Tone.NEXT)


def markdown(value: Table, page: Page) -> str:
    """Write a table in Markdown; what Markdown would read as its own is escaped."""
    from tabulate import tabulate

    value = without_drawings(value)
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


def _least(columns: Sequence[_Measured], *, can_spare: bool = False) -> list[int]:
    """Give how narrow each column may be: the first, what is on the right and what is whole stay.

    A label is never cut. As long as other columns can be spared no column is cut to almost nothing,
    and the first one not at all.
    """
    found = []
    least = ENOUGH if can_spare else LEAST
    for number, (column, wide, label) in enumerate(columns):
        first = number == 0 and (can_spare or column.whole is None)
        stays = first or column.right or column.is_entire
        found.append(wide if stays else min(wide, max(least, label)))
    return found


def fitted_widths(widths: Sequence[int], least: Sequence[int], columns: int) -> list[int]:
    """Cut the widest columns until the table fits, none below its least."""
    fitted = list(widths)
    while (excess := sum(fitted) + len(GAP) * (len(fitted) - 1) - columns) > 0:
        room = [wide if wide > low else 0 for wide, low in zip(fitted, least, strict=True)]
        widest = room.index(max(room))
        if not room[widest]:
            break
        fitted[widest] = max(least[widest], fitted[widest] - excess)
    return fitted
