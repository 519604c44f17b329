"""The clocks of a ticket: accept, reply, arrive, solve, return visit, each with its own due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pm.model.act import Ruled
from pm.model.clocks import moved
from pm.model.ladder import next_climb
from pm.model.policy import Limit
from pm.model.stretch import Stretch

if TYPE_CHECKING:
    from pm.kinds.ticket.fields import TicketFields

ACCEPT = "accept"
REPLY = "reply"
REPLY_CAP = "reply-cap"
ARRIVE = "arrive"
SOLVE = "solve"
VISIT = "return-visit"

CLOCKED = (
    "policy",
    "accept_due",
    "reply_due",
    "arrive_due",
    "due",
    "gross_due",
    "due_typed",
    "climbs_at",
)
"""The fields that :func:`stamp_dues` writes."""


def is_repair(ticket: "TicketFields", act: Ruled) -> bool:
    """Tell whether somebody must come and mend: a repair, or a complaint of such a category."""
    if ticket.type == "repair" or ticket.category is None:
        return ticket.type == "repair"
    return bool(getattr(act.get("category", ticket.category), "repair", False))


def limit_of(ticket: "TicketFields", act: Ruled, clock: str, start: datetime) -> Limit | None:
    """Give the limit of one of a ticket's clocks; none where the policy sets none."""
    as_repair = clock == ARRIVE and is_repair(ticket, act)
    return act.policy.limit(
        clock,
        start,
        type="repair" if as_repair else ticket.type,
        urgency=ticket.urgency,
        severity=ticket.severity,
        category=ticket.category,
    )


def stamp_dues(ticket: "TicketFields", act: Ruled, *, typed_due: datetime | None = None) -> None:
    """Write what is due when, as the policy in force at the start and what is agreed say it.

    All clocks start at the receipt, and anew where a ticket is reopened. A due time that was typed
    stands; an appointment takes the place of the arrival's due (S-040).
    """
    ticket.policy = act.policy.terms(ticket.started_at).version or None  # type: ignore[assignment]  # a slug
    ticket.accept_due = _accept_due(ticket, act)
    ticket.reply_due = ticket.promised_at or _plain_due(ticket, act, REPLY)
    ticket.arrive_due = arrive_due(ticket, act)
    _stamp_due(ticket, act, typed_due)
    stamp_climb(ticket, act)


def _plain_due(ticket: "TicketFields", act: Ruled, clock: str) -> datetime | None:
    limit = limit_of(ticket, act, clock, ticket.started_at)
    return None if limit is None else limit.due(ticket.started_at)


def _accept_due(ticket: "TicketFields", act: Ruled) -> datetime | None:
    if ticket.assigned_at is None:
        return None
    limit = limit_of(ticket, act, ACCEPT, ticket.assigned_at)
    return None if limit is None else limit.due(ticket.assigned_at)


def arrive_due(ticket: "TicketFields", act: Ruled) -> datetime | None:
    """Give when somebody must be there: the end of the agreed slot, else the limit (S-040).

    A slot that was agreed before a reopening is none any more.
    """
    slot = ticket.appointments[-1] if ticket.appointments else None
    if slot is not None and (slot.agreed_at is None or slot.agreed_at >= ticket.started_at):
        return slot.until_at
    return _plain_due(ticket, act, ARRIVE) if is_repair(ticket, act) else None


def _stamp_due(ticket: "TicketFields", act: Ruled, typed: datetime | None) -> None:
    """Write the time to solve it by, gross and net of pauses.

    What was typed once stays; what the policy gave follows the facts on which it depends.
    """
    start = ticket.started_at
    limit = limit_of(ticket, act, SOLVE, start)
    computed = None if limit is None else limit.due(start)
    by_hand = typed or typed_due(ticket, act)
    ticket.gross_due = by_hand or computed
    ticket.due_typed = None if ticket.gross_due is None else by_hand is not None
    ticket.due = net_due(ticket, act)


def typed_due(ticket: "TicketFields", act: Ruled) -> datetime | None:
    """Give the due time that somebody typed, or an old system had; none where a limit gave it."""
    if ticket.gross_due is None:
        return ticket.due
    return ticket.gross_due if is_by_hand(ticket, act) else None


