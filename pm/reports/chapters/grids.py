"""What the grids and their stewards have to bear: households, what came in, what is open."""

from pm.i18n import mark
from pm.reports.chapters.end import OPEN
from pm.reports.chapters.received import NOT_KEPT
from pm.reports.figure import Figure
from pm.reports.quality_sources import HOUSEHOLDS
from pm.reports.sources import ATTEMPTS, TICKETS

_LIVED_IN = "lived_in_since IS NULL OR lived_in_since < :until"
_COMPLAINTS = "type = 'complaint' AND (validity IS NOT NULL OR source_system IS NOT NULL)"

_HOUSEHOLDS = Figure(
    key="households",
    label=mark("households"),
    kind="count",
    unit="households",
    register=("S-156",),
    source=HOUSEHOLDS,
    time=None,
    where=_LIVED_IN,
)

GRIDS = (
    _HOUSEHOLDS,
    Figure(
        key="valid_complaints_per_hundred_households",
        label=mark("valid complaints per 100 households"),
        kind="rate",
        unit="per-hundred",
        register=("S-050", "S-053"),
        source=TICKETS,
        time="received_at",
        where=_COMPLAINTS,
        of="validity = 'valid'",
        recorded="validity IS NOT NULL",
        lacking=NOT_KEPT,
        per=_HOUSEHOLDS,
    ),
    Figure(
        key="households_by_grid",
        label=mark("households by grid"),
        kind="by",
        unit="households",
        register=("S-155", "S-156"),
        source=HOUSEHOLDS,
        time=None,
        where=_LIVED_IN,
        measure="grid",
    ),
    Figure(
        key="received_by_grid",
        label=mark("received by grid"),
        kind="by",
        unit="tickets",
        register=("S-016", "S-155"),
        source=TICKETS,
        time="received_at",
        measure="grid",
    ),
    Figure(
        key="open_at_end_by_grid",
        label=mark("open at the end by grid"),
        kind="by",
        unit="tickets",
        register=("S-016", "S-155"),
        source=ATTEMPTS,
        time=None,
        where=OPEN,
        measure="grid",
    ),
    Figure(
        key="valid_complaints_by_grid",
        label=mark("valid complaints by grid"),
        kind="by",
        unit="tickets",
        register=("S-016", "S-053"),
        source=TICKETS,
        time="received_at",
        where="type = 'complaint' AND validity = 'valid'",
        measure="grid",
    ),
)
