"""The ladder that overdue work climbs: whoever works on it first, then those whom policy names.

A record that may climb keeps ``level`` (:data:`FIRST` when it is new), ``climbs_at`` (stamped by
whatever sets its due) and a hidden verb ``climb``, which is run when that time has passed.
"""

from datetime import datetime, timedelta

from pm.model.act import Rung, Terms

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
