"""Lists: from typed filters to rows, with the names that stand for links."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pm.errors import Invalid
from pm.i18n import Beside, Message, mark
from pm.index.entries import MOST_NAMED
from pm.index.filters import Filter, Operator, Value, look_up, needs_opening
from pm.index.selection import Rows, Sort
from pm.model.field_types import LINE_LENGTH, FieldType, PatternType, TimeType
from pm.model.fields import Leaf, leaves
from pm.model.kind import Kind
from pm.model.options import flag
from pm.model.problem import BadValue
from pm.model.times import midnight, parse_day
from pm.model.values import Place
from pm.office import registry
from pm.office.entering import EnteringDesk
from pm.office.office import Office
from pm.office.showing import row_value
from pm.office.sight import Sight, make_ready, opener

OPEN = "open"
LANGUAGES = ("en", "zh")
_REMEMBERED = 1000
"""How many values are remembered while rows are made: the same few words stand in most."""
NONE, ANY, NOT, RANGE = "none", "any", "!", ".."


class Wanted(NamedTuple):
    """A list as it was asked for: texts as people type them.

    ``whole`` asks for every field, as scripts do; else for the columns. Of a name in two languages
    the reader's is shown, and both where there is no reader (``language`` is none).
    """

    filters: Mapping[str, str]
    sort: str | None = None
    columns: str | None = None
    limit: int | None = None
    whole: bool = False
    language: str | None = "en"


class Listed(NamedTuple):
    """The rows of a list, the columns to show and what the person is to be told."""

    columns: list[str]
    rows: list[dict[str, object]]
    warnings: list[Message]


def listed(office: Office, kind: Kind, wanted: Wanted, sight: Sight | None = None) -> Listed:
    """Give the records that pass every filter, as a reader sees them; masked if not said."""
    sight = sight or Sight(office)
    entering = office.entering()
    filters = [_filter(kind, name, text, entering) for name, text in wanted.filters.items()]
    columns = _columns(kind, wanted)
    everything = [leaf.name for leaf in kind.leaves]
    names = everything if wanted.whole else list(dict.fromkeys(_needed(kind, columns)))
    rows = _seen(office, kind, _found(office, kind, filters, wanted, names), sight)
    if wanted.whole and not wanted.columns:
        _add_entries(office, kind, rows, sight)
    elif wanted.language is not None:
        _fill_words(rows, columns)
    return Listed(columns, rows, broken_records(office, kind))


def _found(
    office: Office, kind: Kind, filters: list[Filter], wanted: Wanted, names: list[str]
) -> Rows:
    sort = _sort(kind, wanted)
    if any(needs_opening(look_up(kind, one.leaf), one) for one in filters) or any(
        look_up(kind, one.leaf).column.personal for one in sort
    ):
        make_ready(office, [kind])
    return office.index.select(
        kind, filters=filters, sort=sort, limit=wanted.limit, columns=names, open_=opener(office)
    )


def _seen(office: Office, kind: Kind, found: Rows, sight: Sight) -> list[dict[str, object]]:
    """Give rows as their reader sees them."""
    by_name = {leaf.name: leaf for leaf in kind.leaves}
    value = lru_cache(_REMEMBERED)(lambda name, text: row_value(by_name[name], text))
    _prepare(office, sight, [by_name[name] for name in found.columns], found)
    return [
        _row(kind, by_name, dict(zip(found.columns, texts, strict=True)), sight, value)
        for texts in found.rows
    ]


def rows_of(
    office: Office, kind: Kind, ids: Sequence[str], columns: Sequence[str], sight: Sight
) -> dict[str, dict[str, object]]:
    """Give some columns of some records by their ids, as a reader sees them."""
    return {
        str(row["id"]): row
        for found in _some(office, kind, ids, columns)
        for row in _seen(office, kind, found, sight)
    }


def selected(
    office: Office, kind: Kind, ids: Sequence[str], columns: Sequence[str], *filters: Filter
) -> Iterator[tuple[str | None, ...]]:
    """Give id, data subject and the disk texts of columns, of some records that fit filters."""
    for found in _some(office, kind, ids, columns, *filters):
        yield from found.rows


def _some(
    office: Office, kind: Kind, ids: Sequence[str], columns: Sequence[str], *filters: Filter
) -> Iterator[Rows]:
    names = list(dict.fromkeys(["id", "data_subject", *columns]))
    for start in range(0, len(ids), MOST_NAMED):
        some = Filter("id", Operator.ANY_OF, tuple(ids[start : start + MOST_NAMED]))
        yield office.index.select(kind, [some, *filters], columns=names)


def _prepare(office: Office, sight: Sight, leaves: list[Leaf], found: Rows) -> None:
    """Read at once the keys that the rows need, and the names that stand for personal links."""
    forms = [leaf.field.form for leaf in leaves if leaf.field.scope is not None]
    if not forms or not found.rows:
        return
    at = found.columns.index("data_subject")
    office.vault.load({texts[at] or "" for texts in found.rows})
    if not sight.revealed:
        sight.learn({noun for form in forms if form is not None for noun in form.links()})


def _add_entries(office: Office, kind: Kind, rows: list[dict[str, object]], sight: Sight) -> None:
    """Add to each row what stands in its lists, as a single record shows it."""
    by_id = {str(row["id"]): row for row in rows}
    lists = {
        field.name: {leaf.name: leaf for leaf in leaves(field.fields)} for field in kind.entries
    }
    for entry in office.index.entries(kind, list(by_id)):
        row = by_id[entry.record_id]
        inner = lists[entry.field]
        subject = entry.texts.get("data_subject") or str(row.get("data_subject", ""))
        path = f"{entry.field}[{entry.texts.get('id', '')}]"
        place = Place(kind.name, entry.record_id, path, "", subject)
        values = {
            name: _value(inner[name], text, place, sight) for name, text in entry.texts.items()
        }
        found = row.setdefault(entry.field, [])
        assert isinstance(found, list)  # noqa: S101  # made one line above
        found.append(values)


def _value(leaf: Leaf, text: str, place: Place, sight: Sight) -> object:
    """Give the value of an entry's disk text; ``place`` is that of the entry."""
    if leaf.field.scope is None:
        return row_value(leaf, text)
    path = ".".join([place.path, *leaf.path] if place.path else leaf.path)
    return _personal(leaf, text, place._replace(path=path, scope=leaf.field.scope.name), sight)


