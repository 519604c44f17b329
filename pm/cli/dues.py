"""What a due time says on the screen: that it is over, or that it is today."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from pm.model.kind import Kind
from pm.model.problem import BadValue
from pm.model.record import Record
from pm.render.ink import Tone

Toned: TypeAlias = Callable[[Mapping[str, Any]], Tone | None]


def tone_of_due(kind: Kind, name: str, now: datetime) -> Toned | None:
    """Give what a field of a record says while the record waits for it; none for other fields."""
    states = kind.record.due_in.get(name)
    leaf = kind.leaf(name)
    form = None if leaf is None else leaf.field.form
    if states is None or form is None:
        return None

    def tone(row: Mapping[str, Any]) -> Tone | None:
        value = row.get(name)
        if value is None or row.get("state") not in states:
            return None
        try:
            return tone_at(form.read(value) if isinstance(value, str) else value, now)
        except BadValue:
            return None

    return tone


def tone_of_value(record: object, name: str, now: datetime) -> Tone | None:
    """Say what a value of a record, or of a part of one, says while the record waits for it."""
    if not isinstance(record, Record) or record.state not in record.due_in.get(name, ()):
        return None
    return tone_at(getattr(record, name), now)


def tone_at(due: object, now: datetime) -> Tone | None:
    """Say of a time, or of a day that lasts until midnight, how it stands to now."""
    if isinstance(due, datetime):
        if due < now:
            return Tone.LATE
        due = due.astimezone(now.tzinfo).date()
    if not isinstance(due, date) or due > now.date():
        return None
    return Tone.LATE if due < now.date() else Tone.SOON
