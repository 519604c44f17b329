"""A kind with one of everything, for tests of the model."""

# ruff: noqa: ARG001, ARG002, RUF012  # as in kinds: rules take the act, a default list is copied

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.groups import Entry, Group, PersonEntry
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.transition import Making
from pm.model.values import Contact, Link, Personal, Prose, Voice, Words
from pm.model.verbs import creates, verb
from tests.contract.world import SampleWorld


class Sender(Group, kw_only=True):
    """Who sends a case."""

    name: Personal[str, Contact] | None = None
    capacity: Literal["owner", "tenant"] | None = None


class Origin(Group, kw_only=True):
    """Where a case comes from."""

    system: str
    key: str
    note: str | None = None


class Visit(Entry, kw_only=True):
    """A visit that a case needs."""

    words: Personal[Prose, Voice] | None = None
    made_at: datetime | None = None
    made_by: Link[Literal["staff"]] | None = None


class Member(PersonEntry, kw_only=True):
    """A person who is concerned."""

    name: Personal[str, Contact]


def count_and_day(case: "Case", act: Act) -> Sequence[Missing]:
    """A case that ends has a count and a day."""
    missing = [mark("the count")] if case.count is None else []
    missing += [mark("the day")] if case.day is None else []
    return [Missing(message) for message in missing]


def has_title(case: "Case", act: Act) -> Sequence[Missing]:
    """A case that ends has a title."""
    return [] if case.title else [Missing(mark("the title"))]


class Case(Record, kw_only=True):
    """A case, with one of everything.

    It is no kind of the office.
    """

    prefix: ClassVar[str] = "C"
    initial: ClassVar[str] = "open"
    final: ClassVar[tuple[str, ...]] = ("ended", "void")
    headline: ClassVar[tuple[str, ...]] = ("size", "grid")

    size: Literal["small", "large"]
    name: Words
    title: Annotated[Personal[str, Voice] | None, mark("the case in a few words")] = None
    count: int | None = None
    sum: Decimal | None = None
    day: date | None = None
    when: datetime | None = None
    loud: bool = False
    tags: list[str] = []
    notes: list[Personal[str, Voice]] = []
    grid: Link[Literal["grid"]] | None = None
    sender: Sender | None = None
    origin: Origin | None = None
    visits: list[Visit] = []
    members: list[Member] = []
    holder: Link[Literal["staff"]] | None = None
    opened_at: datetime | None = None
    opened_by: Link[Literal["staff"]] | None = None
    ended_at: datetime | None = None
    ended_by: Link[Literal["staff"]] | None = None

    @creates(stamps="opened", takes=("holder",))
    def new(self, act: Act, hint: str | None = None) -> None:
        """Open a case."""

    @creates(to=("open", "ended"), changes=("count",), hidden=True)
    def import_(self, act: Act, ended: bool = False) -> None:  # noqa: FBT001, FBT002  # an option
        """Bring in a case."""
        if ended:
            self.state = "ended"
        self.count = 1

    @verb("open", subject="to {holder}")
    def give(
        self,
        act: Act,
        holder: Link[Literal["staff"]] | None = None,
        title: Personal[str, Voice] | None = None,
    ) -> None:
        """Give a case to somebody.

        The title may be said again.
        """
        self.holder = holder
        self.title = title

    @verb("open", stamps="visits.made", changes=["visits"])
    def visit(self, act: Act) -> None:
        """Note a visit."""
        self.visits.append(Visit(id=act.new_entry_id()))

    @verb("open", to="ended", stamps="ended", guards=[count_and_day, has_title])
    def end(self, act: Act, count: int | None = None) -> None:
        """End a case."""
        self.count = count or self.count

    @verb("ended", to=("open", "ended"), reasons="reopen", needs="case.again")
    def reopen(self, act: Act, wide: Literal["yes", "no"] = "yes") -> None:
        """Open it again, or leave it as it is."""
        self.state = "open" if wide == "yes" else "ended"

    @verb("open", changes=["tags"])
    def slip(self, act: Act) -> None:
        """Change what it does not declare."""
        self.tags.append("a")
        self.loud = True

    @verb("open")
    def stray(self, act: Act) -> None:
        """Lead where it does not declare."""
        self.state = "ended"


CASE = Kind("case", Case)
MAKING = Making("C-261122-K7Q2XM", "D-K7Q2XMK7Q2")


def world() -> SampleWorld:
    """Give an office that knows the kind."""
    return SampleWorld.around(CASE)


def case(**values: Any) -> Case:
    """Make a case that is open."""
    given: dict[str, Any] = {"size": "small", "name": Words(en="Noise"), **values}
    return Case(id=MAKING.id, state="open", data_subject=MAKING.data_subject, **given)
