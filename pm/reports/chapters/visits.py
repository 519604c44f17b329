"""Return visits: owed, tried, made, and what the callers say.

A visit that was owed counts in the period in which it was due. Where no contact was possible it
stays among those that were owed, and is said beside.
"""

from pm.i18n import mark
from pm.reports.clock_sources import OWED_VISITS, VISITS
from pm.reports.figure import Figure, Target

_LAPSED = "(reopened_at <= due OR ended_at <= due)"
_OWED = f"(visited_at <= due OR {_LAPSED} IS NOT TRUE)"
"""Holds for a visit that was not spared by the ticket's being taken up again or taken back."""
_OF_COMPLAINT = f"type = 'complaint' AND validity = 'valid' AND {_OWED}"

RETURN_VISITS = (
    Figure(
        key="visits_due",
        label=mark("return visits due"),
        kind="count",
        unit="visits",
        register=("S-048",),
        source=OWED_VISITS,
        time="due",
        where=_OWED,
    ),
    Figure(
        key="visits_attempted_on_time",
        label=mark("tried in time"),
        kind="share",
        unit="share",
        register=("S-048",),
        source=OWED_VISITS,
        time="due",
        where=_OWED,
        of="visited_at <= due",
    ),
    Figure(
        key="visits_reached_on_time",
        label=mark("reached in time"),
        kind="share",
        unit="share",
        register=("S-048",),
        source=OWED_VISITS,
        time="due",
        where=_OWED,
        of="reached_at <= due",
    ),
    Figure(
        key="visits_without_contact",
        label=mark("no contact possible"),
        kind="share",
        unit="share",
        register=("S-048",),
        source=OWED_VISITS,
        time="due",
        where=_OWED,
        of="given_up_at <= due AND (reached_at <= due) IS NOT TRUE",
    ),
    Figure(
        key="complaint_visits_on_time",
        label=mark("complaints reached in time"),
        kind="share",
        unit="share",
        register=("S-048", "S-049"),
        source=OWED_VISITS,
        time="due",
        where=_OF_COMPLAINT,
        of="reached_at <= due",
        target=Target("return-visit", {"type": "complaint"}),
    ),
    Figure(
        key="complaint_visits_without_contact",
        label=mark("complaints without contact"),
        kind="share",
        unit="share",
        register=("S-048", "S-049"),
        source=OWED_VISITS,
        time="due",
        where=_OF_COMPLAINT,
        of="given_up_at <= due AND (reached_at <= due) IS NOT TRUE",
    ),
    Figure(
        key="visits_made",
        label=mark("visits and attempts made"),
        kind="count",
        unit="visits",
        register=("S-048",),
        source=VISITS,
        time="visited_at",
    ),
    Figure(
        key="satisfied",
        label=mark("satisfied, of the answers"),
        kind="share",
        unit="share",
        register=("S-048", "S-174"),
        source=VISITS,
        time="visited_at",
        where="score IS NOT NULL",
        of="score IN ('satisfied', 'basically')",
    ),
)
