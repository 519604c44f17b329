"""Certificates that are about to end, or have ended: who must renew which (S-168)."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from pm.office.office import Office

WARNINGS = (60, 30, 7)
"""So many days before its end a certificate is told, where the office did not say otherwise."""


class Expiring(NamedTuple):
    """A certificate of somebody who works here: its last day and how many days that is away.

    ``warning`` is the step that it has come to (60, 30, 7), or 0 once it is over.
    """

    staff: str
    name: str
    certificate: str
    qualification: str
    expires_on: date
    days_left: int
    warning: int


def expiring(office: Office, days: int | None = None) -> list[Expiring]:
    """Give the certificates that end within ``days``, the first to end first.

    Without ``days``, within the longest of the office's warnings. Those that are over are in it.
    """
    steps = _steps(office)
    today = office.now.date()
    last = today + timedelta(days=steps[-1] if days is None else days)
    rows = office.index.run(
        "SELECT s.id, s.name, c.id, c.qualification, c.expires_on FROM staff s"
        " JOIN staff__certificates c ON c.record_id = s.id"
        " WHERE s.state = 'active' AND c.ended_on IS NULL AND c.expires_on <= ?"
        " ORDER BY c.expires_on, s.id, c.id",
        (last.isoformat(),),
    )
    return [
        Expiring(staff, name, entry, qualification, day, left, _warning(left, steps))
        for staff, name, entry, qualification, text in rows
        for day in (date.fromisoformat(text),)
        for left in ((day - today).days,)
    ]


def longest_warning(office: Office) -> int:
    """Give how many days before its end a certificate is first told."""
    return _steps(office)[-1]


def _steps(office: Office) -> list[int]:
    settings: Any = office.rules.settings()
    return sorted((settings and settings.certificate_warnings) or WARNINGS)


def _warning(left: int, steps: list[int]) -> int:
    if left < 0:
        return 0
    return next((step for step in steps if left <= step), steps[-1])
