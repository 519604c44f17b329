"""Filters: what a list is asked for, and the SQL of it.

A filter names a value by its option name (``category``, ``caller_phone``; ``solutions_outcome``
for the entries of a list, of which one must fit). A text is compared with the disk text, a number
with the column of numbers (times are seconds since 1970). Letters A to Z match in either case.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Usage
from pm.i18n import mark
from pm.index.layout import Column, Table, quoted, tables
from pm.model.kind import Kind
from pm.model.values import Place

Value: TypeAlias = str | int | float
Open: TypeAlias = Callable[[Place, str], str | None]
"""Opens a personal value for the reader; none where he may not read it."""


class Operator(Enum):
    """How a value is compared."""

    ANY_OF = "is one of the values"
    BETWEEN = "is not before the first value and before the second; none is no bound"
    CONTAINS = "contains the one text"
    PRESENT = "is there"


class Filter(NamedTuple):
    """One condition; ``negated`` turns it round, and what is absent fits a negated one."""

    leaf: str
    operator: Operator
    values: tuple[Value | None, ...] = ()
    negated: bool = False

    def accepts(self, found: Sequence[Value]) -> bool:
        """Tell whether values, as they are compared, fit: one of several is enough."""
        return any(self._fits(value) for value in found) is not self.negated

    def _fits(self, value: Any) -> bool:  # noqa: ANN401  # text against text, number against number
        if self.operator is Operator.ANY_OF:
            return value in self.values
        if self.operator is Operator.BETWEEN:
            first, end = self.values
            return (first is None or value >= first) and (end is None or value < end)
        if self.operator is Operator.CONTAINS:
            return folded(str(self.values[0])) in folded(str(value))
        return True

    @property
    def by_number(self) -> bool:
        """Whether it compares numbers."""
        return any(isinstance(value, int | float) for value in self.values)


class Found(NamedTuple):
    """Where a filter or a column looks: a table of the kind and a column of it."""

    table: Table
    column: Column


def look_up(kind: Kind, name: str) -> Found:
    """Find a value by its option name; raises Usage where the kind has none."""
    for table in tables(kind):
        beginning = f"{table.field}_" if table.field else ""
        for column in table.columns:
            if f"{beginning}{column.name}" == name:
                return Found(table, column)
    raise Usage(
        mark("a {kind} has no field called '{name}'", kind=kind.label, name=name),
        hint=mark("see its fields with: pm {kind} --help", kind=kind.name),
    )


def needs_opening(found: Found, condition: Filter) -> bool:
    """Tell whether a filter can only be judged by opening personal values."""
    return found.column.personal and condition.operator is not Operator.PRESENT


class Clause(NamedTuple):
    """A piece of SQL that is true or not, and the values of its marks."""

    text: str
    values: tuple[Value | None, ...] = ()


def clause(found: Found, condition: Filter) -> Clause:
    """Give the SQL of a filter that needs no opening, about the table under the name ``t``."""
    inner = _compared(found.column, condition)
    if found.table.field:
        inner = Clause(
            f"EXISTS (SELECT 1 FROM {quoted(found.table.name)} e"  # noqa: S608  # a kind's names
            f" WHERE e.record_id = t.id AND {inner.text})",
            inner.values,
        )
    elif not condition.negated:
        return inner
    return Clause(f"({inner.text}) IS {'NOT ' if condition.negated else ''}TRUE", inner.values)


def _compared(column: Column, condition: Filter) -> Clause:
    text = quoted(column.name)
    name = quoted(column.number) if condition.by_number and column.number else text
    if condition.operator is Operator.PRESENT:
        return Clause(f"{text} IS NOT NULL")
    if condition.operator is Operator.CONTAINS:
        return contains(text, str(condition.values[0]))
    if column.many:
        return _one_of_lines(text, condition)
    if condition.operator is Operator.ANY_OF:
        marks = ",".join("?" * len(condition.values))
        return Clause(f"{name} IN ({marks})", _given(condition.values))
    return _between(name, condition)


def _between(name: str, condition: Filter) -> Clause:
    first, end = condition.values
    parts = [f"{name} IS NOT NULL"]
    parts += [f"{name} >= ?"] if first is not None else []
    parts += [f"{name} < ?"] if end is not None else []
    return Clause(" AND ".join(parts), _given((first, end)))


def _one_of_lines(name: str, condition: Filter) -> Clause:
    """Compare each line of a column that holds several values."""
    if condition.operator is Operator.BETWEEN:
        first, end = condition.values
        return Clause(f"line_between({name}, ?, ?)", (first, end))
    lines = f"char(10) || {name} || char(10)"
    parts = [f"instr({lines}, char(10) || ? || char(10)) > 0"] * len(condition.values)
    return Clause(" OR ".join(parts) or "0", _given(condition.values))


def line_between(text: str | None, first: str | None, end: str | None) -> bool:
    """Tell whether a line of a text lies between two others; a function in SQL."""
    return text is not None and any(
        (first is None or line >= first) and (end is None or line < end)
        for line in text.split("\n")
    )


def _given(values: Sequence[Value | None]) -> tuple[Value, ...]:
    return tuple(value for value in values if value is not None)


def contains(name: str, text: str) -> Clause:
    """Give the SQL of a search inside a column."""
    if text.isascii() or text.lower() == text.upper():
        return Clause(f"{name} LIKE ? ESCAPE '!'", (f"%{_escaped(text)}%",))
    return Clause(f"instr(folded({name}), ?) > 0", (folded(text),))


def begins(name: str, text: str) -> Clause:
    """Give the SQL of a search at the beginning of a column."""
    return Clause(f"{name} LIKE ? ESCAPE '!'", (f"{_escaped(text)}%",))


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def folded(text: str | None) -> str:
    """Give a text without the difference between capitals and small letters; also in SQL."""
    return "" if text is None else text.lower()
