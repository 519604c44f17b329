"""A resident: one household, one file."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.resident.guards import (
    file_is_back,
    flat_has_passed_on,
    goes_after_coming,
    is_an_owners_file,
    names_a_contact,
    names_a_member,
    no_debt,
    no_hold,
    no_open_ticket,
    nobody_follows,
    papers_are_here,
)
from pm.kinds.resident.parts import (
    ContactPerson,
    FiledPaper,
    Member,
    Relation,
    call_first,
    call_no_more,
    change,
    filed,
)
from pm.model.act import Act
from pm.model.groups import EntryId
from pm.model.ids import Layout
from pm.model.kind_types import Checksum
from pm.model.places import complete_place
from pm.model.private_types import IdNumber, PersonName, Phone, Plate
from pm.model.record import VOID, Record
from pm.model.source import Source
from pm.model.values import Address, Contact, Finance, Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

LISTS = ("members", "contacts", "papers")
EDIT = "resident.edit"


class Resident(Record, kw_only=True):
    """A resident and his household: the file that the office keeps about him (S-071)."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "R"
    initial: ClassVar[str] = "registered"
    final: ClassVar[tuple[str, ...]] = ("moved-out", "archived", "forgotten", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "phone", "unit", "capacity", "state")
    spare: ClassVar[tuple[str, ...]] = ("capacity",)
    is_subject: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = (
        *("unit", "phone", "name", "plates"),
        *("members_phone", "members_name", "contacts_phone"),
    )

    name: Personal[PersonName, Contact]
    phone: Personal[Phone, Contact] | None = None
    id_number: Annotated[
        Personal[IdNumber, Contact] | None, mark("the number of the id card or passport")
    ] = None
    plates: Annotated[list[Personal[Plate, Contact]], mark("the plates of the vehicles")] = []
    unit: Personal[Link[Literal["unit"]], Address] | None = None
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    capacity: Literal["owner", "co-owner", "tenant", "family", "user"] | None = None
    since: date | None = None
    until: Annotated[date | None, mark("the last day of the household here")] = None
    preferred_channel: Annotated[
        Link[Literal["channel"]] | None, mark("how the household wants to be reached")
    ] = None
    special_needs: Personal[Prose, Voice] | None = None
    debt: Annotated[
        Personal[Decimal, Finance] | None,
        mark("what the household still owes; clear it when it is settled"),
    ] = None
    members: list[Member] = []
    contacts: list[ContactPerson] = []
    papers: list[FiledPaper] = []
    moved_out_at: datetime | None = None
    moved_out_by: Link[Literal["staff"]] | None = None
    archived_at: datetime | None = None
    archived_by: Link[Literal["staff"]] | None = None
    successor: Annotated[
        Link[Literal["resident"]] | None, mark("the file of the owner who followed")
    ] = None
    forgotten_at: datetime | None = None
    forgotten_by: Link[Literal["staff"]] | None = None
    source: Source | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take building and grid from the flat, where they were not given."""
        complete_place(values, act, ("building", "grid"))

    @creates()
    def new(self, act: Act) -> None:
        """Open the file of a resident."""

    @creates(takes=("until", *LISTS, "source"), changes=(*LISTS, "source"), hidden=True)
    def import_(
        self,
        act: Act,
        household: Annotated[
            list[Personal[PersonName, Contact]] | None, mark("the names of who lives with him")
        ] = None,
    ) -> None:
        """Bring in a resident of an old system, with those who live with him and his papers."""
        self.members += [
            Member(id=act.new_entry_id(), data_subject=act.new_subject(), name=name)
            for name in household or ()
        ]

    @verb("registered", "moved-out", "archived")
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct the file; of a household that is gone too, as the law demands."""
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
    def prefer_contact(
        self,
        act: Act,
        contact: Annotated[EntryId, mark("the id of the contact, as the file shows it")],
    ) -> None:
        """Note which contact person is to be called first."""
        call_first(self.contacts, contact)

    @verb("registered", needs=EDIT, changes=["contacts"], guards=[names_a_contact])
    def end_contact(
        self,
        act: Act,
        contact: Annotated[EntryId, mark("the id of the contact, as the file shows it")],
        until: date | None = None,
    ) -> None:
        """Note that a contact person is not to be called any more."""
        change(self.contacts, contact, until=until or act.at.date())
        call_no_more(self.contacts)

    # -- the papers of the file (S-071…S-073) -----------------------------------------------------

    @verb("registered", "moved-out", needs=EDIT, changes=["papers"], guards=[papers_are_here])
    def file_paper(
        self,
        act: Act,
        paper: Annotated[Link[Literal["paper"]], mark("which paper it is")],
        kept_in: Annotated[
            Personal[str, Voice] | None, mark("where it is kept: cabinet, folder")
        ] = None,
        checksum: Annotated[Checksum | None, mark("the SHA-256 of its scan")] = None,
        received_on: date | None = None,
    ) -> None:
        """Note that a paper is in the file, and where it is kept."""
        entry = filed(self.papers, paper, act)
        entry.status = "present"
        entry.kept_in = kept_in or entry.kept_in
        entry.checksum = checksum or entry.checksum
        entry.received_on = received_on or entry.received_on or act.at.date()
        entry.wanted_by = None

    @verb("registered", "moved-out", needs=EDIT, changes=["papers"])
    def miss_paper(
        self,
        act: Act,
        paper: Annotated[Link[Literal["paper"]], mark("which paper it is")],
        wanted_by: Annotated[
            date | None, mark("the day by which the household promised to bring it")
        ] = None,
    ) -> None:
        """Note that a paper is missing: never brought, given back or lost."""
        entry = filed(self.papers, paper, act)
        entry.status = "missing"
        entry.kept_in = entry.checksum = entry.received_on = None
        entry.wanted_by = wanted_by or entry.wanted_by

    # -- the end of the file ----------------------------------------------------------------------

    @verb("registered", to="moved-out", stamps="moved_out", guards=[goes_after_coming])
    def move_out(self, act: Act, until: date | None = None) -> None:
        """Note that the household has moved out."""
        self.until = until or act.at.date()

    @verb("moved-out", to="registered", changes=["moved_out_at", "moved_out_by", "until"])
    def move_back(self, act: Act) -> None:
        """Note that the household lives here again."""
        self.moved_out_at = self.moved_out_by = self.until = None

    @verb("moved-out", to="archived", stamps="archived", guards=[file_is_back])
    def archive(self, act: Act) -> None:
        """Put the file away: nothing more comes into it until it is due to be destroyed."""

    @verb(
        "registered",
        to="archived",
        stamps="archived",
        guards=[is_an_owners_file, flat_has_passed_on, file_is_back],
        changes=["until", "successor"],
    )
    def change_owner(
        self,
        act: Act,
        owner_name: Annotated[Personal[PersonName, Contact], mark("the name of the new owner")],
        owner_phone: Personal[Phone, Contact] | None = None,
        owner_id_number: Personal[IdNumber, Contact] | None = None,
        transferred_on: Annotated[
            date | None, mark("the day from which the flat is the new owner's, if not today")
        ] = None,
    ) -> None:
        """Close the file of an owner who sold the flat, and open that of the new one (过户).

        The files of tenants stay as they are; papers and members belong to the old file.
        """
        self.until = transferred_on or act.at.date()
        new = act.add(
            "resident",
            "new",
            name=owner_name,
            phone=owner_phone,
            id_number=owner_id_number,
            unit=self.unit,
            building=self.building,
            grid=self.grid,
            capacity=self.capacity,
            since=self.until,
        )
        self.successor = Link(new.id)

    @verb(
        "archived",
        to="moved-out",
        guards=[nobody_follows],
        changes=["archived_at", "archived_by", "successor"],
    )
    def reopen(self, act: Act) -> None:
        """Take a file out again that was put away by mistake; one that followed is struck out."""
        self.archived_at = self.archived_by = None
        new = None if self.successor is None else act.get("resident", self.successor)
        if new is not None and new.state == "registered":
            new = act.do(new, "unfollow")
        if new is None or new.state == VOID:
            self.successor = None

    @verb("registered", to=VOID, needs="resident.reopen", hidden=True)
    def unfollow(self, act: Act) -> None:
        """Strike out the file of an owner who did not follow another one after all."""

    @verb(
        "registered",
        "moved-out",
        "archived",
        "void",
        to="forgotten",
        stamps="forgotten",
        needs="forget",
        guards=[no_open_ticket, no_hold, no_debt, file_is_back],
        firm=True,
        hidden=True,
    )
    def forget(self, act: Act) -> None:
        """Note that the resident is forgotten."""
