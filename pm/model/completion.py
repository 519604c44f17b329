"""What follows from typed values when a record is corrected: the grid of another flat."""

from collections.abc import Mapping
from typing import Any

from pm.errors import Sealed
from pm.model.act import Act
from pm.model.kind import Kind
from pm.model.record import Record


def completed(kind: Kind, record: Record, values: Mapping[str, Any], act: Act) -> Mapping[str, Any]:
    """Add what follows from the values that a record gets.

    What followed from the values that they replace follows again; what was typed besides those
    stays. Where nothing followed yet, the new values are better known than what was there.
    """
    followed = _followed(kind, {name: getattr(record, name) for name in values}, act)
    filled = dict(values)
    kind.record.complete(filled, act)
    known = {name: getattr(record, name) for name in filled if name not in values}
    kept = {
        name: value
        for name, value in known.items()
        if value is not None and name in followed and value != followed[name]
    }
    filled = {**values, **kept}
    kind.record.complete(filled, act)
    new = {field.name for field in kind.editable}.difference(values, kept)
    return {**values, **{name: value for name, value in filled.items() if name in new}}


def _followed(kind: Kind, values: dict[str, Any], act: Act) -> Mapping[str, Any]:
    """Give what follows from values that are replaced; nothing where they cannot be opened."""
    try:
        kind.record.complete(values, act)
    except Sealed:
        return {}
    return values
