"""An access: who saw what is personal unmasked, and why."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act
from pm.model.groups import Id
from pm.model.kind_types import Noun
from pm.model.record import Record
from pm.model.values import Link
from pm.model.verbs import creates


class Access(Record, kw_only=True):
    """An access: who saw what is personal in a record, and for what (查阅记录).

    It is proof: nobody corrects it and nobody strikes it out.
    """

    prefix: ClassVar[str] = "AC"
    plural: ClassVar[str] = "accesses"
    initial: ClassVar[str] = "noted"
    final: ClassVar[tuple[str, ...]] = ("noted",)
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "read_at",
        "read_by",
        "noun",
        "record",
        "purpose",
    )
    spare: ClassVar[tuple[str, ...]] = ("read_by",)
    headline: ClassVar[tuple[str, ...]] = ("noun", "record", "purpose")
    subject_of: ClassVar[str] = "subject"
    edit = None
    void = None

    noun: Annotated[Noun, mark("the kind of the record that was seen")]
    record: Annotated[Id, mark("the record that was seen")]
    subject: Annotated[Id, mark("the data subject of what was seen")]
    purpose: Link[Literal["purpose"]]
    read_at: datetime | None = None
    read_by: Link[Literal["staff"]] | None = None

    @creates(
        stamps="read",
        needs="reveal",
        takes=("noun", "record", "subject", "purpose"),
        hidden=True,
    )
    def new(self, act: Act) -> None:
        """Note who saw what, and for what."""
