"""The ticket: everything that somebody wants of the centre, from receipt to end."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.ticket.guards import (
    about_is_a_complaint,
    doer_is_assignee,
    ends_somewhere,
    may_be_closed,
    not_its_own_duplicate,
    register_complete,
    somebody_is_named,
    valid,
    validity_explained,
)
from pm.kinds.ticket.parts import Caller, Solution, Source
from pm.model.act import Act
from pm.model.record import Record
from pm.model.values import Address, Conduct, Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

Type = Literal[
    "repair", "complaint", "inquiry", "report", "special", "request", "suggestion", "praise"
]
Urgency = Literal["urgent", "ordinary"]
Ground = Literal["outside-duty", "not-management"]
Outcome = Literal["fixed", "partly", "explained", "not-ours"]

ASSIGNMENT = (
    "assignee",
    "department",
    "assigned_at",
    "assigned_by",
    "accepted_at",
    "accepted_by",
)


class Ticket(Record, kw_only=True):
    """A matter that the centre follows from receipt to its end (S-002, S-035)."""

    prefix: ClassVar[str] = "T"
    initial: ClassVar[str] = "received"
    final: ClassVar[tuple[str, ...]] = ("closed", "withdrawn", "duplicate", "void")
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
    headline: ClassVar[tuple[str, ...]] = ("type", "grid")
    subject_of: ClassVar[str] = "caller_resident"
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
    caller: Caller | None = None
    unit: Annotated[
        Personal[Link[Literal["unit"]], Address] | None, mark("the flat that it is about")
    ] = None
    area: Annotated[Link[Literal["area"]] | None, mark("the common area that it is about")] = None
    equipment: Annotated[
        Link[Literal["equipment"]] | None, mark("the equipment that it is about")
    ] = None
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    category: Link[Literal["category"]] | None = None
    urgency: Urgency | None = None
    due: Annotated[datetime | None, mark("the time by which it is to be solved")] = None
    received_at: datetime
    received_by: Link[Literal["staff"]] | None = None
    validity: Literal["valid", "not-valid"] | None = None
    ground: Ground | None = None
    explanation: Personal[Prose, Voice] | None = None
    other_channel: Personal[str, Voice] | None = None
    triaged_at: datetime | None = None
    triaged_by: Link[Literal["staff"]] | None = None
    assignee: Link[Literal["staff"]] | None = None
    department: Link[Literal["department"]] | None = None
    assigned_at: datetime | None = None
    assigned_by: Link[Literal["staff"]] | None = None
    accepted_at: datetime | None = None
    accepted_by: Link[Literal["staff"]] | None = None
    solutions: list[Solution] = []
    withdrawn_at: datetime | None = None
    withdrawn_by: Link[Literal["staff"]] | None = None
    duplicate_of: Link[Literal["ticket"]] | None = None
    source: Source | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take building and grid from the place, where they were not given."""
        for name in ("unit", "equipment", "area"):
            link = values.get(name)
            if link is None:
                continue
            place = act.get(name, link.open(act) if isinstance(link, Personal) else link)
            for field in ("building", "grid"):
                if values.get(field) is None:
                    values[field] = getattr(place, field, None)

    @creates(
        stamps="received",
        takes=("category", "urgency", "due", "about"),
        changes=("about",),
        guards=[about_is_a_complaint],
    )
    def new(self, act: Act) -> None:
        """Take up a new ticket."""

    @creates(
        to=("received", "solved", "closed", "withdrawn"),
        changes=("received_at", "solutions", "withdrawn_at", "source"),
        takes=("category", "urgency", "due", "received_at", "withdrawn_at", "source"),
        hidden=True,
    )
    def import_(
        self,
        act: Act,
        solved_at: datetime | None = None,
        closed_at: datetime | None = None,
        outcome: Outcome | None = None,
        measures: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Bring in a ticket of an old system, with what that system kept and nothing more."""
        if solved_at is not None or closed_at is not None:
            self.solutions = [
                Solution(
                    id=act.new_entry_id(),
                    outcome=outcome,
                    measures=measures,
                    due=self.due,
                    solved_at=solved_at,
                    closed_at=closed_at,
                )
            ]
            self.state = "solved" if closed_at is None else "closed"
        if self.withdrawn_at is not None:
            self.state = "withdrawn"

    @verb(
        "received",
        "triaged",
        to="triaged",
        stamps="triaged",
        guards=[register_complete, validity_explained],
        changes=["category", "urgency", "due"],
    )
    def triage(  # each is an option of the register form
        self,
        act: Act,
        validity: Literal["valid", "not-valid"] = "valid",
        ground: Ground | None = None,
        explanation: Personal[Prose, Voice] | None = None,
        other_channel: Personal[str, Voice] | None = None,
        category: Link[Literal["category"]] | None = None,
        urgency: Urgency | None = None,
        due: datetime | None = None,
    ) -> None:
        """Judge whether a ticket is valid, and classify it (S-034, S-036, S-037)."""
        self.validity = validity
        self.ground = ground
        self.explanation = explanation
        self.other_channel = other_channel
        self.category = category or self.category
        self.urgency = urgency or self.urgency
        self.due = due or self.due

    @verb(
        "triaged",
        "assigned",
        to="assigned",
        stamps="assigned",
        guards=[valid, somebody_is_named],
        changes=["accepted_at", "accepted_by", "due"],
        subject="to {assignee}",
    )
    def assign(
        self,
        act: Act,
        assignee: Annotated[Link[Literal["staff"]] | None, mark("who is to do it")] = None,
        department: Link[Literal["department"]] | None = None,
        due: datetime | None = None,
    ) -> None:
        """Give a ticket to a member of staff or to a department."""
        self.assignee = assignee
        self.department = department
        self.due = due or self.due
        self.accepted_at = None
        self.accepted_by = None

    @verb("assigned", to="accepted", stamps="accepted", guards=[doer_is_assignee])
    def accept(self, act: Act) -> None:
        """Take on a ticket that was assigned."""

    @verb("accepted", to="solved", stamps="solutions.solved")
    def solve(self, act: Act, outcome: Outcome, measures: Personal[Prose, Voice]) -> None:
        """Note the outcome and what was done."""
        self._add_solution(act, outcome, measures)

    @verb(
        "received",
        "triaged",
        to="solved",
        stamps=("triaged", "solutions.solved"),
        guards=[register_complete, valid],
        changes=["validity", "category"],
    )
    def done(
        self,
        act: Act,
        measures: Personal[Prose, Voice],
        outcome: Outcome = "explained",
        category: Link[Literal["category"]] | None = None,
    ) -> None:
        """Triage and solve in one act what was answered at the counter."""
        self.validity = self.validity or "valid"
        self.category = category or self.category
        self._add_solution(act, outcome, measures)

    @verb("solved", "triaged", to="closed", stamps="solutions.closed", guards=[may_be_closed])
    def close(self, act: Act) -> None:
        """Close a ticket that is solved, or one that was not valid and is explained."""
        if not self.solutions or self.solutions[-1].reopened_at is not None:
            self.solutions.append(Solution(id=act.new_entry_id(), outcome="not-ours", due=self.due))

    @verb(
        "assigned",
        "accepted",
        to="triaged",
        reasons="hand-back",
        changes=ASSIGNMENT,
    )
    def hand_back(self, act: Act) -> None:
        """Give a ticket back to the centre with a reason; the clocks run on."""
        self._take_from_assignee()

    @verb(
        "solved",
        "closed",
        to=("received", "triaged"),
        stamps="solutions.reopened",
        reasons="reopen",
        changes=ASSIGNMENT,
    )
    def reopen(
        self, act: Act, due: Annotated[datetime | None, mark("the new time to solve it by")] = None
    ) -> None:
        """Take up again what was solved or closed; a new clock starts."""
        self._take_from_assignee()
        self.due = due
        self.state = "triaged" if self.validity == "valid" else "received"

    @verb(to="withdrawn", stamps="withdrawn")
    def withdraw(self, act: Act) -> None:
        """Note that the caller takes the matter back."""

    @verb(to="duplicate", guards=[not_its_own_duplicate, ends_somewhere])
    def duplicate(
        self,
        act: Act,
        duplicate_of: Annotated[Link[Literal["ticket"]], mark("the ticket that stays")],
    ) -> None:
        """Mark a ticket as the same matter as another one; it counts once."""
        self.duplicate_of = duplicate_of

    def _take_from_assignee(self) -> None:
        for name in ASSIGNMENT:
            setattr(self, name, None)

    def _add_solution(self, act: Act, outcome: Outcome, measures: Personal[Prose, Voice]) -> None:
        self.solutions.append(
            Solution(id=act.new_entry_id(), outcome=outcome, measures=measures, due=self.due)
        )
