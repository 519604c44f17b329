"""What must be there before a return visit counts and before a ticket is closed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.kinds.ticket.clocks import must_be_visited, was_asked
from pm.kinds.ticket.parts import Visit
from pm.model.act import Act, Missing
from pm.model.second_person import another_person

if TYPE_CHECKING:
    from pm.kinds.ticket.fields import TicketFields

REVIEW = "ticket.review"
"""The capability of a supervisor: to close a complaint with a review."""


def _last(ticket: "TicketFields") -> Visit | None:
    return ticket.visits[-1] if ticket.visits else None


def another_than_the_solver(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Nobody makes the return visit on what he solved, unless nobody else can (S-048)."""
    solution = ticket.solutions[-1] if ticket.solutions else None
    if solution is None:
        return []
    return another_person(act, [solution.solved_by], solution.solved_at, "ticket.visit")


def answered_with_score(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Whoever was reached after the work says how satisfied he is."""
    del act
    visit = _last(ticket)
    if visit is None or visit.reached != "reached" or visit.score is not None:
        return []
    return [
        Missing(mark("what the caller says (--score satisfied, basically or dissatisfied)")),
    ]


def signed_on_site(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A visit on site is signed by the resident."""
    del act
    visit = _last(ticket)
    if visit is None or visit.method != "on-site" or visit.reached != "reached" or visit.signed:
        return []
    return [Missing(mark("the resident's signature (--signed yes)"))]


def enough_attempts(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Nobody is called unreachable before several attempts on different days.

    A caller who left no number needs none.
    """
    visit = _last(ticket)
    if visit is None or visit.reached != "no-contact":
        return []
    if ticket.caller is not None and ticket.caller.phone_absent is not None:
        return []
    days = {
        one.visited_at.date()
        for one in ticket.visits
        if one.reached == "no-answer" and one.visited_at is not None
    }
    wanted = act.policy.terms(act.at).visit_attempts
    if len(days) >= wanted:
        return []
    return [
        Missing(
            mark(
                "attempts on {wanted} different days; so far: {days} "
                "(pm call {id} --no-answer notes one)",
                wanted=wanted,
                days=len(days),
                id=ticket.id,
            )
        )
    ]


def accepted_where_nobody_called(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Without a caller, acceptance on the spot takes the place of the return visit."""
    del act
    visit = _last(ticket)
    if visit is None or (visit.method == "acceptance") == (ticket.caller is None):
        return []
    if ticket.caller is None:
        return [Missing(mark("acceptance on the spot: nobody called (--method acceptance)"))]
    return [Missing(mark("a visit to the caller (--method phone, on-site or message)"))]


def middle_is_special(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only a special service is visited before it is solved."""
    del act
    visit = _last(ticket)
    if visit is None or visit.stage != "middle" or ticket.type == "special":
        return []
    return [Missing(mark("a solution first (pm ticket solve)"))]


def solved_or_not_valid(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A ticket is solved before it is closed, unless it was not valid."""
    before = act.before
    if before is None or before.state != "triaged" or ticket.validity == "not-valid":
        return []
    return [Missing(mark("a solution (pm ticket solve)"))]


def visited(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """The return visit is made where one is owed."""
    del act
    if not must_be_visited(ticket) or was_asked(ticket):
        return []
    return [Missing(mark("a return visit (pm ticket visit {id})", id=ticket.id))]


def reviewed(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A valid complaint is closed with the supervisor's review."""
    del act
    if not _is_valid_complaint(ticket):
        return []
    if ticket.solutions and ticket.solutions[-1].review is not None:
        return []
    return [Missing(mark("the supervisor's review (--review)"))]


def reviewed_by_supervisor(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Whoever reviews a complaint is a supervisor, and did not solve it himself."""
    if not _is_valid_complaint(ticket):
        return []
    if act.may(REVIEW):
        solution = ticket.solutions[-1] if ticket.solutions else None
        if solution is None:
            return []
        return another_person(act, [solution.solved_by], solution.solved_at, REVIEW)
    return [
        Missing(
            mark(
                "a supervisor who reviews it: {capability} is missing to {who} (--by NAME)",
                capability=REVIEW,
                who=act.policy.name_of(act.by),
            )
        )
    ]


def _is_valid_complaint(ticket: "TicketFields") -> bool:
    return ticket.type == "complaint" and ticket.validity == "valid"


def fee_settled(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """What is owed for the work is paid or waived."""
    del act
    if not ticket.owes_fee:
        return []
    return [Missing(mark("the fee, paid or waived (pm ticket settle or waive {id})", id=ticket.id))]


def fee_is_open(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only a fee that was charged, and neither paid nor waived yet, is paid or waived."""
    del act
    missing = []
    if ticket.fee is None:
        missing.append(mark("a fee (pm ticket solve --fee)"))
    if ticket.settled_at is not None:
        missing.append(mark("a fee that is still owed: it was paid already"))
    if ticket.waived_at is not None:
        missing.append(mark("a fee that is still owed: it was waived already"))
    return [Missing(message) for message in missing]


def notice_is_drafted(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A notice has its words before it hangs on the boards."""
    del act
    if ticket.notice is not None:
        return []
    return [Missing(mark("the words of the notice (--notice)"))]


def notice_posted(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """The notice about a common problem hangs on the boards (S-046)."""
    del act
    if not ticket.common_problem or ticket.posted_at is not None:
        return []
    return [Missing(mark("the notice on the boards (pm ticket post-notice {id})", id=ticket.id))]


def rectified(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """What had to be put right because of it is put right, and seen to be."""
    del ticket
    linked = act.linked("rectification", "ticket")
    still_open = sorted(one.id for one in linked if one.state not in one.final)
    if not still_open:
        return []
    return [
        Missing(
            mark("the end of {ids} (pm rectification verify)", ids=", ".join(still_open)),
        )
    ]
