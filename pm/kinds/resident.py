"""A resident: one household, one file, in its first form."""

from datetime import date
from typing import ClassVar, Literal

from pm.model.act import Act
from pm.model.ids import Layout
from pm.model.record import Record
from pm.model.values import Address, Contact, Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb


class Resident(Record, kw_only=True):
    """A resident and his household: the file that the office keeps about him (S-071)."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "R"
    initial: ClassVar[str] = "registered"
    final: ClassVar[tuple[str, ...]] = ("moved-out", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "phone", "unit", "capacity", "state")
    is_subject: ClassVar[bool] = True

    name: Personal[str, Contact]
    phone: Personal[str, Contact] | None = None
    unit: Personal[Link[Literal["unit"]], Address] | None = None
    capacity: Literal["owner", "co-owner", "tenant", "family", "user"] | None = None
    since: date | None = None
    special_needs: Personal[Prose, Voice] | None = None

    @creates()
    def new(self, act: Act) -> None:
        """Open the file of a resident."""

    @verb("registered", to="moved-out")
    def move_out(self, act: Act) -> None:
        """Note that the household has moved out."""

    @verb("moved-out", to="registered")
    def move_back(self, act: Act) -> None:
        """Note that the household lives here again."""