def _personal(leaf: Leaf, text: str, place: Place, sight: Sight) -> object:
    if not leaf.field.many:
        return sight.text(leaf.field, place, text)
    return [
        sight.text(leaf.field, place._replace(path=f"{place.path}[{number}]"), one)
        for number, one in enumerate(text.split("\n"), start=1)
    ]


def broken_records(office: Office, kind: Kind) -> list[Message]:
    """Tell of files of a kind that cannot be read; all others are listed."""
    count = len([one for one in office.index.broken() if one.kind == kind.name])
    if not count:
        return []
    return [mark("records of this kind that cannot be read: {count}; see: pm check", count=count)]


def display_names(office: Office, leaf: Leaf, ids: set[str], language: str) -> dict[str, str]:
    """Give the names that people know for the ids in a linking column."""
    names: dict[str, str] = {}
    for noun in () if leaf.field.form is None or not ids else leaf.field.form.links():
        names |= names_of_kind(office, registry.kind(noun), language, ids)
    return names


def names_of_kind(
    office: Office, kind: Kind, language: str, ids: set[str] | None = None
) -> dict[str, str]:
    """Give the names that people know for records of a kind, all of them or some."""
    wanted = [] if ids is None else [Filter("id", Operator.ANY_OF, tuple(sorted(ids)))]
    columns = _name_columns(kind, language)
    found = office.index.select(kind, wanted, columns=["id", *columns])
    return {
        str(record_id): next((text for text in texts if text), str(record_id))
        for record_id, *texts in found.rows
    }


def _name_columns(kind: Kind, language: str) -> list[str]:
    """Give the columns by one of which people know a record, the best first."""
    words = [f"name_{language}", *(f"name_{one}" for one in LANGUAGES)]
    return [name for name in (*words, *kind.record.names) if kind.leaf(name)]


def _columns(kind: Kind, wanted: Wanted) -> list[str]:
    typed = [name.strip().replace("-", "_") for name in (wanted.columns or "").split(",") if name]
    everything = [leaf.name for leaf in kind.leaves]
    if wanted.whole and not typed:
        return everything
    names = typed or kind.record.columns or everything
    return [one for name in names for one in _spelled(kind, name, wanted.language)]


def _spelled(kind: Kind, name: str, language: str | None) -> list[str]:
    """Give the columns that a name stands for: those of its languages, where it has some."""
    if kind.leaf(name) or not kind.leaf(f"{name}_{LANGUAGES[0]}"):
        return [name]
    return [f"{name}_{one}" for one in LANGUAGES if language in {None, one}]


def _needed(kind: Kind, columns: list[str]) -> Iterator[str]:
    """Give what must be read for these columns: both languages of a name, the data subject."""
    yield from ("id", "data_subject")
    for name in columns:
        yield name
        stem, _, language = name.rpartition("_")
        if language in LANGUAGES:
            yield from (f"{stem}_{one}" for one in LANGUAGES if kind.leaf(f"{stem}_{one}"))


