"""The shapes of which every kind is made: the record and the configuration."""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from pm.model.act import Act
from pm.model.groups import Id
from pm.model.ids import Layout
from pm.model.verbs import creates, verb

VOID = "void"
"""The state of what should not be there."""


class Record(msgspec.Struct, kw_only=True):
    """One YAML file of the office.

    A kind is a subclass in a file of its own under ``pm/kinds``; the file's name is the noun.

    Attributes:
        layout: how ids are made and where files lie.
        prefix: the beginning of made ids.
        plural: the folder, where it is not the noun with an s.
        initial: the state of a new record.
        final: the states in which nothing is to be done any more.
        columns: what a list shows unless told otherwise.
        spare: the columns that a narrow terminal can do without, the first to go first.
        due_in: the clear fields by which something is to be done, each with the states in which
            it is still to be done.
        names: the clear fields by which people may call a record instead of its id.
        found_by: the personal fields by which people at the counter find a record.
        called_after: the clear link to the place after which people call it: a flat by the names
            of its building and the number on the door.
        headline: the clear fields that the commit of a new record names.
        is_subject: whether the record is a person, so that its id is the data subject.
        subject_of: the option that names the resident a new record is about.
        kept_from: the option that names the member of staff from whom a record is kept, if it
            does: all its personal values then lie under a scope of their own.
        gathers: the kinds whose records a record of this one gathers, each with its clear link
            here; whoever is shown it is shown how many there are, and which.
        untold: the fields that a history for people leaves out, as the record's machinery; those
            of entries as ``solutions.due``.
        fixed: the fields that no verb and no hand writes, only a migration.
        by_time: the hidden verbs that time runs, each with the clear field that says when: at that
            time, or when that day is over.
    """

    layout: ClassVar[Layout] = Layout.DATED
    prefix: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    initial: ClassVar[str]
    final: ClassVar[tuple[str, ...]] = (VOID,)
    columns: ClassVar[tuple[str, ...]] = ()
    spare: ClassVar[tuple[str, ...]] = ()
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    names: ClassVar[tuple[str, ...]] = ()
    found_by: ClassVar[tuple[str, ...]] = ()
    called_after: ClassVar[str] = ""
    headline: ClassVar[tuple[str, ...]] = ()
    is_subject: ClassVar[bool] = False
    subject_of: ClassVar[str] = ""
    kept_from: ClassVar[str] = ""
    untold: ClassVar[tuple[str, ...]] = ()
    gathers: ClassVar[Mapping[str, str]] = {}
    fixed: ClassVar[tuple[str, ...]] = ()
    by_time: ClassVar[Mapping[str, str]] = {"climb": "climbs_at"}

    id: Id
    state: str
    data_subject: Id

    @creates()
    def new(self, act: Act) -> None:
        """Make a new record."""

    @verb()
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct fields that belong to no verb."""
        del act
        for name, value in values.items():
            setattr(self, name, value)

    @verb(to=VOID, reasons="void")
    def void(self, act: Act) -> None:
        """Strike out a record that should not be there; it counts nowhere."""

    @property
    def accused(self) -> Any:  # noqa: ANN401  # a personal link of whatever scope
        """The member of staff from whom it is kept; none where it is kept from nobody."""
        return getattr(self, self.kept_from) if self.kept_from else None

    @property
    def next_verb(self) -> str | None:
        """The verb that comes next, where the state alone would say another one."""
        return None

    @property
    def next_words(self) -> str | None:
        """What is typed next after ``pm``, where it is no verb of the record itself."""
        return None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Add what follows from typed values before they are sealed: the grid of a flat."""


class Configuration(Record, kw_only=True):
    """What an office decides once and names by a slug: a channel, a category, a post.

    It holds nothing personal: its data subject is the office itself.
    """

    layout: ClassVar[Layout] = Layout.CHOSEN
    initial: ClassVar[str] = "active"
    final: ClassVar[tuple[str, ...]] = ("retired", VOID)

    state: str = "active"
    data_subject: Id = "office"

    @verb("active", to="retired")
    def retire(self, act: Act) -> None:
        """Offer it no more; what was recorded with it stays."""

    @verb("retired", to="active")
    def restore(self, act: Act) -> None:
        """Offer it again."""
