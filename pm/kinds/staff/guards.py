"""What must be there before a staff record changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.model.act import Act, Missing

if TYPE_CHECKING:
    from pm.kinds.staff import Staff


def names_a_certificate(staff: "Staff", act: Act) -> Sequence[Missing]:
    """What is changed of a certificate names one that is held and says something new."""
    if act.before is None or staff.certificates != getattr(act.before, "certificates", None):
        return []
    return [
        Missing(
            mark(
                "a certificate and what is new (--certificate ID; pm staff show {id})",
                id=staff.id,
            )
        )
    ]


def comes_back_after_going(staff: "Staff", act: Act) -> Sequence[Missing]:
    """Nobody is back before he is away."""
    del act
    first, last = staff.away_from, staff.away_until
    if first is None or last is None or first <= last:
        return []
    return [Missing(mark("a last day that is not before the first (--away-until)"))]
