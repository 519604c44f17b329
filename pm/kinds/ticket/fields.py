"""What stands in a ticket, in the order of the file."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.ticket.parts import (
    Acceptance,
    Appointment,
    Arrival,
    Caller,
    Chase,
    Escalation,
    Pause,
    Reply,
    Solution,
    Visit,
)
from pm.kinds.ticket.words import Ground, Severity, Type, Urgency, Validity
from pm.model.act import Act
from pm.model.ladder import FIRST
from pm.model.places import complete_place
from pm.model.record import Record
from pm.model.source import Source
from pm.model.values import Address, Conduct, Link, Personal, Prose, Voice

Staff = Link[Literal["staff"]]


class TicketFields(Record, kw_only=True):
    """The fields of a ticket."""

    prefix: ClassVar[str] = "T"
    initial: ClassVar[str] = "received"
    final: ClassVar[tuple[str, ...]] = (
        "closed",
        "withdrawn",
        "duplicate",
        "external",
        "void",
    )
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "type",
        "title",
        "state",
        "category",
        "assignee",
        "received_at",
        "due",
    )
    spare: ClassVar[tuple[str, ...]] = ("received_at", "category", "type", "assignee")
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "due": ("received", "triaged", "assigned", "accepted", "arrived", "in-progress"),
        "accept_due": ("assigned",),
        "arrive_due": ("accepted",),
        "visit_due": ("awaiting-visit",),
    }
    headline: ClassVar[tuple[str, ...]] = ("type", "grid")
    subject_of: ClassVar[str] = "caller_resident"
    untold: ClassVar[tuple[str, ...]] = (
        *("policy", "climbs_at", "due_typed", "gross_due", "data_subject"),
        *("acceptances.assigned_at", "acceptances.due", "arrivals.dispatched_at", "arrivals.due"),
        *("solutions.due", "solutions.gross_due", "solutions.reply_due", "solutions.visit_due"),
        *("replies.due", "visits.due"),
    )
    kept_from: ClassVar[str] = "about"

    type: Annotated[Type, mark("what kind of matter it is")]
    channel: Annotated[Link[Literal["channel"]], mark("how it came in")]
    title: Annotated[Personal[str, Voice], mark("the matter in a few words")]
    description: Annotated[Personal[Prose, Voice] | None, mark("what the caller tells")] = None
    request: Annotated[Personal[Prose, Voice] | None, mark("what the caller wants")] = None
    about: Annotated[
        Personal[Link[Literal["staff"]], Conduct] | None,
        mark("the member of staff whom a complaint is about"),
    ] = None
    about_department: Annotated[
        Link[Literal["department"]] | None, mark("the department that it is about")
    ] = None
    caller: Caller | None = None
    recording: Annotated[
        Personal[str, Voice] | None, mark("where the recording of the call is kept")
    ] = None
    event_at: Annotated[datetime | None, mark("when it happened to the caller")] = None
    unit: Annotated[
        Personal[Link[Literal["unit"]], Address] | None, mark("the flat that it is about")
    ] = None
    area: Annotated[Link[Literal["area"]] | None, mark("the common area that it is about")] = None
    equipment: Annotated[
        Link[Literal["equipment"]] | None, mark("the equipment that it is about")
    ] = None
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    accountable: Annotated[Staff | None, mark("the steward of the grid, who answers for it")] = None
    category: Link[Literal["category"]] | None = None
    urgency: Urgency | None = None
    severity: Severity | None = None
    policy: Annotated[
        Link[Literal["policy"]] | None, mark("the policy in force when its clocks began")
    ] = None
    promised_at: Annotated[
        datetime | None, mark("the time by which a reply was promised to the caller")
    ] = None
    accept_due: datetime | None = None
    reply_due: datetime | None = None
    arrive_due: datetime | None = None
    due: Annotated[datetime | None, mark("the time by which it is to be solved")] = None
    gross_due: Annotated[datetime | None, mark("the due time as if nothing had been paused")] = None
    due_typed: Annotated[
        bool | None, mark("whether somebody typed the due time; else the policy gave it")
    ] = None
    visit_due: datetime | None = None
    climbs_at: Annotated[datetime | None, mark("when it goes up a level by itself")] = None
    level: Annotated[int | None, mark("how far up the ladder it is; none is who works on it")] = (
        None
    )
    received_at: datetime
    received_by: Staff | None = None
    validity: Validity | None = None
    ground: Ground | None = None
    explanation: Personal[Prose, Voice] | None = None
    other_channel: Personal[str, Voice] | None = None
    triaged_at: datetime | None = None
    triaged_by: Staff | None = None
    assignee: Staff | None = None
    department: Link[Literal["department"]] | None = None
    assigned_at: datetime | None = None
    assigned_by: Staff | None = None
    accepted_at: datetime | None = None
    accepted_by: Staff | None = None
    arrived_at: datetime | None = None
    arrived_by: Staff | None = None
    acceptances: list[Acceptance] = []
    replies: list[Reply] = []
    appointments: list[Appointment] = []
    arrivals: list[Arrival] = []
    pauses: list[Pause] = []
    chases: list[Chase] = []
    escalations: list[Escalation] = []
    solution_plan: Annotated[
        Personal[Prose, Voice] | None, mark("how it will be solved, if not now")
    ] = None
    planned_for: date | None = None
    planned_at: Annotated[datetime | None, mark("when the plan was explained to the owner")] = None
    planned_by: Staff | None = None
    solutions: list[Solution] = []
    common_problem: Annotated[
        bool | None, mark("whether many meet it, so that a notice is due")
    ] = None
    notice: Annotated[
        Personal[Prose, Voice] | None, mark("the notice for the boards, without names")
    ] = None
    posted_at: datetime | None = None
    posted_by: Staff | None = None
    fee: Annotated[Decimal | None, mark("what the work costs the caller")] = None
    settled_at: datetime | None = None
    settled_by: Staff | None = None
    waived_at: datetime | None = None
    waived_by: Staff | None = None
    visits: list[Visit] = []
    sanctioned: Annotated[
        Personal[Link[Literal["staff"]], Voice] | None, mark("who was held responsible")
    ] = None
    sanction: Annotated[Personal[Prose, Voice] | None, mark("what was decided")] = None
    sanctioned_at: datetime | None = None
    sanctioned_by: Staff | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: Staff | None = None
    passed_on_at: datetime | None = None
    passed_on_by: Staff | None = None
    duplicate_of: Link[Literal["ticket"]] | None = None
    split_from: Annotated[
        Link[Literal["ticket"]] | None, mark("the ticket with which it came in one call")
    ] = None
    incident: Link[Literal["incident"]] | None = None
    source: Source | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take building, grid and steward from the place, where they were not given.

        The steward does not answer for a complaint that is kept from him.
        """
        complete_place(values, act, ("building", "grid"))
        if values.get("grid") is not None and values.get("accountable") is None:
            values["accountable"] = _steward(act, values["grid"], values.get("about"))

    @property
    def next_verb(self) -> str | None:
        """The verb that comes next.

        What is not valid is closed, as the caller was told why; an arrival that is owed comes
        before the solution.
        """
        if self.state == "triaged" and self.validity == "not-valid":
            return "close"
        if self.state == "received":
            return "triage" if self.category is None or self.type == "complaint" else "assign"
        is_awaited = self.arrive_due is not None and self.arrived_at is None
        return "arrive" if is_awaited and self.state in {"accepted", "in-progress"} else None

    @property
    def counts(self) -> bool:
        """Whether it is a matter of its own, and none that was struck out."""
        return self.state not in {"duplicate", "void"}

    @property
    def is_solved(self) -> bool:
        """Whether its last solution still stands."""
        return bool(self.solutions) and self.solutions[-1].reopened_at is None

    @property
    def rung(self) -> int:
        """How far up the ladder it is."""
        return self.level or FIRST

    @property
    def owes_fee(self) -> bool:
        """Whether there is a fee that was neither paid nor waived."""
        return self.fee is not None and self.settled_at is None and self.waived_at is None

    @property
    def started_at(self) -> datetime:
        """When its clocks began: its receipt, or the last reopening."""
        reopened = [one.reopened_at for one in self.solutions if one.reopened_at is not None]
        return max(reopened, default=self.received_at)

    @property
    def is_as_imported(self) -> bool:
        """Whether it is still what an old system said of it: no rule of the office was asked."""
        return self.received_by is None and self.policy is None

    def caller_in_short(self) -> Caller | None:
        """Give what is clear of the caller, for a ticket that came in the same call.

        His name and phone stay where they are: they are sealed for the first ticket.
        """
        if self.caller is None:
            return None
        return Caller(
            resident=self.caller.resident,
            capacity=self.caller.capacity,
            name_absent=self.caller.name_absent,
            phone_absent=self.caller.phone_absent,
            unit_absent=self.caller.unit_absent,
        )


def _steward(
    act: Act, grid_id: Link[Literal["grid"]], about: Personal[Any, Conduct] | None
) -> Staff | None:
    """Give who answers for a grid; nobody for a complaint about him, or about those above him."""
    grid: Any = act.get("grid", grid_id)
    steward: Staff | None = grid.steward
    if steward is None or about is None or not act.is_kept_from(about, steward):
        return steward
    return None
