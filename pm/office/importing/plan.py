"""The plan of an import: what a map says, checked against the kind of record that it makes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from pm.errors import Invalid, NotFound
from pm.i18n import Message, mark
from pm.model.field_types import TimeType
from pm.model.fields import Field, Leaf
from pm.model.fields import leaves as leaves_of
from pm.model.groups import Entry
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.model.options import option_leaves
from pm.model.times import zone_named
from pm.model.values import Words
from pm.model.verbs import Verb
from pm.office import registry

SOURCE = "source"
SYSTEM, KEY, KEPT = f"{SOURCE}_system", f"{SOURCE}_key", f"{SOURCE}_kept"
"""The fields that say where a record comes from; an import fills them by itself."""
DRAWN = frozenset({"id", "data_subject"})
"""The fields of an entry that no file says: the office draws them."""
JOINED_BY = " - "


class Condition(NamedTuple):
    """What a row must say for a value to be taken from it."""

    column: str
    equals: tuple[str, ...]


class Step(NamedTuple):
    """How one field is filled; ``name`` is its option's, ``column`` what people call its source."""

    leaf: Leaf
    name: str
    column: str
    columns: tuple[str, ...]
    joined_by: str
    split_by: str | None
    value: str | None
    table: dict[str, str]
    optional: bool
    when: Condition | None

    @property
    def is_fact(self) -> bool:
        """Whether it says when something was done: received, solved, closed."""
        return self.is_time and self.name.endswith("_at")

    @property
    def list_name(self) -> str:
        """The list or group in which the field lies; its own name where it lies in none."""
        return self.leaf.path[0]

    @property
    def is_time(self) -> bool:
        """Whether it holds a point in time."""
        return isinstance(self.leaf.field.form, TimeType)


