"""The tables of the index: how a kind's fields become columns.

A kind has a table of its own name with a column of disk text for each of its values; what is
counted or compared as a number has it besides in ``<column>__n``. A list of entries has a table
``<kind>__<field>``. Personal fields have their disk text and never a number.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Protocol

from pm.model.fields import Leaf, leaves
from pm.model.kind import Kind

LAYOUT = "1"
"""Raised with every change of the tables, so that an older index is made anew."""

ALWAYS = ("meta", "record", "act")
"""The tables that every index has."""

BASE = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE record (
        path TEXT PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, blob TEXT NOT NULL,
        state TEXT, problem TEXT) WITHOUT ROWID""",
    """CREATE TABLE act (
        position INTEGER PRIMARY KEY, commit_id TEXT NOT NULL, seq INTEGER NOT NULL,
        record_id TEXT NOT NULL, kind TEXT NOT NULL, verb TEXT NOT NULL,
        source TEXT NOT NULL, target TEXT NOT NULL, by TEXT NOT NULL,
        author_name TEXT NOT NULL, author_mail TEXT NOT NULL,
        typed_at INTEGER NOT NULL, at INTEGER NOT NULL, reason TEXT, override TEXT,
        late TEXT, slip TEXT, clock INTEGER, records INTEGER NOT NULL, origin TEXT, undoes TEXT)""",
)
BASE_INDEXES = (
    "CREATE INDEX record_id ON record (id, kind)",
    "CREATE INDEX record_random ON record (kind, substr(id, -6))",
    "CREATE INDEX record_problem ON record (path) WHERE problem IS NOT NULL",
    "CREATE INDEX act_record ON act (record_id)",
    "CREATE INDEX act_author ON act (author_mail)",
    "CREATE INDEX act_commit ON act (commit_id)",
    "CREATE INDEX act_override ON act (override) WHERE override IS NOT NULL",
)


class Kinds(Protocol):
    """The kinds, handed in by the office; one is loaded only when it is asked for."""

    def kind(self, name: str, /) -> Kind:
        """Give one kind."""
        ...

    def kinds(self) -> Iterator[Kind]:
        """Give every kind."""
        ...


class Column(NamedTuple):
    """A column of disk text, and where it has one the name of its column of numbers."""

    name: str
    leaf: Leaf
    number: str | None

    @property
    def personal(self) -> bool:
        """Whether its disk text must be opened to be read."""
        return self.leaf.field.scope is not None

    @property
    def many(self) -> bool:
        """Whether it holds several values, each on a line."""
        return self.leaf.field.many

    @property
    def links(self) -> tuple[str, ...]:
        """The kinds to which it points."""
        form = self.leaf.field.form
        return () if form is None else tuple(form.links())

    @property
    def path(self) -> str:
        """The path of the field inside its record or entry."""
        return ".".join(self.leaf.path)


class Table(NamedTuple):
    """A table of one kind: its records, or the entries of one of its lists (``field``)."""

    kind: str
    field: str
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The name in SQL."""
        return f"{self.kind}__{self.field}" if self.field else self.kind

    @property
    def owner(self) -> str:
        """The column that holds the record's id."""
        return "record_id" if self.field else "id"

    def names(self) -> list[str]:
        """Give the names of all columns, in their order."""
        names = ["record_id", "position"] if self.field else []
        for column in self.columns:
            names += [column.name] if column.number is None else [column.name, column.number]
        return names

    def insertion(self) -> str:
        """Give the statement that puts a row in."""
        marks = ",".join("?" * len(self.names()))
        return f"INSERT INTO {quoted(self.name)} VALUES ({marks})"  # noqa: S608  # a kind's name

    def removal(self) -> str:
        """Give the statement that takes a record's rows out."""
        return f"DELETE FROM {quoted(self.name)} WHERE {self.owner} = ?"  # noqa: S608  # as above

    def creation(self) -> str:
        """Give the statement that makes the table."""
        numbers = {column.number for column in self.columns}
        parts = [
            f"{quoted(name)} {'NUMERIC' if name in numbers or name == 'position' else 'TEXT'}"
            for name in self.names()
        ]
        key = "record_id, position" if self.field else "id"
        return f"CREATE TABLE {quoted(self.name)} ({', '.join(parts)}, PRIMARY KEY ({key}))"

    def indexes(self) -> Iterator[str]:
        """Give the statements that index what lists, links and figures ask for."""
        for column in self.columns:
            name = column.number if _is_time(column) else column.name if _sought(column) else None
            if name is not None:
                yield (
                    f"CREATE INDEX {quoted(f'{self.name}/{name}')} ON {quoted(self.name)}"
                    f" ({quoted(name)}) WHERE {quoted(name)} IS NOT NULL"
                )


@cache
def tables(kind: Kind) -> tuple[Table, ...]:
    """Give the tables of a kind, that of its records first."""
    if kind.name in ALWAYS:
        message = f"kind {kind.name}: the index has a table of that name"
        raise TypeError(message)
    lists = (
        Table(kind.name, field.name, _columns(tuple(leaves(field.fields))))
        for field in kind.entries
    )
    return (Table(kind.name, "", _columns(kind.leaves)), *lists)


def quoted(name: str) -> str:
    """Give a name as SQL takes it whatever it is."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _columns(found: tuple[Leaf, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(leaf.name, leaf, f"{leaf.name}__n" if _counts(leaf) else None) for leaf in found
    )


def _counts(leaf: Leaf) -> bool:
    field = leaf.field
    return (
        field.form is not None
        and field.form.sql != "TEXT"
        and field.scope is None
        and not field.many
    )


def _is_time(column: Column) -> bool:
    form = column.leaf.field.form
    return column.number is not None and form is not None and form.name == "time"


def _sought(column: Column) -> bool:
    if column.personal or column.many:
        return False
    return bool(column.links) or column.name in {"state", "source_key"}
