"""Tickets and acts as plain values, the tables of an index made of them, and random ones."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from weakref import finalize

from pm.reports.sources import INDEXES

TABLES = """
CREATE TABLE ticket (id TEXT PRIMARY KEY, type TEXT, channel TEXT, category TEXT, state TEXT,
    validity TEXT, source_system TEXT, received_at__n NUMERIC, due__n NUMERIC,
    withdrawn_at__n NUMERIC);
CREATE TABLE ticket__solutions (record_id TEXT, position NUMERIC, outcome TEXT, solved_by TEXT,
    solved_at__n NUMERIC, closed_at__n NUMERIC, reopened_at__n NUMERIC, due__n NUMERIC,
    PRIMARY KEY (record_id, position));
CREATE TABLE act (commit_id TEXT, seq INTEGER, record_id TEXT, typed_at INTEGER, at INTEGER,
    override TEXT, clock INTEGER);
"""


AS_TICKET = -1
"""The due of a solution that is the ticket's own."""


@dataclass(frozen=True)
class Solved:
    """One solution of a ticket; its due is the one in force when it came."""

    solved: int | None = None
    closed: int | None = None
    reopened: int | None = None
    outcome: str | None = None
    by: str | None = None
    due: int | None = AS_TICKET


@dataclass(frozen=True)
class Told:
    """One ticket, with the times that stand on it."""

    id: str
    received: int
    type: str = "repair"
    channel: str = "phone"
    category: str | None = None
    state: str | None = None
    """Void or duplicate; else the state follows from the times."""
    validity: str | None = None
    system: str | None = None
    due: int | None = None
    withdrawn: int | None = None
    solutions: tuple[Solved, ...] = ()

    @property
    def counts(self) -> bool:
        return self.state is None

    @property
    def state_today(self) -> str:
        if self.state is not None:
            return self.state
        if self.withdrawn is not None:
            return "withdrawn"
        last = self.solutions[-1] if self.solutions else Solved()
        if last.reopened is not None:
            return "triaged"
        if last.closed is not None:
            return "closed"
        return "received" if last.solved is None else "solved"

    def due_of(self, place: int) -> int | None:
        """Give the due of an attempt: of its solution, or the ticket's where there is none."""
        if place >= len(self.solutions) or self.solutions[place].due == AS_TICKET:
            return self.due
        return self.solutions[place].due

    def as_of(self, moment: int) -> "Told":
        """Give the ticket as it stood just before a moment."""

        def known(time: int | None) -> int | None:
            return None if time is None or time >= moment else time

        entries = [
            replace(
                one,
                due=self.due_of(place),
                solved=known(one.solved),
                closed=known(one.closed),
                reopened=known(one.reopened),
            )
            for place, one in enumerate(self.solutions)
        ]
        kept = tuple(
            one for one in entries if (one.solved, one.closed, one.reopened) != (None, None, None)
        )
        due = self.due_of(len(kept))
        return replace(self, due=due, withdrawn=known(self.withdrawn), solutions=kept)


@dataclass(frozen=True)
class Typed:
    """One act on one record."""

    commit: str
    typed: int
    at: int
    override: str | None = None
    clock: int | None = None


