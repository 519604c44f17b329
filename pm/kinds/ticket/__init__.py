"""The ticket: everything that somebody wants of the centre, from receipt to end.

The class is told in the order of its life, each chapter a file and built on the next:
:mod:`intake <pm.kinds.ticket.intake>`, :mod:`working <pm.kinds.ticket.working>`,
:mod:`waiting <pm.kinds.ticket.waiting>`, :mod:`closing <pm.kinds.ticket.closing>`,
:mod:`raising <pm.kinds.ticket.raising>`,
:mod:`correcting <pm.kinds.ticket.correcting>`, and below them
:mod:`fields <pm.kinds.ticket.fields>`. What must be there stands in the files of guards, what is
due when in :mod:`clocks <pm.kinds.ticket.clocks>`, and what a clock did in
:mod:`clock_runs <pm.kinds.ticket.clock_runs>`.
"""

from collections.abc import Iterator
from datetime import tzinfo

from pm.kinds.ticket.clock_runs import Teller
from pm.kinds.ticket.clocks import CLOCKED, recount
from pm.kinds.ticket.intake import Intake
from pm.model.act import Act, Ruled
from pm.model.clock_runs import ClockRun
from pm.model.verbs import verb


class Ticket(Intake, kw_only=True):
    """A matter that the centre follows from receipt to its end (S-002, S-035)."""

    @verb(changes=[*CLOCKED, "visit_due"], hidden=True)
    def reclock(self, act: Act) -> None:
        """Count anew what is due when: a calendar, a year or the policy has changed."""
        recount(self, act)

    def clock_runs(
        self, ruled: Ruled, zone: tzinfo, clock: str | None = None
    ) -> Iterator[ClockRun]:
        """Give what every clock of it did, or one, as it is read now."""
        return Teller(self, ruled, zone).runs(clock)
