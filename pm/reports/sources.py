# ruff: noqa: S608  # views are values of this program: nothing typed is in them
"""The views that figures count from, written in portable SQL over the tables of the index.

Tickets that are void or duplicates count nowhere and are dropped here, and here only. A view may
use ``:first_end`` and ``:last_end``, the earliest and the latest end of the periods that are
asked for, to leave out early what cannot matter to any of them. An entry of a ticket's list is
named by the ticket's id and its own.
"""

from pm.model.ids import SYSTEM
from pm.reports.source import COUNTS, ENDED, Source, of_tickets

TICKETS = of_tickets(
    "tickets",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, t.type AS type, t.channel AS channel,
           t.category AS category, t.validity AS validity, t.source_system AS source_system,
           t.grid AS grid, t.received_at__n AS received_at, t.received_by AS received_by,
           t.withdrawn_at__n AS withdrawn_at, t.withdrawn_by AS withdrawn_by,
           t.passed_on_at__n AS passed_on_at, t.passed_on_by AS passed_on_by,
           t.incident IS NULL OR NOT EXISTS (
               SELECT 1 FROM ticket e
               WHERE e.incident = t.incident AND e.state NOT IN ('void', 'duplicate')
                 AND (e.received_at__n < t.received_at__n
                      OR e.received_at__n = t.received_at__n AND e.id < t.id)) AS leads
    FROM ticket t
    WHERE {COUNTS}
    """,
    {
        "received_at": "received_by",
        "withdrawn_at": "withdrawn_by",
        "passed_on_at": "passed_on_by",
    },
)
"""One row for each ticket; ``leads`` holds for the first of an incident, and for one of none."""

SOLUTIONS = of_tickets(
    "solutions",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, s.solved_at__n AS solved_at, s.solved_by AS solved_by,
           s.closed_at__n AS closed_at, s.closed_by AS closed_by, s.reopened_at__n AS reopened_at
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS}
    """,
    {"solved_at": "solved_by", "closed_at": "closed_by", "reopened_at": "solved_by"},
    repeats=True,
)
"""One row for each solution of a ticket, with its end and its reopening.

What was reopened is his who had solved it.
"""

FIRST_SOLUTIONS = of_tickets(
    "first_solutions",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, t.received_at__n AS received_at, s.due__n AS due,
           s.gross_due__n AS gross_due, s.solved_at__n AS solved_at, s.outcome AS outcome,
           s.solved_by AS solved_by,
           (SELECT min(r.reopened_at__n) FROM ticket__solutions r
            WHERE r.record_id = s.record_id) AS reopened_at,
           (SELECT coalesce(sum(p.resumed_at__n - p.paused_at__n), 0) FROM ticket__pauses p
            WHERE p.record_id = s.record_id AND p.resumed_at__n <= s.solved_at__n) AS paused
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS}
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions e
                      WHERE e.record_id = s.record_id AND e.position < s.position
                        AND e.solved_at__n IS NOT NULL)
    """,
    {"solved_at": "solved_by"},
)
"""One row for each ticket that was ever solved: its first solution; ``reopened_at`` is the first.

A ticket that was closed without a solution and reopened is first solved by a later entry.
``paused`` is how many seconds it waited before.
"""

FIRST_CLOSINGS = of_tickets(
    "first_closings",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, coalesce(s.visit_due__n, s.due__n) AS due,
           coalesce(s.visit_due__n, s.gross_due__n) AS gross_due,
           s.closed_at__n AS closed_at, s.closed_by AS closed_by
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS}
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions e
                      WHERE e.record_id = s.record_id AND e.position < s.position
                        AND e.closed_at__n IS NOT NULL)
    """,
    {"closed_at": "closed_by"},
)
"""One row for each ticket that was ever closed: its first close.

Where a return visit was owed it is due with that, else with the solution.
"""

