"""A member of staff."""

from typing import ClassVar, Literal

from pm.model.act import Act
from pm.model.ids import Layout
from pm.model.private_types import PersonName, Phone
from pm.model.record import Record
from pm.model.values import Contact, Link, Personal
from pm.model.verbs import creates, verb


class Staff(Record, kw_only=True):
    """A member of staff: his post says what he may do."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "E"
    plural: ClassVar[str] = "staff"
    initial: ClassVar[str] = "active"
    final: ClassVar[tuple[str, ...]] = ("left", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "post", "department", "state")
    names: ClassVar[tuple[str, ...]] = ("name",)

    name: PersonName
    post: Link[Literal["post"]]
    department: Link[Literal["department"]] | None = None
    phone: Personal[Phone, Contact] | None = None

    @creates()
    def new(self, act: Act) -> None:
        """Take on a member of staff."""

    @verb("active", to="left")
    def leave(self, act: Act) -> None:
        """Note that a member of staff has left; he can act no more."""

    @verb("left", to="active")
    def come_back(self, act: Act) -> None:
        """Note that a member of staff is back."""
