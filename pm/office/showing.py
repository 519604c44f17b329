"""Records as values for people and scripts: flat, by the names that options and columns have."""

from typing import Any

import msgspec

from pm.model.fields import Field, Leaf
from pm.model.kind import Kind
from pm.model.problem import BadValue
from pm.model.record import Record
from pm.model.values import Personal
from pm.office.sight import Cover, Sight


def as_data(kind: Kind, record: Record, sight: Sight) -> dict[str, object]:
    """Give a record for scripts: ``caller_phone`` beside ``id``, lists of entries as lists."""
    return _flat(kind.fields, record, sight)


def _flat(fields: tuple[Field, ...], struct: msgspec.Struct, sight: Sight) -> dict[str, object]:
    data: dict[str, object] = {}
    for field in fields:
        value = getattr(struct, field.name)
        if value is None or value == []:
            continue
        if field.group is None:
            data[field.name] = _plain(field, value, sight)
        elif field.many:
            data[field.name] = [_flat(field.fields, entry, sight) for entry in value]
        else:
            inner = _flat(field.fields, value, sight)
            data |= {f"{field.name}_{name}": one for name, one in inner.items()}
    return data


def _plain(field: Field, value: Any, sight: Sight) -> object:  # noqa: ANN401  # a field holds any type
    if field.many:
        return [_plain_one(field, one, sight) for one in value]
    return _plain_one(field, value, sight)


def _plain_one(field: Field, value: Any, sight: Sight) -> object:  # noqa: ANN401  # as above
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    seen = sight.of(field.form, value) if isinstance(value, Personal) else value
    return seen if isinstance(seen, Cover) else field.form.json(seen)


def names_of(record: Record, language: str) -> str:
    """Give the name by which people know a record, its id where it has none."""
    words = getattr(record, "name", None)
    if isinstance(words, msgspec.Struct):
        picked: str = getattr(words, language, None) or getattr(words, "en", None) or ""
        return picked or str(getattr(words, "zh", "")) or record.id
    found = " ".join(str(getattr(record, name)) for name in record.names)
    return found or record.id


def row_value(leaf: Leaf, text: str) -> object:
    """Give the value of a clear column's text for scripts; what is no value stays text."""
    form = leaf.field.form
    assert form is not None  # noqa: S101  # a leaf has a form
    try:
        if leaf.field.many:
            return [form.json(form.read(one)) for one in text.split("\n")]
        return form.json(form.read(text))
    except BadValue:
        return text
