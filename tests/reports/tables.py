"""The tables of an index in memory, filled with plain values."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import finalize

from pm.reports.sources import INDEXES
from tests.reports.histories import History, Told


def _typed(column: str) -> str:
    numbers = {"position", "seq", "typed_at", "at", "clock"}
    return f"{column} {'NUMERIC' if column.endswith('__n') or column in numbers else 'TEXT'}"


COLUMNS = {
    "ticket": (
        *("id", "type", "channel", "category", "state", "validity", "source_system", "grid"),
        *("incident", "urgency", "assignee", "department", "received_by", "withdrawn_by"),
        *("passed_on_by", "received_at__n", "due__n", "gross_due__n", "withdrawn_at__n"),
        *("passed_on_at__n", "assigned_at__n", "accepted_at__n", "accept_due__n"),
        *("reply_due__n", "arrive_due__n"),
    ),
    "ticket__solutions": (
        *("record_id", "position", "id", "outcome", "solved_by", "solved_at__n", "closed_by"),
        *("closed_at__n", "reopened_at__n", "due__n", "gross_due__n", "visit_due__n"),
        "reply_due__n",
    ),
    "ticket__acceptances": (
        *("record_id", "position", "id", "assigned_at__n", "due__n", "accepted_at__n"),
        "accepted_by",
    ),
    "ticket__replies": ("record_id", "position", "id", "due__n", "replied_at__n", "replied_by"),
    "ticket__arrivals": (
        *("record_id", "position", "id", "dispatched_at__n", "due__n", "arrived_at__n"),
        "arrived_by",
    ),
    "ticket__appointments": ("record_id", "position", "id", "until_at__n"),
    "ticket__pauses": ("record_id", "position", "id", "paused_at__n", "resumed_at__n"),
    "ticket__escalations": (
        *("record_id", "position", "id", "because", "raised_at__n", "raised_by"),
    ),
    "ticket__visits": (
        *("record_id", "position", "id", "stage", "reached", "score", "visited_at__n"),
        "visited_by",
    ),
    "act": (*("commit_id", "seq", "record_id", "typed_at", "at", "override", "clock", "by"),),
    "inspection": (
        *("id", "state", "grid", "department", "total__n", "passed", "submitted_at__n"),
        *("inspected_by", "plan", "due_by", "submitted_at", "assignee"),
    ),
    "inspection__scores": ("record_id", "position", "id", "rectification"),
    "rectification": (
        *("id", "state", "grid", "department", "due__n", "issued_at__n", "closed_at__n"),
        *("fixed_by", "liable"),
    ),
    "plan": ("id", "type"),
    "task": ("id", "state", "plan", "department", "due", "done_at", "done_by", "assignee"),
    "unit": ("id", "state", "grid", "state_since"),
    "staff": ("id", "state", "post", "department"),
    "category": ("id", "department"),
    "post": ("id", "weekly_report"),
    "weekly_report": ("id", "state", "reporter", "due__n", "handed_in_at__n"),
}
"""The columns of an index that figures read."""
TABLES = ";".join(
    f"CREATE TABLE {name} ({', '.join(_typed(column) for column in columns)})"
    for name, columns in COLUMNS.items()
)


@dataclass
class Tables:
    """The tables of an index in memory."""

    history: History
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        finalize(self, self.connection.close)
        self.connection.executescript(";".join((TABLES, *INDEXES)))
        for one in self.history.tickets:
            self._put(one)
        for number, act in enumerate(self.history.acts):
            self.put(
                "act",
                commit_id=act.commit,
                seq=number,
                record_id="",
                typed_at=act.typed,
                at=act.at,
                override=act.override,
                clock=act.clock,
                by=act.by,
            )

    def put(self, table: str, **values: object) -> None:
        """Put a row into a table."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # names of this test
        self.connection.execute(sql, list(values.values()))

    def _put(self, one: Told) -> None:
        self.put(
            "ticket",
            id=one.id,
            type=one.type,
            channel=one.channel,
            category=one.category,
            state=one.state_today,
            validity=one.validity,
            source_system=one.system,
            grid=one.grid,
            incident=one.incident,
            urgency=one.urgency,
            assignee=one.assignee,
            received_by=one.by,
            received_at__n=one.received,
            due__n=one.due,
            gross_due__n=one.gross_due,
            withdrawn_at__n=one.withdrawn,
            passed_on_at__n=one.passed_on,
            assigned_at__n=one.assigned,
            accepted_at__n=one.accepted,
            accept_due__n=one.accept_due,
            reply_due__n=one.reply_due,
            arrive_due__n=one.arrive_due,
        )
        self._put_entries(one)
        for place, part in enumerate(one.solutions):
            self._entry(
                one,
                "solutions",
                place,
                outcome=part.outcome,
                solved_by=part.by,
                solved_at__n=part.solved,
                closed_at__n=part.closed,
                closed_by=part.by,
                reopened_at__n=part.reopened,
                due__n=one.due_of(place),
                gross_due__n=one.gross_due_of(place),
                visit_due__n=part.visit_due if part.solved is not None else None,
                reply_due__n=one.reply_due,
            )

    def _put_entries(self, one: Told) -> None:
        if one.accepted is not None:
            times = {"assigned_at__n": one.assigned, "due__n": one.accept_due}
            self._entry(
                one, "acceptances", 0, accepted_at__n=one.accepted, accepted_by=one.by, **times
            )
        if one.replied is not None:
            self._entry(
                one,
                "replies",
                0,
                due__n=one.reply_due,
                replied_at__n=one.replied,
                replied_by=one.by,
            )
        if one.arrived is not None:
            times = {"dispatched_at__n": one.assigned, "due__n": one.arrive_due}
            self._entry(one, "arrivals", 0, arrived_at__n=one.arrived, arrived_by=one.by, **times)
        if one.agreed:
            self._entry(one, "appointments", 0, until_at__n=one.arrive_due)
        for place, (since, until) in enumerate(one.pauses):
            self._entry(one, "pauses", place, paused_at__n=since, resumed_at__n=until)
        for place, (raised, because) in enumerate(one.raised):
            self._entry(one, "escalations", place, raised_at__n=raised, because=because)
        for place, visit in enumerate(one.visits):
            self._entry(
                one,
                "visits",
                place,
                stage="completed",
                reached=visit.reached,
                score=visit.score,
                visited_at__n=visit.at,
                visited_by=visit.by,
            )

    def _entry(self, one: Told, field: str, place: int, **values: object) -> None:
        position = place + 1
        name = f"{field[0].upper()}{position}"
        self.put(f"ticket__{field}", record_id=one.id, position=position, id=name, **values)

    def run(self, sql: str, parameters: Mapping[str, int | str]) -> Iterable[tuple[Any, ...]]:
        """Run one SELECT."""
        self.asked.append(sql)
        return self.connection.execute(sql, parameters)
