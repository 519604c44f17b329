"""The morning page (今日): its sections in the order of what burns first.

A new kind adds a section here and a test of it; nothing else has to know.
"""

from pm.i18n import Message, mark
from pm.reports.sections import Reason, Section, works_in
from pm.reports.ticket_sections import (
    APPOINTMENTS,
    ESCALATED,
    FEES,
    NOT_VALID,
    NOTICES,
    OVERDUE,
    PAUSED,
    PROMISED,
    SOON,
    UNASSIGNED,
    URGENT,
    VISITS,
)

# -- what was found wanting -----------------------------------------------------------------------


def _rectifications(key: str, label: Message, reason: Reason, needs: str = "") -> Section:
    return Section(
        key=key,
        label=label,
        kind="rectification",
        reasons=(reason,),
        columns=("finding", "grade", "liable"),
        more=("state", "department", "grid", "level", "liable"),
        staff="t.liable = :staff OR (t.liable IS NULL AND t.department = :own_department)",
        department="t.department = :department",
        grid="t.grid = :grid",
        needs=needs,
    )


RECTIFICATIONS = _rectifications(
    *("rectifications", mark("to be put right by today")),
    Reason(
        *("submit", "t.due"),
        "t.state IN ('issued', 'rejected', 'in-progress') AND t.due__n <= :soon",
        "",
    ),
)
VERIFICATIONS = _rectifications(
    *("verifications", mark("put right and to be seen")),
    Reason(
        *("verify", "t.fixed_at"),
        "t.state = 'submitted' AND (:reader IS NULL OR coalesce(t.fixed_by, '') <> :reader)",
        "pm rectification verify {id}",
    ),
    needs="rectification.verify",
)

CLIMBED = _rectifications(
    *("climbed", mark("put right too late and brought up")),
    Reason(
        *("see-to-it", "e.climbed_at"),
        "t.state IN ('issued', 'rejected', 'in-progress') AND e.level__n = t.level__n",
        "pm rectification show {id}",
        "JOIN rectification__escalations e ON e.record_id = t.id",
        label=mark("see to it"),
    ),
)._replace(
    columns=("finding", "liable", "level"),
    more=("state", "department", "grid"),
    staff="e.post = :post",
)


def _inspections(key: str, label: Message, *reasons: Reason, needs: str = "") -> Section:
    return Section(
        key=key,
        label=label,
        kind="inspection",
        reasons=reasons,
        columns=("checklist", "area", "assignee", "inspected_by"),
        more=("state", "department", "grid", "equipment", "assignee", "post", "inspected_by"),
        staff="""coalesce(t.inspected_by, t.assignee) = :staff
            OR (coalesce(t.inspected_by, t.assignee) IS NULL AND (t.post = :post
            OR (t.post IS NULL AND t.department = :own_department)))""",
        department="t.department = :department",
        grid="t.grid = :grid",
        needs=needs,
    )


INSPECTIONS = _inspections(
    *("inspections", mark("inspections not handed in")),
    Reason(
        *("score", "t.due_by"),
        "t.state = 'to-do' AND t.due_by <= :today",
        "pm inspection score {id}",
        is_day=True,
    ),
    Reason(
        *("submit", "t.inspected_at"),
        "t.state = 'in-progress'",
        "pm inspection score {id}",
    ),
)
REVIEWS = _inspections(
    *("reviews", mark("inspections to review")),
    Reason(
        *("review", "t.submitted_at"),
        "t.state = 'submitted'"
        " AND (:reader IS NULL OR (coalesce(t.inspected_by, '') <> :reader"
        " AND coalesce(t.submitted_by, '') <> :reader))",
        "pm inspection review {id}",
    ),
    needs="inspection.review",
)

# -- what was given to somebody -------------------------------------------------------------------


def _tasks(key: str, label: Message, reason: Reason, needs: str = "") -> Section:
    return Section(
        key=key,
        label=label,
        kind="task",
        reasons=(reason,),
        columns=("plan", "title", "assignee", "post"),
        more=("state", "assignee", "post", "department"),
        staff="""t.assignee = :staff OR (t.assignee IS NULL AND (t.post = :post
            OR (t.post IS NULL AND t.department = :own_department)))""",
        department=f"t.department = :department OR {works_in('t.assignee')}",
        needs=needs,
    )


