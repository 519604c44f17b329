"""Certifying an erasure: what its record says, with the names that people know."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pm.i18n import Message
from pm.office import registry
from pm.office.leftovers import leftover
from pm.office.office import Office
from pm.office.redacting import redaction
from pm.office.retention import ended_terms
from pm.office.showing import names_of


class Proof(NamedTuple):
    """What was done to forget somebody, and what is left.

    ``named`` are records with the command to write each anew, ``rules`` those whose term had ended.
    """

    office: str
    number: str
    resident: str
    at: datetime | None
    by: str
    rules: Sequence[str]
    subjects: int
    named: Sequence[tuple[str, str]]
    left: Sequence[Message]
    pending: Sequence[str]


def proof_of(office: Office, name: str, language: str) -> Proof:
    """Give what the record of an erasure proves, in a reader's language."""
    kind = registry.kind("erasure")
    found: Any = office.reader.get(kind, office.entering().find([kind.name], name)).record
    at = None if found.erased_at is None else found.erased_at.astimezone(office.zone)
    day = office.now.date() if at is None else at.date()
    return Proof(
        office=_called(office, "office", "office", language),
        number=found.id,
        resident=found.resident,
        at=at,
        by=_staff(office, found.erased_by or "", language),
        rules=_rules(office, found.resident, day, language),
        subjects=len(found.subjects),
        named=[(name.partition("/")[2], redaction(office, name)) for name in found.named_in],
        left=[leftover(word) for word in found.unpurged],
        pending=[_staff(office, staff, language) for staff in found.pending],
    )


def _called(office: Office, noun: str, record_id: str, language: str) -> str:
    stored = office.reader.find(registry.kind(noun), record_id)
    return record_id if stored is None else names_of(stored.record, language)


def _staff(office: Office, staff: str, language: str) -> str:
    called = _called(office, "staff", staff, language)
    return staff if called == staff else f"{called} ({staff})"


def _rules(office: Office, resident: str, day: date, language: str) -> list[str]:
    stored = office.reader.find(registry.kind("resident"), resident)
    found = [] if stored is None else ended_terms(office, stored.kind, stored.record, day)
    return [_called(office, "retention", rule, language) for rule in found]
