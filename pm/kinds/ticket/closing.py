"""The end of a ticket: fee and notice, the return visit, the close, and the reopening."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pm.i18n import mark
from pm.kinds.ticket.clocks import CLOCKED, stamp_dues
from pm.kinds.ticket.closing_guards import (
    accepted_where_nobody_called,
    another_than_the_solver,
    answered_with_score,
    enough_attempts,
    fee_is_open,
    fee_settled,
    middle_is_special,
    notice_is_drafted,
    notice_posted,
    rectified,
    reviewed,
    reviewed_by_supervisor,
    signed_on_site,
    solved_or_not_valid,
    visited,
)
from pm.kinds.ticket.parts import Solution, Visit
from pm.kinds.ticket.raising import RAISES, TOP, UNDER_WAY, Raising
from pm.kinds.ticket.words import Method, Reached, Score
from pm.kinds.ticket.work_guards import due_is_to_come
from pm.model.act import Act
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import verb

REASSIGNED = (
    "assignee",
    "department",
    "assigned_at",
    "assigned_by",
    "accepted_at",
    "accepted_by",
    "arrived_at",
    "arrived_by",
)
"""The fields that a reopened ticket loses: somebody is to be named anew."""
SETTLED = ("settled_at", "settled_by", "waived_at", "waived_by")
"""The fields that a new fee empties: what was paid or waived before was another one."""
POSTED = ("posted_at", "posted_by")
"""The fields that a new notice empties: what hangs on the boards is an earlier one."""
IN_HAND = ("accepted", "arrived", "in-progress")
"""The states in which somebody works on it."""
REOPENS = (*REASSIGNED, *CLOCKED, "visit_due", "promised_at")


class Closing(Raising, kw_only=True):
    """How a ticket comes to its end."""

    @verb(
        "awaiting-visit",
        "solved",
        "closed",
        *IN_HAND,
        to=("solved", "awaiting-visit", "closed", "triaged", "received", *IN_HAND),
        stamps="visits.visited",
        guards=[
            another_than_the_solver,
            answered_with_score,
            signed_on_site,
            enough_attempts,
            accepted_where_nobody_called,
            middle_is_special,
        ],
        changes=["visits", "solutions", *REOPENS, *RAISES],
    )
    def visit(
        self,
        act: Act,
        method: Method,
        reached: Reached = "reached",
        score: Score | None = None,
        opinion: Annotated[Personal[Prose, Voice] | None, mark("what the caller says")] = None,
        signed: Annotated[
            bool | None, mark("whether the resident signed; asked of a visit on site")
        ] = None,
    ) -> None:
        """Note a return visit, or the attempt at one; dissatisfied reopens the ticket (S-048)."""
        in_the_middle = not self.is_solved
        self.visits.append(
            Visit(
                id=act.new_entry_id(),
                stage="middle" if in_the_middle else "completed",
                method=method,
                due=None if in_the_middle else self.visit_due,
                reached=reached,
                score=score,
                opinion=opinion,
                signed=bool(signed),
            )
        )
        if in_the_middle:
            return
        if score == "dissatisfied":
            self._take_up_again(act)
            self._raise_to(min(self.rung + 1, TOP), act, "dissatisfied")
        elif reached != "no-answer" and self.state != "closed":
            self.state = "solved"

    @verb(
        "solved",
        "awaiting-visit",
        "triaged",
        to="closed",
        stamps="solutions.closed",
        guards=[
            solved_or_not_valid,
            visited,
            reviewed,
            reviewed_by_supervisor,
            fee_settled,
            notice_posted,
            rectified,
        ],
    )
    def close(
        self,
        act: Act,
        review: Annotated[Personal[Prose, Voice] | None, mark("the supervisor's review")] = None,
    ) -> None:
        """Close a ticket that is solved, or one that was not valid and is explained."""
        if not self.is_solved:
            self.solutions.append(
                Solution(
                    id=act.new_entry_id(),
                    outcome="not-ours",
                    due=self.due,
                    gross_due=self.gross_due,
                    reply_due=self.reply_due,
                )
            )
        self.solutions[-1].review = review

    @verb(
        "solved",
        "awaiting-visit",
        "closed",
        to=("received", "triaged"),
        stamps="solutions.reopened",
        reasons="reopen",
        guards=[due_is_to_come],
        changes=REOPENS,
    )
    def reopen(
        self,
        act: Act,
        due: Annotated[datetime | None, mark("the new time to solve it by")] = None,
    ) -> None:
        """Take up again what was solved or closed; a new clock starts."""
        self._take_up_again(act, due)

    @verb(*UNDER_WAY, "awaiting-visit", "solved", stamps="settled", guards=[fee_is_open])
    def settle(self, act: Act) -> None:
        """Note that the fee is paid."""

    @verb(
        *UNDER_WAY,
        "awaiting-visit",
        "solved",
        stamps="waived",
        guards=[fee_is_open],
        reasons="waive",
    )
    def waive(self, act: Act) -> None:
        """Let the caller off the fee, with a reason."""

    @verb(*UNDER_WAY, "awaiting-visit", "solved", stamps="posted", guards=[notice_is_drafted])
    def post_notice(
        self,
        act: Act,
        notice: Annotated[
            Personal[Prose, Voice] | None, mark("the notice, if not as it was drafted")
        ] = None,
    ) -> None:
        """Note that the notice about a common problem hangs on the boards (S-046)."""
        self.notice = notice or self.notice

    def _take_up_again(self, act: Act, due: datetime | None = None) -> None:
        if self.solutions:
            self.solutions[-1].reopened_at = act.at
            self.solutions[-1].reopened_by = Link(act.by)
        self._forget(REASSIGNED)
        self.promised_at = self.visit_due = self.due = self.gross_due = self.due_typed = None
        stamp_dues(self, act, typed_due=due)
        self.state = "triaged" if self.validity == "valid" else "received"

    def _forget(self, fields: Iterable[str]) -> None:
        for name in fields:
            setattr(self, name, None)
