"""A consent: what a resident allows to be done with his data."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.private_types import PersonName
from pm.model.record import Record
from pm.model.values import Contact, Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


def guardian_of_a_minor(consent: "Consent", act: Act) -> Sequence[Missing]:
    """For a child under 14 its guardian consents."""
    del act
    if not consent.minor or consent.guardian is not None:
        return []
    return [Missing(mark("the guardian who consents for the child (--guardian)"))]


class Consent(Record, kw_only=True):
    """A consent of a resident to what is done with his data (授权同意)."""

    prefix: ClassVar[str] = "CO"
    initial: ClassVar[str] = "given"
    final: ClassVar[tuple[str, ...]] = ("withdrawn", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "resident", "allows", "given_on", "how", "state")
    spare: ClassVar[tuple[str, ...]] = ("how",)
    headline: ClassVar[tuple[str, ...]] = ("resident",)
    subject_of: ClassVar[str] = "resident"

    resident: Link[Literal["resident"]]
    allows: Annotated[Personal[Prose, Voice], mark("what is allowed: which data, and for what")]
    given_on: date
    how: Annotated[Literal["written", "oral", "online"], mark("in which form it was given")]
    minor: Annotated[bool, mark("whether it is about a child under 14")] = False
    guardian: Annotated[
        Personal[PersonName, Contact] | None, mark("who consents for the child")
    ] = None
    paper: Annotated[Personal[str, Voice] | None, mark("where the signed paper is")] = None
    withdrawn_at: datetime | None = None
    withdrawn_by: Link[Literal["staff"]] | None = None

    @creates(guards=[guardian_of_a_minor])
    def new(self, act: Act) -> None:
        """Note a consent."""

    @verb(guards=[guardian_of_a_minor])
    def edit(self, act: Act, **values: object) -> None:
        """Correct what was noted of a consent."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("given", to="withdrawn", stamps="withdrawn")
    def withdraw(self, act: Act) -> None:
        """Note that the resident takes his consent back."""
