"""From a row of a file to the values of a record: bad values are named, doubtful ones told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from pm.i18n import Message, mark
from pm.model.field_types import Entering
from pm.model.problem import BadValue
from pm.model.times import minute
from pm.model.values import Personal
from pm.office.importing.configuration import Catalogue
from pm.office.importing.plan import KEPT, KEY, SOURCE, SYSTEM, Plan, Step, folded
from pm.office.importing.problems import RowProblem
from pm.office.importing.reading import Row
from pm.office.importing.values import FileEntering, ValueReader
from pm.office.leaks import leaks_in_text

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years whose days an id can tell."""

Draw: TypeAlias = Callable[[type[Any]], dict[str, str]]
"""Gives what a new entry of a class cannot be told: its id, and the subject of a person."""


class Draft(NamedTuple):
    """What a row gives: the values of its record, when that began, and the slugs that it names.

    ``happened`` is none where the id of the record tells no day.
    """

    values: dict[str, Any]
    happened: datetime | None
    slugs: tuple[tuple[Catalogue, str], ...]


class Reading(NamedTuple):
    """What became of a row: a draft, or its problems; in either case what is doubtful."""

    draft: Draft | None
    problems: list[RowProblem]
    warnings: list[RowProblem]


class RowReader:
    """Reads the rows of one file by its plan; ``parsed`` holds values by their option names."""

    def __init__(
        self,
        plan: Plan,
        entering: Entering,
        catalogues: Mapping[str, Catalogue],
        draw: Draw,
    ) -> None:
        """Take the plan, the office, the configuration that may be made, and who draws ids."""
        self._plan = plan
        self._draw = draw
        self._office_zone = entering.zone
        self._entering = FileEntering(entering, plan.zone)
        self._values = ValueReader(plan, self._entering, catalogues)
        self._linking = [
            (step.name, catalogue)
            for step in plan.steps
            if (catalogue := self._values.catalogue(step.leaf)) is not None
        ]
        self._of_entries = plan.entry_columns
        self._facts = [step for step in plan.steps if step.is_fact]
        self._beginning = next((step for step in plan.steps if step.name == plan.happened), None)
        self._needed = {
            field.name
            for field in plan.kind.offered(plan.verb)
            if field.group is not None and field.required and not field.many
        } - {SOURCE}
        self._groups = {
            field.name: field.group for field in plan.kind.offered(plan.verb) if field.group
        }

    def key(self, row: Row) -> str:
        """Give the key of a row."""
        return row.cells.get(self._plan.key, "").strip()

    def read_record(self, rows: Sequence[Row]) -> Reading:
        """Read the rows of one record; all that is wrong with any of them is named.

        What a later row does not say of the record itself, it says as the first one.
        """
        if len(rows) == 1:
            return self.read(rows[0])
        whole = [rows[0], *(self._continued(row, rows[0]) for row in rows[1:])]
        readings = [self.read(row) for row in whole]
        problems = [problem for reading in readings for problem in reading.problems]
        warnings = [warning for reading in readings for warning in reading.warnings]
        pairs = list(zip(rows, readings, strict=True))
        drafts = [(row, reading.draft) for row, reading in pairs if reading.draft is not None]
        for row, draft in drafts[1:]:
            problems += self._at_odds(row, draft, *drafts[0])
        if problems or len(drafts) < len(rows):
            return Reading(None, problems, warnings)
        return Reading(self._joined([draft for _, draft in drafts]), [], warnings)

    def _continued(self, row: Row, first: Row) -> Row:
        own = {name: cell for name, cell in row.cells.items() if cell.strip()}
        shared = {
            name: cell for name, cell in first.cells.items() if name not in self._plan.entry_columns
        }
        return Row(row.line, {**shared, **own})

    def _at_odds(self, row: Row, draft: Draft, first: Row, other: Draft) -> Iterator[RowProblem]:
        """Name what a row says of the record that the first one says otherwise."""
        columns = {step.list_name: step.column for step in self._plan.steps}
        columns[SOURCE] = ", ".join(self._plan.kept)
        for name in dict.fromkeys([*other.values, *draft.values]):
            if name in self._plan.lists or draft.values.get(name) == other.values.get(name):
                continue
            reason = mark("line {line} of the same record says otherwise", line=first.line)
            yield RowProblem(row.line, columns.get(name, name), "", reason)

    def _joined(self, drafts: Sequence[Draft]) -> Draft:
        """Make one draft: what all say alike, with the entries of each."""
        first = drafts[0]
        entries = {
            name: [entry for draft in drafts for entry in draft.values.get(name, ())]
            for name in self._plan.lists
        }
        slugs = dict.fromkeys(slug for draft in drafts for slug in draft.slugs)
        return Draft({**first.values, **entries}, first.happened, tuple(slugs))

    def read(self, row: Row) -> Reading:
        """Read one row."""
        notes = _Notes(row)
        parsed: dict[str, Any] = {}
        left: list[Step] = []
        for step in self._said(row):
            text = _text(step, row)
            if not _holds(step, row):
                left += [step] if text else []
            elif text:
                self._parse(step, text, parsed, notes)
            else:
                _note_empty(step, row, notes, needed=step is self._beginning)
        self._note_empty_groups(row, notes)
        happened = None if self._beginning is None else parsed.get(self._beginning.name)
        if self._beginning is not None and happened is not None:
            self._check_times(parsed, self._beginning, happened, row, notes)
        self._note_left_out(left, happened, row, notes)
        self._add_source(parsed, left, row, notes)
        if notes.problems or (self._beginning is not None and happened is None):
            return Reading(None, notes.problems, notes.warnings)
        slugs = tuple((one, parsed[name]) for name, one in self._linking if name in parsed)
        return Reading(Draft(self._gathered(parsed), happened, slugs), [], notes.warnings)

    def _note_empty_groups(self, row: Row, notes: "_Notes") -> None:
        """Name the groups of which any part would do, and of which there is none."""
        if not self._needed:
            return
        filled = {step.list_name for step in self._plan.steps if _text(step, row)}
        for group in self._needed - filled:
            columns = [step.column for step in self._plan.steps if step.list_name == group]
            notes.problem(", ".join(columns), "", mark("there is nothing in it"))

    def _said(self, row: Row) -> Sequence[Step]:
        """Give the steps that a row is read by: none of a list of which it says nothing."""
        if not self._plan.lists:
            return self._plan.steps
        filled = {step.list_name for step in self._plan.steps if any(_filled(step.columns, row))}
        silent = set(self._plan.lists) - filled
        return [step for step in self._plan.steps if step.list_name not in silent]

    def _parse(self, step: Step, text: str, parsed: dict[str, Any], notes: "_Notes") -> None:
        if step.leaf.field.scope is None and notes.refuses_leak(step.column, text):
            return
        try:
            parsed[step.name] = self._values.read(step, text)
        except BadValue as bad:
            notes.problem(step.column, text, bad.reason)
        for warning in self._entering.taken():
            notes.warning(step.column, text, warning)

    def _gathered(self, parsed: Mapping[str, Any]) -> dict[str, Any]:
        """Put the values together: those of a group become one."""
        values: dict[str, Any] = {}
        inner: dict[str, dict[str, Any]] = {}
        for name, value in parsed.items():
            path = self._plan.leaves[name].path
            if len(path) == 1:
                values[name] = value
            else:
                inner.setdefault(path[0], {})[path[1]] = value
        for name, parts in inner.items():
            group = self._groups[name]
            is_list = name in self._plan.lists
            values[name] = [group(**self._draw(group), **parts)] if is_list else group(**parts)
        return values

    # -- times ------------------------------------------------------------------------------------

    def _check_times(
        self,
        parsed: Mapping[str, Any],
        beginning: Step,
        happened: datetime,
        row: Row,
        notes: "_Notes",
    ) -> None:
        """Refuse what was done before the record began; tell what is still to come."""
        for step in self._facts:
            value = parsed.get(step.name)
            if value is None:
                continue
            if value < happened:
                notes.problem(step.column, _text(step, row), _before(beginning, happened))
            if value > self._entering.now:
                notes.warning(step.column, _text(step, row), mark("this is still to come"))
        if not FIRST_YEAR <= happened.astimezone(self._office_zone).year <= LAST_YEAR:
            reason = mark(
                "an id tells days of the years {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR
            )
            notes.problem(beginning.column, _text(beginning, row), reason)

    def _note_left_out(
        self, left: Iterable[Step], happened: datetime | None, row: Row, notes: "_Notes"
    ) -> None:
        """Tell of the times that a condition left out: the file says one thing and another."""
        for step in left:
            if step.is_time and step.when is not None:
                text = _text(step, row)
                early = happened is not None and self._is_before(text, happened)
                notes.warning(step.column, text, self._left_out(step.when.column, row, early=early))

    def _left_out(self, column: str, row: Row, *, early: bool) -> Message:
        state = row.cells.get(column, "").strip()
        if not early or self._beginning is None:
            return mark("not taken over: {column} is '{state}'", column=column, state=state)
        return mark(
            "not taken over: {column} is '{state}', and it is before {first}",
            column=column,
            state=state,
            first=self._beginning.column,
        )

    def _is_before(self, text: str, happened: datetime) -> bool:
        try:
            time = self._values.time(text)
        except BadValue:
            return False
        finally:
            self._entering.taken()
        return time < happened

    # -- where it comes from ----------------------------------------------------------------------

    def _add_source(
        self, parsed: dict[str, Any], left: Iterable[Step], row: Row, notes: "_Notes"
    ) -> None:
        """Add where the record comes from, and what is kept for reference."""
        for name, column, text in (
            (SYSTEM, SYSTEM, self._plan.system),
            (KEY, self._plan.key, self.key(row)),
            (KEPT, "", self._kept(left, row)),
        ):
            leaf = self._plan.leaves.get(name)
            if leaf is None or leaf.field.form is None or not (text or leaf.field.required):
                continue
            if leaf.field.scope is None and notes.refuses_leak(column, text):
                continue
            try:
                value = leaf.field.form.parse(text, self._entering)
            except BadValue as bad:
                faulty = column or self._faulty(row)
                notes.problem(faulty, row.cells.get(faulty, ""), bad.reason)
            else:
                parsed[name] = Personal(leaf.field.form, plain=value) if leaf.field.scope else value

    def _kept(self, left: Iterable[Step], row: Row) -> str:
        """Give the columns that are kept, a line each, with those that a condition left out."""
        columns = dict.fromkeys([*self._plan.kept, *(c for step in left for c in step.columns)])
        return "\n".join([f"{name}: {cell}" for name, cell in _filled(columns, row)])

    def _faulty(self, row: Row) -> str:
        """Name the column for which the kept text is refused, or all of them."""
        form = self._plan.leaves[KEPT].field.form
        assert form is not None  # noqa: S101  # an option has a form
        for column, cell in _filled(self._plan.kept, row):
            try:
                form.parse(cell, self._entering)
            except BadValue:
                return column
        return ", ".join(self._plan.kept)


