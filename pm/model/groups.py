"""Groups and entries: fields that belong together inside a record."""

from typing import Annotated, ClassVar

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
    """One of several inside a record; found by its own random id, never by its position.

    Attributes:
        shows_id: whether people see the id, because verbs name the entry by it.
    """

    shows_id: ClassVar[bool] = False

    id: EntryId


class PersonEntry(Entry, kw_only=True):
    """An entry about a person, with a data subject of its own, so that it can be forgotten."""

    shows_id: ClassVar[bool] = True

    data_subject: Id
