"""Tables of an index with hand-made rows, and the morning page asked of them."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from weakref import finalize
from zoneinfo import ZoneInfo

from pm.index.layout import BASE, BASE_INDEXES, Table, quoted, tables
from pm.office import registry
from pm.reports.sections import Concerned, Moment, Section, Standing, standing
from pm.reports.sources import INDEXES

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=ZONE)
LI, SUN, WANG = "E-000001", "E-000002", "E-000003"
AHEAD = 60


def at(hours: float) -> datetime:
    """Give the time so many hours from now."""
    return NOW + timedelta(hours=hours)


class Waiting:
    """An index of every kind that a test fills."""

    def __init__(self) -> None:
        self.sql = sqlite3.connect(":memory:")
        finalize(self, self.sql.close)
        self._numbers = count(1)
        made = [table for kind in registry.kinds() for table in tables(kind)]
        self.tables: dict[str, Table] = {table.name: table for table in made}
        indexes = (statement for table in made for statement in table.indexes())
        creations = (table.creation() for table in made)
        for statement in (*BASE, *creations, *BASE_INDEXES, *indexes, *INDEXES):
            self.sql.execute(statement)

    def put(
        self, kind: str, state: str, lists: Mapping[str, Any] | None = None, **values: Any
    ) -> str:
        """Put a record there, with the entries of its lists, and give its id."""
        record_id = str(values.pop("id", f"X-{next(self._numbers):06}"))
        self._insert(kind, {"id": record_id, "state": state, **values})
        for field, entries in (lists or {}).items():
            for position, entry in enumerate(entries, start=1):
                own = {"record_id": record_id, "position": position, **entry}
                self._insert(f"{kind}__{field}", own)
        return record_id

    def _insert(self, name: str, values: Mapping[str, Any]) -> None:
        columns = {column.name: column for column in self.tables[name].columns}
        row: dict[str, Any] = {}
        for key, value in values.items():
            row[key] = value.isoformat() if isinstance(value, date) else value
            if key in columns and columns[key].number is not None:
                form = columns[key].leaf.field.form
                assert form is not None
                row[key] = form.write(value)
                row[f"{key}__n"] = form.column(row[key])
        marks = ",".join("?" * len(row))
        names = ",".join(map(quoted, row))
        self.sql.execute(
            f"INSERT INTO {quoted(name)} ({names}) VALUES ({marks})",  # noqa: S608  # a kind's names
            list(row.values()),
        )

    def run(self, statement: str, values: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
        return self.sql.execute(statement, values)

    def found(
        self,
        section: Section,
        may: Callable[[str], bool] = lambda _capability: False,
        now: datetime = NOW,
        **concerned: str | None,
    ) -> list[Standing]:
        """Give what stands in a section of a page."""
        who = Concerned(**concerned)
        return standing(self.run, section, Moment.of(now, AHEAD), who, may)

    def reasons(self, section: Section, **concerned: Any) -> dict[str, str]:
        """Give the ids in a section, each with why it stands there."""
        return {one.id: one.reason.key for one in self.found(section, **concerned)}

    def ids(self, section: Section, **concerned: Any) -> list[str]:
        """Give the ids in a section, in their order."""
        return [one.id for one in self.found(section, **concerned)]
