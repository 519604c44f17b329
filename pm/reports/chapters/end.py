"""What was open and overdue when the period ended, and how old it was."""

from pm.i18n import mark
from pm.reports.chapters.clocks import NO_DUE
from pm.reports.figure import Figure
from pm.reports.sources import ATTEMPTS

OPEN = """
    begun_at < :until AND (reopened_at IS NULL OR reopened_at >= :until)
    AND (closed_at IS NULL OR closed_at >= :until)
    AND (ended_at IS NULL OR ended_at >= :until)
"""
"""Holds for the attempt that was under way at the end of the period, if the ticket was open."""
UNSOLVED = f"{OPEN} AND (solved_at IS NULL OR solved_at >= :until)"
"""Holds for it if the ticket was not solved either."""

END = (
    Figure(
        key="open_at_end",
        label=mark("open at the end"),
        kind="count",
        unit="tickets",
        register=("S-002", "S-047"),
        source=ATTEMPTS,
        time=None,
        where=OPEN,
    ),
    Figure(
        key="median_hours_open",
        label=mark("their median age in hours"),
        kind="median",
        unit="hours",
        register=("S-047",),
        source=ATTEMPTS,
        time=None,
        where=OPEN,
        measure=":until - received_at",
    ),
    Figure(
        key="longest_hours_open",
        label=mark("the oldest, in hours"),
        kind="longest",
        unit="hours",
        register=("S-047",),
        source=ATTEMPTS,
        time=None,
        where=OPEN,
        measure=":until - received_at",
    ),
    Figure(
        key="overdue_at_end",
        label=mark("overdue at the end"),
        kind="count",
        unit="tickets",
        register=("S-041", "S-044", "S-047"),
        source=ATTEMPTS,
        time=None,
        where=UNSOLVED,
        of="due < :until",
        recorded="due IS NOT NULL",
        lacking=NO_DUE,
    ),
    Figure(
        key="overdue_at_end_gross",
        label=mark("overdue, pauses counted"),
        kind="count",
        unit="tickets",
        register=("S-041", "S-044", "S-047"),
        source=ATTEMPTS,
        time=None,
        where=UNSOLVED,
        of="gross_due < :until",
        recorded="gross_due IS NOT NULL",
        lacking=NO_DUE,
    ),
    Figure(
        key="median_hours_overdue",
        label=mark("median hours overdue"),
        kind="median",
        unit="hours",
        register=("S-022", "S-047"),
        source=ATTEMPTS,
        time=None,
        where=f"{UNSOLVED} AND due < :until",
        measure=":until - due",
    ),
    Figure(
        key="longest_hours_overdue",
        label=mark("longest hours overdue"),
        kind="longest",
        unit="hours",
        register=("S-022", "S-047"),
        source=ATTEMPTS,
        time=None,
        where=f"{UNSOLVED} AND due < :until",
        measure=":until - due",
    ),
)
