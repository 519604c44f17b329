"""What a record must have: none is made or left without it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from pm.errors import Invalid
from pm.i18n import Message, mark
from pm.model.fields import Field, leaves
from pm.model.kind import Kind
from pm.model.options import flag


def refuse_gaps(kind: Kind, values: Mapping[str, Any]) -> None:
    """Refuse the values of a record that lacks what it must have.

    Raises :class:`Invalid` that names every gap.
    """
    gaps = [
        _named(field)
        for field in kind.fields
        if field.required and _is_empty(values.get(field.name))
    ]
    if gaps:
        raise Invalid(
            mark("nothing was recorded: no {kind} can be without this", kind=kind.label),
            details=gaps,
            hint=mark("say what it is, or leave it as it was"),
        )


def _named(field: Field) -> Message:
    options = [flag(leaf.name) for leaf in leaves((field,))] or [flag(field.name)]
    return mark("{field} ({options})", field=field.label, options="/".join(options))


def _is_empty(value: object) -> bool:
    if isinstance(value, msgspec.Struct):
        return all(_is_empty(getattr(value, name)) for name in value.__struct_fields__)
    return value is None or value in ("", [])