def _fill_words(rows: list[dict[str, object]], columns: list[str]) -> None:
    """Let the other language stand in where a name is missing in the reader's."""
    for name in columns:
        stem, _, language = name.rpartition("_")
        if language not in LANGUAGES:
            continue
        for row in rows:
            for other in LANGUAGES:
                if f"{stem}_{other}" in row:
                    row.setdefault(name, row[f"{stem}_{other}"])


def _sort(kind: Kind, wanted: Wanted) -> list[Sort]:
    return [
        Sort(name, one.strip().startswith("-"))
        for one in (wanted.sort or "").split(",")
        if one.strip()
        for name in _spelled(kind, one.strip().lstrip("-").replace("-", "_"), wanted.language)
    ]


def _row(
    kind: Kind,
    leaves: Mapping[str, Leaf],
    texts: Mapping[str, str | None],
    sight: Sight,
    value: Callable[[str, str], object],
) -> dict[str, object]:
    row: dict[str, object] = {}
    record = Place(kind.name, texts["id"] or "", "", "", texts["data_subject"] or "")
    for name, text in texts.items():
        if text is None:
            continue
        leaf = leaves[name]
        if leaf.field.scope is None:
            row[name] = value(name, text)
        else:
            row[name] = _value(leaf, text, record, sight)
    return row


# -- filters ------------------------------------------------------------------------------------


def _filter(kind: Kind, name: str, text: str, entering: EnteringDesk) -> Filter:
    negated = text.startswith(NOT)
    body = text.removeprefix(NOT).strip()
    if len(body) > LINE_LENGTH:
        raise Invalid(
            mark(
                "{option}: {reason}",
                option=flag(name),
                reason=mark("the text is longer than {length} characters", length=LINE_LENGTH),
            )
        )
    if body in {NONE, ANY}:
        return Filter(name, Operator.PRESENT, negated=negated is not (body == NONE))
    if name == "state":
        return Filter(name, Operator.ANY_OF, tuple(_states(kind, body)), negated)
    leaf = kind.leaf(name)
    form = None if leaf is None else leaf.field.form
    if leaf is None or form is None:
        return Filter(name, Operator.CONTAINS, (body,), negated)
    try:
        return _typed(leaf, form, body, entering)._replace(negated=negated)
    except BadValue as bad:
        raise Invalid(mark("{option}: {reason}", option=flag(name), reason=bad.reason)) from None


def states_of(kind: Kind) -> list[Beside]:
    """Give the states of a kind, each with its label beside it."""
    return [Beside(one, kind.label_of_state(one)) for one in kind.states]


def _states(kind: Kind, text: str) -> Iterator[str]:
    for state in text.split(","):
        if state == OPEN:
            yield from (one for one in kind.states if one not in kind.final)
        elif state in kind.states:
            yield state
        else:
            raise Invalid(
                mark("a {kind} is never '{state}'", kind=kind.label, state=state),
                hint=mark("there are: {names}", names=[OPEN, *states_of(kind)]),
            )


def _typed(leaf: Leaf, form: FieldType[object], text: str, entering: EnteringDesk) -> Filter:
    if isinstance(form, TimeType):
        return Filter(leaf.name, Operator.BETWEEN, _span(text, entering))
    if RANGE in text:
        first, _, end = text.partition(RANGE)
        bounds = tuple(_bound(form, one, entering) if one else None for one in (first, end))
        return Filter(leaf.name, Operator.BETWEEN, bounds)
    of_codes = leaf.field.many and isinstance(form, PatternType)
    if form.links() or form.choices() or form.sql != "TEXT" or of_codes:
        values = tuple(_bound(form, one, entering) for one in text.split(","))
        return Filter(leaf.name, Operator.ANY_OF, values)
    return Filter(leaf.name, Operator.CONTAINS, (text,))


def _bound(form: FieldType[object], text: str, entering: EnteringDesk) -> Value:
    written = form.write(form.parse(text.strip(), entering))
    if form.sql == "TEXT":
        return written
    number = form.column(written)
    return written if number is None else number


def _span(text: str, entering: EnteringDesk) -> tuple[int | None, int | None]:
    """Read a day, a time or a range of them; the end is excluded, a single day is all of it."""
    first, dots, end = text.partition(RANGE)
    if not dots:
        day = _day(first, entering)
        if day is None:
            moment = _moment(first, entering)
            return moment, moment + 1
        return _start(day, entering), _start(day + timedelta(days=1), entering)
    return (
        _moment(first, entering) if first else None,
        _moment(end, entering) if end else None,
    )


def _day(text: str, entering: EnteringDesk) -> date | None:
    try:
        return parse_day(text.strip(), entering.now.astimezone(entering.zone))
    except BadValue:
        return None


def _start(day: date, entering: EnteringDesk) -> int:
    return int(midnight(day, entering.zone).timestamp())


def _moment(text: str, entering: EnteringDesk) -> int:
    return int(TimeType().parse(text, entering).timestamp())
