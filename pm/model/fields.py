"""Fields: what the annotations of a class say, read once.

``str`` is one line, ``Prose`` several, ``Literal[...]`` a choice, ``Link[Literal["unit"]]`` an id,
``Personal[T, Scope]`` a personal value, ``list[T]`` several, a :class:`Group` a nested mapping and
an :class:`Entry` in a list one of several. ``Annotated`` may carry a :class:`FieldType` of its own
and a marked sentence that says what the field is for.
"""

import inspect
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from pm.i18n import Message
from pm.model.field_types import (
    ChoiceType,
    DayType,
    FieldType,
    LineType,
    LinkType,
    ProseType,
    TimeType,
    TruthType,
)
from pm.model.groups import Group
from pm.model.labels import label
from pm.model.number_types import MoneyType, WholeType
from pm.model.values import Link, Personal, Prose, Scope, Words

_PLAIN: dict[object, FieldType[Any]] = {
    str: LineType(),
    Prose: ProseType(),
    int: WholeType(),
    bool: TruthType(),
    Decimal: MoneyType(),
    datetime: TimeType(),
    date: DayType(),
}


class Field(NamedTuple):
    """One field of a record, a group or a verb's options.

    Either ``form`` is set (a value, or several where ``many``) or ``group`` is (a nested mapping,
    or several entries where ``many``).
    """

    name: str
    form: FieldType[Any] | None
    group: type[msgspec.Struct] | None
    many: bool
    scope: type[Scope] | None
    required: bool
    default: object
    about: Message | None
    owner: str = ""
    """The class that has it."""

    @property
    def label(self) -> Message:
        """The label, from the name."""
        is_words = self.group is not None and issubclass(self.group, Words)
        return label("words" if is_words else "field", self.name, self.owner)

    @property
    def fields(self) -> "tuple[Field, ...]":
        """The fields of the group."""
        return () if self.group is None else fields_of(self.group)


class Leaf(NamedTuple):
    """A value inside a record: the way to it and its field."""

    path: tuple[str, ...]
    field: Field

    def __hash__(self) -> int:
        """Hash the way: within one kind it tells leaves apart."""
        return hash(self.path)

    @property
    def name(self) -> str:
        """The name in options, columns and SQL: ``caller_phone``."""
        return "_".join(self.path)

    @property
    def label(self) -> Message:
        """The label, from all of the name."""
        return self.field.label if len(self.path) == 1 else label("field", self.name)


class _Meaning(NamedTuple):
    form: FieldType[Any] | None = None
    group: type[msgspec.Struct] | None = None
    many: bool = False
    scope: type[Scope] | None = None
    about: Message | None = None


@cache
def fields_of(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Give the fields of a class in the order in which they stand on disk."""
    hints = get_type_hints(struct, include_extras=True)
    missing = (msgspec.NODEFAULT,) * len(struct.__struct_fields__)
    defaults = (missing + struct.__struct_defaults__)[-len(struct.__struct_fields__) :]
    by_name = dict(zip(struct.__struct_fields__, defaults, strict=True))
    owner = struct.__name__
    return tuple(field_from(name, hints[name], default, owner) for name, default in by_name.items())


@cache
def options_of(body: Any) -> tuple[Field, ...]:  # noqa: ANN401  # any verb's function
    """Give the options of a verb: its parameters after ``self`` and ``act``."""
    hints = get_type_hints(body, include_extras=True)
    parameters = list(inspect.signature(body).parameters.values())[2:]
    owner = body.__qualname__.partition(".")[0]
    return tuple(
        field_from(
            parameter.name,
            hints[parameter.name],
            msgspec.NODEFAULT if parameter.default is parameter.empty else parameter.default,
            owner,
        )
        for parameter in parameters
        if parameter.kind is not parameter.VAR_KEYWORD
    )


def field_from(name: str, annotation: object, default: object, owner: str = "") -> Field:
    """Read one annotation."""
    meaning = _meaning(annotation)
    form = meaning.form
    return Field(
        name=name,
        form=_choice(tuple(form.choices()), name) if isinstance(form, ChoiceType) else form,
        group=meaning.group,
        many=meaning.many,
        scope=meaning.scope,
        required=default is msgspec.NODEFAULT,
        default=default,
        about=meaning.about,
        owner=owner,
    )


def leaves(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Give every single value of a record; lists of entries are not gone into."""
    for field in fields:
        here = (*path, field.name)
        if field.group is None:
            yield Leaf(here, field)
        elif not field.many:
            yield from leaves(field.fields, here)


def _meaning(annotation: object) -> _Meaning:  # noqa: PLR0911  # one line for each annotation
    if annotation in _PLAIN:
        return _Meaning(form=_PLAIN[annotation])
    if isinstance(annotation, type) and issubclass(annotation, (Group, Words)):
        return _Meaning(group=annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments)
    if origin is Literal:
        return _Meaning(form=_choice(arguments))
    if origin is Link:
        return _Meaning(form=_link(get_args(arguments[0])))
    if origin is Personal:
        return _meaning(arguments[0])._replace(scope=arguments[1])
    if origin in {Union, types.UnionType}:
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _meaning(inner)
    if origin is list:
        return _meaning(arguments[0])._replace(many=True)
    message = f"no field type for {annotation!r}"
    raise TypeError(message)


def _annotated(arguments: tuple[Any, ...]) -> _Meaning:
    base, *extras = arguments
    own = next((extra for extra in extras if isinstance(extra, FieldType)), None)
    about = next((extra for extra in extras if isinstance(extra, Message)), None)
    meaning = _Meaning(form=own) if own is not None else _meaning(base)
    return meaning._replace(about=about or meaning.about)


@cache
def _choice(values: tuple[str, ...], of: str = "") -> ChoiceType:
    return ChoiceType(values, of)


@cache
def _link(kinds: tuple[str, ...]) -> LinkType:
    return LinkType(kinds)
