"""The index of an office, as the office asks it: always that of HEAD, whoever moved it."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pm.index.acts import LoggedAct, acts_where
from pm.index.broken import Broken, broken
from pm.index.connection import Connection, is_spoiled
from pm.index.counter import by_door, by_link, by_person
from pm.index.entries import FoundEntry, entries
from pm.index.filters import Filter, Open
from pm.index.layout import LAYOUT, Kinds
from pm.index.links import Dangling, dangling, links
from pm.index.refresh import Refresh
from pm.index.search import Hit, Mask, find, holders, resolve
from pm.index.selection import Rows, Selection, Sort
from pm.index.views import Show, Views
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.store.repository import Repository

FILE = "index.sqlite"


class Index:
    """The index of one work tree, inside its git folder."""

    def __init__(
        self,
        repository: Repository,
        kinds: Kinds,
        schema_key: str,
        indexes: Sequence[str] = (),
    ) -> None:
        """Open what there is; :meth:`refresh` brings it up to HEAD.

        ``indexes`` are statements of those who count, that make their questions fast.
        """
        self._connection = Connection(repository.git_dir / "pm" / FILE)
        key = f"{LAYOUT}:{schema_key}"
        self._refresh = Refresh(repository, kinds, self._connection, key, indexes)

    @classmethod
    def open(
        cls,
        repository: Repository,
        kinds: Kinds,
        schema_key: str,
        indexes: Sequence[str] = (),
    ) -> "Index":
        """Open the index and bring it up to HEAD."""
        index = cls(repository, kinds, schema_key, indexes)
        index.refresh()
        return index

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def refresh(self) -> None:
        """Bring the index up to HEAD.

        A spoiled file is made anew; where none can be written, the index is made in memory.
        Inside :meth:`steady` nothing moves.
        """
        if self._connection.sql.in_transaction:
            return
        try:
            self._refresh_once()
        except sqlite3.Error as fault:
            self._refresh_anew(spoiled=is_spoiled(fault))

    def _refresh_anew(self, *, spoiled: bool) -> None:
        if spoiled:
            self._connection.start_afresh()
            with suppress(sqlite3.Error):  # a disk that takes no more looks spoiled as well
                self._refresh_once()
                return
        self._connection.close()
        self._connection.use_memory()
        self._refresh_once()

    def _refresh_once(self) -> None:
        if self._refresh.is_due():
            self._refresh.run()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Let several questions see one state, whatever other processes do meanwhile."""
        self._connection.sql.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.sql.execute("COMMIT")

    def run(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """Ask the database in SQL; nothing can be changed. A spoiled file is made anew first."""
        try:
            return self._connection.sql.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as fault:
            if not is_spoiled(fault):
                raise
        self._connection.start_afresh()
        self._refresh_once()
        return self._connection.sql.execute(statement, values).fetchall()

    # -- records ----------------------------------------------------------------------------------

    def select(  # noqa: PLR0913  # a list is asked for in as many ways
        self,
        kind: Kind,
        filters: Sequence[Filter] = (),
        *,
        sort: Sequence[Sort] = (),
        limit: int | None = None,
        columns: Sequence[str] = (),
        open_: Open | None = None,
    ) -> Rows:
        """Give the records that fit all filters; without columns, every value."""
        return Selection(kind, filters, open_).rows(self.run, sort, limit, columns)

    def count(self, kind: Kind, filters: Sequence[Filter] = (), open_: Open | None = None) -> int:
        """Count the records that fit all filters."""
        return Selection(kind, filters, open_).count(self.run)

    def entries(self, kind: Kind, ids: Sequence[str]) -> Iterator[FoundEntry]:
        """Give what stands in the lists of some records."""
        return entries(self.run, kind, ids)

    def resolve(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a person may mean by a text."""
        return resolve(self.run, kind, text)

    def by_person(
        self, kind: Kind, text: str, open_: Open, load: Callable[[Collection[str]], None]
    ) -> list[str]:
        """Give the ids of the records that people find by a phone, a name, a plate."""
        return by_person(self.run, kind, text, open_, load)

    def by_link(
        self,
        kind: Kind,
        name: str,
        targets: Collection[str],
        open_: Open,
        load: Callable[[Collection[str]], None],
    ) -> list[str]:
        """Give the ids of the records whose personal link leads to one of some others."""
        return by_link(self.run, kind, name, targets, open_, load)

    def by_door(self, kind: Kind, place: Kind, text: str) -> list[str]:
        """Give the ids of what a text names by its place and the number on the door."""
        return by_door(self.run, kind, place, text)

    def find(
        self,
        kinds: Iterable[Kind],
        text: str,
        open_: Open | None = None,
        mask: Mask = lambda _field, text: text,
    ) -> Iterator[Hit]:
        """Search a text in all fields of some kinds; personal ones only if they can be opened.

        ``mask`` gives what is shown of a personal text in which it stands.
        """
        return find(self.run, kinds, text, open_, mask)

    def holders(
        self, kinds: Iterable[Kind], texts: Iterable[str], open_: Open
    ) -> set[tuple[str, str]]:
        """Give kind and id of every record in whose personal values one of some texts stands."""
        return holders(self.run, kinds, texts, open_)

    def open_all(self, kinds: Iterable[Kind], open_: Open) -> None:
        """Let every personal value of some kinds be opened: whoever opens sees what fails."""
        holders(self.run, kinds, (), open_)

    def links(self, kind: Kind, leaf: Leaf, target: str) -> list[str]:
        """Give the ids of the records whose clear field points to a record."""
        return links(self.run, kind, leaf.name, target)

    def dangling(self, kinds: Iterable[Kind], open_: Open | None = None) -> Iterator[Dangling]:
        """Give the links to records that do not exist; personal ones only if they can be opened."""
        return dangling(self.run, kinds, open_)

    def broken(self) -> list[Broken]:
        """Give the records with which something is wrong, by path."""
        return broken(self.run)

    # -- acts -------------------------------------------------------------------------------------

    def acts(
        self, record_id: str, kind: str | None = None, limit: int | None = None
    ) -> list[LoggedAct]:
        """Give the acts on a record, the newest first; a slug may need its kind."""
        if kind is None:
            return acts_where(self.run, "record_id = ?", (record_id,), limit)
        return acts_where(self.run, "record_id = ? AND kind = ?", (record_id, kind), limit)

    def acts_by(self, mail: str, limit: int | None = None) -> list[LoggedAct]:
        """Give the acts that somebody typed, the newest first."""
        return acts_where(self.run, "author_mail = ?", (mail,), limit)

    def acts_of_commit(self, commit_id: str) -> list[LoggedAct]:
        """Give the acts of one commit, a row for each record, in their order."""
        return acts_where(self.run, "commit_id = ?", (commit_id,), None)[::-1]

    def latest_acts(self, limit: int | None = None) -> list[LoggedAct]:
        """Give the acts of everybody, the newest first: of each its last record.

        The last is what a bulk act was for; what it needed besides comes before.
        """
        return acts_where(self.run, "seq = records - 1", (), limit)

    # -- for pm sql -------------------------------------------------------------------------------

    def views(self, kinds: Iterable[Kind], show: Show | None = None) -> Views:
        """Give what a reader may ask in SQL; of personal values what ``show`` gives, else a dot."""
        return Views(self._connection, kinds, show)
