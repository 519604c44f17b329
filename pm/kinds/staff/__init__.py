"""A member of staff: his post, his certificates, whether he is on duty."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.staff.guards import (
    comes_back_after_going,
    names_a_certificate,
    somebody_stays_who_manages,
)
from pm.kinds.staff.leaving import still_held
from pm.kinds.staff.parts import Certificate
from pm.model.act import Act
from pm.model.groups import EntryId
from pm.model.ids import Layout
from pm.model.private_types import PersonName, Phone
from pm.model.record import VOID, Record
from pm.model.source import Source
from pm.model.values import Contact, Link, Personal
from pm.model.verbs import creates, verb

CERTIFY = "staff.certify"
CertificateId = Annotated[EntryId, mark("the id of the certificate, as the record shows it")]
LastDay = Annotated[
    date | None, mark("the last day on which it is valid; none where it does not end")
]


class Staff(Record, kw_only=True):
    """A member of staff: his post says what he may do."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "E"
    plural: ClassVar[str] = "staff"
    initial: ClassVar[str] = "active"
    final: ClassVar[tuple[str, ...]] = ("left", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "post", "department", "state")
    names: ClassVar[tuple[str, ...]] = ("name",)

    name: PersonName
    post: Link[Literal["post"]]
    department: Link[Literal["department"]] | None = None
    phone: Personal[Phone, Contact] | None = None
    away_from: Annotated[date | None, mark("the first day off duty")] = None
    away_until: Annotated[date | None, mark("the last day off duty, where it is known")] = None
    certificates: list[Certificate] = []
    gold_applied_on: Annotated[
        date | None, mark("the day of the application to be a gold steward")
    ] = None
    gold_granted_at: datetime | None = None
    gold_granted_by: Link[Literal["staff"]] | None = None
    source: Source | None = None

    @creates()
    def new(self, act: Act) -> None:
        """Take on a member of staff."""

    @creates(takes=("certificates", "source"), changes=("certificates", "source"), hidden=True)
    def import_(self, act: Act) -> None:
        """Bring in a member of staff of an old system, with his certificates."""

    @verb(guards=[somebody_stays_who_manages], firm=True)
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct fields that belong to no verb."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb(to=VOID, reasons="void", guards=[somebody_stays_who_manages], firm=True)
    def void(self, act: Act) -> None:
        """Strike out a record that should not be there; it counts nowhere."""

    @verb("active", to="left", guards=[somebody_stays_who_manages], firm=True)
    def leave(self, act: Act) -> None:
        """Note that a member of staff has left; he can act no more."""
        for message in still_held(act, self.name):
            act.tell(message)

    @verb("left", to="active")
    def come_back(self, act: Act) -> None:
        """Note that a member of staff is back."""

    # -- on duty and off ----------------------------------------------------------------------

    @verb("active", guards=[comes_back_after_going])
    def go_off_duty(
        self, act: Act, away_from: date | None = None, away_until: date | None = None
    ) -> None:
        """Note that somebody is off duty for some days: who stands in is called instead."""
        self.away_from = away_from or act.at.date()
        self.away_until = away_until

    @verb("active", needs="staff.go-off-duty", changes=["away_from", "away_until"])
    def come_on_duty(self, act: Act) -> None:
        """Note that somebody is on duty again."""
        self.away_from = self.away_until = None

    # -- certificates ---------------------------------------------------------------------------

    @verb("active", needs=CERTIFY, changes=["certificates"], guards=[names_a_certificate])
    def add_certificate(
        self,
        act: Act,
        qualification: Annotated[Link[Literal["qualification"]], mark("what it proves")],
        certificate_number: Personal[str, Contact] | None = None,
        issued_on: date | None = None,
        expires_on: LastDay = None,
    ) -> None:
        """Note a certificate that somebody holds."""
        self.certificates.append(
            Certificate(
                id=act.new_entry_id(),
                qualification=qualification,
                certificate_number=certificate_number,
                issued_on=issued_on,
                expires_on=expires_on,
            )
        )

    @verb("active", needs=CERTIFY, changes=["certificates"], guards=[names_a_certificate])
    def renew_certificate(
        self,
        act: Act,
        certificate: CertificateId,
        expires_on: LastDay = None,
        issued_on: date | None = None,
        certificate_number: Personal[str, Contact] | None = None,
    ) -> None:
        """Note that a certificate was renewed or that it is valid for longer."""
        for one in held(self.certificates, certificate):
            one.expires_on = expires_on or one.expires_on
            one.issued_on = issued_on or one.issued_on
            one.certificate_number = certificate_number or one.certificate_number
            one.ended_on = None

    @verb("active", needs=CERTIFY, changes=["certificates"], guards=[names_a_certificate])
    def end_certificate(
        self, act: Act, certificate: CertificateId, ended_on: date | None = None
    ) -> None:
        """Note that a certificate is not held any more; it is warned of no longer."""
        for one in held(self.certificates, certificate):
            one.ended_on = ended_on or act.at.date()

    # -- gold stewards (S-018) --------------------------------------------------------------------

    @verb("active", stamps="gold_granted")
    def grant_gold(
        self,
        act: Act,
        gold_applied_on: Annotated[date, mark("the day of the application to be a gold steward")],
    ) -> None:
        """Make a steward a gold steward on his application; his grid says how much he takes on."""
        self.gold_applied_on = gold_applied_on

    @verb(
        "active",
        needs="staff.grant-gold",
        changes=["gold_applied_on", "gold_granted_at", "gold_granted_by"],
    )
    def end_gold(self, act: Act) -> None:
        """Note that somebody is no gold steward any more."""
        self.gold_applied_on = self.gold_granted_at = self.gold_granted_by = None


def held(certificates: Sequence[Certificate], entry_id: str) -> list[Certificate]:
    """Give the certificate with an id, or nothing: a guard refuses then."""
    return [one for one in certificates if one.id == entry_id]
