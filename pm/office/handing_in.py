"""Handing in a weekly report: the figures of somebody's week, with what he has to tell (S-054)."""

from collections.abc import Iterator

from pm.errors import Invalid
from pm.i18n import mark
from pm.model.times import week_name
from pm.office import registry
from pm.office.desk import Command, Desk, Written
from pm.office.office import Office
from pm.office.performing import Circumstances
from pm.reports.papers import Report

NOUN = "weekly_report"


def hand_in(desk: Desk, office: Office, paper: Report, text: str | None) -> Written:
    """Hand in the paper of somebody's week; a report that he has begun is the one handed in."""
    if paper.period.start > office.now:
        raise Invalid(
            mark("the week {week} has not begun", week=week_name(paper.period.first_day)),
            hint=mark("hand in the present one: pm report weekly --hand-in --text TEXT"),
        )
    staff, week = paper.only["staff"], week_name(paper.period.first_day)
    draft = office.index.run(
        f"SELECT id FROM {NOUN} WHERE reporter = ? AND week = ? AND state = 'draft'",  # noqa: S608  # a kind's name
        (staff, week),
    )
    given: dict[str, str | list[str]] = {"figures": list(figures(paper))}
    if text is not None:
        given["text"] = text
    if not draft:
        given |= {"reporter": staff, "week": week}
    kind = registry.kind(NOUN)
    records = tuple(record_id for (record_id,) in draft)
    act = Command(kind, "hand-in" if draft else "write", given, Circumstances(), records)
    return desk.act(office.acting_staff(desk.entering()), act)


def figures(paper: Report) -> Iterator[str]:
    """Give the numbers of a paper as they stand in the report that is handed in."""
    for line in paper.lines:
        value = line.now.value
        if isinstance(value, (int, float)):
            yield f"{line.now.key}={value}"
