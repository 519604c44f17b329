"""Tables for scripts: JSON, JSON lines and CSV, the same in every language."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from pm.render.text import printable, replaced
from pm.render.value import Page, Table

FORMULA = tuple("=+-@＝＋－＠")
"""How a cell begins that a spreadsheet takes for a formula, after spaces too."""
LINE_BREAKERS = tuple("\t\r\n")
"""What makes some spreadsheets begin a new cell."""


def json(value: Table, page: Page) -> str:
    """Write one JSON object: head, then a line for each row."""
    del page
    head = {"schema": 1, "kind": value.kind} if value.head is None else value.head
    rows = ",\n".join(_json(row) for row in value.rows)
    opened = _json({**head, value.body: []}).removesuffix("]}")
    return f"{opened}\n{rows}\n]}}\n" if rows else f"{opened}]}}\n"


def document(value: Mapping[str, object]) -> str:
    """Write one JSON object that is no table, on one line."""
    return _json(value) + "\n"


def jsonl(value: Table, page: Page) -> str:
    """Write a JSON object for each row, each on a line of its own."""
    del page
    return "".join(_json(row) + "\n" for row in value.rows)


def csv(value: Table, page: Page) -> str:
    """Write comma-separated values: keys above, every cell quoted, no cell a formula.

    Every cell is quoted because some spreadsheets part cells at semicolons and tabs too.
    """
    import csv as writer  # noqa: PLC0415 - most commands never write any

    del page
    text = io.StringIO()
    lines = writer.writer(text, quoting=writer.QUOTE_ALL, lineterminator="\n")
    lines.writerow(column.key for column in value.columns)
    lines.writerows([_cell(row.get(column.key)) for column in value.columns] for row in value.rows)
    return text.getvalue()


@cache
def _encoder() -> Callable[[object], str]:
    """Make the writer of JSON once."""
    from json import JSONEncoder  # noqa: PLC0415 - most commands never write any

    separators = (",", ":")
    return JSONEncoder(
        default=_plain, ensure_ascii=False, allow_nan=False, separators=separators
    ).encode


def _json(value: object) -> str:
    """Write one line of JSON in which what cannot be seen is escaped, losing nothing."""
    return replaced(_encoder()(value), _escaped)


def _escaped(character: str) -> str:
    """Write a character as JSON escapes it: by its UTF-16 units."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _plain(value: object) -> object:
    """Give the JSON form of a value that JSON does not know: its text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    message = f"{type(value).__name__} has no JSON form"
    raise TypeError(message)


def _cell(value: object) -> str:
    """Write one value as a cell; a number is never a formula, whatever its sign."""
    match value:
        case None:
            return ""
        case str():
            formula = value.startswith(LINE_BREAKERS) or value.lstrip().startswith(FORMULA)
            return ("'" if formula else "") + printable(value, keep="\n")
        case list() | tuple():
            return _cell("; ".join(map(_cell, value)))
    return _json(value).strip('"')
