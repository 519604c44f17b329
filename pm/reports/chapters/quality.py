"""Inspections, what they found, and whether it was put right in time."""

from pm.i18n import mark
from pm.reports.figure import Figure, Target
from pm.reports.quality_sources import FAILED_ITEMS, INSPECTIONS, RECTIFICATIONS

_OPEN = "issued_at < :until AND (closed_at IS NULL OR closed_at >= :until)"

QUALITY = (
    Figure(
        key="inspections_made",
        label=mark("inspections made"),
        kind="count",
        unit="inspections",
        register=("S-140", "S-141"),
        source=INSPECTIONS,
        time="submitted_at",
    ),
    Figure(
        key="inspections_passed",
        label=mark("passed"),
        kind="share",
        unit="share",
        register=("S-140", "S-141"),
        source=INSPECTIONS,
        time="submitted_at",
        of="passed = 'yes'",
    ),
    Figure(
        key="mean_score",
        label=mark("mean score"),
        kind="mean",
        unit="points",
        register=("S-140", "S-141"),
        source=INSPECTIONS,
        time="submitted_at",
        where="total IS NOT NULL",
        measure="total",
    ),
    Figure(
        key="failed_items",
        label=mark("items that failed"),
        kind="count",
        unit="items",
        register=("S-143",),
        source=FAILED_ITEMS,
        time="submitted_at",
    ),
    Figure(
        key="rectifications_issued",
        label=mark("given out to be put right"),
        kind="count",
        unit="rectifications",
        register=("S-143",),
        source=RECTIFICATIONS,
        time="issued_at",
    ),
    Figure(
        key="rectified_on_time",
        label=mark("of what was due, put right in time"),
        kind="share",
        unit="share",
        register=("S-143",),
        source=RECTIFICATIONS,
        time="due",
        of="closed_at <= due",
        target=Target("rectify"),
    ),
    Figure(
        key="rectifications_overdue_at_end",
        label=mark("overdue at the end, to be put right"),
        kind="count",
        unit="rectifications",
        register=("S-143",),
        source=RECTIFICATIONS,
        time=None,
        where=_OPEN,
        of="due < :until",
    ),
    Figure(
        key="longest_hours_to_rectify_overdue",
        label=mark("the longest of them, in hours"),
        kind="longest",
        unit="hours",
        register=("S-143",),
        source=RECTIFICATIONS,
        time=None,
        where=f"{_OPEN} AND due < :until",
        measure=":until - due",
    ),
)
