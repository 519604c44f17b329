"""What lets a ticket wait: an appointment, nobody at home, a pause, a plan for later."""

from datetime import date, datetime
from typing import Annotated

from pm.i18n import mark
from pm.kinds.ticket.clocks import arrive_due, net_due, stamp_climb
from pm.kinds.ticket.closing import IN_HAND, Closing
from pm.kinds.ticket.parts import Appointment, Pause
from pm.kinds.ticket.work_guards import (
    pause_has_evidence,
    pause_is_bounded,
    plan_is_to_come,
    slot_is_agreed,
    urgent_is_not_paused,
)
from pm.model.act import Act
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import verb

HELD = ("assigned", *IN_HAND)


class Waiting(Closing, kw_only=True):
    """How a ticket waits for somebody or something."""

    @verb(
        "triaged",
        *HELD,
        "paused",
        guards=[slot_is_agreed],
        stamps="appointments.agreed",
        changes=["appointments", "arrive_due"],
    )
    def appoint(
        self,
        act: Act,
        from_at: Annotated[datetime, mark("the beginning of the slot")],
        until_at: Annotated[datetime, mark("its end, by which somebody must be there")],
    ) -> None:
        """Agree on a slot in which somebody comes; its end is when he must be there (S-040)."""
        if self.appointments and self.appointments[-1].outcome is None:
            self.appointments[-1].outcome = "moved"
        self._agree(act, from_at, until_at)

    @verb(
        *IN_HAND,
        to="accepted",
        guards=[slot_is_agreed],
        stamps="appointments.agreed",
        changes=["appointments", "arrive_due"],
    )
    def nobody_home(
        self,
        act: Act,
        from_at: Annotated[datetime, mark("the beginning of the new slot")],
        until_at: Annotated[datetime, mark("its end, by which somebody must be there")],
    ) -> None:
        """Note that nobody was home, and the new slot."""
        if self.appointments and self.appointments[-1].outcome is None:
            self.appointments[-1].outcome = "nobody-home"
        else:
            self.appointments.append(
                Appointment(
                    id=act.new_entry_id(),
                    from_at=act.at,
                    until_at=act.at,
                    outcome="nobody-home",
                    agreed_at=act.at,
                    agreed_by=Link(act.by),
                )
            )
        self._agree(act, from_at, until_at)

    @verb(
        *IN_HAND,
        to="paused",
        stamps="pauses.paused",
        reasons="pause",
        guards=[pause_is_bounded, pause_has_evidence, urgent_is_not_paused],
        changes=["pauses", "due", "climbs_at"],
    )
    def pause(
        self,
        act: Act,
        expected_at: Annotated[datetime, mark("when it is expected to go on")],
        evidence: Annotated[
            Personal[Prose, Voice] | None, mark("what shows that it must wait")
        ] = None,
    ) -> None:
        """Let a ticket wait for something; its clock stands still (挂起)."""
        self.pauses.append(
            Pause(
                id=act.new_entry_id(),
                because=Link(act.reason or ""),
                evidence=evidence,
                expected_at=expected_at,
                paused_at=act.at,
            )
        )
        self.due = net_due(self, act)
        stamp_climb(self, act)

    @verb(
        "paused",
        to="in-progress",
        stamps="pauses.resumed",
        changes=["pauses", "due", "climbs_at"],
    )
    def resume(self, act: Act) -> None:
        """Go on with a ticket that waited; its due is later by so much."""
        if self.pauses:
            self.pauses[-1].resumed_at = act.at
        self.due = net_due(self, act)
        stamp_climb(self, act)

    @verb(*IN_HAND, "paused", stamps="planned", guards=[plan_is_to_come])
    def plan(
        self,
        act: Act,
        solution_plan: Annotated[Personal[Prose, Voice], mark("how it will be solved, if not now")],
        planned_for: Annotated[date, mark("the day on which it will be solved")],
    ) -> None:
        """Write down the plan for what cannot be solved now, as it was explained to the owner."""
        self.solution_plan = solution_plan
        self.planned_for = planned_for

    def _agree(self, act: Act, from_at: datetime, until_at: datetime) -> None:
        self.appointments.append(
            Appointment(id=act.new_entry_id(), from_at=from_at, until_at=until_at)
        )
        self.arrive_due = arrive_due(self, act)