class Plan(NamedTuple):
    """All that an import needs to know of its map.

    ``happened`` is the field that says when a record begins; none where its id tells no day.
    ``lists`` are those of which a row can give an entry: rows with one key then make one record
    together. Where there are none, each row is a record.
    """

    kind: Kind
    verb: Verb
    leaves: dict[str, Leaf]
    system: str
    key: str
    happened: str | None
    lists: tuple[str, ...]
    zone: tzinfo
    times: tuple[str, ...]
    encoding: str | None
    delimiter: str | None
    steps: tuple[Step, ...]
    kept: tuple[str, ...]
    creates: tuple[Kind, ...]
    language: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, whether the file must have it or may."""
        return tuple(dict.fromkeys([*self.required, *_columns_of(self.steps)]))

    @property
    def required(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        needed = _columns_of(step for step in self.steps if not step.optional)
        return tuple(dict.fromkeys([self.key, *needed, *self.kept]))

    @property
    def entry_columns(self) -> frozenset[str]:
        """The columns that fill entries, and so may differ from row to row of one record."""
        return frozenset(_columns_of(step for step in self.steps if step.list_name in self.lists))


def _columns_of(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from step.columns
        if step.when is not None:
            yield step.when.column


def make_plan(found: Any, zone: tzinfo, language: str) -> Plan:  # noqa: ANN401  # a record of pm.kinds.map, which office does not name
    """Make the plan of a map; raises :class:`Invalid` that names all that is wrong with it."""
    kind, verb = _kind_and_verb(found)
    leaves = {leaf.name: leaf for leaf in _leaves(kind.offered(verb))}
    creates = tuple(_kind(name, found) for name in found.create)
    problems = [
        *_problems_of_kind(kind, verb, leaves, found),
        *_problems_of_fields(found, leaves),
        *_problems_of_times(found.times),
        *(problem for made in creates for problem in _problems_of_created(made)),
    ]
    if problems:
        raise _bad_map(found, problems)
    return Plan(
        kind=kind,
        verb=verb,
        leaves=leaves,
        system=found.id,
        key=found.key,
        happened=found.happened if kind.layout is Layout.DATED else None,
        lists=tuple(_filled_lists(found, kind.offered(verb), leaves)),
        zone=zone_named(found.timezone) if found.timezone else zone,
        times=tuple(found.times),
        encoding=found.encoding,
        delimiter=found.delimiter,
        steps=tuple(_step(filling, leaves) for filling in found.fields),
        kept=tuple(found.kept),
        creates=creates,
        language=found.language or language,
    )


def _bad_map(found: Any, problems: Iterable[Message]) -> Invalid:  # noqa: ANN401  # as above
    return Invalid(
        mark("the map {map} cannot be used", map=found.id),
        details=problems,
        hint=mark("mend the map and import again"),
    )


def _kind_and_verb(found: Any) -> tuple[Kind, Verb]:  # noqa: ANN401  # as above
    kind = _kind(found.kind, found)
    verb = kind.verbs.get(found.verb)
    if verb is None or not verb.creates:
        makers = [name for name, one in kind.verbs.items() if one.creates]
        reason = mark(
            "{verb} makes no {kind}; there are: {names}",
            verb=found.verb,
            kind=kind.label,
            names=", ".join(makers),
        )
        raise _bad_map(found, [reason])
    return kind, verb


def _kind(name: str, found: Any) -> Kind:  # noqa: ANN401  # as above
    try:
        return registry.kind(name)
    except NotFound as error:
        raise _bad_map(found, [error.message]) from None


def _lists(fields: Iterable[Field]) -> Iterator[Field]:
    """Give the lists of which a row can be an entry."""
    for field in fields:
        if field.many and field.group is not None and issubclass(field.group, Entry):
            yield field


def _leaves(fields: Sequence[Field]) -> Iterator[Leaf]:
    """Give what a row can fill: single values, and those of an entry but for what is drawn."""
    yield from option_leaves(fields)
    for field in _lists(fields):
        said = tuple(inner for inner in field.fields if inner.name not in DRAWN)
        yield from leaves_of(said, (field.name,))


def _filled_lists(found: Any, fields: Iterable[Field], leaves: dict[str, Leaf]) -> list[str]:  # noqa: ANN401  # as above
    """Give the lists of which the map fills entries."""
    filled = {leaves[one.field].path[0] for one in found.fields if one.field in leaves}
    return [field.name for field in _lists(fields) if field.name in filled]


def _step(filling: Any, leaves: dict[str, Leaf]) -> Step:  # noqa: ANN401  # an entry of the map
    when = filling.when
    return Step(
        leaf=leaves[filling.field],
        name=filling.field,
        column=" + ".join(filling.columns) or filling.field,
        columns=tuple(filling.columns),
        joined_by=JOINED_BY if filling.joined_by is None else filling.joined_by,
        split_by=filling.split_by,
        value=filling.value,
        table={folded(one.text): one.value for one in filling.table},
        optional=bool(filling.optional),
        when=None
        if when is None
        else Condition(when.column, tuple(folded(text) for text in when.equals)),
    )


def folded(text: str) -> str:
    """Give a text without the differences that people do not mean: capitals and spaces."""
    return " ".join(text.split()).casefold()


# -- what may be wrong with a map ------------------------------------------------------------------


def _problems_of_kind(
    kind: Kind,
    verb: Verb,
    leaves: dict[str, Leaf],
    found: Any,  # noqa: ANN401  # as above
) -> Iterator[Message]:
    if not {SYSTEM, KEY} <= leaves.keys():
        yield mark("a {kind} does not keep where it comes from", kind=kind.label)
    if found.kept and KEPT not in leaves:
        yield mark("a {kind} keeps no columns for reference", kind=kind.label)
    filled = {filling.field for filling in found.fields}
    lists = _filled_lists(found, kind.offered(verb), leaves)
    missing = [
        leaf.name
        for leaf in leaves.values()
        if leaf.field.required
        and (len(leaf.path) == 1 or leaf.path[0] in lists)
        and leaf.name not in filled
    ]
    begun = {leaves[name].path[0] for name in filled if name in leaves}
    missing += [
        field.name
        for field in kind.offered(verb)
        if field.required and field.group is not None and field.name not in begun | {SOURCE}
    ]
    if missing:
        yield mark(
            "{verb} needs fields that the map does not fill: {names}",
            verb=f"{kind.name} {verb.name}",
            names=", ".join(missing),
        )
    if kind.layout is not Layout.DATED:
        return
    happened = leaves.get(found.happened)
    if happened is None or not isinstance(happened.field.form, TimeType):
        yield mark("{field} is no time of the record", field=found.happened)
    elif found.happened not in filled:
        yield mark("the map does not fill {field}", field=found.happened)


def _problems_of_fields(found: Any, leaves: dict[str, Leaf]) -> Iterator[Message]:  # noqa: ANN401  # as above
    names = [filling.field for filling in found.fields]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield mark("{field} is filled twice", field=name)
    for filling in found.fields:
        if filling.field in {SYSTEM, KEY, KEPT}:
            yield mark("{field} is filled by the import itself", field=filling.field)
        elif filling.field not in leaves:
            yield mark(
                "there is no field {field}; there are: {names}",
                field=filling.field,
                names=", ".join(leaves),
            )
        elif filling.split_by is not None and not leaves[filling.field].field.many:
            yield mark("{field} holds one value: nothing is split", field=filling.field)
        if bool(filling.columns) == (filling.value is not None):
            yield mark("{field} is filled either from columns or with a value", field=filling.field)


def _problems_of_times(formats: Iterable[str]) -> Iterator[Message]:
    moment = datetime(2026, 11, 22, 9, 15, 30)  # noqa: DTZ001  # a wall-clock time to try a format
    for form in formats:
        right = None
        if "%Y" in form or "%y" in form:  # without a year, a later Python will refuse to try
            with suppress(ValueError):
                right = datetime.strptime(moment.strftime(form), form)  # noqa: DTZ007  # as above
        if right is None or right.date() != moment.date():
            yield mark("'{text}' is no way to write a day or a time", text=form)


def _problems_of_created(kind: Kind) -> Iterator[Message]:
    needed = {field.name for field in kind.offered(kind.verbs["new"]) if field.required}
    named = any(field.name == "name" and field.group is Words for field in kind.fields)
    if not (kind.chosen and named and needed <= {"id", "name"}):
        yield mark("a {kind} cannot be made from its name alone", kind=kind.label)
