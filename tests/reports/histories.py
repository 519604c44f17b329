"""Tickets and acts as plain values, and random ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

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
    gross_due: int | None = AS_TICKET
    visit_due: int | None = None


@dataclass(frozen=True)
class Visited:
    """One return visit, or attempt at one."""

    at: int
    reached: str = "reached"
    score: str | None = None
    by: str | None = None


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
    grid: str | None = None
    incident: str | None = None
    urgency: str | None = None
    passed_on: int | None = None
    gross_due: int | None = None
    assigned: int | None = None
    assignee: str | None = None
    accept_due: int | None = None
    accepted: int | None = None
    arrive_due: int | None = None
    agreed: bool = False
    """Whether the due of the arrival is the end of a slot."""
    arrived: int | None = None
    reply_due: int | None = None
    replied: int | None = None
    pauses: tuple[tuple[int, int | None], ...] = ()
    raised: tuple[tuple[int, str], ...] = ()
    visits: tuple[Visited, ...] = ()
    by: str | None = None
    """Who received it, and who accepted, arrived and replied."""

    @property
    def counts(self) -> bool:
        return self.state is None

    @property
    def state_today(self) -> str:
        if self.state is not None:
            return self.state
        if self.withdrawn is not None:
            return "withdrawn"
        if self.passed_on is not None:
            return "external"
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

    def gross_due_of(self, place: int) -> int | None:
        """Give the same, as if nothing had been paused."""
        if place >= len(self.solutions) or self.solutions[place].gross_due == AS_TICKET:
            return self.gross_due
        return self.solutions[place].gross_due

    def as_of(self, moment: int) -> "Told":
        """Give the ticket as it stood just before a moment."""

        def known(time: int | None) -> int | None:
            return None if time is None or time >= moment else time

        entries = [
            replace(
                one,
                due=self.due_of(place),
                gross_due=self.gross_due_of(place),
                solved=known(one.solved),
                closed=known(one.closed),
                reopened=known(one.reopened),
            )
            for place, one in enumerate(self.solutions)
        ]
        kept = tuple(
            one for one in entries if (one.solved, one.closed, one.reopened) != (None, None, None)
        )
        assigned = known(self.assigned)
        return replace(
            self,
            due=self.due_of(len(kept)),
            gross_due=self.gross_due_of(len(kept)),
            withdrawn=known(self.withdrawn),
            passed_on=known(self.passed_on),
            assigned=assigned,
            accept_due=None if assigned is None else self.accept_due,
            accepted=known(self.accepted),
            arrived=known(self.arrived),
            replied=known(self.replied),
            pauses=tuple((since, known(until)) for since, until in self.pauses if since < moment),
            raised=tuple(one for one in self.raised if one[0] < moment),
            visits=tuple(one for one in self.visits if one.at < moment),
            solutions=kept,
        )


@dataclass(frozen=True)
class Typed:
    """One act on one record."""

    commit: str
    typed: int
    at: int
    override: str | None = None
    clock: int | None = None
    by: str | None = None


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
            due=choice((None, received + DAY, self._later(received), *solved)),
            withdrawn=withdrawn,
            solutions=solutions,
            **self._course(received, solutions, withdrawn),
        )

    def _course(
        self, received: int, solutions: tuple[Solved, ...], withdrawn: int | None
    ) -> dict[str, Any]:
        """Tell where a ticket lies, who had it, and what came between receipt and end."""
        choice = self.random.choice
        assigned = choice((None, self._later(received)))
        came = None if assigned is None else self._later(assigned)
        ended = not solutions and withdrawn is None
        last = max((part.solved for part in solutions if part.solved), default=received)
        begun = self._later(received)
        return {
            "grid": choice((None, "east", "west")),
            "incident": choice((None, None, "I-1")),
            "urgency": choice(("urgent", "ordinary")),
            "by": choice((None, "E-1", "E-2")),
            "assigned": assigned,
            "assignee": choice((None, "E-1")),
            "accept_due": choice((None, self._later(assigned))) if assigned else None,
            "accepted": choice((None, came)),
            "arrive_due": choice((None, self._later(received))),
            "agreed": choice((True, False)),
            "arrived": choice((None, came)),
            "reply_due": choice((None, self._later(received))),
            "replied": choice((None, self._later(received))),
            "passed_on": self._later(received) if ended and choice((True, False)) else None,
            "gross_due": choice((None, self._later(received))),
            "pauses": choice(((), ((begun, choice((None, self._later(begun)))),))),
            "raised": choice(((), ((self._later(received), "chased"),))),
            "visits": tuple(
                Visited(
                    self._later(last),
                    choice(("reached", "no-answer", "no-contact")),
                    choice((None, "satisfied", "dissatisfied")),
                )
                for _ in range(self.random.randrange(3))
            ),
        }

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
            owed = choice((None, self._later(solved or end)))
            solutions.append(Solved(solved, closed, reopened, outcome, by, visit_due=owed))
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
