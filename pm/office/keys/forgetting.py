"""Forgetting a resident: his keys are destroyed, and every past version goes dark.

First the keys, then the record of it: an erasure that is recorded has happened. Killed in between,
the same command finishes what it began.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pm.model.codec import personal_texts
from pm.model.ids import SUBJECT
from pm.model.kind import Kind
from pm.model.values import SCOPES, Conduct
from pm.office import registry
from pm.office.handwork import kind_of_path
from pm.office.keys.desk import Keys, keys_at_desk, sealed_office
from pm.office.keys.making import Sealing
from pm.office.keys.renewing import overdue_staff, promote, renew_identities
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.office.sight import opener
from pm.store.journal import Step
from pm.store.mentions import ever_mentioned
from pm.store.objects import blob_id
from pm.store.preflight import refuse_touched_files
from pm.store.records import Stored
from pm.store.worktree import WorkTree
from pm.vault.rotation import destroy, refuse_not_held, renew

FORGET = "forget"
"""The capability and the verb."""
_SHORTEST = 2
"""Characters that a name or a number has at least to be looked for in other records."""


class Forgotten(NamedTuple):
    """What was done: the certificate's number, and what is still to be done by people."""

    resident: str
    erasure: str
    subjects: Sequence[str]
    named_in: Sequence[str]
    unpurged: Sequence[str]
    pending: Sequence[str]


def forget(office: Office, name: str, how: Sealing, *, dry_run: bool = False) -> Forgotten:
    """Destroy the keys of a resident and of every record of his own, and record it."""
    sealed_office(office)
    kind = registry.kind("resident")
    with keys_at_desk(office, needs=FORGET, dry_run=dry_run) as keys:
        resident = keys.desk.reader.get(
            kind, keys.desk.entering().in_clear().find([kind.name], name)
        )
        _refuse_hand_edit(office, resident)
        acting = keys.desk.acting(keys.acting, Circumstances())
        if resident.record.state != "forgotten":
            acting.change(kind, resident, kind.verbs[FORGET], {})
        linked = list(_linked(office, resident))
        subjects = sorted({*_subjects(resident), *_own_subjects(linked)})
        named = _named_in(office, resident, linked, set(subjects))
        done = Forgotten(resident.record.id, "", subjects, named, (), ())
        if dry_run:
            return done
        _destroy(keys, subjects, how)
        unpurged = office.key_files.purge()
        done = done._replace(unpurged=unpurged, pending=overdue_staff(keys.keyring))
        erasure = _certify(acting, done)
        keys.desk.record(acting)
    return done._replace(erasure=erasure)


def _refuse_hand_edit(office: Office, stored: Stored) -> None:
    """Refuse now what would be refused after the keys are gone."""
    blob = blob_id(stored.data)
    step = Step(stored.path, before=blob, found=blob, after=blob)
    refuse_touched_files(WorkTree(office.repository.root), [step], modes=False)


def _destroy(keys: Keys, subjects: Iterable[str], how: Sealing) -> None:
    """Destroy keys, and make every copy of an older keyring worthless."""
    keyring = keys.keyring
    scopes = [scope for scope in SCOPES if scope != Conduct.name]
    refuse_not_held(keyring, scopes)
    destroy(keyring, subjects, keys.today.isoformat())
    renew(keyring, scopes, next_generation=False)
    prepared = renew_identities(keys, how, everybody=True)
    fresh = {one.identity.recipient for one in prepared}
    keyring.set_overdue([one.recipient for one in keyring.holders if one.recipient not in fresh])
    keys.desk.vault.flush()
    promote(keys.identities, prepared)


def _certify(acting: Acting, done: Forgotten) -> str:
    kind = registry.kind("erasure")
    values = {
        "resident": done.resident,
        "subjects": list(done.subjects),
        "named_in": list(done.named_in),
        "unpurged": list(done.unpurged),
        "pending": list(done.pending),
    }
    return acting.make(kind, kind.verbs["new"], values).record.id


# -- whose keys -----------------------------------------------------------------------------------


def _subjects(stored: Stored) -> Iterator[str]:
    """Give the data subjects of a record: its own, and those of the people in its lists."""
    yield stored.record.data_subject
    for text in personal_texts(stored.kind, stored.tree):
        yield text.place.subject


def _linked(office: Office, resident: Stored) -> Iterator[Stored]:
    """Give every record that points to a resident, or ever did."""
    for path in ever_mentioned(office.repository, resident.record.id):
        kind, record_id = kind_of_path(path)
        found = None if kind is None else office.reader.find(kind, record_id)
        if found is not None and found.path != resident.path:
            yield found


def _own_subjects(linked: Iterable[Stored]) -> Iterator[str]:
    """Give the subjects of linked records that are nobody else's."""
    for stored in linked:
        yield from (one for one in _subjects(stored) if one.startswith(f"{SUBJECT}-"))


# -- whose texts name him -------------------------------------------------------------------------


def _named_in(
    office: Office, resident: Stored, linked: Iterable[Stored], dark: set[str]
) -> list[str]:
    """Give the other records that stay readable and name the resident, by text or by link."""
    open_ = opener(office)
    words = {
        plain
        for text in personal_texts(resident.kind, resident.tree)
        if text.field.name in {"name", "phone", "id_number", "plates"}
        and (plain := open_(text.place, text.disk)) is not None
        and len(plain) >= _SHORTEST
    }
    found = {
        f"{kind}/{record_id}"
        for kind, record_id in office.index.holders(registry.kinds(), words, open_)
        if _stays(office, registry.kind(kind), record_id, dark)
    }
    others = (one for one in linked if one.record.data_subject not in dark)
    found |= {f"{one.kind.name}/{one.record.id}" for one in others if _holds_text(one)}
    return sorted(found)


def _holds_text(stored: Stored) -> bool:
    return any(True for _ in personal_texts(stored.kind, stored.tree))


def _stays(office: Office, kind: Kind, record_id: str, dark: set[str]) -> bool:
    found = office.reader.find(kind, record_id)
    return found is not None and found.record.data_subject not in dark