@dataclass(frozen=True)
class History:
    """An office's tickets and acts."""

    tickets: tuple[Told, ...] = ()
    acts: tuple[Typed, ...] = ()

    def as_of(self, moment: int) -> "History":
        """Give the office as it stood just before a moment."""
        return History(
            tuple(one.as_of(moment) for one in self.tickets if one.received < moment),
            tuple(act for act in self.acts if act.typed < moment),
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
        self.connection.executemany(
            "INSERT INTO act VALUES (?, ?, '', ?, ?, ?, ?)",
            [
                (act.commit, number, act.typed, act.at, act.override, act.clock)
                for number, act in enumerate(self.history.acts)
            ],
        )

    def _put(self, one: Told) -> None:
        named = (one.id, one.type, one.channel, one.category, one.state_today)
        times = (one.received, one.due, one.withdrawn)
        row = (*named, one.validity, one.system, *times)
        self.connection.execute("INSERT INTO ticket VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        self.connection.executemany(
            "INSERT INTO ticket__solutions VALUES (?,?,?,?,?,?,?,?)",
            [
                (
                    *(one.id, place, part.outcome, part.by),
                    *(part.solved, part.closed, part.reopened, one.due_of(place)),
                )
                for place, part in enumerate(one.solutions)
            ],
        )

    def run(self, sql: str, parameters: Mapping[str, int]) -> Iterable[tuple[Any, ...]]:
        """Run one SELECT."""
        self.asked.append(sql)
        return self.connection.execute(sql, parameters)


HOUR = 3600
DAY = 24 * HOUR
HALF = 0.5
GAPS = (0, 1, 59, HOUR, 5 * HOUR, DAY, 3 * DAY, 7 * DAY - 1, 7 * DAY, 20 * DAY)
STEPS = ("solve", "explain", "solve, reopen", "explain, reopen", "reopen at once", "withdraw")


class Teller:
    """Tells random offices whose times crowd around the bounds of the periods.

    A later office of the same teller has more tickets, so that the first one that shows a
    defect is small.
    """

    def __init__(self, seed: int, moments: Sequence[int]) -> None:
        self.random = Random(seed)  # noqa: S311  # stories, no secrets
        self.moments = moments

    def histories(self, count: int) -> Iterator[History]:
        """Tell some offices."""
        for size in range(count):
            told = tuple(self.ticket(number) for number in range(1 + size // 5))
            yield History(told, tuple(self.act() for _ in range(size // 8)))

    def ticket(self, number: int) -> Told:
        """Tell of one ticket."""
        choice = self.random.choice
        received = choice(self.moments) + choice((-1, 0, 1)) - choice(GAPS)
        imported = choice((False, False, True))
        solutions, withdrawn = self._attempts(received, imported=imported)
        solved = [part.solved for part in solutions if part.solved is not None]
        return Told(
            id=f"T-{number:03d}",
            received=received,
            type=choice(("repair", "complaint", "praise")),
            channel=choice(("phone", "visit")),
            category=choice((None, "water", "lifts")),
            state=choice((None, None, None, None, "void", "duplicate")),
            validity=None if imported else choice((None, "valid", "not-valid")),
            system="old" if imported else None,
            due=choice((None, received + DAY, *self.moments, *solved)),
            withdrawn=withdrawn,
            solutions=solutions,
        )

    def act(self) -> Typed:
        """Tell of one act; some share a commit."""
        choice = self.random.choice
        typed = choice(self.moments) + choice((-1, 0, 1)) - choice((0, HOUR))
        return Typed(
            commit=f"c{typed}",
            typed=typed,
            at=typed - choice((0, 10, DAY, DAY + 1)),
            override=choice((None, "emergency")),
            clock=choice((None, 7)),
        )

    def _attempts(self, received: int, *, imported: bool) -> tuple[tuple[Solved, ...], int | None]:
        """Tell the solutions of a ticket and when it was withdrawn, in an order that can be."""
        choice, end, solutions = self.random.choice, received, list[Solved]()
        for _ in range(self.random.randrange(5)):
            step = choice(STEPS)
            if step == "withdraw":
                return tuple(solutions), self._later(end)
            solved = None if step.startswith("explain") else self._later(end)
            closed = None if step == "reopen at once" else self._later(solved or end)
            closed = None if step == "solve" and choice((False, False, True)) else closed
            reopened = self._later(closed or solved or end) if "reopen" in step else None
            outcome = None if imported else choice(("fixed", "explained"))
            by = None if imported or solved is None else choice(("E-1", "E-2"))
            solutions.append(Solved(solved, closed, reopened, outcome, by))
            if reopened is None:
                break
            end = reopened
        return tuple(solutions), None

    def _later(self, than: int) -> int:
        """Give a time that is not before ``than``, often a bound to the second."""
        bounds = [moment for moment in self.moments if moment >= than]
        if bounds and self.random.random() < HALF:
            return max(than, self.random.choice(bounds) - self.random.choice((0, 0, 1)))
        return than + self.random.choice(GAPS)
