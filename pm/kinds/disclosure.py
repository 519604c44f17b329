"""A disclosure: personal data that was given to somebody outside."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


def consent_is_in_force(disclosure: "Disclosure", act: Act) -> Sequence[Missing]:
    """What rests on consent needs one that was given and not withdrawn."""
    if disclosure.basis != "consent":
        return []
    if disclosure.consent is None:
        return [Missing(mark("the consent on which it rests (--consent)"))]
    if act.get("consent", disclosure.consent).state != "given":
        return [Missing(mark("a consent in force: {id} is not", id=disclosure.consent))]
    return []


def consent_is_of_the_resident(disclosure: "Disclosure", act: Act) -> Sequence[Missing]:
    """A consent allows what concerns the resident who gave it, and nobody else."""
    if disclosure.consent is None or disclosure.resident is None:
        return []
    consent: Any = act.get("consent", disclosure.consent)
    if consent.resident == disclosure.resident:
        return []
    return [Missing(mark("a consent of the same resident: {id} is not", id=disclosure.consent))]


GUARDS = (consent_is_in_force, consent_is_of_the_resident)


class Disclosure(Record, kw_only=True):
    """A disclosure of personal data to somebody outside the office (对外提供)."""

    prefix: ClassVar[str] = "DI"
    initial: ClassVar[str] = "noted"
    columns: ClassVar[tuple[str, ...]] = ("id", "resident", "recipient", "basis", "given_on")
    spare: ClassVar[tuple[str, ...]] = ("given_on",)
    headline: ClassVar[tuple[str, ...]] = ("basis",)
    subject_of: ClassVar[str] = "resident"

    resident: Link[Literal["resident"]] | None = None
    recipient: Annotated[Personal[str, Voice], mark("who was given it")]
    basis: Annotated[Literal["consent", "contract", "law", "emergency"], mark("on what it rests")]
    consent: Link[Literal["consent"]] | None = None
    items: Annotated[Personal[Prose, Voice], mark("what was given, and for what")]
    given_on: date

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take the resident from the consent, where he was not named."""
        if values.get("consent") is not None and values.get("resident") is None:
            consent: Any = act.get("consent", values["consent"])
            values["resident"] = consent.resident

    @creates(guards=GUARDS)
    def new(self, act: Act) -> None:
        """Note what was given to somebody outside."""

    @verb(guards=GUARDS)
    def edit(self, act: Act, **values: object) -> None:
        """Correct what was noted of a disclosure."""
        for name, value in values.items():
            setattr(self, name, value)
