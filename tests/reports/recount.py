"""The figures counted again, by hand: every ticket's story is told event by event.

Nothing of :mod:`pm.reports` is used here, and no SQL: two ways that agree are worth a number.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from statistics import median
from typing import NamedTuple

from tests.reports.histories import DAY, History, Solved, Told


class Count(NamedTuple):
    """A figure as counted by hand."""

    value: object
    k: int | None = None
    n: int | None = None
    left_out: int = 0


class Span(NamedTuple):
    """A half-open period in epoch seconds."""

    since: int
    until: int

    def has(self, time: int | None) -> bool:
        return time is not None and self.since <= time < self.until


def story(one: Told) -> Iterator[tuple[int, str]]:
    """Tell what happened to a ticket after its receipt, in its order."""
    for part in one.solutions:
        for time, event in (
            (part.solved, "solved"),
            (part.closed, "closed"),
            (part.reopened, "reopened"),
        ):
            if time is not None:
                yield time, event
    if one.withdrawn is not None:
        yield one.withdrawn, "withdrawn"
    if one.passed_on is not None:
        yield one.passed_on, "passed on"


def stands(one: Told, moment: int) -> tuple[bool, bool]:
    """Tell whether a ticket was open and whether it was solved just before a moment."""
    is_open, is_solved = True, False
    for time, event in story(one):
        if time >= moment:
            break
        is_open = {
            "closed": False,
            "withdrawn": False,
            "passed on": False,
            "reopened": True,
        }.get(event, is_open)
        is_solved = {"solved": True, "reopened": False}.get(event, is_solved)
    return is_open, is_solved


def attempt_at(one: Told, moment: int) -> int:
    """Number the attempt under way just before a moment: each reopening begins another."""
    return sum(part.reopened is not None and part.reopened < moment for part in one.solutions)


def first(one: Told) -> Solved | None:
    return next((part for part in one.solutions if part.solved is not None), None)


def happened(history: History, span: Span, event: str) -> int:
    """Count the tickets to which something happened in a period, each once."""
    return sum(
        one.counts and any(name == event and span.has(time) for time, name in story(one))
        for one in history.tickets
    )


def received(history: History, span: Span) -> list[Told]:
    return [one for one in history.tickets if one.counts and span.has(one.received)]


def first_solved(history: History, span: Span) -> list[tuple[Told, Solved, int]]:
    found = []
    for one in history.tickets:
        part = first(one)
        if one.counts and part and part.solved is not None and span.has(part.solved):
            found.append((one, part, part.solved))
    return found


def open_at_end(history: History, span: Span) -> list[Told]:
    return [
        one
        for one in history.tickets
        if one.counts and one.received < span.until and stands(one, span.until)[0]
    ]


def dues_at_end(history: History, span: Span, *, gross: bool = False) -> list[int | None]:
    """Give the dues of what is open and not solved."""
    unsolved = [one for one in open_at_end(history, span) if not stands(one, span.until)[1]]
    attempts = [(one, attempt_at(one, span.until)) for one in unsolved]
    return [one.gross_due_of(place) if gross else one.due_of(place) for one, place in attempts]


def overdue_at_end(history: History, span: Span, *, gross: bool = False) -> Count:
    dues = dues_at_end(history, span, gross=gross)
    late = [due for due in dues if due is not None and due < span.until]
    return Count(len(late), left_out=dues.count(None))


def hours_overdue(history: History, span: Span) -> list[float]:
    dues = dues_at_end(history, span)
    return [(span.until - due) / 3600 for due in dues if due is not None and due < span.until]


def hours_open(history: History, span: Span) -> list[float]:
    return [(span.until - one.received) / 3600 for one in open_at_end(history, span)]


def middle(hours: list[float]) -> Count:
    return Count(round(median(hours), 2) if hours else None, n=len(hours))


def longest(hours: list[float]) -> Count:
    return Count(round(max(hours), 2) if hours else None, n=len(hours))


def leads(history: History, one: Told) -> bool:
    """Tell whether a ticket is the first of its incident, or of none."""
    gathered = [
        other
        for other in history.tickets
        if other.counts and one.incident is not None and other.incident == one.incident
    ]
    return not gathered or min(gathered, key=lambda other: (other.received, other.id)) is one


def incidents(history: History, span: Span) -> list[Told]:
    return [one for one in received(history, span) if leads(history, one)]


def due_solved(history: History, span: Span, *, gross: bool = False, urgent: bool = False) -> Count:
    """Count the first clocks of what is due in a period; what ended without counts only late."""
    k = n = 0
    for one in history.tickets:
        due = one.gross_due_of(0) if gross else one.due_of(0)
        is_asked = not urgent or (one.type, one.urgency) == ("repair", "urgent")
        if not (one.counts and is_asked and one.validity != "not-valid" and span.has(due)):
            continue
        assert due is not None
        opening = one.solutions[0] if one.solutions else Solved()
        ends = [one.withdrawn, one.passed_on]
        if one.solutions and opening.solved is None:
            ends = [opening.closed]
        in_time = opening.solved is not None and opening.solved <= due
        if in_time or not any(end is not None and end <= due for end in ends):
            k, n = k + in_time, n + 1
    return share(k, n)


def share(k: int, n: int, left_out: int = 0) -> Count:
    return Count(round(k / n, 4) if n else None, k, n, left_out)


def solved_on_time(history: History, span: Span, *, gross: bool = False) -> Count:
    found = first_solved(history, span)
    places = [(one, one.solutions.index(part), time) for one, part, time in found]
    dues = [
        (one.gross_due_of(place) if gross else one.due_of(place), time)
        for one, place, time in places
    ]
    with_due = [(due, time) for due, time in dues if due is not None]
    return share(
        sum(time <= due for due, time in with_due), len(with_due), len(found) - len(with_due)
    )


def median_hours(history: History, span: Span) -> Count:
    hours = [(time - one.received) / 3600 for one, _, time in first_solved(history, span)]
    return Count(round(median(hours), 2) if hours else None, n=len(hours))


def reopened_share(history: History, span: Span) -> Count:
    known = [one for one, part, _ in first_solved(history, span) if part.by is not None]
    again = [
        one
        for one in known
        if any(event == "reopened" and time < span.until for time, event in story(one))
    ]
    return share(len(again), len(known), len(first_solved(history, span)) - len(known))


def valid(found: list[Told]) -> Count:
    return Count(
        sum(one.validity == "valid" for one in found),
        left_out=sum(one.validity is None and one.system is not None for one in found),
    )


def complaints(history: History, span: Span) -> list[Told]:
    return [one for one in received(history, span) if one.type == "complaint"]


def not_valid(history: History, span: Span) -> Count:
    found = received(history, span)
    judged = [one for one in found if one.validity is not None]
    return share(
        sum(one.validity == "not-valid" for one in judged),
        len(judged),
        sum(one.validity is None and one.system is not None for one in found),
    )


def commits(history: History, span: Span, which: str) -> Count:
    found = {
        act.commit
        for act in history.acts
        if span.has(act.typed)
        and {
            "override": act.override is not None,
            "clock": act.clock is not None,
            "late": act.typed - act.at > DAY,
        }[which]
    }
    return Count(len(found))


def slugs(values: list[str | None]) -> Count:
    return Count(dict(Counter(value or "none" for value in values)), n=len(values))


def solved_by(history: History, span: Span, name: str) -> Count:
    values = [getattr(part, name) for _, part, _ in first_solved(history, span)]
    known = [value for value in values if value is not None]
    return slugs(known)._replace(left_out=len(values) - len(known))


RECOUNT: dict[str, Callable[[History, Span], Count]] = {
    "received": lambda history, span: Count(len(received(history, span))),
    "incidents_received": lambda history, span: Count(len(incidents(history, span))),
    "valid_received": lambda history, span: valid(received(history, span)),
    "valid_complaints_received": lambda history, span: valid(complaints(history, span)),
    "not_valid": not_valid,
    "withdrawn": lambda history, span: Count(happened(history, span, "withdrawn")),
    "passed_on": lambda history, span: Count(happened(history, span, "passed on")),
    "received_by_type": lambda history, span: slugs([o.type for o in received(history, span)]),
    "incidents_by_type": lambda history, span: slugs([o.type for o in incidents(history, span)]),
    "received_by_channel": lambda history, span: slugs(
        [one.channel for one in received(history, span)]
    ),
    "received_by_category": lambda history, span: slugs(
        [one.category for one in received(history, span)]
    ),
    "received_by_grid": lambda history, span: slugs([o.grid for o in received(history, span)]),
    "solved": lambda history, span: Count(len(first_solved(history, span))),
    "closed": lambda history, span: Count(happened(history, span, "closed")),
    "reopened": lambda history, span: Count(happened(history, span, "reopened")),
    "reopened_share": reopened_share,
    "solved_by_outcome": lambda history, span: solved_by(history, span, "outcome"),
    "solved_by_staff": lambda history, span: solved_by(history, span, "by"),
    "solved_on_time": solved_on_time,
    "solved_on_time_gross": lambda history, span: solved_on_time(history, span, gross=True),
    "due_solved": due_solved,
    "due_solved_gross": lambda history, span: due_solved(history, span, gross=True),
    "urgent_solved": lambda history, span: due_solved(history, span, urgent=True),
    "median_hours_to_solve": median_hours,
    "open_at_end": lambda history, span: Count(len(open_at_end(history, span))),
    "open_at_end_by_grid": lambda history, span: slugs(
        [o.grid for o in open_at_end(history, span)]
    ),
    "median_hours_open": lambda history, span: middle(hours_open(history, span)),
    "longest_hours_open": lambda history, span: longest(hours_open(history, span)),
    "overdue_at_end": overdue_at_end,
    "overdue_at_end_gross": lambda history, span: overdue_at_end(history, span, gross=True),
    "median_hours_overdue": lambda history, span: middle(hours_overdue(history, span)),
    "longest_hours_overdue": lambda history, span: longest(hours_overdue(history, span)),
    "overrides": lambda history, span: commits(history, span, "override"),
    "other_clock": lambda history, span: commits(history, span, "clock"),
    "late_entries": lambda history, span: commits(history, span, "late"),
}
