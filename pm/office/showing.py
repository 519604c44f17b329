"""Records as values for people and scripts: flat, by the names that options and columns have."""

from typing import Any

import msgspec

from pm.errors import Sealed
from pm.model.fields import Field, Leaf
from pm.model.kind import Kind
from pm.model.problem import BadValue
from pm.model.record import Record
from pm.model.values import Opener, Personal

SEALED = "•"


def as_data(kind: Kind, record: Record, opener: Opener) -> dict[str, object]:
    """Give a record for scripts: ``caller_phone`` beside ``id``, lists of entries as lists."""
    return _flat(kind.fields, record, opener)


def _flat(fields: tuple[Field, ...], struct: msgspec.Struct, opener: Opener) -> dict[str, object]:
    data: dict[str, object] = {}
    for field in fields:
        value = getattr(struct, field.name)
        if value is None or value == []:
            continue
        if field.group is None:
            data[field.name] = _plain(field, value, opener)
        elif field.many:
            data[field.name] = [_flat(field.fields, entry, opener) for entry in value]
        else:
            inner = _flat(field.fields, value, opener)
            data |= {f"{field.name}_{name}": one for name, one in inner.items()}
    return data


def _plain(field: Field, value: Any, opener: Opener) -> object:  # noqa: ANN401  # a field holds any type
    if field.many:
        return [_plain_one(field, one, opener) for one in value]
    return _plain_one(field, value, opener)


def _plain_one(field: Field, value: Any, opener: Opener) -> object:  # noqa: ANN401  # as above
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    opened = opened_value(value, opener)
    return SEALED if opened is None else field.form.json(opened)


def opened_value(value: Any, opener: Opener) -> Any:  # noqa: ANN401  # as above
    """Give a value, opened where it is personal; none where it cannot be."""
    if not isinstance(value, Personal):
        return value
    try:
        return value.open(opener)
    except Sealed:
        return None


def names_of(record: Record, language: str) -> str:
    """Give the name by which people know a record, its id where it has none."""
    words = getattr(record, "name", None)
    if isinstance(words, msgspec.Struct):
        picked: str = getattr(words, language, None) or getattr(words, "en", None) or ""
        return picked or str(getattr(words, "zh", "")) or record.id
    found = " ".join(str(getattr(record, name)) for name in record.names)
    return found or record.id


def row_value(leaf: Leaf, text: str) -> object:
    """Give the value of a column's text for scripts; what is no value stays, unless personal."""
    form = leaf.field.form
    assert form is not None  # noqa: S101  # a leaf has a form
    try:
        if leaf.field.many:
            return [form.json(form.read(one)) for one in text.split("\n")]
        return form.json(form.read(text))
    except BadValue:
        return text if leaf.field.scope is None else SEALED
