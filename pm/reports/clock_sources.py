# ruff: noqa: S608  # views are values of this program: nothing typed is in them
"""The views of the clocks: what was due when, and when it was done.

A clock is in the period in which it was due, whether it was kept or not, so that what nobody
does counts as late. The due of what was done is the one that was in force then; of what is still
to be done it is today's.
"""

from pm.reports.source import COUNTS, ENDED, of_tickets

FIRST_SOLVED = """
    (SELECT min(coalesce(f.solved_at__n, f.closed_at__n)) FROM ticket__solutions f
     WHERE f.record_id = t.id)
"""
"""When a ticket ``t`` was first solved, or closed without a solution."""

ACCEPTANCES = of_tickets(
    "acceptances",
    f"""
    SELECT a.record_id || '/' || a.id AS id, a.record_id AS of_ticket, a.due__n AS due,
           a.assigned_at__n AS assigned_at, a.accepted_at__n AS accepted_at, {ENDED} AS ended_at,
           a.accepted_by AS doer
    FROM ticket__acceptances a JOIN ticket t ON t.id = a.record_id
    WHERE {COUNTS}
    UNION ALL
    SELECT t.id, t.id, t.accept_due__n, t.assigned_at__n, NULL, {ENDED}, t.assignee
    FROM ticket t
    WHERE {COUNTS} AND t.assigned_at__n IS NOT NULL AND t.accepted_at__n IS NULL
    """,
    {"due": "doer", "accepted_at": "doer"},
)
"""One row for each giving of a ticket that was taken on, and for each that still waits for it."""

REPLIES = of_tickets(
    "replies",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, r.due__n AS due, r.replied_at__n AS replied_at,
           {FIRST_SOLVED} AS solved_at, {ENDED} AS ended_at, t.validity AS validity,
           r.replied_by AS doer
    FROM ticket__replies r JOIN ticket t ON t.id = r.record_id
    WHERE {COUNTS} AND r.position = 1
    UNION ALL
    SELECT t.id, t.id, s.reply_due__n, NULL, coalesce(s.solved_at__n, s.closed_at__n), {ENDED},
           t.validity, coalesce(s.solved_by, s.closed_by)
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS} AND s.position = 1
      AND NOT EXISTS (SELECT 1 FROM ticket__replies o WHERE o.record_id = t.id)
    UNION ALL
    SELECT t.id, t.id, t.reply_due__n, NULL, NULL, {ENDED}, t.validity, t.assignee
    FROM ticket t
    WHERE {COUNTS}
      AND NOT EXISTS (SELECT 1 FROM ticket__replies o WHERE o.record_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions o WHERE o.record_id = t.id)
    """,
    {"due": "doer"},
)
"""One row for each ticket: its first reply, or that there is none yet; a solution is one too."""

ARRIVALS = of_tickets(
    "arrivals",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, a.due__n AS due, t.received_at__n AS received_at,
           a.dispatched_at__n AS dispatched_at, a.arrived_at__n AS arrived_at,
           EXISTS (SELECT 1 FROM ticket__appointments p
                   WHERE p.record_id = t.id AND p.until_at__n = a.due__n) AS agreed,
           {FIRST_SOLVED} AS solved_at, {ENDED} AS ended_at, t.validity AS validity,
           a.arrived_by AS doer
    FROM ticket__arrivals a JOIN ticket t ON t.id = a.record_id
    WHERE {COUNTS} AND a.position = 1
    UNION ALL
    SELECT t.id, t.id, t.arrive_due__n, t.received_at__n, t.assigned_at__n, NULL, 0,
           {FIRST_SOLVED}, {ENDED}, t.validity, t.assignee
    FROM ticket t
    WHERE {COUNTS}
      AND NOT EXISTS (SELECT 1 FROM ticket__arrivals o WHERE o.record_id = t.id)
    """,
    {"due": "doer", "arrived_at": "doer"},
)
"""One row for each ticket: its first arrival, or that nobody has come yet.

``agreed`` holds where the due time was the end of an agreed slot.
"""

DUES = of_tickets(
    "dues",
    f"""
    SELECT t.id AS id, t.id AS of_ticket, s.due__n AS due, s.gross_due__n AS gross_due,
           s.solved_at__n AS solved_at, s.closed_at__n AS closed_at,
           CASE WHEN s.solved_at__n IS NULL THEN s.closed_at__n ELSE {ENDED} END AS ended_at,
           t.type AS type, t.urgency AS urgency, t.validity AS validity,
           coalesce(s.solved_by, t.assignee) AS doer
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS} AND s.position = 1
    UNION ALL
    SELECT t.id, t.id, t.due__n, t.gross_due__n, NULL, NULL, {ENDED}, t.type, t.urgency,
           t.validity, t.assignee
    FROM ticket t
    WHERE {COUNTS}
      AND NOT EXISTS (SELECT 1 FROM ticket__solutions o WHERE o.record_id = t.id)
    """,
    {"due": "doer", "gross_due": "doer"},
)
"""One row for each ticket: its first clock, from the receipt to the first solution."""

VISITS = of_tickets(
    "visits",
    f"""
    SELECT v.record_id || '/' || v.id AS id, v.record_id AS of_ticket, v.score AS score,
           v.visited_at__n AS visited_at, v.visited_by AS visited_by
    FROM ticket__visits v JOIN ticket t ON t.id = v.record_id
    WHERE {COUNTS} AND v.stage = 'completed'
    """,
    {"visited_at": "visited_by"},
)
"""One row for each return visit after the work, or attempt at one."""

_AFTERWARDS = """
    FROM ticket__visits v
    WHERE v.record_id = s.record_id AND v.stage = 'completed' AND v.visited_at__n >= s.solved_at__n
      AND (s.reopened_at__n IS NULL OR v.visited_at__n <= s.reopened_at__n)
"""
OWED_VISITS = of_tickets(
    "owed_visits",
    f"""
    SELECT s.record_id || '/' || s.id AS id, s.record_id AS of_ticket, s.visit_due__n AS due,
           t.type AS type, t.validity AS validity, s.reopened_at__n AS reopened_at,
           {ENDED} AS ended_at,
           (SELECT min(v.visited_at__n) {_AFTERWARDS}) AS visited_at,
           (SELECT min(v.visited_at__n) {_AFTERWARDS} AND v.reached = 'reached') AS reached_at,
           (SELECT min(v.visited_at__n) {_AFTERWARDS} AND v.reached = 'no-contact') AS given_up_at,
           (SELECT v.visited_by {_AFTERWARDS}
            ORDER BY v.reached = 'no-answer', v.position LIMIT 1) AS doer
    FROM ticket__solutions s JOIN ticket t ON t.id = s.record_id
    WHERE {COUNTS} AND s.visit_due__n IS NOT NULL
    """,
    {"due": "doer"},
)
"""One row for each solution after which a return visit was owed, and what became of it.

It is his who settled it; one that nobody made is nobody's.
"""
