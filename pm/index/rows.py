"""Rows of the index out of the trees of records.

A record without fault goes one short way: each value is checked by its field type and put in its
column. Whatever is unusual is left to :func:`pm.model.codec.decode`, which alone decides what is
wrong with a record; both ways accept the same records.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from pm.index.layout import Table, tables
from pm.model.codec import decode
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.node import Node, Tree
from pm.model.problem import BadValue, Problem

Row = list[Any]
Entries = dict[str, list[Row]]
Fill = Callable[[Node, Row, Entries], None]

_KEPT = 5000
"""How many values of a field are known again without reading them anew."""


class Reading(NamedTuple):
    """What a record's tree gives: its row and those of its lists, or what is wrong with it."""

    row: Row | None
    entries: Entries
    problems: list[Problem]


class _Unusual(Exception):
    """The tree is not that of a record without fault."""


class RowReader:
    """Reads the trees of one kind."""

    def __init__(self, kind: Kind) -> None:
        """Take the kind and prepare a step for each of its fields."""
        self.tables = tables(kind)
        self._kind = kind
        self._width = len(self.tables[0].names())
        self._states = frozenset(kind.states)
        self._state_at = self.tables[0].names().index("state")
        self._filling = _filling(kind.fields, self.tables[0], self.tables[1:])

    def read(self, tree: Tree) -> Reading:
        """Read one record."""
        row: Row = [None] * self._width
        entries: Entries = {}
        try:
            self._filling(tree, row, entries)
        except (_Unusual, BadValue):
            return self._slowly(tree)
        if row[self._state_at] not in self._states:
            return self._slowly(tree)
        return Reading(row, entries, [])

    def state(self, row: Row) -> str:
        """Give the state of a record that was read."""
        state: str = row[self._state_at]
        return state

    def _slowly(self, tree: Tree) -> Reading:
        decoded = decode(self._kind, tree)
        if decoded.record is None:
            return Reading(None, {}, decoded.problems)
        known = _known(self._kind.fields, tree)
        row: Row = [None] * self._width
        entries: Entries = {}
        self._filling(known, row, entries)
        return Reading(row, entries, decoded.problems)


def _known(fields: tuple[Field, ...], tree: Tree) -> Tree:
    """Leave out what is no field: it stays in the file and is named as a problem."""
    found: Tree = {}
    for field in fields:
        node = tree.get(field.name)
        if node is None:
            continue
        if isinstance(node, dict):
            node = _known(field.fields, node)
        elif isinstance(node, list) and field.group is not None:
            node = [_known(field.fields, item) if isinstance(item, dict) else item for item in node]
        found[field.name] = node
    return found


def _filling(
    fields: tuple[Field, ...], table: Table | None, lists: tuple[Table, ...], path: str = ""
) -> Fill:
    """Make the step that puts a mapping's values in their columns."""
    steps = {field.name: _step(field, table, lists, path) for field in fields}
    required = frozenset(field.name for field in fields if field.required)

    def fill(node: Node, row: Row, entries: Entries) -> None:
        if not isinstance(node, dict) or not required <= node.keys():
            raise _Unusual
        for name, value in node.items():
            step = steps.get(name)
            if step is None:
                raise _Unusual
            step(value, row, entries)

    return fill


def _step(field: Field, table: Table | None, lists: tuple[Table, ...], path: str) -> Fill:
    name = f"{path}{field.name}"
    if field.group is not None:
        if not field.many:
            return _filling(field.fields, table, (), f"{name}_")
        of_list = next((one for one in lists if one.field == name), None)
        return _list_step(field, of_list)
    at = None if table is None else table.names().index(name)
    if field.many:
        return _values_step(field, at)
    if field.scope is not None:
        return _personal_step(at)
    counts = table is not None and f"{name}__n" in table.names()
    return _number_step(field, at) if at is not None and counts else _text_step(field, at)


def _text_step(field: Field, at: int | None) -> Fill:
    known = set[str]()
    check = _check(field, known)

    def fill(node: Node, row: Row, _entries: Entries) -> None:
        if node.__class__ is not str or node not in known:
            check(node)
        if at is not None:
            row[at] = node

    return fill


def _number_step(field: Field, at: int) -> Fill:
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    column, known = field.form.column, dict[str, Any]()

    def fill(node: Node, row: Row, _entries: Entries) -> None:
        if node.__class__ is not str:
            raise _Unusual
        number = known.get(node)
        if number is None:
            number = column(node)
            if len(known) < _KEPT:
                known[node] = number
        row[at] = node
        row[at + 1] = number

    return fill


def _personal_step(at: int | None) -> Fill:
    def fill(node: Node, row: Row, _entries: Entries) -> None:
        if node.__class__ is not str:
            raise _Unusual
        if at is not None:
            row[at] = node

    return fill


def _values_step(field: Field, at: int | None) -> Fill:
    check = _check(field, set()) if field.scope is None else _is_text

    def fill(node: Node, row: Row, _entries: Entries) -> None:
        if not isinstance(node, list):
            raise _Unusual
        for item in node:
            check(item)
        if at is not None and node:
            row[at] = "\n".join(item for item in node if isinstance(item, str))

    return fill


def _list_step(field: Field, table: Table | None) -> Fill:
    filling = _filling(field.fields, table, ())
    width = 2 if table is None else len(table.names())

    def fill(node: Node, _row: Row, entries: Entries) -> None:
        if not isinstance(node, list):
            raise _Unusual
        rows: list[Row] = []
        for position, item in enumerate(node, start=1):
            entry: Row = [None] * width
            filling(item, entry, entries)
            entry[1] = position
            rows.append(entry)
        if table is not None:
            entries[table.name] = rows

    return fill


def _check(field: Field, known: set[str]) -> Callable[[Node], None]:
    """Make the test of a clear text, which remembers what it has found right."""
    assert field.form is not None  # noqa: S101  # as above
    read = field.form.read

    def check(node: Node) -> None:
        if not isinstance(node, str):
            raise _Unusual
        read(node)
        if len(known) < _KEPT:
            known.add(node)

    return check


def _is_text(node: Node) -> None:
    if node.__class__ is not str:
        raise _Unusual
