"""Selecting records: by filters, sorted, limited."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Usage
from pm.i18n import mark
from pm.index.filters import Clause, Filter, Found, Open, clause, look_up, needs_opening
from pm.index.layout import Column, Table, quoted
from pm.model.kind import Kind
from pm.model.problem import BadValue
from pm.model.values import Place

Ask: TypeAlias = Callable[[str, Sequence[Any]], list[Any]]
"""Runs a statement and gives its rows."""


class Sort(NamedTuple):
    """What a list is sorted by; what is absent comes last, the id decides between equals."""

    leaf: str
    descending: bool = False


class Rows(NamedTuple):
    """Records as a list wants them: the disk texts of some columns."""

    columns: tuple[str, ...]
    rows: list[tuple[str | None, ...]]


class Selection:
    """One question about the records of a kind."""

    def __init__(self, kind: Kind, filters: Sequence[Filter], open_: Open | None) -> None:
        """Take the kind, what its records must fit, and what opens personal values."""
        self._kind = kind
        self._open = open_
        self._clear: list[Clause] = []
        self._sealed: list[tuple[Found, Filter]] = []
        for condition in filters:
            found = look_up(kind, condition.leaf)
            if needs_opening(found, condition):
                self._sealed.append((found, condition))
            else:
                self._clear.append(clause(found, condition))

    def count(self, ask: Ask) -> int:
        """Count the records that fit."""
        if self._sealed:
            return len(self._fitting(ask))
        where = self._where()
        ((number,),) = ask(f"SELECT count(*) FROM {self._table} t{where.text}", where.values)  # noqa: S608  # a kind's names
        return int(number)

    def rows(
        self, ask: Ask, sort: Sequence[Sort], limit: int | None, columns: Sequence[str]
    ) -> Rows:
        """Give the records that fit."""
        names = tuple(columns) or tuple(leaf.name for leaf in self._kind.leaves)
        for name in names:
            self._own_column(name)
        orders = [(self._own_column(one.leaf), one.descending) for one in sort]
        if any(column.personal for column, _ in orders):
            return Rows(names, self._sorted_open(ask, orders, limit, names))
        found = self._selected(ask, names, _order(orders), None if self._sealed else limit)
        if self._sealed:
            ids = self._fitting(ask)
            found = [row for row in found if row[0] in ids][:limit]
        return Rows(names, [tuple(row[1:]) for row in found])

    @property
    def _table(self) -> str:
        return quoted(self._kind.name)

    def _own_column(self, name: str) -> Column:
        found = look_up(self._kind, name)
        if found.table.field:
            raise Usage(
                mark("{name} has several values: it is no column of a list", name=name),
                hint=mark("name another column, or see: pm {kind} show ID", kind=self._kind.name),
            )
        return found.column

    def _where(self) -> Clause:
        text = " AND ".join(f"({one.text})" for one in self._clear)
        values = tuple(value for one in self._clear for value in one.values)
        return Clause(f" WHERE {text}" if text else "", values)

    def _selected(
        self, ask: Ask, names: Sequence[str], order: str, limit: int | None
    ) -> list[tuple[Any, ...]]:
        where = self._where()
        wanted = ", ".join(f"t.{quoted(name)}" for name in names)
        statement = f"SELECT t.id, {wanted} FROM {self._table} t{where.text}{order}"  # noqa: S608  # as above
        if limit is not None:
            statement += f" LIMIT {int(limit)}"
        return ask(statement, where.values)

    # -- what must be opened ----------------------------------------------------------------------

    def _sorted_open(
        self,
        ask: Ask,
        orders: Sequence[tuple[Column, bool]],
        limit: int | None,
        names: tuple[str, ...],
    ) -> list[tuple[str | None, ...]]:
        """Sort by what is read after opening, as the disk texts would be sorted."""
        keys = ["data_subject", *(column.number or column.name for column, _ in orders)]
        found = self._selected(ask, [*keys, *names], " ORDER BY t.id", None)
        if self._sealed:
            ids = self._fitting(ask)
            found = [row for row in found if row[0] in ids]
        for at in range(len(orders) - 1, -1, -1):
            column, descending = orders[at]
            values = {row[0]: self._opened(column, row[0], row[1], row[2 + at]) for row in found}
            present = [row for row in found if values[row[0]] is not None]
            absent = [row for row in found if values[row[0]] is None]
            present.sort(key=lambda row: values[row[0]], reverse=descending)
            found = present + absent
        return [tuple(row[1 + len(keys) :]) for row in found[:limit]]

    def _opened(self, column: Column, record_id: str, subject: str, disk: Any) -> Any:  # noqa: ANN401  # text or number
        if not column.personal or disk is None:
            return disk
        table = Table(self._kind.name, "", ())
        values = list(opened(self._open, Found(table, column), record_id, subject, "", disk))
        return values[0] if values else None

    def _fitting(self, ask: Ask) -> set[str]:
        """Give the ids of the records that fit every filter that needs opening, and the others."""
        fitting: set[str] | None = None
        for found, condition in self._sealed:
            ids = {
                record_id
                for record_id, values in self._values(ask, found)
                if values is not None and condition.accepts(_compared(found, condition, values))
            }
            fitting = ids if fitting is None else fitting & ids
        return fitting or set()

    def _values(self, ask: Ask, found: Found) -> Iterator[tuple[str, list[str] | None]]:
        """Give each record's opened values of a column; none where one could not be opened."""
        where = self._where()
        values: dict[str, list[str] | None] = {}
        for record_id, subject, entry, disk in ask(
            _with_subject(self._kind, found, where.text), where.values
        ):
            known = values.setdefault(record_id, [])
            if disk is None or known is None:
                continue
            plain = list(opened(self._open, found, record_id, subject, entry, disk))
            if len(plain) == (len(disk.split("\n")) if found.column.many else 1):
                known += plain
            else:
                values[record_id] = None
        yield from values.items()


