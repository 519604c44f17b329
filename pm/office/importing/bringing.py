"""Bringing a file in: every good row becomes a record, all of them in one commit."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Conflict, Invalid, NotFound, Refused
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator
from pm.model.groups import PersonEntry
from pm.model.kind import Kind
from pm.model.record import VOID
from pm.model.values import Words
from pm.office.desk import at_desk
from pm.office.importing.configuration import Catalogue, Known
from pm.office.importing.maps import find_map
from pm.office.importing.plan import KEY, SYSTEM, Plan, make_plan
from pm.office.importing.problems import RowProblem
from pm.office.importing.reading import Form, Row, Sheet, read_sheet
from pm.office.importing.rows import Draft, RowReader
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances

Watch: TypeAlias = Callable[[Sequence[Row]], Iterable[Row]]
"""Gives the rows one after the other, and may show how far it is."""


class Incoming(NamedTuple):
    """A file as somebody hands it in: its name, its bytes, and how to read it.

    ``map`` is a slug or a path; ``suffix`` says the format where the name has one.
    """

    name: str
    data: bytes
    map: str
    suffix: str = ""
    encoding: str | None = None


class Imported(NamedTuple):
    """What became of a file: how many rows came in, were there or stay outside, and why."""

    file: str
    kind: Kind
    system: str
    imported: int
    unchanged: int
    made: tuple[tuple[Kind, tuple[str, ...]], ...]
    passed_over: tuple[str, ...]
    outside: int
    errors: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    notes: tuple[Message, ...]
    commit: str | None


def bring_in(
    office: Office,
    incoming: Incoming,
    *,
    by: str | None = None,
    watch: Watch = iter,
    dry_run: bool = False,
) -> Imported:
    """Bring a file in; rows with a problem stay outside and are named.

    A row whose key is there already changes nothing. Raises where the map or the file as a whole
    cannot be used; nothing is recorded then.
    """
    found = find_map(office, incoming.map).record
    plan = make_plan(found, office.zone, office.rules.settings().language)
    form = Form(
        incoming.suffix, incoming.encoding or plan.encoding, plan.delimiter, set(plan.columns)
    )
    sheet = read_sheet(incoming.data, form)
    _refuse_missing_columns(plan, sheet, incoming.name)
    with at_desk(office, dry_run=dry_run) as desk:
        acting = desk.acting(office.acting_staff(desk.entering()), Circumstances(by=by))
        office.index.refresh()
        intake = Intake(office, plan, acting)
        for row in watch(sheet.rows):
            intake.take(row)
        intake.finish()
        commit = desk.record(acting, bulk=plan.system) if acting.deeds else None
    return intake.result(incoming.name, sheet, None if dry_run else commit)


def _refuse_missing_columns(plan: Plan, sheet: Sheet, file: str) -> None:
    missing = [name for name in plan.required if name not in sheet.columns]
    if missing:
        raise Invalid(
            mark("{file} lacks columns that the map names", file=file),
            details=[mark("column {name}", name=name) for name in missing],
            hint=mark("the file has: {names}", names=", ".join(sheet.columns)),
        )


class Intake:
    """The rows of one file on their way in."""

    def __init__(self, office: Office, plan: Plan, acting: Acting) -> None:
        """Take the office as the index knows it under the lock."""
        self._plan = plan
        self._acting = acting
        self._catalogues = {kind.name: _catalogue(office, kind, plan) for kind in plan.creates}
        entering = acting.entering.in_clear()
        self._rows = RowReader(plan, entering, self._catalogues, self._draw)
        self._there = _keys(office, plan)
        self._seen: dict[str, int] = {}
        self._joint: dict[str, list[Row]] = {}
        self._imported = self._unchanged = self._outside = 0
        self._made: dict[str, list[str]] = {kind.name: [] for kind in plan.creates}
        self._errors: list[RowProblem] = []
        self._warnings: list[RowProblem] = []

    def take(self, row: Row) -> None:
        """Take one row in, unless it is there already or something is wrong with it.

        Rows that make a record together wait for each other.
        """
        key, plan = self._rows.key(row), self._plan
        first = self._seen.setdefault(key, row.line) if key else row.line
        if first != row.line and not plan.lists:
            reason = mark("line {line} has the same key; the first of the two counts", line=first)
            self._refuse([row], [RowProblem(row.line, plan.key, key, reason)])
        elif key in self._there:
            self._unchanged += 1
        elif not plan.lists:
            self._take_record([row])
        else:
            self._joint.setdefault(key, []).append(row)

    def finish(self) -> None:
        """Take in the records that several rows make together."""
        for rows in self._joint.values():
            self._take_record(rows)

    def _take_record(self, rows: Sequence[Row]) -> None:
        """Make one record of its rows: of all of them, or not at all."""
        reading = self._rows.read_record(rows)
        problems = reading.problems
        if reading.draft is not None and (problem := self._make(reading.draft)) is not None:
            problems = [RowProblem(rows[0].line, "", "", problem)]
        if problems:
            self._refuse(rows, problems)
        elif reading.draft is not None:
            self._imported += len(rows)
            self._warnings += reading.warnings

    def _refuse(self, rows: Sequence[Row], problems: Sequence[RowProblem]) -> None:
        self._errors += problems
        self._outside += len(rows)
        if len(rows) > 1:
            first = rows[0]
            reason = mark("a record comes in whole: its {count} rows stay outside", count=len(rows))
            self._errors.append(
                RowProblem(first.line, self._plan.key, self._rows.key(first), reason)
            )

    def _draw(self, entry: type[Any]) -> dict[str, str]:
        drawn = {"id": self._acting.new_entry_id()}
        if issubclass(entry, PersonEntry):
            drawn["data_subject"] = self._acting.new_subject()
        return drawn

    def _make(self, draft: Draft) -> Message | None:
        """Make the record and the configuration that it needs; give why it cannot be made."""
        plan, acting = self._plan, self._acting
        for catalogue, slug in draft.slugs:
            if catalogue.make(acting, slug):
                self._made[catalogue.kind.name].append(slug)
        try:
            acting.make(plan.kind, plan.verb, draft.values, day=draft.happened)
        except (Conflict, Invalid, NotFound) as error:
            return error.message
        except Refused as refused:
            if not refused.details:  # not this row is refused, but who acts
                raise
            return refused.details[0]
        return None

    def result(self, file: str, sheet: Sheet, commit: str | None) -> Imported:
        """Say what became of the file."""
        named = set(self._plan.columns)
        return Imported(
            file=file,
            kind=self._plan.kind,
            system=self._plan.system,
            imported=self._imported,
            unchanged=self._unchanged,
            made=tuple(
                (kind, tuple(self._made[kind.name]))
                for kind in self._plan.creates
                if self._made[kind.name]
            ),
            passed_over=tuple(name for name in sheet.columns if name and name not in named),
            outside=self._outside + len(sheet.broken),
            errors=tuple(sorted([*sheet.broken, *self._errors], key=lambda one: one.line)),
            warnings=tuple(self._warnings),
            notes=tuple(self._notes()),
            commit=commit,
        )

    def _notes(self) -> Iterable[Message]:
        for catalogue in self._catalogues.values():
            if catalogue.unused:
                yield mark(
                    "the file names what is retired; it is used all the same: {ids}",
                    ids=", ".join(catalogue.unused),
                )


def _keys(office: Office, plan: Plan) -> set[str]:
    """Give the keys of the rows of this system that are in the office; void ones are not."""
    filters = [
        Filter(SYSTEM, Operator.ANY_OF, (plan.system,)),
        Filter("state", Operator.ANY_OF, (VOID,), negated=True),
    ]
    found = office.index.select(plan.kind, filters, columns=[KEY])
    return {key for (key,) in found.rows if key is not None}


def _catalogue(office: Office, kind: Kind, plan: Plan) -> Catalogue:
    """Give what the office has of a kind; what was struck out is made anew."""
    names = [f"name_{language}" for language in Words.__struct_fields__]
    found = office.index.select(kind, columns=["id", "state", *names])
    known = (
        Known(record_id or "", tuple(filter(None, words)), state == kind.record.initial)
        for record_id, state, *words in found.rows
        if state != VOID
    )
    return Catalogue(kind, plan.language, known)
