"""How a ticket comes in: taken up, judged, answered at once, passed on, or gathered with others."""

from datetime import datetime
from typing import Annotated, Literal

from pm.i18n import mark
from pm.kinds.ticket.clocks import CLOCKED, stamp_dues
from pm.kinds.ticket.guards import (
    about_is_a_complaint,
    accountable_may_see_it,
    ends_somewhere,
    happened_before,
    incident_is_open,
    known_or_absent,
    not_its_own_duplicate,
    register_complete,
    validity_explained,
    was_gathered,
)
from pm.kinds.ticket.parts import Solution
from pm.kinds.ticket.raising import RAISES, UNDER_WAY
from pm.kinds.ticket.words import Ground, Outcome, Severity, Type, Urgency, Validity
from pm.kinds.ticket.work_guards import due_is_to_come, promise_is_near, promise_is_to_come
from pm.kinds.ticket.working import Working
from pm.model.act import Act
from pm.model.places import refuse_contradictions
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

ENDED = ("awaiting-visit", "solved", "closed", "withdrawn", "duplicate", "external")
"""The states in which nothing is to be solved any more, but that of what was struck out."""
Category = Link[Literal["category"]]


class Intake(Working, kw_only=True):
    """How a ticket comes in, and how it is judged."""

    @creates(
        stamps="received",
        takes=("category", "urgency", "due", "about", "promised_at"),
        changes=("about", *CLOCKED),
        guards=[
            known_or_absent,
            about_is_a_complaint,
            accountable_may_see_it,
            happened_before,
            promise_is_to_come,
            due_is_to_come,
        ],
    )
    def new(self, act: Act) -> None:
        """Take up a new ticket."""
        refuse_contradictions(self, act)
        stamp_dues(self, act, typed_due=self.due)

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
                    gross_due=self.due,
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
        guards=[
            register_complete,
            validity_explained,
            promise_is_near,
            promise_is_to_come,
            due_is_to_come,
        ],
        changes=["category", "urgency", "severity", *CLOCKED, *RAISES],
    )
    def triage(  # each is an option of the register form
        self,
        act: Act,
        validity: Validity = "valid",
        ground: Ground | None = None,
        explanation: Personal[Prose, Voice] | None = None,
        other_channel: Personal[str, Voice] | None = None,
        category: Category | None = None,
        urgency: Urgency | None = None,
        severity: Annotated[
            Severity | None, mark("how grave a complaint is; a major one goes up at once")
        ] = None,
        due: datetime | None = None,
        promised_at: Annotated[
            datetime | None, mark("the time by which a reply was promised to the caller")
        ] = None,
    ) -> None:
        """Judge whether a ticket is valid, and classify it (S-034, S-036, S-037)."""
        self.validity = validity
        self.ground = ground
        self.explanation = explanation
        self.other_channel = other_channel
        self.category = category or self.category
        self.urgency = urgency or self.urgency
        self.severity = severity or self.severity
        self.promised_at = promised_at or self.promised_at
        stamp_dues(self, act, typed_due=due)
        self._raise_if_major(act)

    @verb(*UNDER_WAY, "awaiting-visit", "solved", makes="ticket")
    def split(
        self,
        act: Act,
        type: Type,  # noqa: A002  # the option is called so
        title: Personal[str, Voice],
        description: Personal[Prose, Voice] | None = None,
        category: Category | None = None,
    ) -> None:
        """Make a ticket of its own of another matter that came in the same call."""
        act.add(
            "ticket",
            "new",
            type=type,
            channel=self.channel,
            title=title,
            description=description,
            category=category,
            caller=self.caller_in_short(),
            building=self.building,
            grid=self.grid,
            accountable=self.accountable,
            split_from=Link(self.id),
        )

    @verb(*UNDER_WAY, guards=[incident_is_open], changes=["incident"])
    def gather(self, act: Act, incident: Link[Literal["incident"]]) -> None:
        """Gather a ticket with others that have one cause; each caller keeps his own promise."""
        self.incident = incident

    @verb(
        *UNDER_WAY,
        *ENDED,
        needs="ticket.gather",
        guards=[was_gathered],
        changes=["incident"],
    )
    def set_apart(self, act: Act) -> None:
        """Take a ticket out of its incident; it goes its own way from now on."""
        self.incident = None

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
