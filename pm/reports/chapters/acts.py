"""How the office keeps its records: overrides, late entries, and who handed in his report."""

from pm.i18n import mark
from pm.reports.figure import Figure
from pm.reports.quality_sources import REPORTERS
from pm.reports.sources import LATER_ENTRIES, OTHER_CLOCKS, OVERRIDES

ACTS = (
    Figure(
        key="overrides",
        label=mark("acts with an override"),
        kind="count",
        unit="acts",
        register=("S-004", "S-054"),
        source=OVERRIDES,
        time="typed_at",
    ),
    Figure(
        key="other_clock",
        label=mark("acts under another clock"),
        kind="count",
        unit="acts",
        register=("S-047", "S-054"),
        source=OTHER_CLOCKS,
        time="typed_at",
    ),
    Figure(
        key="late_entries",
        label=mark("acts typed late"),
        kind="count",
        unit="acts",
        register=("S-047", "S-054"),
        source=LATER_ENTRIES,
        time="typed_at",
        where="typed_at - at > :late_after",
    ),
    Figure(
        key="weekly_reports_handed_in",
        label=mark("weekly reports handed in by Friday"),
        kind="share",
        unit="share",
        register=("S-054",),
        source=REPORTERS,
        time=None,
        of="""
            told_of >= :since AND told_of < :until
            AND handed_in_at <= due AND handed_in_at < :until
        """,
    ),
)
