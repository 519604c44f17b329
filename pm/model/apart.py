"""What is kept from a member of staff: who can have a hand in it, and who cannot."""

from pm.model.act import Act
from pm.model.capabilities import READ
from pm.model.record import Record
from pm.model.values import Conduct

READS = f"{READ}.{Conduct.name}"
"""The capability to read what a complaint about a member of staff holds."""


def is_out_of_it(record: Record, staff: str, act: Act) -> bool:
    """Tell whether somebody can have no hand in a record: it is kept from him, or closed to him."""
    accused = record.accused
    if accused is None:
        return False
    return act.is_kept_from(accused, staff) or not act.policy.may(staff, READS)
