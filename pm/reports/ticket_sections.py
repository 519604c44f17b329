"""What waits of tickets: clocks, promises, appointments, return visits, what the desk sees to."""

from collections.abc import Iterator

from pm.i18n import Message, mark
from pm.reports.sections import Reason, Section, judged, works_in

WAITING = ("received", "triaged", "assigned")
"""Nobody has accepted the ticket yet."""
RUNNING = (*WAITING, "accepted", "arrived", "in-progress")
"""Its clocks run; those of a paused ticket do not, so that it is not overdue."""
UNDER_WAY = (*RUNNING, "paused")
VISITED_LATER = ("solved", "closed")
"""Where it stands while a return visit may be made that is not owed."""
TO_SETTLE = (*UNDER_WAY, "awaiting-visit", "solved")
"""Where fee and notice can still be seen to."""


def _in(states: tuple[str, ...]) -> str:
    return "t.state IN ({})".format(", ".join(f"'{state}'" for state in states))


def _tickets(  # noqa: PLR0913  # a section has as many parts
    key: str,
    label: Message,
    reasons: tuple[Reason, ...],
    *,
    columns: tuple[str, ...] = ("title", "assignee"),
    staff: str = "",
    needs: str = "",
    must_read: bool = False,
) -> Section:
    """Give a section of tickets, which concern whom tickets concern."""
    return Section(
        key=key,
        label=label,
        kind="ticket",
        reasons=reasons,
        columns=columns,
        more=("state", "type", "urgency", "grid", "department", "accountable", "assignee"),
        staff=staff or _STAFF,
        department=_DEPARTMENT,
        grid="t.grid = :grid",
        needs=needs,
        must_read=must_read,
    )


_STAFF = """t.assignee = :staff OR t.accountable = :staff
    OR (t.assignee IS NULL AND (t.accepted_by = :staff OR t.department = :own_department))"""
_DEPARTMENT = f"t.department = :department OR {works_in('t.assignee')}"

# -- clocks ---------------------------------------------------------------------------------------

VALID = "coalesce(t.validity, '') <> 'not-valid'"
"""It is the office's to see to, as far as is known: what is not valid is only closed."""
REPLIED = """EXISTS (SELECT 1 FROM ticket__replies r WHERE r.record_id = t.id
    AND r.replied_at__n >= coalesce((SELECT max(s.reopened_at__n) FROM ticket__solutions s
                                     WHERE s.record_id = t.id), 0))"""
"""The caller was told something since the ticket was last taken up."""
KEPT = """EXISTS (SELECT 1 FROM ticket__replies r WHERE r.record_id = t.id
    AND r.due__n = t.promised_at__n)"""
"""There is a reply that was due when this one was promised; a solution is an answer too."""


def _clocks(due: str) -> Iterator[Reason]:
    """Give the clocks of a ticket that run and whose due fits.

    A reply that was promised is not among them: it has a section of its own.
    """
    yield Reason(
        *("accept", "t.accept_due"),
        f"t.state = 'assigned' AND t.accept_due__n {due}",
        "pm ticket accept {id}",
    )
    yield Reason(
        *("reply", "t.reply_due"),
        f"{_in(RUNNING)} AND {VALID} AND t.promised_at IS NULL AND t.reply_due__n {due}"
        f" AND NOT {REPLIED}",
        "pm ticket reply {id}",
    )
    yield Reason(
        *("arrive", "t.arrive_due"),
        "t.state IN ('accepted', 'in-progress') AND t.arrived_at IS NULL"
        f" AND t.arrive_due__n {due}",
        "pm ticket arrive {id}",
    )
    yield Reason(
        *("solve", "t.due"),
        f"{_in(RUNNING)} AND {VALID} AND t.due__n {due}",
        "pm ticket solve {id}",
    )


URGENT = _tickets(
    *("urgent", mark("urgent and not accepted")),
    (
        Reason(
            *("accept", "t.received_at"),
            f"{_in(WAITING)} AND t.urgency = 'urgent' AND {VALID}",
            "",
            at_once=True,
        ),
    ),
)
OVERDUE = _tickets("overdue", mark("overdue"), tuple(_clocks("< :now")))
PROMISED = _tickets(
    *("promised", mark("replies promised by today")),
    (
        Reason(
            *("reply", "t.promised_at"),
            f"{_in(UNDER_WAY)} AND t.promised_at__n <= :soon AND NOT {KEPT}",
            "pm ticket reply {id}",
        ),
    ),
)
APPOINTMENTS = _tickets(
    *("appointments", mark("appointments of today")),
    (
        Reason(
            *("arrive", "e.from_at"),
            f"{_in(UNDER_WAY)} AND e.outcome IS NULL AND e.from_at__n < :tomorrow",
            "pm ticket arrive {id}",
            "JOIN ticket__appointments e ON e.record_id = t.id",
        ),
    ),
)
ESCALATED = _tickets(
    *("escalated", mark("escalated and not answered")),
    (
        Reason(
            *("answer", "e.raised_at"),
            f"{_in(UNDER_WAY)} AND e.answered_at IS NULL",
            "pm ticket answer {id}",
            "JOIN ticket__escalations e ON e.record_id = t.id",
        ),
    ),
    columns=("title", "assignee", "level"),
    staff="e.post = :post",
)
SOON = _tickets(*("soon", mark("due today")), tuple(_clocks("BETWEEN :now AND :soon")))
PAUSED = _tickets(
    *("paused", mark("waiting longer than expected")),
    (
        Reason(
            *("resume", "e.expected_at"),
            "t.state = 'paused' AND e.resumed_at IS NULL AND e.expected_at__n <= :soon",
            "pm ticket resume {id}",
            "JOIN ticket__pauses e ON e.record_id = t.id",
        ),
    ),
)

