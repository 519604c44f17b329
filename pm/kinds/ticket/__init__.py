"""The ticket: everything that somebody wants of the centre, from receipt to end.

The class is told in the order of its life, each chapter a file and built on the next:
:mod:`intake <pm.kinds.ticket.intake>`, :mod:`working <pm.kinds.ticket.working>`,
:mod:`closing <pm.kinds.ticket.closing>`, :mod:`raising <pm.kinds.ticket.raising>`, and below them
:mod:`fields <pm.kinds.ticket.fields>`. What must be there stands in the files of guards, what is
due when in :mod:`clocks <pm.kinds.ticket.clocks>`, and what a clock did in
:mod:`clock_runs <pm.kinds.ticket.clock_runs>`.
"""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from pm.kinds.ticket.clock_runs import Teller
from pm.kinds.ticket.clocks import CLOCKED, recount
from pm.kinds.ticket.guards import about_is_a_complaint
from pm.kinds.ticket.intake import Intake
from pm.model.act import Act, Ruled
from pm.model.clock_runs import ClockRun
from pm.model.verbs import verb


class Ticket(Intake, kw_only=True):
    """A matter that the centre follows from receipt to its end (S-002, S-035)."""

    @verb(changes=[*CLOCKED, "visit_due"], guards=[about_is_a_complaint])
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct fields that belong to no verb.

        The limits depend on the type: with another one, what is due is counted anew.
        """
        for name, value in values.items():
            setattr(self, name, value)
        if "type" in values and self.type != getattr(act.before, "type", None):
            recount(self, act)

    @verb(changes=[*CLOCKED, "visit_due"], hidden=True)
    def reclock(self, act: Act) -> None:
        """Count anew what is due when: a calendar, a year or the policy has changed."""
        recount(self, act)

    def clock_runs(
        self, ruled: Ruled, zone: tzinfo, clock: str | None = None
    ) -> Iterator[ClockRun]:
        """Give what every clock of it did, or one, as it is read now."""
        return Teller(self, ruled, zone).runs(clock)
