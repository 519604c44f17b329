"""The entries of records: what stands in their lists, in its order."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pm.index.layout import Table, quoted, tables
from pm.index.selection import Ask
from pm.model.kind import Kind

MOST_NAMED = 500
"""Up to so many records are asked for by their ids; more are found by reading all entries."""


class FoundEntry(NamedTuple):
    """One entry of a record's list: the disk texts of what it holds."""

    record_id: str
    field: str
    texts: dict[str, str]


def entries(ask: Ask, kind: Kind, ids: Sequence[str]) -> Iterator[FoundEntry]:
    """Give the entries of some records of a kind, list by list, each in its order."""
    wanted = set(ids)
    for table in tables(kind):
        if table.field and wanted:
            yield from _of_table(ask, table, wanted)


def _of_table(ask: Ask, table: Table, wanted: set[str]) -> Iterator[FoundEntry]:
    names = [column.name for column in table.columns]
    columns = ", ".join(quoted(name) for name in ("record_id", *names))
    few = len(wanted) <= MOST_NAMED
    marks = f" WHERE record_id IN ({','.join('?' * len(wanted))})" if few else ""
    statement = f"SELECT {columns} FROM {quoted(table.name)}{marks} ORDER BY record_id, position"  # noqa: S608  # a kind's names
    for record_id, *texts in ask(statement, sorted(wanted) if few else ()):
        if record_id in wanted:
            held = {name: text for name, text in zip(names, texts, strict=True) if text is not None}
            yield FoundEntry(record_id, table.field, held)
