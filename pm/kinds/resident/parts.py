"""The parts of a resident's file: who lives with him, and whom to call for him."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.groups import PersonEntry
from pm.model.private_types import PersonName, Phone
from pm.model.values import Contact, Personal, Prose, Voice

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
    """Put what was given into the entry with an id; a guard refuses where there is none."""
    for person in people:
        if person.id == entry_id:
            person.name = name or person.name
            person.phone = phone or person.phone
            person.relation = relation or person.relation
            person.note = note or person.note
            person.until = until or person.until
