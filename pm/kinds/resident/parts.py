"""The parts of a resident's file: who lives with him, and whom to call for him."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.act import Act
from pm.model.groups import Entry, PersonEntry
from pm.model.kind_types import Checksum
from pm.model.private_types import PersonName, Phone
from pm.model.values import Contact, Link, Personal, Prose, Voice

Relation = Literal[
    "spouse", "child", "parent", "sibling", "relative", "friend", "neighbour", "helper", "other"
]


class Person(PersonEntry, kw_only=True):
    """A person beside the resident, who can be forgotten by himself."""

    name: Personal[PersonName, Contact]
    phone: Personal[Phone, Contact] | None = None
    relation: Annotated[Relation | None, mark("what the person is to the resident")] = None
    note: Personal[Prose, Voice] | None = None
    until: Annotated[date | None, mark("the day on which it ended")] = None


class Member(Person, kw_only=True):
    """A member of the household."""


class ContactPerson(Person, kw_only=True):
    """A person to call when the household cannot be reached."""

    key: Annotated[bool, mark("whether this one is called first")] = False


class FiledPaper(Entry, kw_only=True):
    """A paper of the file: there, with where it is kept, or missing (S-071)."""

    paper: Link[Literal["paper"]]
    status: Literal["present", "missing"]
    kept_in: Annotated[Personal[str, Voice] | None, mark("where it is kept: cabinet, folder")] = (
        None
    )
    checksum: Annotated[Checksum | None, mark("the SHA-256 of its scan")] = None
    received_on: date | None = None
    wanted_by: Annotated[date | None, mark("the day by which it is to be brought")] = None


def change(
    people: Sequence[Person],
    entry_id: str,
    *,
    name: Personal[PersonName, Contact] | None = None,
    phone: Personal[Phone, Contact] | None = None,
    relation: Relation | None = None,
    note: Personal[Prose, Voice] | None = None,
    until: date | None = None,
) -> None:
    """Put what was given into the entry with an id; a guard refuses where there is none.

    Of somebody whose entry has ended only the day of it is corrected.
    """
    for person in people:
        if person.id == entry_id and (until is not None or person.until is None):
            person.name = name or person.name
            person.phone = phone or person.phone
            person.relation = relation or person.relation
            person.note = note or person.note
            person.until = until or person.until


def call_first(contacts: Sequence[ContactPerson], entry_id: str) -> None:
    """Let one contact person be called first, and no other; a guard refuses where there is none."""
    if any(person.id == entry_id and person.until is None for person in contacts):
        for person in contacts:
            person.key = person.id == entry_id


def call_no_more(contacts: Sequence[ContactPerson]) -> None:
    """Let none be called first whose entry has ended."""
    for person in contacts:
        person.key = person.key and person.until is None


def filed(papers: list[FiledPaper], paper: Link[Literal["paper"]], act: Act) -> FiledPaper:
    """Give the entry of a paper, added where there is none yet."""
    for one in papers:
        if one.paper == paper:
            return one
    papers.append(FiledPaper(id=act.new_entry_id(), paper=paper, status="missing"))
    return papers[-1]
