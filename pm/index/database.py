"""The index of an office, as the office asks it: always that of HEAD, whoever moved it."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from pm.index.connection import Connection, is_spoiled
from pm.index.layout import LAYOUT, Kinds
from pm.index.refresh import Refresh
from pm.store.repository import Repository

FILE = "index.sqlite"


class Index:
    """The index of one work tree, inside its git folder."""

    def __init__(self, repository: Repository, kinds: Kinds, schema_key: str) -> None:
        """Open what there is; :meth:`refresh` brings it up to HEAD."""
        self._connection = Connection(repository.git_dir / "pm" / FILE)
        self._refresh = Refresh(repository, kinds, self._connection, f"{LAYOUT}:{schema_key}")

    @classmethod
    def open(cls, repository: Repository, kinds: Kinds, schema_key: str) -> "Index":
        """Open the index and bring it up to HEAD."""
        index = cls(repository, kinds, schema_key)
        index.refresh()
        return index

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def refresh(self) -> None:
        """Bring the index up to HEAD; a spoiled file is made anew, one that is not ours to write
        is left for memory.
        """
        try:
            self._refresh_once()
        except sqlite3.Error as fault:
            if is_spoiled(fault):
                self._connection.start_afresh()
            else:
                self._connection.use_memory()
            self._refresh_once()

    def _refresh_once(self) -> None:
        if self._refresh.is_due():
            self._refresh.run()

    def rows(self, statement: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Ask the database; a spoiled file is made anew and asked again."""
        try:
            return self._connection.sql.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as fault:
            if not is_spoiled(fault):
                raise
        self._connection.start_afresh()
        self._refresh_once()
        return self._connection.sql.execute(statement, values).fetchall()
