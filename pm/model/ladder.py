"""The ladder that overdue work climbs: whoever works on it first, then those whom policy names.

A record that may climb keeps ``level`` (:data:`FIRST` when it is new), ``climbs_at`` (stamped by
whatever sets its due) and a hidden verb ``climb``, which is run when that time has passed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Protocol

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.groups import Entry
from pm.model.policy import Rung, Terms
from pm.model.values import Link

FIRST = 1
"""The level of whoever works on it: what is not overdue stays here (S-022)."""


def rung_at(level: int, terms: Terms) -> Rung | None:
    """Give the rung of a level; none on the first level and above the last."""
    return next((rung for rung in terms.ladder if rung.level == level), None)


def rung_above(level: int, terms: Terms) -> Rung | None:
    """Give the next rung above a level; none where the ladder ends."""
    above = [rung for rung in terms.ladder if rung.level > level]
    return min(above, key=lambda rung: rung.level, default=None)


def next_climb(due: datetime | None, level: int, terms: Terms) -> datetime | None:
    """Give the time at which what is due then leaves its level.

    None where nothing is due or no rung is left.
    """
    rung = rung_above(level, terms)
    return None if due is None or rung is None else due + timedelta(hours=rung.after_hours)


class Climb(Entry, kw_only=True):
    """One climb of what was overdue: to which level, to whom, and when."""

    level: int
    post: Annotated[Link[Literal["post"]] | None, mark("whose holders see to it from then on")] = (
        None
    )
    climbed_at: datetime


class Climbing(Protocol):
    """What can climb."""

    id: str
    level: int
    due: datetime | None
    climbs_at: datetime | None
    escalations: list[Climb]


def climb(record: Climbing, act: Act) -> None:
    """Bring what is overdue to the next rung; where there is none any more, to rest."""
    if record.climbs_at is None or record.climbs_at > act.at:
        return
    terms = act.policy.terms(act.at)
    rung = rung_above(record.level, terms)
    if rung is not None:
        record.level = rung.level
        record.escalations.append(
            Climb(id=act.new_entry_id(), level=rung.level, post=Link(rung.post), climbed_at=act.at)
        )
        tell_raised(record.id, rung.level, rung.post, act)
    record.climbs_at = next_climb(record.due, record.level, terms)


def tell_raised(record_id: str, level: int, post: str | None, act: Act) -> None:
    """Tell whoever types that it stands on a higher level now, and who is to see to it."""
    if post is None:
        act.tell(mark("{id} goes up to level {level}", id=record_id, level=level))
        return
    holders: Any = act.get("post", post)
    act.tell(
        mark(
            "{id} goes up to level {level}: for {post} to see to",
            id=record_id,
            level=level,
            post=holders.name,
        )
    )


def has_climbed(record: Any, act: Act) -> Sequence[Missing]:  # noqa: ANN401  # a watched record too
    """Nothing climbs before its time."""
    before: Any = act.before
    if before is None or (before.level, before.climbs_at) != (record.level, record.climbs_at):
        return []
    return [Missing(mark("the time at which it goes up a level (pm tick sees to it)"))]
