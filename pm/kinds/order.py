"""An order from above: a task that the resident manager or the company gives the centre."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


def doer_is_owner(order: "Order", act: Act) -> Sequence[Missing]:
    """An order is carried out by the one who answers for it."""
    if order.owner in {None, act.by}:
        return []
    name = act.policy.name_of(order.owner or "")
    return [Missing(mark("{owner}, who answers for it (--by; or pm order pass-on)", owner=name))]


class Order(Record, kw_only=True):
    """A task that was given from above, its due time and its result (S-029)."""

    prefix: ClassVar[str] = "OR"
    initial: ClassVar[str] = "issued"
    final: ClassVar[tuple[str, ...]] = ("finished", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "title", "owner", "due", "state", "issued_at")
    spare: ClassVar[tuple[str, ...]] = ("issued_at",)
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due": ("issued", "in-hand")}

    title: Annotated[Personal[str, Voice], mark("the task in a few words")]
    text: Annotated[Personal[Prose, Voice] | None, mark("what is to be done")] = None
    origin: Annotated[
        Personal[str, Voice] | None, mark("who gave it: the company, the resident manager")
    ] = None
    due: Annotated[datetime, mark("the time by which it is to be done")]
    owner: Annotated[Link[Literal["staff"]] | None, mark("who answers for it")] = None
    issued_at: datetime | None = None
    issued_by: Link[Literal["staff"]] | None = None
    accepted_at: datetime | None = None
    accepted_by: Link[Literal["staff"]] | None = None
    result: Annotated[Personal[Prose, Voice] | None, mark("what came of it")] = None
    finished_at: datetime | None = None
    finished_by: Link[Literal["staff"]] | None = None

    @creates(stamps="issued", takes=("owner",))
    def new(self, act: Act) -> None:
        """Note an order from above."""

    @verb("issued", to="in-hand", stamps="accepted", guards=[doer_is_owner], changes=["owner"])
    def accept(self, act: Act) -> None:
        """Take an order on; who takes it on answers for it."""
        self.owner = self.owner or Link(act.by)

    @verb("in-hand", to="finished", stamps="finished", guards=[doer_is_owner])
    def finish(self, act: Act, result: Personal[Prose, Voice]) -> None:
        """Report what came of it."""
        self.result = result

    @verb(
        "issued",
        "in-hand",
        to="issued",
        changes=["accepted_at", "accepted_by"],
        subject="to {owner}",
    )
    def pass_on(self, act: Act, owner: Link[Literal["staff"]]) -> None:
        """Let somebody else answer for it."""
        self.owner = owner
        self.accepted_at = self.accepted_by = None
