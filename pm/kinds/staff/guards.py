"""What must be there before a staff record changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.capabilities import MANAGES_STAFF, at_work, covers
from pm.model.days import not_before
from pm.model.ids import SYSTEM

if TYPE_CHECKING:
    from pm.kinds.staff import Staff


def names_a_certificate(staff: "Staff", act: Act) -> Sequence[Missing]:
    """What is changed of a certificate names one that is held and says something new."""
    before = getattr(act.before, "certificates", [])
    if act.before is None or staff.certificates != before:
        return [
            point
            for one in staff.certificates
            if one not in before
            for point in not_before(one.issued_on, one.expires_on, "--expires-on")
        ]
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
    return not_before(staff.away_from, staff.away_until, "--away-until")


def somebody_stays_who_manages(staff: "Staff", act: Act) -> Sequence[Missing]:
    """The last one who can manage the staff stays until somebody else can."""
    held: str = getattr(act.before, "post", staff.post)
    if _still_manages(staff, held, act) or not act.policy.may(staff.id, MANAGES_STAFF):
        return []
    others = [other.id for other in at_work(act) if other.id not in {staff.id, SYSTEM}]
    if any(act.policy.may(other, MANAGES_STAFF) for other in others):
        return []
    named = sorted((not act.policy.is_below(each, held), each) for each in others)
    if not named:
        return [
            Missing(
                mark("another one who manages the staff (pm staff new --post {post})", post=held)
            )
        ]
    return [
        Missing(
            mark(
                "another one who manages the staff, say {who} (pm staff edit {id} --post {post})",
                who=act.policy.name_of(named[0][1]),
                id=named[0][1],
                post=held,
            )
        )
    ]


def _still_manages(staff: "Staff", held: str, act: Act) -> bool:
    """Tell whether somebody is here as before, or by another post that manages the staff."""
    if staff.state != "active":
        return False
    post: Any = act.get("post", staff.post)
    return staff.post == held or covers(post.capabilities, MANAGES_STAFF)
