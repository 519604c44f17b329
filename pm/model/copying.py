"""A copy of a record on which a verb may work: what is never changed in place is shared."""

import copy
from typing import Any, TypeVar

import msgspec

from pm.model.fields import Field, fields_of

T = TypeVar("T", bound=msgspec.Struct)


def copied(struct: T) -> T:
    """Copy a record, a group or an entry with its groups and lists; values are shared."""
    fresh = copy.copy(struct)
    for field in fields_of(type(struct)):
        value = getattr(struct, field.name)
        if value is not None and (field.many or field.group is not None):
            msgspec.structs.force_setattr(fresh, field.name, _copied(field, value))
    return fresh


def _copied(field: Field, value: Any) -> Any:  # noqa: ANN401  # a list or a group
    if not field.many:
        return copied(value)
    return [copied(one) for one in value] if field.group is not None else list(value)
