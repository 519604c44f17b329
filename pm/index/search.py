"""Finding records: by what people call them, and by any text in them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from pm.index.filters import Clause, Found, Open, begins, contains, folded
from pm.index.layout import Column, Table, quoted, tables
from pm.index.selection import Ask, opened
from pm.model.fields import Field
from pm.model.ids import RANDOM_LENGTH, Layout, normal
from pm.model.kind import Kind
from pm.model.sensitive import masked_text
from pm.model.values import Words

_AROUND = 24
_ALIASES = "aliases"
"""The field that holds other names by which people know a record."""
THERE = "state IS NOT 'void'"
"""What holds of a record that was not struck out."""
_NOT_SEARCHED = frozenset({"state", "data_subject"})


def resolve(ask: Ask, kind: Kind, text: str) -> list[str]:
    """Give the ids that a person may mean: one is unambiguous, none is unknown.

    A whole id or a whole name wins; else every record counts whose random part, slug or name
    begins so. What was struck out has no name any more, and counts by its id alone: by the whole
    of it, or by a beginning that nothing else has.
    """
    text = text.strip()
    if not text:
        return []
    whole = _ids(ask, kind, Clause("id IN (?, ?)", (text, _tidy(kind, text))))
    if whole:
        return whole
    names = name_columns(kind)
    if named := _named(ask, kind, names, text, whole=True):
        return named
    begun = _beginning(kind, text)
    there = Clause(f"{begun.text} AND {THERE}", begun.values)
    living = {*_ids(ask, kind, there), *_named(ask, kind, names, text, whole=False)}
    return sorted(living) or _ids(ask, kind, begun)


def _ids(ask: Ask, kind: Kind, where: Clause) -> list[str]:
    statement = f"SELECT DISTINCT id FROM record WHERE kind = ? AND {where.text} ORDER BY id"  # noqa: S608  # no value is in it
    return [record_id for (record_id,) in ask(statement, (kind.name, *where.values))]


def _tidy(kind: Kind, text: str) -> str:
    """Give a typed made id as it is written; the prefix stays, what follows is mended."""
    if kind.chosen or kind.layout is Layout.SINGLE:
        return text.lower()
    prefix, hyphen, rest = text.upper().partition("-")
    return f"{prefix}-{normal(rest)}" if hyphen else normal(text)


def _beginning(kind: Kind, text: str) -> Clause:
    if kind.chosen or kind.layout is Layout.SINGLE:
        return begins("id", text)
    tidy = _tidy(kind, text)
    prefix, _, rest = tidy.partition("-")
    if prefix == kind.prefix:
        if len(rest) > RANDOM_LENGTH or kind.layout is Layout.STANDING:
            return _range("id", tidy)
        return Clause(
            f"(id >= ? AND id < ? OR {_RANDOM} >= ? AND {_RANDOM} < ?)",
            (tidy, f"{tidy}~", rest, f"{rest}~"),
        )
    return _range(_RANDOM, tidy)


_RANDOM = f"substr(id, -{RANDOM_LENGTH})"


def _range(name: str, beginning: str) -> Clause:
    return Clause(f"{name} >= ? AND {name} < ?", (beginning, f"{beginning}~"))


def name_columns(kind: Kind) -> list[str]:
    """Give the clear columns that hold names: those the kind says, a name in languages, aliases."""
    words = {field.name for field in kind.fields if field.group is Words}
    return [
        column.name
        for column in tables(kind)[0].columns
        if not column.personal
        and (
            column.name in {*kind.record.names, _ALIASES} or column.leaf.path[0] in words & {"name"}
        )
    ]


def _named(ask: Ask, kind: Kind, names: list[str], text: str, *, whole: bool) -> list[str]:
    if not names:
        return []
    clauses = [begins(quoted(name), text) for name in names]
    if _ALIASES in names:
        clauses.append(contains(quoted(_ALIASES), f"\n{text}"))
    statement = (
        f"SELECT id, {', '.join(quoted(name) for name in names)} FROM {quoted(kind.name)}"  # noqa: S608  # as above
        f" WHERE ({' OR '.join(one.text for one in clauses)}) AND {THERE} ORDER BY id"
    )
    rows = ask(statement, [value for one in clauses for value in one.values])
    wanted = folded(text)
    return [row[0] for row in rows if not whole or wanted in _each(row[1:])]


def _each(names: Iterable[str | None]) -> set[str]:
    """Give single names as they are compared; several stand on lines of their own."""
    return {folded(line) for name in names if name for line in name.split("\n")}


class Hit(NamedTuple):
    """A place where a text was found: the path of the field, and the text around."""

    kind: str
    record_id: str
    field: str
    around: str


Mask: TypeAlias = Callable[[Field, str], str]
"""Gives what is shown of the plain text of a personal field."""


def find(
    ask: Ask,
    kinds: Iterable[Kind],
    text: str,
    open_: Open | None = None,
    mask: Mask = lambda _field, text: text,
) -> Iterator[Hit]:
    """Search a text in the records of some kinds; without ``open_`` in clear fields only."""
    wanted = folded(text.strip())
    if not wanted:
        return
    for kind in kinds:
        for table in tables(kind):
            hits = [
                *_find_clear(ask, table, wanted),
                *_find_personal(ask, kind, table, wanted, open_, mask),
            ]
            hits.sort(key=lambda hit: hit.record_id)
            yield from hits


def holders(
    ask: Ask, kinds: Iterable[Kind], texts: Iterable[str], open_: Open
) -> set[tuple[str, str]]:
    """Give kind and id of every record in whose personal values one of some texts stands."""
    wanted = [folded(text) for text in texts]
    return {
        (kind.name, record_id)
        for kind in kinds
        for table in tables(kind)
        for column in table.columns
        if column.personal
        for record_id, plain in _plain(ask, kind, Found(table, column), open_)
        if any(one in plain for one in wanted)
    }


def _plain(ask: Ask, kind: Kind, found: Found, open_: Open) -> Iterator[tuple[str, str]]:
    """Give every value of a personal column as texts are compared, with its record."""
    for record_id, subject, entry, disk in ask(personal_values(kind, found), ()):
        for text in opened(open_, found, record_id, subject, entry, disk):
            yield record_id, folded(text)


def _find_clear(ask: Ask, table: Table, wanted: str) -> Iterator[Hit]:
    columns = [column for column in table.columns if _is_text(column)]
    if not columns:
        return
    clauses = [contains(quoted(column.name), wanted) for column in columns]
    entry = _entry(table)
    statement = (
        f"SELECT {table.owner}, {entry}, {', '.join(quoted(column.name) for column in columns)}"  # noqa: S608  # as above
        f" FROM {quoted(table.name)} WHERE {' OR '.join(one.text for one in clauses)}"
    )
    for record_id, entry_id, *texts in ask(statement, [v for one in clauses for v in one.values]):
        for column, text in zip(columns, texts, strict=True):
            if text is not None and wanted in folded(text):
                yield _hit(Found(table, column), record_id, entry_id, text, wanted)


def _is_text(column: Column) -> bool:
    """Tell whether people write this text; fixed words are asked for by filters."""
    form = column.leaf.field.form
    return (
        not column.personal
        and form is not None
        and form.sql == "TEXT"
        and not form.choices()
        and column.name not in _NOT_SEARCHED
    )


def _find_personal(  # noqa: PLR0913, PLR0917  # the question, the table, and what may be seen of it
    ask: Ask, kind: Kind, table: Table, wanted: str, open_: Open | None, mask: Mask
) -> Iterator[Hit]:
    if open_ is None:
        return
    for column in table.columns:
        if column.personal:
            found = Found(table, column)
            for record_id, subject, entry, disk in ask(personal_values(kind, found), ()):
                for text in opened(open_, found, record_id, subject, entry, disk):
                    if wanted in folded(text):
                        shown = mask(column.leaf.field, text)
                        yield _hit(found, record_id, entry, shown, _seen_in(shown, wanted))


def _seen_in(shown: str, wanted: str) -> str:
    """Give what was looked for as it stands in a masked text, nothing where it is masked away."""
    seen = (wanted, folded(masked_text(wanted)))
    return next((one for one in seen if one in folded(shown)), "")


def personal_values(kind: Kind, found: Found) -> str:
    """Give the SQL of all values of a personal column with what it takes to open them."""
    name, table = quoted(found.column.name), found.table
    if not table.field:
        return f"SELECT id, data_subject, '', {name} FROM {quoted(kind.name)} WHERE {name} NOTNULL"  # noqa: S608  # as above
    own = "e.data_subject, " if "data_subject" in table.names() else ""
    return (
        f"SELECT t.id, coalesce({own}t.data_subject, ''), e.{_entry(table)}, e.{name}"  # noqa: S608  # as above
        f" FROM {quoted(table.name)} e JOIN {quoted(kind.name)} t ON t.id = e.record_id"
        f" WHERE e.{name} NOTNULL"
    )


def _entry(table: Table) -> str:
    """Give the column that names an entry of a list: its own id, else its position."""
    if not table.field:
        return "''"
    return "id" if "id" in table.names() else "position"


def _hit(found: Found, record_id: str, entry: object, text: str, wanted: str) -> Hit:
    table, path = found.table, found.column.path
    field = f"{table.field}[{entry}].{path}" if table.field else path
    return Hit(table.kind, record_id, field, _around(text, wanted))


def _around(text: str, wanted: str) -> str:
    """Give the place in a text, on one line."""
    at = max(folded(text).find(wanted), 0)
    start, end = max(at - _AROUND, 0), at + len(wanted) + _AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + " ".join(text[start:end].split()) + after
