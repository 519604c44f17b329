"""An erasure: the proof that a resident was forgotten."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act
from pm.model.groups import Id
from pm.model.kind_types import RecordName
from pm.model.record import Record
from pm.model.values import Link
from pm.model.verbs import creates


class Erasure(Record, kw_only=True):
    """An erasure: the proof of what was done to forget a resident (删除证明).

    Nobody corrects it and nobody strikes it out.
    """

    prefix: ClassVar[str] = "ER"
    initial: ClassVar[str] = "noted"
    final: ClassVar[tuple[str, ...]] = ("noted",)
    columns: ClassVar[tuple[str, ...]] = ("id", "resident", "erased_at", "erased_by", "unpurged")
    headline: ClassVar[tuple[str, ...]] = ("resident",)
    subject_of: ClassVar[str] = "resident"
    edit = None
    void = None

    resident: Link[Literal["resident"]]
    subjects: Annotated[list[Id], mark("the data subjects whose keys were dropped")] = []
    named_in: Annotated[list[RecordName], mark("other records whose text names the person")] = []
    unpurged: Annotated[list[str], mark("where old keys lie that could not be purged")] = []
    pending: Annotated[
        list[Link[Literal["staff"]]], mark("staff whose identity is still to be renewed")
    ] = []
    erased_at: datetime | None = None
    erased_by: Link[Literal["staff"]] | None = None

    @creates(
        stamps="erased",
        needs="forget",
        takes=("resident", "subjects", "named_in", "unpurged", "pending"),
        hidden=True,
    )
    def new(self, act: Act) -> None:
        """Note what was done to forget a resident."""
