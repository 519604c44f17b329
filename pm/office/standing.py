"""An office as it stands: at HEAD, or as the acts at an open desk have left it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from pm.index.filters import Filter, Value
from pm.index.selection import Rows
from pm.model.kind import Kind
from pm.model.record import Record
from pm.office.desk import Desk
from pm.office.office import Office
from pm.office.reader import RecordReader, values_of
from pm.office.rules import Rules


class Selecting(Protocol):
    """What gives the records of a kind that fit some filters."""

    def select(
        self, kind: Kind, filters: Sequence[Filter] = (), *, columns: Sequence[str] = ()
    ) -> Rows:
        """Give the texts of some columns."""
        ...


class Standing(Protocol):
    """What is asked of an office to find what is due."""

    @property
    def index(self) -> Selecting:
        """What finds records."""
        ...

    @property
    def reader(self) -> RecordReader:
        """The records."""
        ...

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        ...

    @property
    def now(self) -> datetime:
        """The present time."""
        ...


class OpenDesk:
    """The office as the acts at a desk have left it that are not written yet."""

    def __init__(self, office: Office, desk: Desk) -> None:
        """Take the office at HEAD and the desk."""
        self._office = office
        self._desk = desk
        self.reader = desk.reader
        self.rules = desk.rules
        self.now = desk.entering().now

    @property
    def index(self) -> "OpenDesk":
        """What finds records: itself."""
        return self

    def select(
        self, kind: Kind, filters: Sequence[Filter] = (), *, columns: Sequence[str] = ()
    ) -> Rows:
        """Give clear columns, the id first, of what was written before and of what was not yet."""
        put = dict.fromkeys(self.reader.put_ids(kind))
        written = self._office.index.select(kind, filters, columns=columns)
        rows = [row for row in written.rows if row[0] not in put]
        for record_id in put:
            record = self.reader.get(kind, record_id).record
            if all(one.accepts(list(_compared(kind, record, one.leaf))) for one in filters):
                found = (list(_compared(kind, record, name)) for name in columns)
                rows.append(tuple(str(one[0]) if one else None for one in found))
        return Rows(tuple(columns), rows)


def _compared(kind: Kind, record: Record, name: str) -> Iterator[Value]:
    """Give the values of a clear field as filters compare them."""
    leaf = kind.leaf(name)
    assert leaf is not None  # noqa: S101  # filters name fields
    for value in values_of(record, leaf):
        if isinstance(value, datetime):
            yield int(value.timestamp())
        elif isinstance(value, date):
            yield value.isoformat()
        elif value is not None:
            yield str(value)
