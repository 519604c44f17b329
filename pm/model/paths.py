"""The path of a value in a record, as differences name it, and the field that stands there."""

from pm.model.fields import Field, leaves
from pm.model.kind import Kind
from pm.model.pattern import pattern

IN_LIST = pattern(r"(\w+)\[([^\]]+)\](?:\.(.+))?")
"""The path of a value in a list: ``solutions[K7Q2XM].outcome``, ``capabilities[2]``."""


def field_at(kind: Kind, path: str) -> Field | None:
    """Give the field of a single value by its path; none where the kind has no such value."""
    found = IN_LIST.fullmatch(path)
    owner, inside = (path, None) if found is None else (found[1], found[3])
    if inside is None:
        leaf = kind.leaf(owner.replace(".", "_"))
        return None if leaf is None else leaf.field
    entries = next((entry.fields for entry in kind.entries if entry.name == owner), ())
    return next(
        (leaf.field for leaf in leaves(entries) if leaf.name == inside.replace(".", "_")), None
    )
