"""Groups and entries: fields that belong together inside a record."""

from typing import Annotated

import msgspec

from pm.i18n import mark
from pm.model.field_types import PatternType
from pm.model.ids import SUBJECT_LENGTH, is_subject

Id = Annotated[
    str,
    PatternType(
        "id",
        is_subject,
        "R-K7Q2XM",
        mark("this is neither an id nor a slug"),
    ),
]
EntryId = Annotated[
    str,
    PatternType(
        "entry-id",
        lambda text: text.isascii() and text.isalnum() and len(text) <= SUBJECT_LENGTH,
        "K7Q2XM",
        mark("this is not the id of an entry"),
    ),
]


class Group(msgspec.Struct, kw_only=True):
    """Fields that belong together inside a record: the caller, the place."""


class Entry(Group, kw_only=True):
    """One of several inside a record; found by its own random id, never by its position."""

    id: EntryId


class CalledEntry(Entry, kw_only=True):
    """An entry that verbs call by its id, so that people see it."""


class PersonEntry(CalledEntry, kw_only=True):
    """An entry about a person, with a data subject of its own, so that it can be forgotten."""

    data_subject: Id
