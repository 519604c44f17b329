"""The views of what is no ticket: inspections, what is to be put right, households, reports."""

from pm.reports.source import Source

INSPECTIONS = Source(
    "inspections",
    """
    SELECT i.id AS id, i.grid AS grid, i.department AS department, i.total__n AS total,
           i.passed AS passed, i.submitted_at__n AS submitted_at, i.inspected_by AS inspected_by
    FROM inspection i
    WHERE i.state <> 'void'
    """,
    grid="grid",
    department="department",
    doers={"submitted_at": "inspected_by"},
)
"""One row for each inspection."""

FAILED_ITEMS = Source(
    "failed_items",
    """
    SELECT i.id || '/' || s.id AS id, i.grid AS grid, i.department AS department,
           i.submitted_at__n AS submitted_at, i.inspected_by AS inspected_by
    FROM inspection i JOIN inspection__scores s ON s.record_id = i.id
    WHERE i.state <> 'void' AND s.rectification IS NOT NULL
    """,
    grid="grid",
    department="department",
    doers={"submitted_at": "inspected_by"},
)
"""One row for each item of an inspection that failed, named by the inspection and the item."""

RECTIFICATIONS = Source(
    "rectifications",
    """
    SELECT r.id AS id, r.grid AS grid, r.department AS department, r.due__n AS due,
           r.issued_at__n AS issued_at, r.closed_at__n AS closed_at,
           coalesce(r.fixed_by, r.liable) AS doer
    FROM rectification r
    WHERE r.state <> 'void'
    """,
    grid="grid",
    department="department",
    doers={"issued_at": "doer", "due": "doer", "closed_at": "doer", None: "doer"},
)
"""One row for each thing that is to be put right; it is his who does it."""

PLANNED_INSPECTIONS = Source(
    "planned_inspections",
    """
    SELECT k.id AS id, k.department AS department,
           CAST(strftime('%s', k.due || ' 12:00') AS INTEGER) AS due,
           substr(k.done_at, 1, 10) <= k.due AS is_in_time,
           coalesce(k.done_by, k.assignee) AS doer
    FROM task k JOIN plan p ON p.id = k.plan
    WHERE k.state NOT IN ('void', 'excused') AND p.type = 'inspection'
    UNION ALL
    SELECT i.id, i.department, CAST(strftime('%s', i.due_by || ' 12:00') AS INTEGER),
           substr(i.submitted_at, 1, 10) <= i.due_by, coalesce(i.inspected_by, i.assignee)
    FROM inspection i
    WHERE i.state <> 'void' AND i.plan IS NOT NULL AND i.due_by IS NOT NULL
    """,
    department="department",
    doers={"due": "doer"},
)
"""One row for each task that a plan of inspections made, and for each inspection that a plan made.

It is due on a day, the whole of it.
"""

HOUSEHOLDS = Source(
    "households",
    """
    SELECT u.id AS id, u.grid AS grid,
           CAST(strftime('%s', u.state_since || ' 12:00') AS INTEGER) AS lived_in_since
    FROM unit u
    WHERE u.state IN ('occupied', 'let')
    """,
    grid="grid",
)
"""One row for each unit in which somebody lives, and since when, where that is known.

A unit keeps no more than its present state: one that was left since then is not counted.
"""

REPORTERS = Source(
    "reporters",
    """
    SELECT e.id AS id, e.department AS department,
           w.due__n - 388800 AS told_of, w.due__n AS due, w.handed_in_at__n AS handed_in_at
    FROM staff e JOIN post p ON p.id = e.post
         LEFT JOIN weekly_report w ON w.reporter = e.id AND w.state <> 'void'
    WHERE e.state = 'active' AND p.weekly_report = 'yes'
    """,
    department="department",
    doers={None: "id"},
    repeats=True,
)
"""One row for each weekly report of those who owe one, or one for somebody without any.

``told_of`` is the noon of the Monday of its week.
"""