def is_by_hand(ticket: "TicketFields", act: Ruled) -> bool:
    """Tell whether the due time was typed: what is on record of that, and nothing else.

    A ticket that is older than this record is told by the policy, if it gives another time.
    """
    before = act.before
    if ticket.gross_due is None or ticket.due_typed is not None:
        return bool(ticket.due_typed)
    known: TicketFields = ticket if before is None else before  # type: ignore[assignment]  # the ticket as it was
    limit = limit_of(known, act, SOLVE, known.started_at)
    return limit is None or limit.due(known.started_at) != ticket.gross_due


def net_due(ticket: "TicketFields", act: Ruled) -> datetime | None:
    """Give the due time moved by what was paused; of a pause that runs, as it is expected."""
    if ticket.gross_due is None:
        return None
    start = ticket.started_at
    pauses = [
        Stretch(pause.paused_at or act.at, pause.resumed_at or pause.expected_at, pause.because)
        for pause in ticket.pauses
        if (pause.resumed_at or pause.expected_at) > start
    ]
    limit = limit_of(ticket, act, SOLVE, start)
    if limit is not None and not is_by_hand(ticket, act):
        return limit.due(start, pauses)
    return moved(ticket.gross_due, start, pauses)


def stamp_climb(ticket: "TicketFields", act: Ruled) -> None:
    """Write when the ticket goes up a level by itself: so long after its due is overdue (S-022)."""
    if ticket.due is None or ticket.is_solved:
        ticket.climbs_at = None
    else:
        terms = act.policy.terms(ticket.started_at)
        ticket.climbs_at = next_climb(ticket.due, ticket.rung, terms)


def visit_due(ticket: "TicketFields", act: Ruled) -> datetime | None:
    """Give when the return visit is due; none where none is owed (S-048, S-049)."""
    if not (must_be_visited(ticket) or is_drawn(ticket, act)):
        return None
    return visit_due_after(ticket, act, act.at)


def visit_due_after(ticket: "TicketFields", act: Ruled, solved_at: datetime) -> datetime:
    """Give when the return visit on a solution is due, if it is owed; three days by default."""
    limit = limit_of(ticket, act, VISIT, solved_at)
    return solved_at + timedelta(days=3) if limit is None else limit.due(solved_at)


def recount(ticket: "TicketFields", act: Ruled) -> None:
    """Write anew what is due when, for the clocks that run: what has ended stays as it was judged.

    A typed due time, a promise and a slot stay; what an old system said stays as it is.
    """
    if ticket.is_as_imported:
        return
    if not ticket.is_solved:
        kept = {name: getattr(ticket, name) for name in _ended(ticket)}
        stamp_dues(ticket, act)
        for name, value in kept.items():
            setattr(ticket, name, value)
        return
    solved_at = ticket.solutions[-1].solved_at
    if ticket.visit_due is not None and solved_at is not None and not was_asked(ticket):
        ticket.visit_due = visit_due_after(ticket, act, solved_at)


def _ended(ticket: "TicketFields") -> Iterator[str]:
    """Give the due times of which the clock has ended."""
    if ticket.accepted_at is not None:
        yield "accept_due"
    if any(one.replied_at and one.replied_at >= ticket.started_at for one in ticket.replies):
        yield "reply_due"
    if ticket.arrived_at is not None:
        yield "arrive_due"


def was_asked(ticket: "TicketFields") -> bool:
    """Tell whether the last solution has been asked about, with or without an answer."""
    solved = ticket.solutions[-1].solved_at if ticket.solutions else None
    return any(
        visit.stage == "completed"
        and visit.reached != "no-answer"
        and visit.score != "dissatisfied"
        and (solved is None or visit.visited_at is None or visit.visited_at >= solved)
        for visit in ticket.visits
    )


def must_be_visited(ticket: "TicketFields") -> bool:
    """Tell whether a ticket is not closed without a return visit.

    Every valid complaint, every special service, and whatever somebody was dissatisfied with.
    """
    if ticket.validity != "valid":
        return False
    dissatisfied = any(visit.score == "dissatisfied" for visit in ticket.visits)
    return dissatisfied or ticket.type in {"complaint", "special"}


def is_drawn(ticket: "TicketFields", act: Ruled) -> bool:
    """Tell whether a repair is one of the share that is asked about, closed or not (S-048).

    Drawn by the ticket's id, so that nobody chooses.
    """
    if ticket.type != "repair" or ticket.validity != "valid":
        return False
    from hashlib import blake2s  # noqa: PLC0415  # 3 ms that only a solved repair needs

    drawn = int.from_bytes(blake2s(ticket.id.encode(), digest_size=4).digest(), "big") % 100
    return drawn < act.policy.terms(act.at).visit_share
