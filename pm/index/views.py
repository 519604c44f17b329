"""The views of ``pm sql``: what a reader may see, and nothing else that SQL can do.

The index is attached under a name that nobody can guess, behind a view for each of its tables; a
guard lets a statement read those views only. In them a personal value is a dot, or what is
shown of it to the reader.
"""

import math
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Invalid
from pm.i18n import mark
from pm.index.connection import Connection
from pm.index.filters import Found
from pm.index.layout import ALWAYS, Column, Table, quoted, tables
from pm.index.selection import opened
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.values import Place

HIDDEN = "•"
SECONDS = 10.0
_LONGEST = 10_000_000
_STEPS = 10_000
_FORBIDDEN = frozenset({"load_extension", "fts3_tokenizer", "sqlite_log"})
_TABLES_OF_TEXT = frozenset({"json_each", "json_tree"})


Show: TypeAlias = Callable[[Field, Place, str], str]
"""Gives what is shown to the reader of the disk text of a personal value."""


class Answer(NamedTuple):
    """The answer to a statement."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Views:
    """A connection that reads views."""

    def __init__(
        self, index: Connection, kinds: Iterable[Kind], show: Show | None, seconds: float = SECONDS
    ) -> None:
        """Make the views; then nothing but reading them is possible."""
        self._secret = f"i{os.urandom(16).hex()}"
        self._show = show
        self._seconds = seconds
        self._until = math.inf
        self._names: set[str] = set()
        self._found: list[Found] = []
        self._sql = index.attached(self._secret)
        self._sql.create_function(f"{self._secret}_open", 5, self._opened)
        for name in ALWAYS:
            self._make(name, "t.*", f"{self._secret}.{name} t")
        for kind in kinds:
            for table in tables(kind):
                self._make(table.name, ", ".join(self._columns(table)), self._source(table))
        self._sql.execute("SELECT * FROM json_each('[]'), json_tree('[]')")
        self._sql.execute("PRAGMA query_only = ON")
        self._sql.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        self._sql.set_authorizer(self._may)
        self._sql.set_progress_handler(self._is_late, _STEPS)

    @property
    def names(self) -> list[str]:
        """The views that there are."""
        return sorted(self._names)

    def close(self) -> None:
        """Close the connection."""
        self._sql.close()

    def run(self, statement: str, values: Sequence[Any] = ()) -> Answer:
        """Answer one statement; raises Invalid for what is no reading of the views."""
        self._until = time.monotonic() + self._seconds
        try:
            cursor = self._sql.execute(statement, values)
            rows = cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as fault:
            raise self._refusal(fault) from None
        return Answer(tuple(column[0] for column in cursor.description or ()), rows)

    def _refusal(self, fault: Exception) -> Invalid:
        if self._is_late():
            seconds = round(self._seconds)
            return Invalid(
                mark("the statement took longer than {seconds} seconds", seconds=seconds),
                hint=mark("add a condition, so that it reads less"),
            )
        reason = str(fault).replace(f"{self._secret}.", "")
        return Invalid(
            mark("the statement is refused: {reason}", reason=reason),
            hint=mark("it may only read; there are: {names}", names=", ".join(self.names)),
        )

    # -- the views --------------------------------------------------------------------------------

    def _make(self, name: str, columns: str, source: str) -> None:
        self._sql.execute(f"CREATE TEMP VIEW {quoted(name)} AS SELECT {columns} FROM {source}")  # noqa: S608  # a kind's names
        self._names.add(name)

    def _source(self, table: Table) -> str:
        """Name the table, and beside a list's the record's: it knows the data subject."""
        source = f"{self._secret}.{quoted(table.name)} t"
        if table.field:
            source += f" JOIN {self._secret}.{quoted(table.kind)} o ON o.id = t.record_id"
        return source

    def _columns(self, table: Table) -> Iterator[str]:
        if table.field:
            yield from ("t.record_id", "t.position")
        for column in table.columns:
            name = quoted(column.name)
            if column.personal:
                yield f"CASE WHEN t.{name} NOTNULL THEN {self._shown(table, column)} END AS {name}"
            else:
                yield f"t.{name}"
            if column.number is not None:
                yield f"t.{quoted(column.number)}"

    def _shown(self, table: Table, column: Column) -> str:
        if self._show is None:
            return f"'{HIDDEN}'"
        self._found.append(Found(table, column))
        number, names = len(self._found) - 1, table.names()
        subject = "t.data_subject" if "data_subject" in names else "o.data_subject"
        entry = "''" if not table.field else "t.id" if "id" in names else "t.position"
        name = quoted(column.name)
        return f"{self._secret}_open({number}, t.{table.owner}, {subject}, {entry}, t.{name})"

    def _opened(self, number: int, record_id: str, subject: str, entry: object, disk: str) -> str:
        found, show = self._found[number], self._show
        if show is None:
            return HIDDEN
        seen = partial(show, found.column.leaf.field)
        return "\n".join(opened(seen, found, record_id, subject, entry, disk))

    # -- the guard --------------------------------------------------------------------------------

    def _may(
        self,
        action: int,
        first: str | None,
        second: str | None,
        database: str | None,
        source: str | None,
    ) -> int:
        allowed = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}
        if action == sqlite3.SQLITE_READ:
            inside = database == self._secret and source in self._names
            view = not second or (first in self._names and database == "temp")
            allowed = inside or view or first in _TABLES_OF_TEXT
        elif action == sqlite3.SQLITE_FUNCTION:
            name = (second or "").lower()
            own = name.startswith(self._secret)
            allowed = source in self._names if own else name not in _FORBIDDEN
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def _is_late(self) -> int:
        return int(time.monotonic() > self._until)
