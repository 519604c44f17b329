"""Writing a record anew without what is personal in it: the command to type."""

from pm.model.kind import Kind
from pm.office import registry
from pm.office.office import Office


def redaction(office: Office, name: str) -> str:
    """Give the command for a record by its name, as in ``ticket/T-261122-K7Q2XM``.

    Of what has ended nothing is edited but its file, by hand.
    """
    noun, _, record_id = name.partition("/")
    kind = registry.kind(noun)
    stored = office.reader.find(kind, record_id)
    if stored is None or stored.record.state in kind.final:
        return by_hand(kind, record_id)
    return edit(kind, record_id)


def edit(kind: Kind, record_id: str) -> str:
    """Give the command that edits a record."""
    return f"pm {kind.name.replace('_', '-')} edit {record_id}"


def by_hand(kind: Kind, record_id: str) -> str:
    """Give the command that records what was changed in a file by hand."""
    return f"pm commit {kind.path(record_id)}"
