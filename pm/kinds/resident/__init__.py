"""A resident: one household, one file."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.resident.guards import (
    names_a_contact,
    names_a_member,
    no_debt,
    no_hold,
    no_open_ticket,
)
from pm.kinds.resident.parts import ContactPerson, Member, Relation, change
from pm.model.act import Act
from pm.model.groups import EntryId
from pm.model.ids import Layout
from pm.model.private_types import IdNumber, PersonName, Phone, Plate
from pm.model.record import Record
from pm.model.values import Address, Contact, Finance, Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

EDIT = "resident.edit"


class Resident(Record, kw_only=True):
    """A resident and his household: the file that the office keeps about him (S-071)."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "R"
    initial: ClassVar[str] = "registered"
    final: ClassVar[tuple[str, ...]] = ("moved-out", "forgotten", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "phone", "unit", "capacity", "state")
    is_subject: ClassVar[bool] = True

    name: Personal[PersonName, Contact]
    phone: Personal[Phone, Contact] | None = None
    id_number: Annotated[
        Personal[IdNumber, Contact] | None, mark("the number of the id card or passport")
    ] = None
    plates: Annotated[list[Personal[Plate, Contact]], mark("the plates of the vehicles")] = []
    unit: Personal[Link[Literal["unit"]], Address] | None = None
    capacity: Literal["owner", "co-owner", "tenant", "family", "user"] | None = None
    since: date | None = None
    special_needs: Personal[Prose, Voice] | None = None
    debt: Annotated[
        Personal[Decimal, Finance] | None,
        mark("what the household still owes; clear it when it is settled"),
    ] = None
    members: list[Member] = []
    contacts: list[ContactPerson] = []
    moved_out_at: datetime | None = None
    moved_out_by: Link[Literal["staff"]] | None = None
    forgotten_at: datetime | None = None
    forgotten_by: Link[Literal["staff"]] | None = None

    @creates()
    def new(self, act: Act) -> None:
        """Open the file of a resident."""

    @verb("registered", "moved-out")
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct the file; of a household that has moved out too, as the law demands."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("registered", needs=EDIT, changes=["members"])
    def add_member(
        self,
        act: Act,
        member_name: Personal[PersonName, Contact],
        member_phone: Personal[Phone, Contact] | None = None,
        relation: Relation | None = None,
        note: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Add a member of the household."""
        self.members.append(
            Member(
                id=act.new_entry_id(),
                data_subject=act.new_subject(),
                name=member_name,
                phone=member_phone,
                relation=relation,
                note=note,
            )
        )

    @verb("registered", needs=EDIT, changes=["members"], guards=[names_a_member])
    def change_member(
        self,
        act: Act,
        member: Annotated[EntryId, mark("the id of the member, as the file shows it")],
        member_name: Personal[PersonName, Contact] | None = None,
        member_phone: Personal[Phone, Contact] | None = None,
        relation: Relation | None = None,
        note: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Correct what is known of a member of the household."""
        change(
            self.members,
            member,
            name=member_name,
            phone=member_phone,
            relation=relation,
            note=note,
        )

    @verb("registered", needs=EDIT, changes=["members"], guards=[names_a_member])
    def end_member(
        self,
        act: Act,
        member: Annotated[EntryId, mark("the id of the member, as the file shows it")],
        until: date | None = None,
    ) -> None:
        """Note that somebody is no member of the household any more."""
        change(self.members, member, until=until or act.at.date())

    @verb("registered", needs=EDIT, changes=["contacts"])
    def add_contact(
        self,
        act: Act,
        contact_name: Personal[PersonName, Contact],
        contact_phone: Personal[Phone, Contact] | None = None,
        relation: Relation | None = None,
        note: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Add a person to call when the household cannot be reached."""
        self.contacts.append(
            ContactPerson(
                id=act.new_entry_id(),
                data_subject=act.new_subject(),
                name=contact_name,
                phone=contact_phone,
                relation=relation,
                note=note,
            )
        )

    @verb("registered", needs=EDIT, changes=["contacts"], guards=[names_a_contact])
    def change_contact(
        self,
        act: Act,
        contact: Annotated[EntryId, mark("the id of the contact, as the file shows it")],
        contact_name: Personal[PersonName, Contact] | None = None,
        contact_phone: Personal[Phone, Contact] | None = None,
        relation: Relation | None = None,
        note: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Correct what is known of a contact person."""
        change(
            self.contacts,
            contact,
            name=contact_name,
            phone=contact_phone,
            relation=relation,
            note=note,
        )

    @verb("registered", needs=EDIT, changes=["contacts"], guards=[names_a_contact])
    def end_contact(
        self,
        act: Act,
        contact: Annotated[EntryId, mark("the id of the contact, as the file shows it")],
        until: date | None = None,
    ) -> None:
        """Note that a contact person is not to be called any more."""
        change(self.contacts, contact, until=until or act.at.date())

    @verb("registered", to="moved-out", stamps="moved_out")
    def move_out(self, act: Act) -> None:
        """Note that the household has moved out."""

    @verb("moved-out", to="registered", changes=["moved_out_at", "moved_out_by"])
    def move_back(self, act: Act) -> None:
        """Note that the household lives here again."""
        self.moved_out_at = self.moved_out_by = None

    @verb(
        "registered",
        "moved-out",
        "void",
        to="forgotten",
        stamps="forgotten",
        needs="forget",
        guards=[no_open_ticket, no_hold, no_debt],
        firm=True,
        hidden=True,
    )
    def forget(self, act: Act) -> None:
        """Note that the resident is forgotten."""
