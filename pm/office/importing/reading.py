"""Files of an old system: from bytes to rows of text; what cannot be read is named by its line."""

import codecs
import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pm.errors import Invalid, Usage
from pm.i18n import Message, mark
from pm.office.importing.problems import RowProblem

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
SUFFIXES = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".json": "json"}
SUFFIXES |= {".jsonl": "jsonl", ".ndjson": "jsonl"}
RECORDS = "records"
"""Where ``pm KIND list --json`` has its rows, so that one office's list can be read by another."""


class Row(NamedTuple):
    """One row: the line of the file where it begins (its place in a JSON list) and its cells."""

    line: int
    cells: Mapping[str, str]


class Sheet(NamedTuple):
    """What a file holds: its columns, its rows, and the lines that are no rows."""

    columns: tuple[str, ...]
    rows: list[Row]
    broken: list[RowProblem]


class Form(NamedTuple):
    """How a file is to be read, where that was said; ``needed`` are the columns to look for."""

    suffix: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    needed: Collection[str] = ()


def read_sheet(data: bytes, form: Form) -> Sheet:
    """Read a file; raises :class:`Invalid` where it is none of csv, json and jsonl."""
    text = decode(data, form.encoding)
    if not text.strip():
        raise Invalid(mark("the file is empty"))
    name = SUFFIXES.get(form.suffix.lower()) or _guess(text)
    if name == "json":
        return _read_json(text)
    return _read_lines(text) if name == "jsonl" else _read_csv(text, form)


def decode(data: bytes, encoding: str | None) -> str:
    """Give the text of a file: UTF-8, else GB18030, unless another encoding is named."""
    if encoding is not None:
        return _decode_as(data, encoding)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16")
    for name in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise Invalid(
        mark("the file is neither UTF-8 nor GB18030"),
        hint=mark("name its encoding with --encoding, as in --encoding big5"),
    )


def _decode_as(data: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding
    try:
        return data.decode(name)
    except LookupError:
        raise Usage(
            mark("there is no encoding '{name}'", name=encoding),
            hint=mark("name one like utf-8, gb18030, big5 or cp1252"),
        ) from None
    except UnicodeError:
        raise Invalid(
            mark("the file is not written in {encoding}", encoding=encoding),
            hint=mark("leave --encoding out to try UTF-8 and GB18030"),
        ) from None


def _guess(text: str) -> str:
    return "json" if text.lstrip().startswith(("[", "{")) else "csv"


# -- tables --------------------------------------------------------------------------------------


def _read_csv(text: str, form: Form) -> Sheet:
    delimiter = DELIMITERS.get(form.delimiter or "") or _guess_delimiter(text, form.needed)
    records = _records(text, delimiter)
    columns: tuple[str, ...] = ()
    taken: list[tuple[int, str]] = []
    rows: list[Row] = []
    broken: list[RowProblem] = []
    for line, cells in records:
        if isinstance(cells, Message):
            broken.append(RowProblem(line, "", "", cells))
        elif not columns:
            columns = _header(cells)
            taken = [(at, name) for at, name in enumerate(columns) if name in form.needed]
        elif not any(cell.strip() for cell in cells):
            continue  # spreadsheets leave such rows behind
        elif len(cells) == len(columns):
            rows.append(Row(line, {name: cells[at] for at, name in taken}))
        else:
            broken.append(RowProblem(line, "", "", _miscounted(cells, columns)))
    return Sheet(columns, rows, broken)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | Message]]:
    """Give the cells of each record, or why it has none, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, _unclosed(line, reader.line_num)
        else:
            yield line, cells


def _unclosed(line: int, last: int) -> Message:
    if last > line:
        return mark(
            "a quotation mark is not closed; everything down to line {last} belongs to it",
            last=last,
        )
    return mark("a quotation mark stands where none can be, or a cell is too long")


def _miscounted(cells: Sequence[str], columns: Sequence[str]) -> Message:
    return mark(
        "the row has {cells} cells, the header has {columns}",
        cells=len(cells),
        columns=len(columns),
    )


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    twice = dict.fromkeys(name for name in names if name and names.count(name) > 1)
    if twice:
        raise Invalid(
            mark("columns that stand there twice: {names}", names=", ".join(twice)),
            hint=mark("give each column of the file a name of its own"),
        )
    return names


def _guess_delimiter(text: str, needed: Collection[str]) -> str:
    """Take the delimiter that finds most of the columns that are looked for, or most columns."""
    first = text.lstrip("\r\n")[:100_000]

    def found(delimiter: str) -> tuple[int, int]:
        cells = next(_records(first, delimiter), (0, []))[1]
        names = [] if isinstance(cells, Message) else [cell.strip() for cell in cells]
        return len(set(needed).intersection(names)), len(names)

    return max(DELIMITERS.values(), key=found)


# -- JSON ----------------------------------------------------------------------------------------


def _read_json(text: str) -> Sheet:
    """Read a list of objects, alone or as ``records`` of one object, or an object on each line."""
    found = _parsed(text)
    if isinstance(found, dict):
        found = found.get(RECORDS, mark("it has no list of rows"))
    if isinstance(found, list):
        return _objects(enumerate(found, start=1))
    if text.lstrip().startswith("{"):
        return _read_lines(text)
    reason = found if isinstance(found, Message) else mark("it has no list of rows")
    raise Invalid(mark("the file cannot be read as JSON: {reason}", reason=reason))


def _read_lines(text: str) -> Sheet:
    lines = enumerate(text.split("\n"), start=1)
    return _objects((number, _parsed(line)) for number, line in lines if line.strip())


def _parsed(text: str) -> Any:  # noqa: ANN401  # JSON holds anything
    """Read JSON with its numbers as they are written, or say why it is none."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as bad:
        if "\n" in text.strip():
            return mark(
                "a mistake in line {line}, column {column}", line=bad.lineno, column=bad.colno
            )
        return mark("a mistake in column {column}", column=bad.colno)
    except RecursionError:
        return mark("it is nested too deep")


def _objects(found: Iterable[tuple[int, Any]]) -> Sheet:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    broken: list[RowProblem] = []
    for line, item in found:
        if isinstance(item, dict):
            columns |= dict.fromkeys(item)
            rows.append(Row(line, {name: _text(value) for name, value in item.items()}))
        else:
            reason = item if isinstance(item, Message) else mark("this is no object with fields")
            broken.append(RowProblem(line, "", "", reason))
    return Sheet(tuple(columns), rows, broken)


def _text(value: object) -> str:
    """Give a value as text; one with values inside it stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
