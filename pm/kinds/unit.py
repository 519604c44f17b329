"""A unit: a flat, a shop, an office."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.days import not_to_come
from pm.model.ids import Layout
from pm.model.places import complete_place
from pm.model.private_types import Flat
from pm.model.record import VOID, Record
from pm.model.source import Origin
from pm.model.values import Link
from pm.model.verbs import creates, verb

OCCUPANCIES = ("unsold", "undelivered", "bare", "renovating", "occupied", "let", "vacant")
"""What is known of who holds a unit and lives there: the states of one that is not just listed."""
Occupancy = Literal["unsold", "undelivered", "bare", "renovating", "occupied", "let", "vacant"]
Known = Annotated[
    Literal["listed", "unsold", "undelivered", "bare", "renovating", "occupied", "let", "vacant"],
    mark("its state, where more is known than that it is there"),
]
Since = Annotated[date | None, mark("the day since which it is so, if not today")]
EDIT = "unit.edit"


def has_a_code_of_its_own(unit: "Unit", act: Act) -> Sequence[Missing]:
    """A flat is entered once: its code names one unit, be it in capitals or small letters."""
    wanted = unit.code.lower()
    if isinstance(act.before, Unit) and act.before.code.lower() == wanted:
        return []
    others = {
        other.id
        for code in dict.fromkeys((unit.code, wanted, unit.code.upper()))
        for other in act.having("unit", "code", code)
        if other.id != unit.id and other.state != VOID
    }
    return [
        Missing(mark("a code of its own: {id} has it (pm unit show {id})", id=other))
        for other in sorted(others)[:1]
    ]


def is_so_by_now(unit: "Unit", act: Act) -> Sequence[Missing]:
    """A unit is not in a state since a day that is still to come."""
    return not_to_come(unit.state_since, act, "--state-since")


class Unit(Record, kw_only=True):
    """A flat, shop or office of an estate (房号), and whether it is lived in.

    A household lives there where the state is occupied or let: rates per 100 households count
    those two.
    """

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "U"
    initial: ClassVar[str] = "listed"
    columns: ClassVar[tuple[str, ...]] = ("id", "code", "building", "grid", "state", "state_since")
    spare: ClassVar[tuple[str, ...]] = ("state_since",)
    names: ClassVar[tuple[str, ...]] = ("code",)
    called_after: ClassVar[str] = "building"

    code: Annotated[Flat, mark("building-entrance-room, as in 3-1-402")]
    building: Link[Literal["building"]]
    grid: Link[Literal["grid"]] | None = None
    floor: int | None = None
    size: Annotated[Decimal | None, mark("in square metres")] = None
    use: Annotated[
        Literal["home", "shop", "office", "other"] | None, mark("what it is built for")
    ] = None
    state_since: Annotated[date | None, mark("the day since which its state is so")] = None
    delivered_on: Annotated[date | None, mark("the day on which its owner got it")] = None
    source: Origin | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take the grid from the building, where it was not given."""
        complete_place(values, act, ("grid",))

    @creates(
        to=("listed", *OCCUPANCIES),
        changes=("state_since",),
        takes=("state_since", "delivered_on"),
        guards=[has_a_code_of_its_own, is_so_by_now],
    )
    def new(
        self,
        act: Act,
        occupancy: Known = "listed",
    ) -> None:
        """List a unit."""
        self.state = occupancy

    @creates(
        to=("listed", *OCCUPANCIES),
        changes=("state_since", "source"),
        takes=("state_since", "delivered_on", "source"),
        guards=[has_a_code_of_its_own],
        hidden=True,
    )
    def import_(
        self,
        act: Act,
        occupancy: Known = "listed",
    ) -> None:
        """Bring in a unit of an old system."""
        self.state = occupancy

    @verb(guards=[has_a_code_of_its_own])
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct fields that belong to no verb."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("listed", "unsold", to="undelivered", needs=EDIT, guards=[is_so_by_now])
    def sell(self, act: Act, state_since: Since = None) -> None:
        """Note that it is sold and not delivered yet."""
        self.state_since = state_since or act.at.date()

    @verb(
        "listed",
        "unsold",
        "undelivered",
        to="bare",
        needs=EDIT,
        guards=[is_so_by_now],
        changes=["delivered_on"],
    )
    def deliver(self, act: Act, state_since: Since = None) -> None:
        """Note that its owner has got it, not fitted out yet."""
        self.state_since = self.delivered_on = state_since or act.at.date()

    @verb(
        "listed",
        "bare",
        "vacant",
        "occupied",
        "let",
        to="renovating",
        needs=EDIT,
        guards=[is_so_by_now],
    )
    def begin_renovation(self, act: Act, state_since: Since = None) -> None:
        """Note that it is being renovated; nobody lives there meanwhile."""
        self.state_since = state_since or act.at.date()

    @verb("renovating", to="vacant", needs=EDIT, guards=[is_so_by_now])
    def end_renovation(self, act: Act, state_since: Since = None) -> None:
        """Note that the renovation is over; it stands empty until somebody moves in."""
        self.state_since = state_since or act.at.date()

    @verb("listed", "bare", "vacant", "let", to="occupied", needs=EDIT, guards=[is_so_by_now])
    def occupy(self, act: Act, state_since: Since = None) -> None:
        """Note that its owner lives there."""
        self.state_since = state_since or act.at.date()

    @verb("listed", "bare", "vacant", "occupied", to="let", needs=EDIT, guards=[is_so_by_now])
    def let(self, act: Act, state_since: Since = None) -> None:
        """Note that a tenant lives there."""
        self.state_since = state_since or act.at.date()

    @verb("listed", "bare", "occupied", "let", to="vacant", needs=EDIT, guards=[is_so_by_now])
    def vacate(self, act: Act, state_since: Since = None) -> None:
        """Note that nobody lives there (S-076)."""
        self.state_since = state_since or act.at.date()

    @verb(to=OCCUPANCIES, reasons="correct", guards=[is_so_by_now])
    def correct(self, act: Act, occupancy: Occupancy, state_since: Since = None) -> None:
        """Put right a state that was noted by mistake."""
        self.state = occupancy
        self.state_since = state_since or act.at.date()
