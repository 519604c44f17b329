"""What a section of the morning page is: records that wait for somebody, found by their stamps.

A section is a value: whose records it gathers, why each stands there and by when, whom it concerns.
A reason is a predicate over the table ``t`` of its kind in the tables of the index, in portable
SQL. It must begin with what few records have (an open state, a time that is near), so that no page
is slower for what was closed: a test reads the plan of every query.

A predicate may use the values of :class:`Moment` and :class:`Concerned` under their names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from pm.i18n import Message
from pm.model.labels import label
from pm.model.times import midnight

Run: TypeAlias = Callable[[str, Mapping[str, Any]], Iterable[tuple[Any, ...]]]
"""Runs a statement over the tables of the index."""

SOON = timedelta(hours=2)
"""What is due within this time is due soon, and whatever is due before midnight."""
FORGOTTEN = timedelta(days=30)
"""A return visit that is not owed is asked for no longer once its due is so long ago."""

DUES = ("due", "due_on", "due_by", "promised_at", "expected_at", "from_at", "expires_on")
"""How the columns end that hold a time by which something is to be done."""


class Reason(NamedTuple):
    """Why a record stands in a section.

    ``key`` is the verb that is asked for, unless ``label`` says it in other words. ``when`` is the
    SQL of a clear time or day on disk, by which the section is sorted; ``join`` brings in the list
    that holds it, as ``e``. Where a record may stand there with several entries, ``entry`` is the
    SQL that tells them apart and ``detail`` what is clear to say of each. ``next`` is the command
    to type, with ``{id}`` (and ``{entry}``); where it is empty, or the state of the record has no
    such verb, it is the verb that leads on. What is to be done ``at_once`` is late from then on.
    """

    key: str
    when: str
    where: str
    next: str
    join: str = ""
    label: Message | None = None
    is_day: bool = False
    at_once: bool = False
    entry: str = "NULL"
    detail: str = "NULL"

    @property
    def words(self) -> Message:
        """Say it to people."""
        return self.label or label("verb", self.key)

    @property
    def is_due(self) -> bool:
        """Whether the time is one by which something is to be done, not one since when it waits."""
        return self.at_once or self.when.rpartition(".")[2].endswith(DUES)

    @property
    def order(self) -> str:
        """Give what sorts it: the number of a time, a day as it is written."""
        return self.when if self.is_day else f"{self.when}__n"


class Section(NamedTuple):
    """One section of the page.

    ``columns`` are fields of the kind that people see, ``more`` those that scripts get besides.
    ``staff``, ``department`` and ``grid`` are predicates that say whom a record concerns; where one
    is empty the section is on no page of such. Whoever holds the capability ``needs`` is concerned
    by all of it, but for what lies in other grids than those that he answers for.
    """

    key: str
    label: Message
    kind: str
    reasons: tuple[Reason, ...]
    columns: tuple[str, ...]
    more: tuple[str, ...] = ()
    staff: str = ""
    department: str = ""
    grid: str = ""
    needs: str = ""
    detail: str = ""
    """The name of the field that the detail of each reason is, if there is one."""
    must_read: bool = False
    """Whether it is left out for whom a record is kept from: he could do nothing about it."""


def works_in(column: str) -> str:
    """Write that whoever stands in a column works in the department of a page."""
    return f"{column} IN (SELECT s.id FROM staff s WHERE s.department = :department)"  # noqa: S608  # a column of this program


class Moment(NamedTuple):
    """When a page is made: seconds since 1970, and days as they are written."""

    now: int
    soon: int
    tomorrow: int
    forgotten: int
    today: str
    certified_until: str

    @classmethod
    def of(cls, now: datetime, days_ahead: int) -> "Moment":
        """Give the moment of a time in the office's zone.

        ``days_ahead`` is how long before its last day a certificate is warned of.
        """
        assert now.tzinfo is not None  # noqa: S101  # every time of an office has its zone
        tomorrow = midnight(now.date() + timedelta(days=1), now.tzinfo)
        return cls(
            now=_seconds(now),
            soon=_seconds(max(tomorrow, now + SOON)),
            tomorrow=_seconds(tomorrow),
            forgotten=_seconds(now - FORGOTTEN),
            today=now.date().isoformat(),
            certified_until=(now.date() + timedelta(days=days_ahead)).isoformat(),
        )


def _seconds(time: datetime) -> int:
    return int(time.timestamp())


class Concerned(NamedTuple):
    """Whose page it is: a member of staff with his post and department, a department, a grid.

    All are none for the page of the whole office. ``reader`` is who makes what is to be made by
    somebody else than who did what came before: whose page it is, else who reads it.
    """

    staff: str | None = None
    post: str | None = None
    own_department: str | None = None
    department: str | None = None
    grid: str | None = None
    reader: str | None = None


class Standing(NamedTuple):
    """A record that stands in a section, why, and the time or day for which it does."""

    id: str
    reason: Reason
    when: str
    entry: str | None = None
    detail: str | None = None


OF_OWN_GRIDS = """(NOT EXISTS (SELECT 1 FROM grid g WHERE g.steward = :staff)
    OR t.grid IS NULL OR t.grid IN (SELECT g.id FROM grid g WHERE g.steward = :staff))"""
"""Whoever answers for grids looks after those; who answers for none looks after all."""


def standing(
    run: Run,
    section: Section,
    moment: Moment,
    concerned: Concerned,
    may: Callable[[str], bool] = lambda _capability: False,
) -> list[Standing]:
    """Give the records of a section, what is due first above; each stands there once.

    ``may`` tells whether the member of staff whose page it is holds a capability.
    """
    condition = _condition(section, concerned, may)
    if condition is None:
        return []
    reasons = {reason.key: reason for reason in section.reasons}
    parts = [_statement(section, reason, condition) for reason in section.reasons]
    statement = f"{' UNION ALL '.join(parts)} ORDER BY 4, 1, 5"
    found: dict[tuple[str, str | None], Standing] = {}
    for record_id, key, when, _, entry, detail in run(
        statement, {**moment._asdict(), **concerned._asdict()}
    ):
        one = Standing(record_id, reasons[key], when, entry, detail)
        found.setdefault((record_id, entry), one)
    return list(found.values())


def _statement(section: Section, reason: Reason, condition: str) -> str:
    columns = (reason.when, reason.order, reason.entry, reason.detail)
    return (
        f"SELECT t.id, '{reason.key}', {', '.join(columns)}"  # noqa: S608  # no value is in it
        f' FROM "{section.kind}" t {reason.join} WHERE ({reason.where}) AND {judged(condition)}'
    )


def judged(condition: str) -> str:
    """Give a condition that is judged of each row that was found, and by which none is looked for.

    Else a database may begin with everything that was ever assigned to somebody.
    """
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END = 1"


def _condition(section: Section, concerned: Concerned, may: Callable[[str], bool]) -> str | None:
    """Give what limits a section to those whom the page concerns; none if it is not theirs."""
    conditions = list(_conditions(section, concerned, may))
    if "" in conditions:
        return None
    return " AND ".join(f"({condition})" for condition in conditions) or "1 = 1"


def _conditions(
    section: Section, concerned: Concerned, may: Callable[[str], bool]
) -> Iterator[str]:
    if concerned.staff is not None:
        all_of_it = section.needs and may(section.needs)
        yield (OF_OWN_GRIDS if section.grid else "1 = 1") if all_of_it else section.staff
    if concerned.department is not None:
        yield section.department
    if concerned.grid is not None:
        yield section.grid