TASKS = _tasks(
    *("tasks", mark("tasks to do by today")),
    Reason(
        *("finish", "t.due", "t.state IN ('to-do', 'overdue') AND t.due <= :today"),
        "pm task finish {id}",
        is_day=True,
    ),
)
SIGNATURES = _tasks(
    *("signatures", mark("tasks to sign off")),
    Reason(
        *("sign", "t.done_at"),
        "t.state = 'to-sign' AND (:reader IS NULL OR coalesce(t.done_by, '') <> :reader)",
        "pm task sign {id}",
    ),
    needs="task.sign",
)
ORDERS = Section(
    key="orders",
    label=mark("orders to carry out by today"),
    kind="order",
    reasons=(
        Reason("finish", "t.due", "t.state IN ('issued', 'in-hand') AND t.due__n <= :soon", ""),
    ),
    columns=("title", "owner"),
    more=("state", "owner"),
    staff="t.owner = :staff",
    department=works_in("t.owner"),
)
SHIFTS = Section(
    key="shifts",
    label=mark("shifts to take over"),
    kind="shift",
    reasons=(
        Reason(
            *("take-over", "t.handed_over_at"),
            "t.state = 'handed-over' AND (:reader IS NULL OR coalesce(t.handed_over_by, '')"
            " <> :reader)",
            "pm shift take-over {id}",
        ),
    ),
    columns=("shift_time", "handed_over_by"),
    more=("state", "handed_over_by"),
    needs="shift.take-over",
)


def _loans(key: str, label: Message, reason: Reason, needs: str) -> Section:
    return Section(
        key=key,
        label=label,
        kind="dossier_loan",
        reasons=(reason,),
        columns=("resident", "borrower", "purpose"),
        more=("state", "borrower"),
        staff="t.borrower = :staff",
        department=works_in("t.borrower"),
        needs=needs,
    )


REQUESTS = _loans(
    *("requests", mark("files asked for")),
    Reason(
        *("lend", "t.requested_at"),
        "t.state = 'requested' AND (:reader IS NULL OR coalesce(t.borrower, '') <> :reader)",
        "pm dossier-loan lend {id}",
    ),
    needs="dossier_loan.lend",
)
LOANS = _loans(
    *("loans", mark("files to be back by today")),
    Reason(
        *("return", "t.due_on", "t.state IN ('lent', 'overdue') AND t.due_on <= :today"),
        "pm dossier-loan return {id}",
        is_day=True,
    ),
    needs="dossier_loan.return",
)
CERTIFICATES = Section(
    key="certificates",
    label=mark("certificates about to end"),
    kind="staff",
    reasons=(
        Reason(
            *("renew-certificate", "e.expires_on"),
            "t.state = 'active' AND e.ended_on IS NULL AND e.expires_on <= :certified_until",
            "pm staff renew-certificate {id} --certificate {entry} --expires-on DAY",
            "JOIN staff__certificates e ON e.record_id = t.id",
            is_day=True,
            entry="e.id",
            detail="e.qualification",
        ),
    ),
    columns=("name", "post"),
    more=("state", "department"),
    staff="t.id = :staff",
    department="t.department = :department",
    needs="staff.certify",
    detail="qualification",
)

MORNING = (
    SHIFTS,
    URGENT,
    OVERDUE,
    PROMISED,
    APPOINTMENTS,
    ESCALATED,
    SOON,
    VISITS,
    PAUSED,
    RECTIFICATIONS,
    CLIMBED,
    VERIFICATIONS,
    TASKS,
    SIGNATURES,
    ORDERS,
    INSPECTIONS,
    REVIEWS,
    UNASSIGNED,
    NOT_VALID,
    NOTICES,
    FEES,
    REQUESTS,
    LOANS,
    CERTIFICATES,
)
"""The sections of the page, what burns first above."""