class _Notes:
    """What is wrong with one row and what is doubtful; the same is said once."""

    def __init__(self, row: Row) -> None:
        """Begin with nothing."""
        self.problems: list[RowProblem] = []
        self.warnings: list[RowProblem] = []
        self._line = row.line

    def problem(self, column: str, value: str, reason: Message) -> None:
        """Note what is wrong."""
        self._add(self.problems, column, value, reason)

    def warning(self, column: str, value: str, reason: Message) -> None:
        """Note what is doubtful."""
        self._add(self.warnings, column, value, reason)

    def refuses_leak(self, column: str, text: str) -> bool:
        """Note what looks personal in a text for a clear field, and tell whether there is any."""
        leak = next(iter(leaks_in_text(text)), None)
        if leak is not None:
            reason = mark("{reason}, and everybody could read it", reason=leak.message)
            self.problem(column, "", reason)
        return leak is not None

    def _add(self, notes: list[RowProblem], column: str, value: str, reason: Message) -> None:
        note = RowProblem(self._line, column, value, reason)
        if note not in notes:
            notes.append(note)


def _before(beginning: Step, happened: datetime) -> Message:
    time = minute(happened)
    return mark("this is before {column} ({time})", column=beginning.column, time=time)


def _text(step: Step, row: Row) -> str:
    """Give the text of a field: the fixed value, or what its columns hold."""
    if step.value is not None:
        return step.value
    if len(step.columns) == 1:
        return row.cells.get(step.columns[0], "").strip()
    return step.joined_by.join([cell for _, cell in _filled(step.columns, row)])


def _filled(columns: Iterable[str], row: Row) -> Iterator[tuple[str, str]]:
    for column in columns:
        cell = row.cells.get(column, "").strip()
        if cell:
            yield column, cell


def _holds(step: Step, row: Row) -> bool:
    return step.when is None or folded(row.cells.get(step.when.column, "")) in step.when.equals


def _note_empty(step: Step, row: Row, notes: _Notes, *, needed: bool) -> None:
    if needed or step.leaf.field.required:
        notes.problem(step.column, "", mark("there is nothing in it"))
    elif step.when is not None and step.is_time:
        column = step.when.column
        state = row.cells.get(column, "").strip()
        reason = mark(
            "there is nothing in it, and {column} is '{state}'", column=column, state=state
        )
        notes.warning(step.column, "", reason)
