"""An export: many records with what is personal in them, asked for by one, allowed by another."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.kind_types import Checksum, Noun
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


def second_person(export: "Export", act: Act) -> Sequence[Missing]:
    """Nobody allows what he asked for himself."""
    if export.requested_by not in {act.by, act.typist}:
        return []
    return [
        Missing(
            mark("a second person: {who} asked for it", who=act.policy.name_of(export.requested_by))
        )
    ]


def doer_is_requester(export: "Export", act: Act) -> Sequence[Missing]:
    """What was allowed to one is not taken out by another."""
    if export.requested_by is None or {act.by, act.typist} == {export.requested_by}:
        return []
    return [
        Missing(
            mark("{who}, who asked for it, must do it", who=act.policy.name_of(export.requested_by))
        )
    ]


class Export(Record, kw_only=True):
    """An export of many records with what is personal in them (批量导出)."""

    prefix: ClassVar[str] = "EX"
    initial: ClassVar[str] = "requested"
    final: ClassVar[tuple[str, ...]] = ("written", "rejected", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "noun",
        "purpose",
        "requested_by",
        "requested_at",
        "approved_by",
        "rows",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("requested_at", "approved_by", "requested_by")
    headline: ClassVar[tuple[str, ...]] = ("noun", "purpose")

    noun: Annotated[Noun, mark("the kind of the records, as in resident")]
    purpose: Link[Literal["purpose"]]
    filters: Annotated[
        Personal[Prose, Voice] | None, mark("which of them, as the filters of a list say it")
    ] = None
    requested_at: datetime | None = None
    requested_by: Link[Literal["staff"]] | None = None
    approved_at: datetime | None = None
    approved_by: Link[Literal["staff"]] | None = None
    rejected_at: datetime | None = None
    rejected_by: Link[Literal["staff"]] | None = None
    written_at: datetime | None = None
    written_by: Link[Literal["staff"]] | None = None
    rows: int | None = None
    checksum: Annotated[Checksum | None, mark("the SHA-256 of the file")] = None
    edit = None

    @creates(
        stamps="requested",
        needs="export",
        takes=("noun", "purpose", "filters"),
    )
    def new(self, act: Act) -> None:
        """Ask for an export."""

    @verb("requested", to="approved", stamps="approved", guards=[second_person], firm=True)
    def approve(self, act: Act) -> None:
        """Allow an export that somebody else asked for."""

    @verb(
        "approved",
        to="written",
        stamps="written",
        needs="export",
        guards=[doer_is_requester],
        firm=True,
        hidden=True,
    )
    def write(self, act: Act, rows: int, checksum: Checksum) -> None:
        """Note that the file was written."""
        self.rows = rows
        self.checksum = checksum

    @verb(
        "requested",
        "approved",
        to="rejected",
        stamps="rejected",
        needs="export.approve",
        reasons="export",
    )
    def reject(self, act: Act) -> None:
        """Refuse an export."""
