"""Links between records: who points to one, and which point to nothing."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pm.index.filters import Filter, Found, Open, Operator, clause, look_up
from pm.index.layout import Table, quoted, tables
from pm.index.search import personal_values
from pm.index.selection import Ask, opened
from pm.model.kind import Kind


class Dangling(NamedTuple):
    """A link to a record that does not exist."""

    kind: str
    record_id: str
    field: str
    target: str


def links(ask: Ask, kind: Kind, name: str, target: str) -> list[str]:
    """Give the ids of the records whose clear field points to a record."""
    found = look_up(kind, name)
    where = clause(found, Filter(name, Operator.ANY_OF, (target,)))
    statement = f"SELECT t.id FROM {quoted(kind.name)} t WHERE {where.text} ORDER BY t.id"  # noqa: S608  # a kind's name
    return [record_id for (record_id,) in ask(statement, where.values)]


def dangling(ask: Ask, kinds: Iterable[Kind], open_: Open | None = None) -> Iterator[Dangling]:
    """Give the links to records that do not exist; personal ones only if they can be opened."""
    for kind in kinds:
        for table in tables(kind):
            for column in table.columns:
                found = Found(table, column)
                if not column.links:
                    continue
                if column.personal:
                    yield from _personal(ask, kind, found, open_)
                else:
                    yield from _clear(ask, found)


def _clear(ask: Ask, found: Found) -> Iterator[Dangling]:
    table, column = found.table, found.column
    name = quoted(column.name)
    marks = ",".join("?" * len(column.links))
    known = f"SELECT id FROM record WHERE kind IN ({marks})"  # noqa: S608  # only marks
    if not column.many:
        unknown = f"SELECT {name} FROM {quoted(table.name)} WHERE {name} NOTNULL EXCEPT {known}"  # noqa: S608  # a kind's names
        condition = f"{name} IN ({unknown})"
    else:
        condition = f"{name} NOTNULL"
    entry = "id" if "id" in table.names() and table.field else "''"
    statement = (
        f"SELECT {table.owner}, {entry}, {name} FROM {quoted(table.name)}"  # noqa: S608  # as above
        f" WHERE {condition} ORDER BY 1"
    )
    for record_id, entry_id, text in ask(statement, () if column.many else column.links):
        for target in text.split("\n"):
            if not column.many or not _exists(ask, column.links, target):
                yield Dangling(table.kind, record_id, _path(table, column.path, entry_id), target)


def _personal(ask: Ask, kind: Kind, found: Found, open_: Open | None) -> Iterator[Dangling]:
    if open_ is None:
        return
    for record_id, subject, entry, disk in ask(personal_values(kind, found), ()):
        for target in opened(open_, found, record_id, subject, entry, disk):
            if not _exists(ask, found.column.links, target):
                path = _path(found.table, found.column.path, entry)
                yield Dangling(kind.name, record_id, path, target)


def _exists(ask: Ask, kinds: tuple[str, ...], target: str) -> bool:
    marks = ",".join("?" * len(kinds))
    statement = f"SELECT 1 FROM record WHERE id = ? AND kind IN ({marks})"  # noqa: S608  # only marks
    return bool(ask(statement, (target, *kinds)))


def _path(table: Table, path: str, entry: object) -> str:
    return f"{table.field}[{entry}].{path}" if table.field else path
