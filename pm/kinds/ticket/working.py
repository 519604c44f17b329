"""The work on a ticket: given, taken on, on the spot, solved, passed on."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pm.i18n import mark
from pm.kinds.ticket.clocks import (
    CLOCKED,
    must_be_visited,
    stamp_dues,
    visit_due,
)
from pm.kinds.ticket.closing import IN_HAND, POSTED, REASSIGNED, SETTLED
from pm.kinds.ticket.guards import judged_or_complete, register_complete, valid
from pm.kinds.ticket.parts import (
    Acceptance,
    Arrival,
    Reply,
    Solution,
)
from pm.kinds.ticket.raising import RAISES, UNDER_WAY
from pm.kinds.ticket.waiting import HELD, Waiting
from pm.kinds.ticket.words import Outcome, Severity, Urgency
from pm.kinds.ticket.work_guards import (
    assignee_can_take_it_on,
    common_has_notice,
    complaint_is_weighed,
    due_is_to_come,
    fee_is_none_or_more,
    late_has_reason,
    nobody_is_kept_from_it,
    promise_is_near,
    promise_is_to_come,
    taken_on_by_its_own,
    visited_in_the_middle,
    within_authority,
)
from pm.model.act import Act
from pm.model.assignment import doer_is_assignee, given, somebody_is_named
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import verb

JUDGED = ("validity", "category", "urgency", "severity", "triaged_at", "triaged_by", *RAISES)
"""What a triage writes, and work that is given without one."""
Staff = Link[Literal["staff"]]
Department = Link[Literal["department"]]
Category = Link[Literal["category"]]
Notice = Annotated[Personal[Prose, Voice] | None, mark("the notice for the boards, without names")]


class Working(Waiting, kw_only=True):
    """How a ticket is worked on."""

    @verb(
        "triaged",
        "received",
        "assigned",
        to="assigned",
        stamps="assigned",
        guards=[
            judged_or_complete,
            valid,
            complaint_is_weighed,
            promise_is_near,
            promise_is_to_come,
            due_is_to_come,
            somebody_is_named,
            nobody_is_kept_from_it,
            assignee_can_take_it_on,
            within_authority,
        ],
        changes=[*REASSIGNED, *CLOCKED, *JUDGED],
        subject="to {assignee}",
    )
    def assign(
        self,
        act: Act,
        assignee: Annotated[Staff | None, mark("who is to do it")] = None,
        department: Department | None = None,
        due: datetime | None = None,
        promised_at: Annotated[
            datetime | None, mark("the time by which a reply was promised to the caller")
        ] = None,
        category: Category | None = None,
        urgency: Urgency | None = None,
        severity: Annotated[Severity | None, mark("how grave a complaint is")] = None,
    ) -> None:
        """Give a ticket to somebody or to a department; it is valid where nobody has judged it."""
        self.category = category or self.category
        self.urgency = urgency or self.urgency
        self.severity = severity or self.severity
        if self.state == "received":
            self.validity = "valid"
            self.triaged_at, self.triaged_by = act.at, Link(act.by)
        self.promised_at = promised_at or self.promised_at
        self._give(act, assignee, department)
        stamp_dues(self, act, typed_due=due)
        self._raise_if_major(act)

    @verb(
        "assigned",
        to="accepted",
        stamps=("accepted", "acceptances.accepted"),
        guards=[doer_is_assignee],
        changes=["acceptances"],
    )
    def accept(self, act: Act) -> None:
        """Take on a ticket that was assigned."""
        self._take_on(act)

    @verb(
        *IN_HAND,
        to=("solved", "awaiting-visit"),
        stamps="solutions.solved",
        guards=[visited_in_the_middle, common_has_notice, fee_is_none_or_more],
        changes=["solutions", "visit_due", "climbs_at", "common_problem", *SETTLED, *POSTED],
    )
    def solve(
        self,
        act: Act,
        outcome: Outcome,
        measures: Personal[Prose, Voice],
        cause: Personal[Prose, Voice] | None = None,
        management_caused: Annotated[bool | None, mark("whether management caused it")] = None,
        common_problem: Annotated[
            bool | None, mark("whether many meet it, so that a notice is due")
        ] = None,
        notice: Notice = None,
        fee: Annotated[Decimal | None, mark("what the work costs the caller")] = None,
    ) -> None:
        """Note the outcome and what was done."""
        self.common_problem = common_problem or self.common_problem
        if notice is not None:
            self.notice = notice
            self._forget(POSTED)
        if fee is not None:
            self.fee = fee or None
            self._forget(SETTLED)
        self._add_solution(act, outcome, measures, cause, management_caused=management_caused)

    @verb(
        "received",
        "triaged",
        to=("solved", "awaiting-visit"),
        stamps=("triaged", "solutions.solved"),
        guards=[register_complete, valid],
        changes=["validity", "category", "solutions", "visit_due", "climbs_at"],
    )
    def done(
        self,
        act: Act,
        measures: Personal[Prose, Voice],
        outcome: Outcome = "explained",
        category: Category | None = None,
    ) -> None:
        """Triage and solve in one act what was answered at the counter."""
        self.validity = self.validity or "valid"
        self.category = category or self.category
        self._add_solution(act, outcome, measures)

    @verb("received", "triaged", to="external", stamps="passed_on")
    def pass_on(
        self,
        act: Act,
        explanation: Personal[Prose, Voice],
        other_channel: Annotated[
            Personal[str, Voice], mark("who takes it from here, and how he was helped there")
        ],
    ) -> None:
        """Hand a matter over to another body, with an explanation and help on the way (S-036)."""
        self.explanation = explanation
        self.other_channel = other_channel

    @verb(
        *HELD,
        to="triaged",
        reasons="hand-back",
        changes=[*REASSIGNED, *CLOCKED],
    )
    def hand_back(self, act: Act) -> None:
        """Give a ticket back to the centre with a reason (退单); the clocks run on."""
        self._take_from_assignee()
        stamp_dues(self, act)

    @verb(
        *HELD,
        to="assigned",
        stamps="assigned",
        reasons="hand-back",
        guards=[
            somebody_is_named,
            nobody_is_kept_from_it,
            assignee_can_take_it_on,
            within_authority,
        ],
        changes=[*REASSIGNED, *CLOCKED],
        subject="to {assignee}",
    )
    def hand_on(
        self,
        act: Act,
        assignee: Annotated[Staff | None, mark("who is to do it")] = None,
        department: Department | None = None,
    ) -> None:
        """Hand a ticket on to somebody else with a reason (转单); the clocks run on."""
        self._give(act, assignee, department)
        stamp_dues(self, act)

    @verb(
        "accepted",
        "in-progress",
        "assigned",
        to="arrived",
        stamps=("arrived", "arrivals.arrived"),
        guards=[taken_on_by_its_own, late_has_reason],
        changes=["arrivals", "appointments", "acceptances", "accepted_at", "accepted_by"],
    )
    def arrive(
        self,
        act: Act,
        late_reason: Annotated[
            Link[Literal["reason"]] | None, mark("why it is later than it was due")
        ] = None,
    ) -> None:
        """Note that somebody is on the spot (S-040); he has taken it on, if nobody said so."""
        if self.state == "assigned":
            self._take_on(act)
            self.accepted_at, self.accepted_by = act.at, Link(act.by)
            self.acceptances[-1].accepted_at = act.at
            self.acceptances[-1].accepted_by = Link(act.by)
        self.arrivals.append(
            Arrival(
                id=act.new_entry_id(),
                dispatched_at=self.assigned_at,
                due=self.arrive_due,
                late_reason=late_reason,
                arrived_at=act.at,
            )
        )
        if self.appointments and self.appointments[-1].outcome is None:
            self.appointments[-1].outcome = "kept"

    @verb("accepted", "arrived", to="in-progress")
    def start(self, act: Act) -> None:
        """Begin the work."""

    @verb(*UNDER_WAY, "awaiting-visit", "solved", stamps="replies.replied", changes=["replies"])
    def reply(
        self, act: Act, reply: Annotated[Personal[Prose, Voice], mark("what the caller was told")]
    ) -> None:
        """Note what the caller was told, and that he was (S-044)."""
        self.replies.append(Reply(id=act.new_entry_id(), due=self.reply_due, reply=reply))

    # -- what several verbs do ------------------------------------------------------------------

    def _give(self, act: Act, assignee: Staff | None, department: Department | None) -> None:
        self._take_from_assignee()
        self.assignee, self.department = given(act, assignee, department, self.category)
        self.assigned_at = act.at

    def _take_on(self, act: Act) -> None:
        self.acceptances.append(
            Acceptance(id=act.new_entry_id(), assigned_at=self.assigned_at, due=self.accept_due)
        )

    def _take_from_assignee(self) -> None:
        self._forget(REASSIGNED)

    def _add_solution(
        self,
        act: Act,
        outcome: Outcome,
        measures: Personal[Prose, Voice],
        cause: Personal[Prose, Voice] | None = None,
        *,
        management_caused: bool | None = None,
    ) -> None:
        self.solutions.append(
            Solution(
                id=act.new_entry_id(),
                outcome=outcome,
                measures=measures,
                cause=cause,
                management_caused=management_caused,
                due=self.due,
                gross_due=self.gross_due,
                reply_due=self.reply_due,
                solved_at=act.at,
            )
        )
        self.visit_due = self.solutions[-1].visit_due = visit_due(self, act)
        self.climbs_at = None
        self.state = "awaiting-visit" if must_be_visited(self) else "solved"
