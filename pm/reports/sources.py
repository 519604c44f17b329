"""The views that figures count from, written in portable SQL over the tables of the index.

Tickets that are void or duplicates count nowhere and are dropped here, and here only. A view may
use ``:first_end`` and ``:last_end``, the earliest and the latest end of the periods that are
asked for, to leave out early what cannot matter to any of them.
"""

from typing import NamedTuple


class Source(NamedTuple):
    """A view that figures count from: one row for each thing that can be counted."""

    name: str
    sql: str
    repeats: bool = False
    """Whether several rows of one period can stand for the same thing."""


TICKETS = Source(
    "tickets",
    """
    SELECT id, type, channel, category, validity, source_system,
           received_at__n AS received_at, withdrawn_at__n AS withdrawn_at
    FROM ticket
    WHERE state NOT IN ('void', 'duplicate')
    """,
)
"""One row for each ticket."""

SOLUTIONS = Source(
    "solutions",
    """
    SELECT t.id AS id, t.received_at__n AS received_at, s.due__n AS due,
           s.solved_at__n AS solved_at, s.closed_at__n AS closed_at,
           s.reopened_at__n AS reopened_at, s.outcome AS outcome, s.solved_by AS solved_by
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE t.state NOT IN ('void', 'duplicate')
    """,
    repeats=True,
)
"""One row for each solution of a ticket, with its end and its reopening."""

FIRST_SOLUTIONS = Source(
    "first_solutions",
    """
    SELECT t.id AS id, t.received_at__n AS received_at, s.due__n AS due,
           s.solved_at__n AS solved_at, s.outcome AS outcome, s.solved_by AS solved_by,
           (SELECT min(r.reopened_at__n) FROM ticket__solutions r
            WHERE r.record_id = s.record_id) AS reopened_at
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE t.state NOT IN ('void', 'duplicate')
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions e
                      WHERE e.record_id = s.record_id AND e.position < s.position
                        AND e.solved_at__n IS NOT NULL)
    """,
)
"""One row for each ticket that was ever solved: its first solution; ``reopened_at`` is the first.

A ticket that was closed without a solution and reopened is first solved by a later entry.
"""

ATTEMPTS = Source(
    "attempts",
    """
    SELECT t.id AS id, CASE WHEN s.record_id IS NULL THEN t.due__n ELSE s.due__n END AS due,
           t.withdrawn_at__n AS withdrawn_at,
           coalesce((SELECT p.reopened_at__n FROM ticket__solutions p
                     WHERE p.record_id = t.id AND p.position = s.position - 1),
                    t.received_at__n) AS begun_at,
           s.solved_at__n AS solved_at, s.closed_at__n AS closed_at,
           s.reopened_at__n AS reopened_at
    FROM ticket t LEFT JOIN ticket__solutions s ON s.record_id = t.id
    WHERE t.state NOT IN ('void', 'duplicate')
      AND t.received_at__n < :last_end
      AND (t.withdrawn_at__n IS NULL OR t.withdrawn_at__n >= :first_end)
      AND (s.closed_at__n IS NULL OR s.closed_at__n >= :first_end)
      AND (s.reopened_at__n IS NULL OR s.reopened_at__n >= :first_end)
    UNION ALL
    SELECT t.id, t.due__n, t.withdrawn_at__n, s.reopened_at__n, NULL, NULL, NULL
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE t.state NOT IN ('void', 'duplicate')
      AND s.reopened_at__n < :last_end
      AND (t.withdrawn_at__n IS NULL OR t.withdrawn_at__n >= :first_end)
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions n
                      WHERE n.record_id = s.record_id AND n.position = s.position + 1)
    """,
)
"""One row for each attempt at a ticket, from its receipt or a reopening to the next reopening.

Exactly one attempt is under way at any time from the receipt on, so that what a ticket was at
a past moment is one row: open or closed, solved or not. Attempts that were over, closed or
withdrawn before ``:first_end`` are left out. The due of an attempt that came to a solution is
the one that was in force then, whatever became of the ticket's own later.
"""

OVERRIDES = Source(
    "overrides",
    "SELECT commit_id AS id, typed_at FROM act WHERE override IS NOT NULL",
    repeats=True,
)
"""One row for each record that an act changed by an override; an act is named by its commit."""

OTHER_CLOCKS = Source(
    "other_clocks",
    "SELECT commit_id AS id, typed_at FROM act WHERE clock IS NOT NULL",
    repeats=True,
)
"""One row for each record that an act changed while the office's clock was set."""

LATER_ENTRIES = Source(
    "later_entries",
    "SELECT commit_id AS id, typed_at, at FROM act WHERE typed_at > at",
    repeats=True,
)
"""One row for each record that an act changed which was typed after it happened."""

INDEXES = (
    """
    CREATE INDEX figures_ticket ON ticket
        (received_at__n, state, withdrawn_at__n, due__n, id, type, channel, category,
         validity, source_system)
    WHERE received_at__n IS NOT NULL
    """,
    """
    CREATE INDEX figures_solutions ON ticket__solutions
        (record_id, position, closed_at__n, reopened_at__n, solved_at__n, due__n)
    """,
    "CREATE INDEX figures_override ON act (typed_at) WHERE override IS NOT NULL",
    "CREATE INDEX figures_clock ON act (typed_at) WHERE clock IS NOT NULL",
    "CREATE INDEX figures_later ON act (typed_at) WHERE typed_at > at",
)
"""What makes the views fast where the records are many; nothing but speed depends on them.

The views read tickets from the first index without touching the table: a row is wide, and every
week looks at all tickets that were ever received to find those that were open.
"""
