"""An incident: one cause of which many tell, worked on once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.assignment import can_take_it_on, doer_is_assignee, given, somebody_is_named
from pm.model.record import VOID, Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

STEPS = ("open", "assigned", "accepted", "arrived")
"""The way of an incident to its solution; its tickets keep step with it."""
BEHIND = ("received", "triaged", "assigned", "accepted", "arrived", "in-progress", "paused")
"""The states of a ticket that still waits for its solution, in their order."""
NOTED = (*BEHIND, "awaiting-visit", "solved")
"""The states of a ticket on which a notice can still be noted."""
Notice = Annotated[Personal[Prose, Voice] | None, mark("the notice for the boards, without names")]
Staff = Link[Literal["staff"]]


def assignee_can_take_it_on(incident: "Incident", act: Act) -> Sequence[Missing]:
    """Nobody is given an incident who could not take it on."""
    return can_take_it_on(incident, act, "incident.accept")


def many_meet_it(incident: "Incident", act: Act) -> Sequence[Missing]:
    """A notice hangs only about what many meet."""
    del act
    if incident.common_problem:
        return []
    return [Missing(mark("a common problem (pm incident solve --common-problem yes --notice)"))]


class Incident(Record, kw_only=True):
    """One cause of which many callers tell: assigned, reached and solved once (事件)."""

    prefix: ClassVar[str] = "I"
    initial: ClassVar[str] = "open"
    final: ClassVar[tuple[str, ...]] = ("solved", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "title",
        "state",
        "category",
        "urgency",
        "assignee",
        "registered_at",
    )
    spare: ClassVar[tuple[str, ...]] = ("registered_at", "category")
    headline: ClassVar[tuple[str, ...]] = ("category", "grid")
    gathers: ClassVar[Mapping[str, str]] = {"ticket": "incident"}

    title: Annotated[Personal[str, Voice], mark("the matter in a few words")]
    category: Link[Literal["category"]]
    urgency: Literal["urgent", "ordinary"] = "urgent"
    building: Link[Literal["building"]] | None = None
    area: Link[Literal["area"]] | None = None
    equipment: Link[Literal["equipment"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    registered_at: datetime | None = None
    registered_by: Staff | None = None
    assignee: Staff | None = None
    department: Link[Literal["department"]] | None = None
    promised_at: Annotated[
        datetime | None, mark("the time by which a reply was promised to those who complain")
    ] = None
    assigned_at: datetime | None = None
    assigned_by: Staff | None = None
    accepted_at: datetime | None = None
    accepted_by: Staff | None = None
    arrived_at: datetime | None = None
    arrived_by: Staff | None = None
    outcome: Literal["fixed", "partly", "explained", "not-ours"] | None = None
    common_problem: Annotated[
        bool | None, mark("whether many meet it, so that a notice is due")
    ] = None
    solved_at: datetime | None = None
    solved_by: Staff | None = None

    @creates(stamps="registered")
    def new(self, act: Act) -> None:
        """Open an incident, in which tickets are then gathered."""

    @verb(*STEPS)
    def gather(
        self,
        act: Act,
        ticket: Annotated[
            list[Link[Literal["ticket"]]],
            mark("a ticket of the same cause; type it again for more"),
        ],
    ) -> None:
        """Gather tickets that have this one cause; they keep step with it from now on."""
        for one in ticket:
            gathered = act.do(act.get("ticket", one), "gather", incident=Link(self.id))
            self._bring_along(act, gathered)

    @verb(
        "open",
        "assigned",
        to="assigned",
        stamps="assigned",
        guards=[somebody_is_named, assignee_can_take_it_on],
    )
    def assign(
        self,
        act: Act,
        assignee: Annotated[Staff | None, mark("who is to do it")] = None,
        department: Link[Literal["department"]] | None = None,
        promised_at: Annotated[
            datetime | None, mark("the time by which a reply was promised to those who complain")
        ] = None,
    ) -> None:
        """Give the incident, and all its tickets, to one member of staff or department."""
        self.assignee, self.department = given(act, assignee, department, self.category)
        self.promised_at = promised_at or self.promised_at
        for waiting in self._waiting(act):
            self._bring_along(act, waiting, "assigned")

    @verb("assigned", to="accepted", stamps="accepted", guards=[doer_is_assignee])
    def accept(self, act: Act) -> None:
        """Take on the incident with all its tickets."""
        for waiting in self._keeping_step(act):
            self._bring_along(act, waiting, "accepted")

    @verb("accepted", to="arrived", stamps="arrived")
    def arrive(
        self,
        act: Act,
        late_reason: Annotated[
            Link[Literal["reason"]] | None, mark("why it is later than it was due")
        ] = None,
    ) -> None:
        """Note that somebody is on the spot, for all its tickets (S-040)."""
        for waiting in self._keeping_step(act):
            self._bring_along(act, waiting, "arrived", late_reason=late_reason)

    @verb(
        "accepted", "arrived", to="solved", stamps="solved", changes=["outcome", "common_problem"]
    )
    def solve(
        self,
        act: Act,
        outcome: Literal["fixed", "partly", "explained", "not-ours"],
        measures: Personal[Prose, Voice],
        cause: Personal[Prose, Voice] | None = None,
        management_caused: Annotated[bool | None, mark("whether management caused it")] = None,
        common_problem: Annotated[
            bool | None, mark("whether many meet it, so that a notice is due")
        ] = None,
        notice: Notice = None,
    ) -> None:
        """Note the outcome once for all its tickets; each caller keeps his return visit."""
        self.outcome, self.common_problem = outcome, common_problem
        for waiting in self._keeping_step(act):
            act.do(
                self._bring_along(act, waiting, "accepted"),
                "solve",
                outcome=outcome,
                measures=measures,
                cause=cause,
                management_caused=management_caused,
                common_problem=common_problem,
                notice=notice,
            )

    @verb("solved", guards=[many_meet_it])
    def post_notice(self, act: Act, notice: Notice = None) -> None:
        """Note that the notice about it hangs on the boards, for all its tickets (S-046)."""
        for ticket in self._gathered(act):
            if ticket.state in NOTED and ticket.common_problem:
                act.do(ticket, "post-notice", notice=notice)

    @verb(to=VOID, reasons="void")
    def void(self, act: Act) -> None:
        """Strike out an incident that should not be there; its tickets go their own way."""
        for ticket in self._gathered(act):
            if ticket.state != VOID:
                act.do(ticket, "set-apart")

    # -- what several verbs do ------------------------------------------------------------------

    def _gathered(self, act: Act) -> list[Any]:
        return list(act.linked("ticket", "incident"))

    def _waiting(self, act: Act) -> Iterator[Record]:
        for ticket in self._gathered(act):
            if ticket.state in BEHIND:
                yield ticket

    def _keeping_step(self, act: Act) -> Iterator[Record]:
        """Give the tickets that are worked on with it; of the others say that they stay behind."""
        for ticket in self._waiting(act):
            if not self._is_apart(ticket):
                yield ticket
                continue
            act.tell(
                mark(
                    "{id} stays behind: it was handed back or given to somebody else"
                    " (pm incident gather {incident} --ticket {id})",
                    id=ticket.id,
                    incident=self.id,
                )
            )

    def _is_apart(self, ticket: Any) -> bool:  # noqa: ANN401  # a ticket, which is another kind
        """Whether the centre has a ticket in hand again, or has given it to somebody else."""
        if ticket.state != "assigned":
            return ticket.state in {"received", "triaged"}
        if self.assignee is not None:
            return bool(ticket.assignee != self.assignee)
        return bool(ticket.department != self.department)

    def _bring_along(
        self, act: Act, ticket: Record, state: str | None = None, **more: object
    ) -> Record:
        """Bring a ticket as far as the incident is, each step through its own gate."""
        target = state or self.state
        if target == "open":
            return ticket
        if ticket.state == "received":
            ticket = act.do(ticket, "triage", category=self.category, urgency=self.urgency)
        if self._is_apart(ticket) or (target == "assigned" and ticket.state == "assigned"):
            ticket = act.do(
                ticket,
                "assign",
                assignee=self.assignee,
                department=self.department,
                promised_at=self.promised_at,
            )
        if target in {"accepted", "arrived"} and ticket.state == "assigned":
            ticket = act.do(ticket, "accept", by=self.accepted_by)
        if target in {"accepted", "arrived"} and ticket.state == "paused":
            ticket = act.do(ticket, "resume")
        if target == "arrived" and ticket.state == "accepted":
            ticket = act.do(ticket, "arrive", by=self.arrived_by, **more)
        return ticket
