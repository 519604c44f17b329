"""How what was noted of a ticket is corrected, and what follows from that."""

from typing import Any

from pm.kinds.ticket.clocks import CLOCKED, recount
from pm.kinds.ticket.fields import TicketFields
from pm.kinds.ticket.guards import (
    about_is_a_complaint,
    accountable_may_see_it,
    happened_before,
    known_or_absent,
)
from pm.model.act import Act
from pm.model.verbs import verb


class Correcting(TicketFields, kw_only=True):
    """How a ticket is corrected."""

    @verb(
        changes=[*CLOCKED, "visit_due"],
        guards=[known_or_absent, about_is_a_complaint, accountable_may_see_it, happened_before],
    )
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct fields that belong to no verb.

        The limits depend on the type: with another one, what is due is counted anew.
        """
        for name, value in values.items():
            setattr(self, name, value)
        if "type" in values and self.type != getattr(act.before, "type", None):
            recount(self, act)
