"""What is held about a person: his file, and every record that is about him or points to him."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pm.index.filters import Filter, Operator
from pm.model.fields import Leaf, leaves
from pm.model.kind import Kind
from pm.office import registry
from pm.office.office import Office
from pm.office.revealing import ACCESS, record_access
from pm.office.showing import as_data
from pm.office.sight import DAMAGED, SEALED, Cover, Sight
from pm.store.records import Stored

PURPOSE = "subject-request"
"""For what it is done unless somebody says otherwise: the person asks for it."""


class Held(NamedTuple):
    """What is held about a person, and what shows it unmasked."""

    resident: Stored
    records: Mapping[str, Sequence[Stored]]
    sight: Sight

    def document(self) -> dict[str, object]:
        """Give it for scripts."""
        return {
            "schema": 1,
            "kind": "person",
            "resident": self._data(self.resident),
            "records": {
                noun: [self._data(one) for one in found] for noun, found in self.records.items()
            },
        }

    def _data(self, stored: Stored) -> dict[str, object]:
        return as_data(stored.kind, stored.record, self.sight)


def held_about(office: Office, name: str, purpose: str) -> Held:
    """Record that who acts sees all of it for a purpose, then give it."""
    kind = registry.kind("resident")
    resident = office.reader.get(kind, office.entering().find([kind.name], name))
    record_access(office, resident, purpose, strict=False)
    records = {noun: found for noun, found in _records(office, resident.record.id) if found}
    everything = [resident, *(one for found in records.values() for one in found)]
    office.vault.load({one.record.data_subject for one in everything})
    return Held(resident, records, Sight(office, revealed=True))


def unread(document: object) -> tuple[int, int]:
    """Count the values of a document that the reader may not see, and those that are damaged."""
    if isinstance(document, Cover):
        return int(document == SEALED), int(document == DAMAGED)
    inner: list[object] = []
    if isinstance(document, dict):
        inner = list(document.values())
    elif isinstance(document, list):
        inner = document
    counts = [unread(one) for one in inner]
    return sum(one for one, _ in counts), sum(one for _, one in counts)


def _records(office: Office, resident: str) -> Iterator[tuple[str, list[Stored]]]:
    """Give by kind what is about a resident or points to him, accesses to all of it last."""
    known = {resident}
    for kind in registry.kinds():
        ids = {*_about(office, kind, resident), *_pointing(office, kind, resident)} - {resident}
        known |= ids
        if kind.name != ACCESS:
            yield kind.name, _read(office, kind, ids)
    access = registry.kind(ACCESS)
    seen = _ids(office, access, Filter("record", Operator.ANY_OF, tuple(sorted(known))))
    yield ACCESS, _read(office, access, {*seen, *_about(office, access, resident)})


def _read(office: Office, kind: Kind, ids: set[str]) -> list[Stored]:
    return [office.reader.get(kind, record_id) for record_id in sorted(ids)]


def _about(office: Office, kind: Kind, subject: str) -> list[str]:
    return _ids(office, kind, Filter("data_subject", Operator.ANY_OF, (subject,)))


def _ids(office: Office, kind: Kind, condition: Filter) -> list[str]:
    return [str(one) for (one,) in office.index.select(kind, [condition], columns=["id"]).rows]


def _pointing(office: Office, kind: Kind, resident: str) -> Iterator[str]:
    for leaf in _all_leaves(kind):
        form = leaf.field.form
        if form is not None and "resident" in form.links() and leaf.field.scope is None:
            yield from office.lookup.links(kind, leaf, resident)


def _all_leaves(kind: Kind) -> Iterator[Leaf]:
    """Give every value of a kind, those in its lists too."""
    yield from kind.leaves
    for entry in kind.entries:
        yield from (Leaf((entry.name, *one.path), one.field) for one in leaves(entry.fields))
