"""A hold: what is kept by law and may not be forgotten."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


class Hold(Record, kw_only=True):
    """A hold: what is known of a resident is kept by law until it is lifted (依法保留)."""

    prefix: ClassVar[str] = "HO"
    initial: ClassVar[str] = "placed"
    final: ClassVar[tuple[str, ...]] = ("lifted", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "resident", "basis", "placed_at", "state")
    spare: ClassVar[tuple[str, ...]] = ("placed_at",)
    headline: ClassVar[tuple[str, ...]] = ("resident", "basis")
    subject_of: ClassVar[str] = "resident"

    resident: Link[Literal["resident"]]
    basis: Annotated[
        Literal["lawsuit", "investigation", "claim", "law"], mark("why it must be kept")
    ]
    note: Personal[Prose, Voice] | None = None
    placed_at: datetime | None = None
    placed_by: Link[Literal["staff"]] | None = None
    lifted_at: datetime | None = None
    lifted_by: Link[Literal["staff"]] | None = None

    @creates(stamps="placed")
    def new(self, act: Act) -> None:
        """Keep what is known of a resident."""

    @verb("placed", to="lifted", stamps="lifted")
    def lift(self, act: Act) -> None:
        """Note that it need not be kept any more."""
