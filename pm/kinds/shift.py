"""A shift of the desk: taken over with keys and promises, handed over, relieved."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.number_types import Count
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

NEXT = {"received": "triage", "triaged": "assign", "assigned": "accept"}
"""The states of a ticket that nobody has accepted, and the command that comes next in each."""
Keys = Annotated[Count, mark("how many keys there are: count them")]


def is_at_the_desk_once(shift: "Shift", act: Act) -> Sequence[Missing]:
    """Nobody begins a shift before the one is over that he has."""
    others = act.having("shift", "opened_by", shift.opened_by or "")
    there = [other.id for other in others if other.state == "on-duty" and other.id != shift.id]
    return [
        Missing(mark("the end of {id} first (pm shift hand-over {id})", id=each))
        for each in sorted(there)
    ]


def urgent_work_is_accepted(shift: "Shift", act: Act) -> Sequence[Missing]:
    """A shift cannot end with urgent work that nobody has accepted."""
    del shift
    waiting = sorted(_waiting(act))
    if not waiting:
        return []
    ticket, state = waiting[0]
    return [
        Missing(
            mark(
                "somebody who takes on what is urgent: {ids} (next: pm ticket {verb} {id})",
                ids=", ".join(name for name, _ in waiting),
                verb=NEXT[state],
                id=ticket,
            )
        )
    ]


def _waiting(act: Act) -> Iterator[tuple[str, str]]:
    for state in NEXT:
        for ticket in act.having("ticket", "state", state):
            if ticket.state == state and getattr(ticket, "urgency", None) == "urgent":
                yield ticket.id, state


def relieved_by_another(shift: "Shift", act: Act) -> Sequence[Missing]:
    """Nobody leaves until he is relieved, and nobody relieves himself."""
    missing = []
    if shift.handed_over_by in {act.by, act.typist}:
        name = act.policy.name_of(shift.handed_over_by or "")
        missing.append(mark("another one who takes over: {who} hands over", who=name))
    if shift.keys_taken != shift.keys_left and shift.difference is None:
        missing.append(
            mark(
                "what became of the keys: {left} were left, {taken} are there (--difference)",
                left=str(shift.keys_left),
                taken=str(shift.keys_taken),
            )
        )
    return [Missing(message) for message in missing]


class Shift(Record, kw_only=True):
    """A shift of the desk (交接班): what is handed on, and who relieved whom (S-033)."""

    prefix: ClassVar[str] = "SH"
    initial: ClassVar[str] = "on-duty"
    final: ClassVar[tuple[str, ...]] = ("closed", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "shift_time",
        "opened_by",
        "opened_at",
        "handed_over_at",
        "relieved_by",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("handed_over_at", "relieved_by")
    headline: ClassVar[tuple[str, ...]] = ("shift_time",)

    shift_time: Annotated[
        Link[Literal["shift_time"]] | None, mark("which shift it is: day, night")
    ] = None
    previous_shift: Annotated[Link[Literal["shift"]] | None, mark("the shift that it relieved")] = (
        None
    )
    opened_at: datetime | None = None
    opened_by: Link[Literal["staff"]] | None = None
    keys_found: Annotated[Count | None, mark("how many keys were there at its beginning")] = None
    events: Annotated[Personal[Prose, Voice] | None, mark("what happened meanwhile")] = None
    open_items: Annotated[
        Personal[Prose, Voice] | None, mark("what is unfinished, and important notices")
    ] = None
    open_tickets: Annotated[
        list[Link[Literal["ticket"]]], mark("the tickets that the next one must know of")
    ] = []
    promised_calls: Annotated[
        Personal[Prose, Voice] | None, mark("who was promised a call, and when")
    ] = None
    keys_left: Count | None = None
    handed_over_at: datetime | None = None
    handed_over_by: Link[Literal["staff"]] | None = None
    keys_taken: Count | None = None
    difference: Annotated[
        Personal[Prose, Voice] | None, mark("why the keys that were counted differ")
    ] = None
    relieved_at: datetime | None = None
    relieved_by: Link[Literal["staff"]] | None = None

    @creates(stamps="opened", changes=("keys_found",), guards=[is_at_the_desk_once])
    def new(self, act: Act, keys_found: Keys) -> None:
        """Begin a shift at the desk."""
        self.keys_found = keys_found

    @creates(
        stamps="opened",
        needs="shift.take-over",
        takes=("keys_found", "previous_shift"),
        changes=("previous_shift",),
        guards=[is_at_the_desk_once],
        hidden=True,
    )
    def follow(self, act: Act) -> None:
        """Begin the shift that relieves another one."""

    @verb("on-duty", to="handed-over", stamps="handed_over", guards=[urgent_work_is_accepted])
    def hand_over(
        self,
        act: Act,
        keys_left: Keys,
        open_items: Personal[Prose, Voice] | None = None,
        open_tickets: Annotated[
            list[Link[Literal["ticket"]]] | None,
            mark("the tickets that the next one must know of; repeat the option"),
        ] = None,
        promised_calls: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Hand the desk over in writing; who hands over stays until he is relieved."""
        self.keys_left = keys_left
        self.open_items = open_items or self.open_items
        self.open_tickets = open_tickets or self.open_tickets
        self.promised_calls = promised_calls or self.promised_calls

    @verb(
        "handed-over",
        to="closed",
        stamps="relieved",
        guards=[relieved_by_another],
        firm=True,
    )
    def take_over(
        self,
        act: Act,
        keys_taken: Keys,
        own_shift_time: Annotated[
            Link[Literal["shift_time"]] | None, mark("which shift begins: day, night")
        ] = None,
        difference: Personal[Prose, Voice] | None = None,
    ) -> None:
        """Take the desk over: the shift before is closed, and one's own begins."""
        self.keys_taken = keys_taken
        self.difference = difference
        act.add(
            "shift",
            "follow",
            previous_shift=Link(self.id),
            keys_found=keys_taken,
            shift_time=own_shift_time,
        )

    @verb(
        "handed-over",
        to="on-duty",
        needs="shift.hand-over",
        changes=["handed_over_at", "handed_over_by"],
    )
    def stay(self, act: Act) -> None:
        """Stay at the desk after all: nobody came to take over."""
        self.handed_over_at = self.handed_over_by = None
