"""What must be there before a resident's file changes or is forgotten."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.days import not_before, not_to_come
from pm.model.labels import label
from pm.model.record import VOID

if TYPE_CHECKING:
    from pm.kinds.resident import Resident


def names_a_member(resident: "Resident", act: Act) -> Sequence[Missing]:
    """What is changed of a member names one of the household and says something new."""
    message = mark(
        "a member who has not ended, and what is new (--member ID; pm resident show {id})",
        id=resident.id,
    )
    return [Missing(message)] if _stays(resident, act, "members") else []


def names_a_contact(resident: "Resident", act: Act) -> Sequence[Missing]:
    """What is changed of a contact person names one of them and says something new."""
    message = mark(
        "a contact who has not ended, and what is new (--contact ID; pm resident show {id})",
        id=resident.id,
    )
    return [Missing(message)] if _stays(resident, act, "contacts") else []


def _stays(resident: "Resident", act: Act, people: str) -> bool:
    """Tell whether an act changed nothing of the people in a list."""
    before = act.before
    return before is not None and getattr(resident, people) == getattr(before, people)


def is_an_owners_file(resident: "Resident", act: Act) -> Sequence[Missing]:
    """A flat changes its owner by the file of the one who owned it."""
    del act
    missing = []
    if resident.capacity not in {"owner", "co-owner"}:
        missing.append(
            mark("the file of an owner (pm resident edit {id} --capacity owner)", id=resident.id)
        )
    if resident.unit is None:
        missing.append(mark("the flat (pm resident edit {id} --unit UNIT)", id=resident.id))
    return [Missing(message) for message in missing]


def goes_after_coming(resident: "Resident", act: Act) -> Sequence[Missing]:
    """No household has left a flat before it came."""
    del act
    return not_before(resident.since, resident.until, "--until")


def flat_has_passed_on(resident: "Resident", act: Act) -> Sequence[Missing]:
    """A flat is the new owner's by now, and not since before it was the old one's."""
    return [
        *not_to_come(resident.until, act, "--transferred-on"),
        *not_before(resident.since, resident.until, "--transferred-on"),
    ]


def papers_are_here(resident: "Resident", act: Act) -> Sequence[Missing]:
    """No paper came on a day that is still to come."""
    before = getattr(act.before, "papers", [])
    days = [paper.received_on for paper in resident.papers if paper not in before]
    return not_to_come(max(filter(None, days), default=None), act, "--received-on")


def nobody_follows(resident: "Resident", act: Act) -> Sequence[Missing]:
    """A file is not taken out again where the one that followed it has gone on or has ended."""
    new = None if resident.successor is None else act.get("resident", resident.successor)
    if new is None or new.state == VOID:
        return []
    return [
        Missing(
            mark(
                "the file that followed as it was opened: {id} is {state} (pm resident show {id})",
                id=new.id,
                state=label("state", new.state),
            )
        )
    ]


def no_open_ticket(resident: "Resident", act: Act) -> Sequence[Missing]:
    """Nobody is forgotten while something is still to be done for him."""
    del resident
    tickets = act.linked("ticket", "caller_resident")
    still_open = [ticket.id for ticket in tickets if ticket.state not in ticket.final]
    if not still_open:
        return []
    return [
        Missing(
            mark(
                "the end of {ids} (pm ticket close, or pm ticket withdraw)",
                ids=", ".join(sorted(still_open)),
            )
        )
    ]


def no_hold(resident: "Resident", act: Act) -> Sequence[Missing]:
    """Nobody is forgotten whose data the law keeps."""
    del resident
    holds = [hold.id for hold in act.linked("hold", "resident") if hold.state == "placed"]
    if not holds:
        return []
    return [Missing(mark("the lifting of {ids} (pm hold lift)", ids=", ".join(sorted(holds))))]


def file_is_back(resident: "Resident", act: Act) -> Sequence[Missing]:
    """No file is put away or forgotten that somebody has on his table as paper."""
    del resident
    loans = act.linked("dossier_loan", "resident")
    out = [loan.id for loan in loans if loan.state in {"lent", "overdue"}]
    if not out:
        return []
    return [
        Missing(
            mark("the paper file back: {ids} (pm dossier-loan return)", ids=", ".join(sorted(out)))
        )
    ]


def no_debt(resident: "Resident", act: Act) -> Sequence[Missing]:
    """Nobody is forgotten who still owes."""
    del act
    if resident.debt is None:
        return []
    return [
        Missing(
            mark(
                'the settlement of what {id} owes (pm resident edit {id} --debt "")',
                id=resident.id,
            )
        )
    ]
