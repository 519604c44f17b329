"""What of an act's changes is worth telling: what its heading says already is left out."""

from collections.abc import Iterator

from pm.model.codec import Change
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.paths import IN_LIST, field_at
from pm.office.history import LogEntry

IDENTITY = frozenset({"id", "data_subject"})


def told(kind: Kind, entry: LogEntry) -> Iterator[Change]:
    """Give the changes that say more than who did which verb when.

    Left out are the ids of the record and of entries, the stamps of this act and its doer, and
    what the kind says nobody is told.
    """
    return (change for change in entry.changes if not _is_known(kind, entry, change))


def _is_known(kind: Kind, entry: LogEntry, change: Change) -> bool:
    within = IN_LIST.fullmatch(change.path)
    name = change.path if within is None else within[3] or ""
    whole = change.path if within is None else f"{within[1]}.{name}"
    if name in IDENTITY or whole in kind.record.untold:
        return True
    field = field_at(kind, change.path)
    return field is not None and _is_stamp(field, name) and _is_of(entry, change)


def _is_stamp(field: Field, name: str) -> bool:
    return name.endswith(("_at", "_by")) and field.scope is None


def _is_of(entry: LogEntry, change: Change) -> bool:
    """Tell whether a stamp says the time or the doer of its act, or was taken back with it."""
    stamp = change.after if change.after is not None else change.before
    is_new = change.before is None or change.after is None
    return is_new and (
        entry.act.verb == "undo"
        or stamp in {entry.act.by, entry.happened.isoformat(timespec="seconds")}
    )
