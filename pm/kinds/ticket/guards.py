"""What must be there before a ticket is taken on; every guard names all that it misses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.times import minute

if TYPE_CHECKING:
    from pm.kinds.ticket.fields import TicketFields


def register_complete(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A complaint needs name, flat and phone, or why they are absent, and the request (S-032).

    A caller whose file is named, or who brought another matter in the same call, is known.
    """
    del act
    if ticket.type != "complaint":
        return []
    edit = f"pm ticket edit {ticket.id}"
    caller = ticket.caller
    known = ticket.split_from is not None or (caller is not None and caller.resident is not None)
    missing = []
    if not known and (caller is None or not (caller.name or caller.name_absent)):
        missing.append(
            mark(
                "the caller's name ({edit} --caller-name, or --caller-name-absent refused)",
                edit=edit,
            )
        )
    if not known and (caller is None or not (caller.unit or caller.unit_absent)):
        missing.append(
            mark(
                "the caller's flat ({edit} --caller-unit, or --caller-unit-absent refused)",
                edit=edit,
            )
        )
    if not known and (caller is None or not (caller.phone or caller.phone_absent)):
        missing.append(
            mark(
                "the caller's phone ({edit} --caller-phone, or --caller-phone-absent refused)",
                edit=edit,
            )
        )
    if ticket.request is None:
        missing.append(mark("what the caller wants ({edit} --request)", edit=edit))
    return [Missing(message) for message in missing]


def judged_or_complete(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """What nobody has judged is given to nobody before its register is complete."""
    was_received = getattr(act.before, "state", None) == "received"
    return register_complete(ticket, act) if was_received else []


def known_or_absent(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Of a caller stands either what is known, or why it is not."""
    del act
    caller = ticket.caller
    if caller is None:
        return []
    missing = []
    if caller.name and caller.name_absent:
        missing.append(mark("the caller's name, or why there is none: not both"))
    if caller.phone and caller.phone_absent:
        missing.append(mark("the caller's phone, or why there is none: not both"))
    if caller.unit and caller.unit_absent:
        missing.append(mark("the caller's flat, or why there is none: not both"))
    return [Missing(message) for message in missing]


def about_is_a_complaint(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only a complaint is kept from the member of staff whom it is about."""
    del act
    if ticket.about is None or ticket.type == "complaint":
        return []
    return [
        Missing(mark("a complaint: nothing else is about a member of staff (--type complaint)"))
    ]


def accountable_may_see_it(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Nobody answers for a complaint that is kept from him."""
    if ticket.about is None or ticket.accountable is None:
        return []
    if not act.is_kept_from(ticket.about, ticket.accountable):
        return []
    return [
        Missing(
            mark(
                "somebody else who answers for it: it is kept from {who} (--accountable)",
                who=act.policy.name_of(ticket.accountable),
            )
        )
    ]


def happened_before(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """What a caller tells has happened to him already."""
    event = ticket.event_at
    was_told = event == getattr(act.before, "event_at", None)
    if event is None or was_told or event <= ticket.received_at:
        return []
    last = minute(ticket.received_at)
    return [Missing(mark("when it happened, not after {time} (--event-at)", time=last))]


def validity_explained(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
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


def valid(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only a valid ticket goes on (S-037)."""
    del act
    if ticket.validity == "valid":
        return []
    return [Missing(mark("the ticket must be valid; triage it again or close it"))]


def not_its_own_duplicate(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A ticket is not the duplicate of itself."""
    del act
    if ticket.duplicate_of != ticket.id:
        return []
    return [Missing(mark("another ticket: it cannot be a duplicate of itself"))]


def ends_somewhere(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """The ticket that stays is no duplicate itself and not struck out."""
    if ticket.duplicate_of is None or ticket.duplicate_of == ticket.id:
        return []
    if act.get("ticket", ticket.duplicate_of).state in {"duplicate", "void"}:
        return [Missing(mark("a ticket that counts: {id} does not", id=ticket.duplicate_of))]
    return []


def incident_is_open(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Tickets are gathered in an incident that is still worked on."""
    if ticket.incident is None:
        return []
    incident = act.get("incident", ticket.incident)
    if incident.state not in incident.final:
        return []
    return [Missing(mark("an incident that is open: {id} is not", id=ticket.incident))]


def was_gathered(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only what was gathered is taken out again."""
    before = act.before
    if before is None or ticket.incident != getattr(before, "incident", None):
        return []
    return [Missing(mark("an incident in which it is gathered (pm incident gather)"))]


def raised_now(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A step up leads to a higher level than before, and there are four."""
    before = act.before
    if before is None or (ticket.level or 0) > (getattr(before, "level", None) or 0):
        return []
    return [Missing(mark("a higher level, up to 4 (--level)"))]


def taken_up_now(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Only what was handed up is taken up and answered."""
    before = act.before
    if before is None or ticket.escalations != getattr(before, "escalations", None):
        return []
    return [Missing(mark("a step up that waits for an answer (pm ticket escalate)"))]