# -- return visits --------------------------------------------------------------------------------

SOLVER = """(SELECT s.solved_by FROM ticket__solutions s WHERE s.record_id = t.id
    ORDER BY s.position DESC LIMIT 1)"""
ASKED = """EXISTS (SELECT 1 FROM ticket__visits v WHERE v.record_id = t.id
    AND v.stage = 'completed' AND v.reached <> 'no-answer'
    AND v.visited_at__n >= (SELECT max(s.solved_at__n) FROM ticket__solutions s
                            WHERE s.record_id = t.id))"""
"""The last solution was asked about, with or without an answer."""
TO_ASK = f"""t.id IN (SELECT o.id FROM ticket o WHERE o.state = 'awaiting-visit'
        UNION SELECT o.id FROM ticket o WHERE o.visit_due__n >= :forgotten)
    AND {judged(_in(("awaiting-visit", *VISITED_LATER)))} AND {judged("t.visit_due IS NOT NULL")}
    AND NOT {ASKED} AND (:reader IS NULL OR coalesce({SOLVER}, '') <> :reader)"""  # noqa: S608  # no value is in it
"""A return visit is to be made, and not by who solved it."""
CALLER = """coalesce(t.caller_resident, t.caller_capacity, t.caller_name, t.caller_phone,
    t.caller_unit, t.caller_name_absent, t.caller_phone_absent, t.caller_unit_absent)"""
"""Something is known of a caller; where nobody called, the work is accepted on the spot."""

VISITS = _tickets(
    *("visits", mark("return visits to make")),
    (
        Reason(
            *("call", "t.visit_due", f"{TO_ASK} AND {CALLER} IS NOT NULL", "pm call {id}"),
            label=mark("call"),
        ),
        Reason(
            *("acceptance", "t.visit_due", f"{TO_ASK} AND {CALLER} IS NULL"),
            "pm ticket visit {id} --method acceptance",
            label=mark("acceptance on the spot"),
        ),
        Reason(
            *("middle", "t.accepted_at"),
            f"""t.state IN ('arrived', 'in-progress') AND t.type = 'special'
                AND NOT EXISTS (SELECT 1 FROM ticket__visits v WHERE v.record_id = t.id
                                AND v.stage = 'middle' AND v.reached <> 'no-answer')
                AND {CALLER} IS NOT NULL
                AND (:reader IS NULL OR coalesce(t.assignee, t.accepted_by, '') <> :reader)""",  # noqa: S608  # as above
            "pm call {id}",
            label=mark("call meanwhile"),
        ),
    ),
    columns=("type", "title"),
    staff="t.accountable = :staff",
    needs="ticket.visit",
    must_read=True,
)

# -- what the desk sees to ------------------------------------------------------------------------

UNASSIGNED = _tickets(
    *("unassigned", mark("not given to anybody")),
    (
        Reason(
            *("assign", "t.received_at"),
            "t.state IN ('received', 'triaged') AND coalesce(t.urgency, '') <> 'urgent'"
            f" AND {VALID}",
            "",
        ),
    ),
    columns=("type", "title"),
    staff="t.accountable = :staff",
    needs="ticket.assign",
)
NOT_VALID = _tickets(
    *("not-valid", mark("not valid and not closed")),
    (
        Reason(
            *("close", "t.received_at"),
            f"t.state = 'triaged' AND NOT {VALID}",
            "pm ticket close {id}",
        ),
    ),
    columns=("type", "title"),
    staff="t.accountable = :staff",
    needs="ticket.close",
)
NOTICES = _tickets(
    *("notices", mark("notices to post")),
    (
        Reason(
            *("post-notice", "t.received_at"),
            f"{_in(TO_SETTLE)} AND t.common_problem__n = 1 AND t.posted_at IS NULL",
            "pm ticket post-notice {id}",
        ),
    ),
    columns=("title", "grid"),
    staff="t.accountable = :staff",
    needs="ticket.post-notice",
)
FEES = _tickets(
    *("fees", mark("fees to settle")),
    (
        Reason(
            *("settle", "t.received_at"),
            f"{_in(TO_SETTLE)} AND t.fee IS NOT NULL"
            " AND t.settled_at IS NULL AND t.waived_at IS NULL",
            "pm ticket settle {id}",
        ),
    ),
    columns=("title", "fee"),
    staff="t.accountable = :staff",
    needs="ticket.settle",
)
