"""The ticket: everything that somebody wants of the centre, from receipt to end.

The class is told in the order of its life, each chapter a file and built on the next:
:mod:`intake <pm.kinds.ticket.intake>`, :mod:`working <pm.kinds.ticket.working>`,
:mod:`closing <pm.kinds.ticket.closing>`, :mod:`raising <pm.kinds.ticket.raising>`, and below them
:mod:`fields <pm.kinds.ticket.fields>`. What must be there stands in the files of guards, what is
due when in :mod:`clocks <pm.kinds.ticket.clocks>`.
"""

from pm.kinds.ticket.intake import Intake


class Ticket(Intake, kw_only=True):
    """A matter that the centre follows from receipt to its end (S-002, S-035)."""
