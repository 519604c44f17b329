"""The parts of a ticket: the caller, and what can happen to it more than once."""

from datetime import datetime
from typing import Annotated, Literal

from pm.i18n import mark
from pm.kinds.ticket.words import (
    Absence,
    Capacity,
    Meeting,
    Method,
    Outcome,
    Raised,
    Reached,
    Score,
    Stage,
)
from pm.model.groups import Entry, Group
from pm.model.private_types import PersonName, Phone
from pm.model.values import Address, Contact, Link, Personal, Prose, Voice

Staff = Link[Literal["staff"]]


class Caller(Group, kw_only=True):
    """Who brings the matter; each field may be unknown, refused or anonymous (S-032)."""

    name: Personal[PersonName, Contact] | None = None
    phone: Personal[Phone, Contact] | None = None
    unit: Annotated[
        Personal[Link[Literal["unit"]], Address] | None, mark("the flat of the caller")
    ] = None
    resident: Annotated[
        Link[Literal["resident"]] | None,
        mark("the caller's file: found by name, phone, plate or flat"),
    ] = None
    capacity: Annotated[Capacity | None, mark("in which capacity the caller speaks")] = None
    name_absent: Annotated[Absence | None, mark("why there is no name")] = None
    phone_absent: Annotated[Absence | None, mark("why there is no phone number")] = None
    unit_absent: Annotated[Absence | None, mark("why there is no flat")] = None


class Acceptance(Entry, kw_only=True):
    """One taking on of a ticket by whoever is to do it."""

    assigned_at: datetime | None = None
    due: datetime | None = None
    accepted_at: datetime | None = None
    accepted_by: Staff | None = None


class Reply(Entry, kw_only=True):
    """One reply to the caller (S-044)."""

    due: datetime | None = None
    reply: Personal[Prose, Voice]
    replied_at: datetime | None = None
    replied_by: Staff | None = None


class Appointment(Entry, kw_only=True):
    """An agreed slot in which somebody comes, and what became of it."""

    from_at: datetime
    until_at: datetime
    outcome: Meeting | None = None
    agreed_at: datetime | None = None
    agreed_by: Staff | None = None


class Arrival(Entry, kw_only=True):
    """One arrival on the spot (S-040)."""

    dispatched_at: Annotated[datetime | None, mark("when it was assigned")] = None
    due: datetime | None = None
    late_reason: Annotated[Link[Literal["reason"]] | None, mark("why it was late")] = None
    arrived_at: datetime | None = None
    arrived_by: Staff | None = None


class Pause(Entry, kw_only=True):
    """A time in which the ticket waits and its clock stands still."""

    because: Annotated[Link[Literal["reason"]], mark("for what it waits")]
    evidence: Annotated[Personal[Prose, Voice] | None, mark("what shows that it must wait")] = None
    expected_at: Annotated[datetime, mark("when it is expected to go on")]
    paused_at: datetime | None = None
    paused_by: Staff | None = None
    resumed_at: datetime | None = None
    resumed_by: Staff | None = None


class Chase(Entry, kw_only=True):
    """One more call about the same matter (催单)."""

    note: Personal[Prose, Voice] | None = None
    chased_at: datetime | None = None
    chased_by: Annotated[Staff | None, mark("who took the call")] = None


class Escalation(Entry, kw_only=True):
    """One step up the ladder, and the answer from there (S-022)."""

    level: int
    because: Raised
    post: Annotated[Link[Literal["post"]] | None, mark("whose holders are to see to it")] = None
    staff: Annotated[Staff | None, mark("who of them is on call")] = None
    help_asked: Annotated[Personal[Prose, Voice] | None, mark("what is asked of them")] = None
    answer: Personal[Prose, Voice] | None = None
    raised_at: datetime | None = None
    raised_by: Staff | None = None
    taken_up_at: datetime | None = None
    taken_up_by: Staff | None = None
    answered_at: datetime | None = None
    answered_by: Staff | None = None


class Visit(Entry, kw_only=True):
    """One attempt at a return visit (S-048)."""

    stage: Stage
    method: Method
    due: datetime | None = None
    reached: Reached
    score: Score | None = None
    opinion: Personal[Prose, Voice] | None = None
    signed: Annotated[bool, mark("whether the resident signed; asked of a visit on site")] = False
    visited_at: datetime | None = None
    visited_by: Staff | None = None


class Solution(Entry, kw_only=True):
    """One solution of a ticket, with its end and, if it did not hold, its reopening."""

    outcome: Outcome | None = None
    measures: Personal[Prose, Voice] | None = None
    cause: Personal[Prose, Voice] | None = None
    management_caused: Annotated[bool | None, mark("whether management caused it")] = None
    due: Annotated[
        datetime | None, mark("the due time in force when it was solved, net of pauses")
    ] = None
    gross_due: Annotated[datetime | None, mark("the due time as if nothing had been paused")] = None
    reply_due: Annotated[
        datetime | None, mark("the time by which a reply was due when it was solved")
    ] = None
    visit_due: Annotated[
        datetime | None, mark("the time by which the return visit after it is owed")
    ] = None
    review: Annotated[Personal[Prose, Voice] | None, mark("the supervisor's review")] = None
    solved_at: datetime | None = None
    solved_by: Staff | None = None
    closed_at: datetime | None = None
    closed_by: Staff | None = None
    reopened_at: datetime | None = None
    reopened_by: Staff | None = None