ATTEMPTS = of_tickets(
    "attempts",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, t.grid AS grid, t.received_at__n AS received_at,
           CASE WHEN s.record_id IS NULL THEN t.due__n ELSE s.due__n END AS due,
           CASE WHEN s.record_id IS NULL THEN t.gross_due__n ELSE s.gross_due__n END AS gross_due,
           {ENDED} AS ended_at,
           coalesce((SELECT p.reopened_at__n FROM ticket__solutions p
                     WHERE p.record_id = t.id AND p.position = s.position - 1),
                    t.received_at__n) AS begun_at,
           s.solved_at__n AS solved_at, s.closed_at__n AS closed_at,
           s.reopened_at__n AS reopened_at
    FROM ticket t LEFT JOIN ticket__solutions s ON s.record_id = t.id
    WHERE {COUNTS}
      AND t.received_at__n < :last_end
      AND (t.withdrawn_at__n IS NULL OR t.withdrawn_at__n >= :first_end)
      AND (t.passed_on_at__n IS NULL OR t.passed_on_at__n >= :first_end)
      AND (s.closed_at__n IS NULL OR s.closed_at__n >= :first_end)
      AND (s.reopened_at__n IS NULL OR s.reopened_at__n >= :first_end)
    UNION ALL
    SELECT t.id, t.id, t.grid, t.received_at__n, t.due__n, t.gross_due__n, {ENDED},
           s.reopened_at__n, NULL, NULL, NULL
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS}
      AND s.reopened_at__n < :last_end
      AND (t.withdrawn_at__n IS NULL OR t.withdrawn_at__n >= :first_end)
      AND (t.passed_on_at__n IS NULL OR t.passed_on_at__n >= :first_end)
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions n
                      WHERE n.record_id = s.record_id AND n.position = s.position + 1)
    """,
    {None: "(SELECT w.assignee FROM ticket w WHERE w.id = of_ticket)"},
)
"""One row for each attempt at a ticket, from its receipt or a reopening to the next reopening.

Exactly one attempt is under way at any time from the receipt on, so that what a ticket was at
a past moment is one row: open or closed, solved or not. Attempts that were over, closed,
withdrawn or passed on before ``:first_end`` are left out. The due of an attempt that came to a
solution is the one that was in force then, whatever became of the ticket's own later. It is his
to whom the ticket was given.
"""

_ESCALATIONS = f"""
    SELECT {{id}} AS id, e.record_id AS of_ticket, e.because AS because,
           e.raised_at__n AS raised_at, e.raised_by AS raised_by
    FROM ticket__escalations e JOIN ticket t ON t.id = e.record_id
    WHERE {COUNTS}
"""
ESCALATED = of_tickets(
    "escalated",
    _ESCALATIONS.format(id="e.record_id"),
    {"raised_at": "raised_by"},
    repeats=True,
)
"""One row for each step of a ticket up the ladder, named by the ticket."""

ESCALATIONS = of_tickets(
    "escalations",
    _ESCALATIONS.format(id="e.record_id || '/' || e.id"),
    {"raised_at": "raised_by"},
)
"""One row for each step up the ladder, named for itself."""

OVERRIDES = Source(
    "overrides",
    "SELECT commit_id AS id, typed_at, by FROM act WHERE override IS NOT NULL",
    repeats=True,
    doers={"typed_at": "by"},
)
"""One row for each record that an act changed by an override; an act is named by its commit."""

OTHER_CLOCKS = Source(
    "other_clocks",
    "SELECT commit_id AS id, typed_at, by FROM act WHERE clock IS NOT NULL",
    repeats=True,
    doers={"typed_at": "by"},
)
"""One row for each record that an act changed while the office's clock was set."""

LATER_ENTRIES = Source(
    "later_entries",
    "SELECT commit_id AS id, typed_at, at, by FROM act WHERE typed_at > at"
    f" AND coalesce(by, '') <> '{SYSTEM}'",
    repeats=True,
    doers={"typed_at": "by"},
)
"""One row for each record that an act changed which was typed after it happened.

What time does happens when it was due; nobody types it.
"""

INDEXES = (
    """
    CREATE INDEX figures_ticket ON ticket
        (received_at__n, state, withdrawn_at__n, passed_on_at__n, due__n, gross_due__n, id, type,
         channel, category, validity, source_system, grid, incident)
    WHERE received_at__n IS NOT NULL
    """,
    """
    CREATE INDEX figures_solutions ON ticket__solutions
        (record_id, position, closed_at__n, reopened_at__n, solved_at__n, due__n, gross_due__n)
    """,
    "CREATE INDEX figures_override ON act (typed_at) WHERE override IS NOT NULL",
    "CREATE INDEX figures_clock ON act (typed_at) WHERE clock IS NOT NULL",
    "CREATE INDEX figures_later ON act (typed_at) WHERE typed_at > at",
)
"""What makes the views fast where the records are many; nothing but speed depends on them.

The views read tickets from the first index without touching the table: a row is wide, and every
week looks at all tickets that were ever received to find those that were open.
"""
