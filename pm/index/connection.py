"""The door to SQLite: one file inside ``.git``, or memory where that cannot be written.

The file is disposable: one that is spoiled or somebody else's is thrown away. Several processes
share it; who finds it busy waits.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pm.index.filters import folded, line_between
from pm.index.layout import quoted

WAIT = 30.0
"""Seconds to wait for another process before going on in memory."""

_MARK = 0x706D3031
"""The application id of an index: the letters pm01."""

_SPOILED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR})
"""What SQLite says of a file that is damaged, no database at all, or cut short."""


def is_spoiled(fault: sqlite3.Error) -> bool:
    """Tell whether a fault says that the file is no sound database."""
    return _code(fault) in _SPOILED


def _code(fault: sqlite3.Error) -> int:
    code: int = getattr(fault, "sqlite_errorcode", 0)
    return code & 0xFF


class Connection:
    """The open index."""

    def __init__(self, path: Path) -> None:
        """Open the file, or memory where there can be none."""
        self.path: Path | None = path
        try:
            path.parent.mkdir(exist_ok=True)
            self.sql = _open(path)
        except (OSError, sqlite3.Error):
            self.use_memory()

    def close(self) -> None:
        """Close the database."""
        self.sql.close()

    def use_memory(self) -> None:
        """Go on without a file."""
        self.path = None
        self.sql = _connect(None)

    def start_afresh(self) -> None:
        """Throw a spoiled file away."""
        self.sql.close()
        try:
            if self.path is not None:
                _remove(self.path)
            self.sql = _connect(self.path)
        except (OSError, sqlite3.Error):
            self.use_memory()

    def attached(self, name: str) -> sqlite3.Connection:
        """Give another connection that holds the index, to be read only, under a name."""
        other = sqlite3.connect(":memory:", timeout=WAIT, isolation_level=None, uri=True)
        if self.path is None:
            other.execute(f"ATTACH ':memory:' AS {quoted(name)}")
            other.deserialize(self.sql.serialize(), name=name)
        else:
            other.execute(f"ATTACH ? AS {quoted(name)}", (f"{self.path.as_uri()}?mode=ro",))
        return other

    def meta(self) -> dict[str, str]:
        """Give what the index says of itself; nothing where it is empty."""
        try:
            return dict(self.sql.execute("SELECT key, value FROM meta"))
        except sqlite3.OperationalError as fault:
            if _code(fault) != sqlite3.SQLITE_ERROR:  # there is no such table
                raise
            return {}

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the one write lock; what was written stays whole or not at all."""
        self.sql.execute("PRAGMA query_only = OFF")
        self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield self.sql
            self.sql.execute("COMMIT")
        finally:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            self.sql.execute("PRAGMA query_only = ON")

    def empty(self) -> None:
        """Drop every table, inside a transaction."""
        found = self.sql.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
            " ESCAPE '!'"
        ).fetchall()
        for (name,) in found:
            self.sql.execute(f"DROP TABLE {quoted(name)}")
        self.sql.execute(f"PRAGMA application_id = {_MARK}")


def _open(path: Path) -> sqlite3.Connection:
    """Open the file; what cannot be an index of ours makes way for a new one."""
    try:
        connection = _connect(path)
    except sqlite3.Error as fault:
        if not is_spoiled(fault):
            raise
    else:
        if not _is_foreign(connection):
            return connection
        connection.close()
    _remove(path)
    return _connect(path)


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _connect(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(path or ":memory:", timeout=WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.Error:
        connection.close()
        raise
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("line_between", 3, line_between, deterministic=True)
    return connection


def _is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a database was made by somebody else; an empty one is anybody's."""
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found == _MARK:
        return False
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables)
