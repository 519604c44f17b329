"""Revealing: who sees a record unmasked, and for what, is recorded before anything is shown."""

from pm.errors import Damaged, Sealed
from pm.model.codec import personal_texts
from pm.model.kind import Kind
from pm.model.values import Link
from pm.office import registry
from pm.office.desk import at_desk
from pm.office.office import Office
from pm.office.performing import Circumstances
from pm.office.purposes import chosen_purpose
from pm.office.sight import Sight
from pm.store.records import Stored

ACCESS = "access"


def reveal(
    office: Office, kind: Kind, record_id: str, purpose: str, *, strict: bool = True
) -> Sight:
    """Record that who acts sees a record for a purpose, then give what shows it unmasked.

    Nothing is recorded where there is nothing personal, and where nothing of it can be opened.
    """
    stored = office.reader.get(kind, record_id)
    if any(personal_texts(kind, stored.tree)):
        record_access(office, stored, purpose, strict=strict)
    return Sight(office, revealed=True, strict=strict)


def record_access(office: Office, stored: Stored, purpose: str, *, strict: bool = True) -> str:
    """Record in one act that who acts sees a record for a purpose; give the access's id."""
    access = registry.kind(ACCESS)
    with at_desk(office) as desk:
        acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
        values = {
            "noun": stored.kind.name,
            "record": stored.record.id,
            "subject": stored.record.data_subject,
            "purpose": Link(chosen_purpose(desk.reader, acting.entering, purpose)),
        }
        made = acting.make(access, access.verbs["new"], values)
        _refuse_unreadable(office, stored, strict=strict)
        desk.record(acting)
    return made.record.id


def _refuse_unreadable(office: Office, stored: Stored, *, strict: bool) -> None:
    """Refuse a record of which nothing can be opened, and a damaged one where it is to be shown."""
    failures: list[Sealed] = []
    opened = 0
    for text in personal_texts(stored.kind, stored.tree):
        try:
            office.vault.open(text.place, text.disk)
            opened += 1
        except Sealed as error:
            failures.append(error)
    damaged = [error for error in failures if isinstance(error, Damaged)]
    if damaged and strict:
        raise damaged[0]
    if failures and not opened and not damaged:
        raise failures[0]
