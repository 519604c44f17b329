"""What must be there before a ticket goes on; every guard names all that it misses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.model.act import Act, Missing

if TYPE_CHECKING:
    from pm.kinds.ticket import Ticket


def register_complete(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """A complaint needs name, flat and phone, or why they are absent, and the request (S-032)."""
    del act
    if ticket.type != "complaint":
        return []
    caller = ticket.caller
    missing = []
    if caller is None or not (caller.name or caller.name_absent):
        missing.append(mark("the caller's name (--caller-name, or --caller-name-absent refused)"))
    if caller is None or not (caller.unit or caller.unit_absent):
        missing.append(mark("the caller's flat (--caller-unit, or --caller-unit-absent refused)"))
    if caller is None or not (caller.phone or caller.phone_absent):
        missing.append(
            mark("the caller's phone (--caller-phone, or --caller-phone-absent refused)")
        )
    if ticket.request is None:
        missing.append(mark("what the caller wants (--request)"))
    return [Missing(message) for message in missing]


def about_is_a_complaint(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """Only a complaint is kept from the member of staff whom it is about."""
    del act
    if ticket.about is None or ticket.type == "complaint":
        return []
    return [
        Missing(mark("a complaint: nothing else is about a member of staff (--type complaint)"))
    ]


def validity_explained(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """A ticket that is not valid needs its ground, an explanation and another channel (S-036)."""
    del act
    if ticket.validity != "not-valid":
        return []
    missing = []
    if ticket.ground is None:
        missing.append(mark("the ground (--ground outside-duty or not-management)"))
    if ticket.explanation is None:
        missing.append(mark("what was explained to the caller (--explanation)"))
    if ticket.other_channel is None:
        missing.append(mark("where the caller can go instead (--other-channel)"))
    return [Missing(message) for message in missing]


def valid(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """Only a valid ticket goes on (S-037)."""
    del act
    if ticket.validity == "valid":
        return []
    return [Missing(mark("the ticket must be valid; triage it again or close it"))]


def somebody_is_named(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """Work is given to somebody: a member of staff or a department."""
    del act
    if ticket.assignee or ticket.department:
        return []
    return [Missing(mark("who is to do it (--assignee or --department)"))]


def doer_is_assignee(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """Only the one to whom it was assigned can take it on."""
    if ticket.assignee in {None, act.by}:
        return []
    return [
        Missing(
            mark("it was assigned to {assignee}; name the doer with --by", assignee=ticket.assignee)
        )
    ]


def may_be_closed(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """A ticket is solved before it is closed, unless it was not valid."""
    before = act.before
    if before is None or before.state != "triaged" or ticket.validity == "not-valid":
        return []
    return [Missing(mark("a solution (pm ticket solve)"))]


def not_its_own_duplicate(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """A ticket is not the duplicate of itself."""
    del act
    if ticket.duplicate_of != ticket.id:
        return []
    return [Missing(mark("another ticket: it cannot be a duplicate of itself"))]


def ends_somewhere(ticket: "Ticket", act: Act) -> Sequence[Missing]:
    """The ticket that stays is no duplicate itself and not struck out."""
    if ticket.duplicate_of is None or ticket.duplicate_of == ticket.id:
        return []
    if act.get("ticket", ticket.duplicate_of).state in {"duplicate", "void"}:
        return [Missing(mark("a ticket that counts: {id} does not", id=ticket.duplicate_of))]
    return []
