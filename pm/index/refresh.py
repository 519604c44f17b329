"""Bringing the index up to HEAD: by what changed since, or from nothing.

Nothing else decides what the index holds: it is right for exactly one commit, and that commit is
written into it. Any way in which HEAD moves (a pull, a reset, a checkout, an amend) is a
difference of two trees and of two histories.
"""

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import msgspec

from pm.errors import PmError
from pm.index.acts import History, LoggedAct
from pm.index.connection import Connection
from pm.index.layout import BASE, BASE_INDEXES, Kinds, tables
from pm.index.reading import File, Indexed, RecordFiles, folders, under_records
from pm.store.repository import Repository

_BATCH = 1000
_MOST = 1 << 32
"""More acts than one refresh can bring."""

HEAD, SCHEMA, FOLDERS = "head", "schema", "folders"


class Refresh:
    """One refresh: the repository, the kinds and the open index."""

    def __init__(
        self,
        repository: Repository,
        kinds: Kinds,
        connection: Connection,
        schema: str,
        indexes: Sequence[str] = (),
    ) -> None:
        """Take what a refresh needs."""
        self._repository = repository
        self._kinds = kinds
        self._connection = connection
        self._schema = schema
        self._indexes = indexes

    def is_due(self) -> bool:
        """Tell whether the index is not that of HEAD and of these kinds."""
        return not self._is_fresh(self._connection.meta(), self._repository.head())

    def run(self) -> None:
        """Bring the index up to HEAD, unless somebody else has done so meanwhile."""
        with self._connection.writing() as sql:
            meta = self._connection.meta()
            head = self._repository.head()
            if self._is_fresh(meta, head):
                return
            old = meta.get(HEAD)
            if meta.get(SCHEMA) != self._schema or not old or head is None:
                self._rebuild(sql, head)
                return
            try:
                self._renew(sql, meta, old, head)
            except PmError:  # the commit it was made of is gone from the repository
                self._rebuild(sql, head)

    def _is_fresh(self, meta: dict[str, str], head: str | None) -> bool:
        return meta.get(HEAD) == (head or "") and meta.get(SCHEMA) == self._schema

    # -- from nothing -----------------------------------------------------------------------------

    def _rebuild(self, sql: sqlite3.Connection, head: str | None) -> None:
        self._connection.empty()
        kinds = list(self._kinds.kinds())
        all_tables = [table for kind in kinds for table in tables(kind)]
        for statement in (*BASE, *(table.creation() for table in all_tables)):
            sql.execute(statement)
        places = folders(kinds)
        if head is not None:
            with _no_collection():
                self._insert_records(sql, places, self._all_files(head))
                _insert_acts(sql, History(self._repository, None, head, places))
        by_table = (one for table in all_tables for one in table.indexes())
        for statement in (*BASE_INDEXES, *by_table, *self._indexes):
            sql.execute(statement)
        _write_meta(sql, HEAD, head or "")
        _write_meta(sql, SCHEMA, self._schema)
        _write_meta(sql, FOLDERS, msgspec.json.encode(places).decode("utf-8"))

    def _all_files(self, head: str) -> Iterator[File]:
        for file in self._repository.tree(head):
            if under_records(file.path):
                yield File.at(file.path, file.blob)

    # -- by what changed --------------------------------------------------------------------------

    def _renew(self, sql: sqlite3.Connection, meta: dict[str, str], old: str, head: str) -> None:
        places: dict[str, str] = msgspec.json.decode(meta[FOLDERS])
        changed: list[File] = []
        for difference in self._repository.difference(old, head):
            if under_records(difference.path):
                file = File.at(difference.path, difference.new or "")
                self._remove(sql, file.path)
                if difference.new is not None:
                    changed.append(file)
        self._insert_records(sql, places, iter(changed))
        history = History(self._repository, old, head, places)
        _insert_acts(sql, history)
        if history.merges:  # what it brought belongs between what was there
            sql.execute("DELETE FROM act")
            _insert_acts(sql, History(self._repository, None, head, places))
        elif not history.follows:
            self._forget_acts(sql, old, head)
        _write_meta(sql, HEAD, head)

    def _remove(self, sql: sqlite3.Connection, path: str) -> None:
        found = sql.execute("SELECT id, kind, state FROM record WHERE path = ?", (path,)).fetchone()
        if found is None:
            return
        record_id, kind, state = found
        if state is not None:
            for table in tables(self._kinds.kind(kind)):
                sql.execute(table.removal(), (record_id,))
        sql.execute("DELETE FROM record WHERE path = ?", (path,))

    def _forget_acts(self, sql: sqlite3.Connection, old: str, head: str) -> None:
        """Drop the acts of commits that HEAD no longer has: it was reset, amended or rebased."""
        answer = self._repository.git.read("rev-list", "--end-of-options", f"{head}..{old}")
        gone = [(commit,) for commit in answer.output.decode("ascii").split()]
        sql.executemany("DELETE FROM act WHERE commit_id = ?", gone)

    # -- both -------------------------------------------------------------------------------------

    def _insert_records(
        self, sql: sqlite3.Connection, places: dict[str, str], files: Iterator[File]
    ) -> None:
        reading = RecordFiles(self._repository, self._kinds, places)
        while batch := list(islice(files, _BATCH)):
            _insert(sql, reading.read(batch))


def _insert(sql: sqlite3.Connection, found: Iterable[Indexed]) -> None:
    records: list[tuple[Any, ...]] = []
    statements: dict[str, str] = {}
    rows: dict[str, list[Any]] = {}
    for one in found:
        records.append(one.record)
        for table in one.tables:
            if table.name not in rows:
                statements[table.name], rows[table.name] = table.insertion(), []
            if not table.field:
                rows[table.name].append(one.row)
            elif one.entries:
                rows[table.name] += one.entries.get(table.name, ())
    sql.executemany("INSERT INTO record VALUES (?,?,?,?,?,?)", records)
    for name, of_table in rows.items():
        sql.executemany(statements[name], of_table)


def _insert_acts(sql: sqlite3.Connection, history: History) -> None:
    """Put acts before those that are there; they come with the newest first, and lie so."""
    (first,) = sql.execute("SELECT coalesce(min(position), 0) FROM act").fetchone()
    marks = ",".join("?" * (1 + len(LoggedAct._fields)))
    sql.executemany(
        f"INSERT INTO act VALUES ({marks})",  # noqa: S608  # only marks
        ((position, *act) for position, act in enumerate(history.acts(), start=first - _MOST)),
    )


def _write_meta(sql: sqlite3.Connection, key: str, value: str) -> None:
    sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for cycles where there are none among a million rows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