def _order(orders: Sequence[tuple[Column, bool]]) -> str:
    parts = []
    for column, descending in orders:
        name = f"t.{quoted(column.number or column.name)}"
        parts.append(f"{name} DESC" if descending else f"{name} NULLS LAST")
    return f" ORDER BY {', '.join([*parts, 't.id'])}"


def _compared(found: Found, condition: Filter, texts: list[str]) -> list[Any]:
    """Give opened texts as the filter compares them."""
    form = found.column.leaf.field.form
    if not condition.by_number or form is None:
        return list(texts)
    numbers: list[Any] = []
    for text in texts:
        try:
            numbers.append(form.column(text))
        except BadValue:
            continue
    return numbers


def _with_subject(kind: Kind, found: Found, where: str) -> str:
    """Give the SQL of a personal column with what it takes to open it."""
    name, owner = quoted(found.column.name), quoted(kind.name)
    if not found.table.field:
        return f"SELECT t.id, t.data_subject, '', t.{name} FROM {owner} t{where}"  # noqa: S608  # as above
    names = found.table.names()
    subject = (
        "coalesce(e.data_subject, t.data_subject)" if "data_subject" in names else "t.data_subject"
    )
    entry = "e.id" if "id" in names else "e.position"
    return (
        f"SELECT t.id, {subject}, {entry}, e.{name} FROM {owner} t"  # noqa: S608  # as above
        f" LEFT JOIN {quoted(found.table.name)} e ON e.record_id = t.id{where}"
    )


def opened(  # noqa: PLR0913, PLR0917  # a personal value is bound to all of these
    open_: Open | None, found: Found, record_id: str, subject: str, entry: object, disk: str
) -> Iterator[str]:
    """Open the personal values of a column: one, or several where it holds several."""
    column, table = found.column, found.table
    scope = column.leaf.field.scope
    if open_ is None or scope is None:
        return
    path = f"{table.field}[{entry}].{column.path}" if table.field else column.path
    place = Place(table.kind, record_id, path, scope.name, subject)
    several = column.many
    for number, text in enumerate(disk.split("\n") if several else [disk], start=1):
        here = place._replace(path=f"{path}[{number}]") if several else place
        plain = open_(here, text)
        if plain is not None:
            yield plain
