"""A source: what figures count from, and by what it can be narrowed."""

from collections.abc import Mapping
from typing import NamedTuple


class Source(NamedTuple):
    """A view that figures count from: one row for each thing that can be counted."""

    name: str
    sql: str
    repeats: bool = False
    """Whether several rows of one period can stand for the same thing."""
    grid: str | None = None
    """The grid of a row, in SQL over its columns; none where it has none."""
    department: str | None = None
    """The department that a row belongs to; none where it has none."""
    doers: Mapping[str | None, str] = {}
    """Who did what a row tells, by the time column that puts it into a period."""


COUNTS = "t.state NOT IN ('void', 'duplicate')"
"""Holds for a ticket ``t`` that counts."""
ENDED = "coalesce(t.withdrawn_at__n, t.passed_on_at__n)"
"""When a ticket ``t`` was taken back, or went to somebody outside."""
GRID = "(SELECT g.grid FROM ticket g WHERE g.id = of_ticket)"
"""The grid of the ticket ``of_ticket``."""
DEPARTMENT = """
    (SELECT coalesce(d.department,
                     (SELECT e.department FROM staff e WHERE e.id = d.assignee),
                     (SELECT c.department FROM category c WHERE c.id = d.category))
     FROM ticket d WHERE d.id = of_ticket)
"""
"""The department of the ticket ``of_ticket``: to which it was given, else that of its category."""


def of_tickets(
    name: str, sql: str, doers: Mapping[str | None, str], *, repeats: bool = False
) -> Source:
    """Give a source whose rows have the column ``of_ticket`` and lie where the ticket lies."""
    return Source(name, sql, repeats, GRID, DEPARTMENT, doers)
