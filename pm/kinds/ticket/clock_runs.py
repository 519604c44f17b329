"""What every clock of a ticket did: a run for each, and anew after each reopening (U1-U3)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from pm.kinds.ticket.clocks import (
    ACCEPT,
    ARRIVE,
    REPLY,
    SOLVE,
    VISIT,
    is_by_hand,
    is_repair,
    limit_of,
)
from pm.kinds.ticket.parts import Appointment, Arrival, Solution
from pm.model.act import Ruled
from pm.model.clock_runs import ClockRun
from pm.model.clocks import AgreedTime, NamedBy
from pm.model.policy import Limit
from pm.model.stretch import Stretch

if TYPE_CHECKING:
    from pm.kinds.ticket.fields import TicketFields


class Round(NamedTuple):
    """The ticket from its receipt or a reopening to the next reopening, if there is one."""

    start: datetime
    until: datetime | None
    solution: Solution | None

    @property
    def ended(self) -> datetime | None:
        """When it was solved, or closed without a solution."""
        solution = self.solution
        return None if solution is None else solution.solved_at or solution.closed_at

    def holds(self, time: datetime | None) -> bool:
        """Tell whether something happened in it: what comes at a reopening is of the next one."""
        return time is not None and self.start <= time and (not self.until or time < self.until)

    def is_asked_about(self, visited: datetime | None) -> bool:
        """Tell whether a visit asks about its solution: the one that reopens the ticket does."""
        solved = None if self.solution is None else self.solution.solved_at
        if visited is None or solved is None:
            return False
        return solved <= visited and (not self.until or visited <= self.until)


class Teller:
    """Reads the clocks of one ticket at a time, in the zone of its office."""

    def __init__(self, ticket: "TicketFields", ruled: Ruled, zone: tzinfo) -> None:
        """Take the ticket and the rules by which it is read."""
        self._ticket = ticket
        self._ruled = ruled
        self._zone = zone

    def runs(self, clock: str | None = None) -> Iterator[ClockRun]:
        """Give the runs of all clocks, or of one, in the order in which they matter.

        None of a ticket that counts nowhere; that of the solution always, the others where
        something is due or was.
        """
        tellers: Mapping[str, Callable[[Round], Iterator[ClockRun]]] = {
            ACCEPT: self._accepts,
            REPLY: self._replies,
            ARRIVE: self._arrivals,
            SOLVE: self._solves,
            VISIT: self._visits,
        }
        if not self._ticket.counts:
            return
        for name, tell in tellers.items():
            if clock in {None, name}:
                for each in self._rounds():
                    yield from tell(each)

    def _rounds(self) -> Iterator[Round]:
        start = self._ticket.received_at
        for solution in self._ticket.solutions:
            yield Round(start, solution.reopened_at, solution)
            if solution.reopened_at is None:
                return
            start = solution.reopened_at
        yield Round(start, None, None)

    @property
    def _ended_at(self) -> datetime | None:
        """When the ticket came to its end; none while something is to be done."""
        ticket = self._ticket
        if ticket.state not in ticket.final:
            return None
        closed = ticket.solutions[-1].closed_at if ticket.solutions else None
        return ticket.withdrawn_at or ticket.passed_on_at or closed

    # -- the clocks -----------------------------------------------------------------------------

    def _accepts(self, each: Round) -> Iterator[ClockRun]:
        ticket = self._ticket
        for one in ticket.acceptances:
            if one.assigned_at is not None and each.holds(one.assigned_at):
                yield self._run(
                    ACCEPT, one.assigned_at, one.accepted_at, each=None, recorded=one.due
                )
        waits = ticket.assigned_at is not None and ticket.accepted_at is None
        if waits and ticket.assigned_at is not None and each.until is None:
            run = self._run(ACCEPT, ticket.assigned_at, None, each=None, recorded=ticket.accept_due)
            yield from _if_due(run)

    def _replies(self, each: Round) -> Iterator[ClockRun]:
        """Give the run of the reply: the first one ends it, or the solution, which is one too."""
        ticket = self._ticket
        reply = next((one for one in ticket.replies if each.holds(one.replied_at)), None)
        before = each.solution if each.until else None
        owed = ticket.reply_due if before is None else before.reply_due
        recorded = owed if reply is None else reply.due
        ends = (None if reply is None else reply.replied_at, each.ended)
        promised = ticket.promised_at if recorded == ticket.promised_at else None
        run = self._run(
            REPLY,
            each.start,
            min(filter(None, ends), default=None),
            each=each,
            recorded=recorded,
            named=self._named(REPLY, promised, "promised") or self._kept(each, REPLY, recorded),
        )
        yield from _if_due(run)

    def _arrivals(self, each: Round) -> Iterator[ClockRun]:
        """Give a run for each arrival that had a due of its own, and for one that is awaited."""
        ticket = self._ticket
        arrived = [one for one in ticket.arrivals if each.holds(one.arrived_at)]
        slots = [one for one in ticket.appointments if each.holds(one.agreed_at)]
        last: datetime | None = None
        start = each.start
        for one in arrived:
            if one is not arrived[0] and one.due == last:
                continue
            slot = next((slot for slot in slots if slot.until_at == one.due), None)
            yield from _if_due(self._arrival(each, start, one, slot))
            last, start = one.due, one.arrived_at or start
        waits = not arrived or (slots and slots[-1].outcome is None)
        if waits and (slots or is_repair(ticket, self._ruled)):
            yield from _if_due(self._arrival(each, start, None, slots[-1] if slots else None))

    def _arrival(
        self, each: Round, start: datetime, arrival: Arrival | None, slot: Appointment | None
    ) -> ClockRun:
        ticket = self._ticket
        awaited = ticket.arrive_due if each.until is None else None
        run = self._run(
            ARRIVE,
            start,
            None if arrival is None else arrival.arrived_at,
            each=each,
            recorded=awaited if arrival is None else arrival.due,
            named=self._named(ARRIVE, None if slot is None else slot.until_at, "slot"),
            cut=None if each.solution is None else each.solution.solved_at,
        )
        return run._replace(
            slot_from=None if slot is None else slot.from_at,
            dispatched_at=self._sent(each) if arrival is None else arrival.dispatched_at,
            because=None if arrival is None else arrival.late_reason,
        )

    def _solves(self, each: Round) -> Iterator[ClockRun]:
        ticket, solution = self._ticket, each.solution
        recorded = ticket.due if solution is None else solution.due
        gross = ticket.gross_due if solution is None else solution.gross_due
        typed = gross if each.until is None and is_by_hand(ticket, self._ruled) else None
        pauses = [one for one in ticket.pauses if each.holds(one.paused_at)]
        run = self._run(
            SOLVE,
            each.start,
            each.ended,
            each=each,
            recorded=recorded,
            named=self._named(SOLVE, typed, "typed") or self._kept(each, SOLVE, gross),
            pauses=[
                Stretch(one.paused_at, one.resumed_at, one.because)
                for one in pauses
                if one.paused_at is not None
            ],
        )
        waits = run.end is None and pauses and pauses[-1].resumed_at is None
        yield run._replace(expected_at=pauses[-1].expected_at) if waits else run

    def _visits(self, each: Round) -> Iterator[ClockRun]:
        ticket, solution = self._ticket, each.solution
        if solution is None or solution.solved_at is None:
            return
        visits = [
            one
            for one in ticket.visits
            if one.stage == "completed"
            and each.is_asked_about(one.visited_at)
            and one.reached != "no-answer"
        ]
        owed = ticket.visit_due if each.until is None else solution.visit_due
        recorded = visits[0].due if visits else owed
        if recorded is not None:
            ended = visits[0].visited_at if visits else None
            yield self._run(
                VISIT, solution.solved_at, ended, each=None, recorded=recorded, cut=each.until
            )

    # -- what they share ------------------------------------------------------------------------

    def _named(self, clock: str, due: datetime | None, because: NamedBy) -> AgreedTime | None:
        return None if due is None else AgreedTime(clock, due, because, self._zone)

    def _kept(self, each: Round, clock: str, due: datetime | None) -> AgreedTime | None:
        """Give what was due before a reopening where the limit gives another time.

        Who named it is not on record any more.
        """
        ticket = self._ticket
        if each.until is None or ticket.is_as_imported:
            return None
        limit = limit_of(ticket, self._ruled, clock, each.start)
        is_given = limit is not None and limit.due(each.start) == due
        return None if is_given else self._named(clock, due, "reopened")

    def _sent(self, each: Round) -> datetime | None:
        """Give when somebody was sent last; before a reopening it is of whoever took it on."""
        if each.until is None:
            return self._ticket.assigned_at
        sent = (one.assigned_at for one in self._ticket.acceptances)
        return max((time for time in sent if time and each.holds(time)), default=None)

    def _run(  # these are the facts of a run
        self,
        clock: str,
        start: datetime,
        end: datetime | None,
        *,
        each: Round | None,
        recorded: datetime | None,
        named: AgreedTime | None = None,
        pauses: list[Stretch] | None = None,
        cut: datetime | None = None,
    ) -> ClockRun:
        """Read a clock by the time that was named, else by the policy, else by the record."""
        ticket = self._ticket
        imported = ticket.is_as_imported
        limit = None if imported else limit_of(ticket, self._ruled, clock, start)
        instead = self._named(clock, recorded, "old-system" if imported else "record")
        counted: Limit | AgreedTime | None = named or limit or instead
        stopped = end or cut or self._ended_at
        return ClockRun(
            clock=clock,
            start=start,
            end=stopped,
            reading=None
            if counted is None
            else counted.reading(start, pauses or (), end=stopped, now=self._ruled.at),
            recorded=recorded,
            limit=limit,
            is_again=each is not None and each.start != ticket.received_at,
            is_cut=end is None and stopped is not None,
            is_as_imported=imported,
        )


def _if_due(run: ClockRun) -> Iterator[ClockRun]:
    if run.reading is not None:
        yield run
