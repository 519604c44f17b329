"""What must be there before somebody works on a ticket, waits with it, or calls it solved."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pm.i18n import mark
from pm.kinds.ticket.clocks import REPLY_CAP, is_repair, limit_of
from pm.model.act import Act, Missing
from pm.model.apart import READS
from pm.model.assignment import can_take_it_on, doer_is_assignee
from pm.model.capabilities import OVERRIDE
from pm.model.times import minute

if TYPE_CHECKING:
    from pm.kinds.ticket.fields import TicketFields

GRAVITY = ("minor", "important", "major")


def complaint_is_weighed(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A complaint has its severity; one that is no repair has the agreed reply time (S-044)."""
    if ticket.type != "complaint" or ticket.validity == "not-valid":
        return []
    missing = []
    if ticket.severity is None:
        missing.append(mark("how grave it is (pm ticket triage {id} --severity)", id=ticket.id))
    if ticket.promised_at is None and not is_repair(ticket, act):
        missing.append(mark("the agreed reply time (--promised-at)"))
    return [Missing(message) for message in missing]


def promise_is_near(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A reply is promised within the days that the law leaves, from the receipt or reopening."""
    if ticket.promised_at is None:
        return []
    limit = limit_of(ticket, act, REPLY_CAP, ticket.started_at)
    last = None if limit is None else limit.due(ticket.started_at)
    if last is None or ticket.promised_at <= last:
        return []
    return [
        Missing(
            mark(
                "a reply time no later than {last} (--promised-at)",
                last=minute(last),
            )
        )
    ]


def promise_is_to_come(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A promise is made at the receipt or a reopening, or later: a late triage notes a past one."""
    first, promised = ticket.started_at, ticket.promised_at
    was_promised = promised == getattr(act.before, "promised_at", None)
    if promised is None or was_promised or promised >= first:
        return []
    return [Missing(mark("a reply time not before {time} (--promised-at)", time=minute(first)))]


def due_is_to_come(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A due time that is typed is still to come; one that was typed before stays."""
    due = ticket.gross_due
    if due is None or due >= act.at or not ticket.due_typed or _was_due(ticket, act):
        return []
    return [Missing(mark("a due time not before {time} (--due)", time=minute(act.at)))]


def _was_due(ticket: "TicketFields", act: Act) -> bool:
    """Tell whether the due time was on record already, since the clocks began."""
    before: Any = act.before
    if before is None or before.started_at != ticket.started_at:
        return False
    return ticket.gross_due in {before.gross_due, before.due}


def plan_is_to_come(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """What cannot be solved now is planned for a day that is still to come."""
    if ticket.planned_for is None or ticket.planned_for >= act.at.date():
        return []
    return [Missing(mark("a day not before {day} (--planned-for)", day=str(act.at.date())))]


def nobody_is_kept_from_it(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A complaint about a member of staff goes neither to him nor to those below him.

    Nor does it go to somebody who may not read it.
    """
    if ticket.about is None or ticket.assignee is None:
        return []
    if act.is_kept_from(ticket.about, ticket.assignee):
        return [
            Missing(mark("somebody else: the complaint is kept from {who}", who=_name(ticket, act)))
        ]
    if act.policy.may(ticket.assignee, READS):
        return []
    return [
        Missing(
            mark(
                "somebody who may read it: {capability} is missing to {who} (--assignee)",
                capability=READS,
                who=_name(ticket, act),
            )
        )
    ]


def _name(ticket: "TicketFields", act: Act) -> str:
    return act.policy.name_of(str(ticket.assignee))


def within_authority(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Nobody is given what is graver than his post may take (S-004, S-038)."""
    if ticket.assignee is None or ticket.severity is None:
        return []
    staff: Any = act.get("staff", ticket.assignee)
    post: Any = act.get("post", staff.post)
    if post.severity_limit is None or GRAVITY.index(ticket.severity) <= GRAVITY.index(
        post.severity_limit
    ):
        return []
    return [
        Missing(
            mark(
                "somebody whose post may take it: that of {who} does not (--assignee)",
                who=_name(ticket, act),
            )
        )
    ]


def assignee_can_take_it_on(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Nobody is given a ticket who could not take it on."""
    return can_take_it_on(ticket, act, "ticket.accept")


def slot_is_agreed(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A slot ends after it begins, and is still to come."""
    slot = ticket.appointments[-1] if ticket.appointments else None
    if slot is None or max(slot.from_at, act.at) <= slot.until_at:
        return []
    return [Missing(mark("a slot that is still to come and ends after its beginning (--until-at)"))]


def late_has_reason(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Whoever arrives later than due says why, from the office's list (S-040).

    Whoever was there for its incident already did not arrive late.
    """
    arrival = ticket.arrivals[-1] if ticket.arrivals else None
    if arrival is None or arrival.due is None or act.at <= arrival.due:
        return []
    incident: Any = act.get("incident", ticket.incident) if ticket.incident else None
    if incident is not None and incident.arrived_at and incident.arrived_at <= arrival.due:
        return []
    if arrival.late_reason is not None:
        reason: Any = act.get("reason", arrival.late_reason)
        if "late-arrival" in reason.uses:
            return []
    return [
        Missing(
            mark(
                "why it is later than {due} (--late-reason CODE; pm reason list --uses {use})",
                due=arrival.due.strftime("%H:%M"),
                use="late-arrival",
            )
        )
    ]


def taken_on_by_its_own(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Who comes before anybody took it on is the one to whom it was given."""
    was_given = getattr(act.before, "state", None) == "assigned"
    return doer_is_assignee(ticket, act) if was_given else []


def pause_is_bounded(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A pause is expected to end: not in the past, and within the days that the policy leaves."""
    pause = ticket.pauses[-1] if ticket.pauses else None
    if pause is None:
        return []
    days = act.policy.terms(act.at).pause_days
    if act.at <= pause.expected_at <= act.at + timedelta(days=days):
        return []
    return [
        Missing(mark("when it is expected to go on, within {days} days (--expected-at)", days=days))
    ]


def pause_has_evidence(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A pause is backed by what shows that it must be."""
    del act
    if not ticket.pauses or ticket.pauses[-1].evidence is not None:
        return []
    return [Missing(mark("what shows that it must wait (--evidence)"))]


def urgent_is_not_paused(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """An urgent repair waits only if a manager says so: who may override says it by doing it."""
    if ticket.type != "repair" or ticket.urgency != "urgent" or act.may(OVERRIDE):
        return []
    return [Missing(mark("a manager's word: an urgent repair does not wait"))]


def common_has_notice(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A problem that many meet needs a notice for the boards (S-046)."""
    del act
    if not ticket.common_problem or ticket.notice is not None:
        return []
    return [Missing(mark("a draft of the notice for the boards (--notice)"))]


def fee_is_none_or_more(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """Work costs something or nothing: never less than that."""
    del act
    if ticket.fee is None or ticket.fee >= 0:
        return []
    return [Missing(mark("a fee that is not less than nothing (--fee)"))]


def visited_in_the_middle(ticket: "TicketFields", act: Act) -> Sequence[Missing]:
    """A special service is asked about while the work goes on; a call without answer is no visit.

    Asked before the solution, as long as the visit can still be made (S-060).
    """
    del act
    if ticket.type != "special" or any(
        visit.stage == "middle" and visit.reached != "no-answer" for visit in ticket.visits
    ):
        return []
    return [Missing(mark("a visit in the middle of the work (pm ticket visit {id})", id=ticket.id))]
