"""The duty roster of one week: who is on call, by day, shift and trade, and who stands in."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.groups import CalledEntry, EntryId, Id
from pm.model.ids import Layout
from pm.model.kind_types import WeekSlug
from pm.model.record import Record
from pm.model.source import Origin
from pm.model.values import Link
from pm.model.verbs import creates, verb

EDIT = "duty.edit"
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Line = Annotated[EntryId, mark("the id of the line, as the roster shows it")]
StandIn = Annotated[Link[Literal["staff"]] | None, mark("who is called if that one is away")]
Trade = Annotated[
    Link[Literal["category"]] | None, mark("the trade, if it is not for all of the department")
]


class DutyLine(CalledEntry, kw_only=True):
    """A line of a roster: who is on call for a department on some days of the week."""

    weekdays: list[Weekday]
    shift_time: Link[Literal["shift_time"]]
    department: Link[Literal["department"]]
    trade: Trade = None
    staff: Link[Literal["staff"]]
    stand_in: StandIn = None


def has_lines(duty: "Duty", act: Act) -> Sequence[Missing]:
    """A roster that is published names somebody."""
    del act
    if duty.lines:
        return []
    return [Missing(mark("a line (pm duty add-line {id})", id=duty.id))]


def names_a_line(duty: "Duty", act: Act) -> Sequence[Missing]:
    """What is changed of a line names one of the roster and says something new."""
    if act.before is None or duty.lines != getattr(act.before, "lines", None):
        return []
    return [
        Missing(
            mark("a line of the roster and what is new (--line ID; pm duty show {id})", id=duty.id)
        )
    ]


class Duty(Record, kw_only=True):
    """The duty roster of one week: who is on call per day, shift and trade, who stands in (值班表).

    It is called by its week, as in 2026-w48.
    """

    layout: ClassVar[Layout] = Layout.CHOSEN
    plural: ClassVar[str] = "duties"
    initial: ClassVar[str] = "draft"
    final: ClassVar[tuple[str, ...]] = ("carried-out", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "state")

    id: WeekSlug
    state: str = "draft"
    data_subject: Id = "office"
    lines: list[DutyLine] = []
    source: Origin | None = None

    @creates(takes=("lines", "source"), changes=("lines", "source"), hidden=True)
    def import_(self, act: Act) -> None:
        """Bring in the roster of a week from a file, a line for each of its rows."""
        del act
        for line in self.lines:
            line.weekdays = list(dict.fromkeys(line.weekdays))

    @verb("draft", "published", needs=EDIT, changes=["lines"])
    def add_line(
        self,
        act: Act,
        weekdays: Annotated[
            list[Weekday], mark("the days of the week; repeat the option for several")
        ],
        shift_time: Link[Literal["shift_time"]],
        department: Link[Literal["department"]],
        staff: Annotated[Link[Literal["staff"]], mark("who is on call")],
        stand_in: StandIn = None,
        trade: Trade = None,
    ) -> None:
        """Put somebody on the roster."""
        self.lines.append(
            DutyLine(
                id=act.new_entry_id(),
                weekdays=list(dict.fromkeys(weekdays)),
                shift_time=shift_time,
                department=department,
                trade=trade,
                staff=staff,
                stand_in=stand_in,
            )
        )

    @verb("draft", "published", needs=EDIT, changes=["lines"], guards=[names_a_line])
    def change_line(
        self,
        act: Act,
        line: Line,
        weekdays: Annotated[
            list[Weekday] | None, mark("the days of the week; repeat the option for several")
        ] = None,
        staff: Annotated[Link[Literal["staff"]] | None, mark("who is on call")] = None,
        stand_in: StandIn = None,
    ) -> None:
        """Put somebody else on a line of the roster, or on other days (调班)."""
        for one in self.lines:
            if one.id == line:
                one.weekdays = list(dict.fromkeys(weekdays or one.weekdays))
                one.staff = staff or one.staff
                one.stand_in = stand_in or one.stand_in

    @verb("draft", "published", needs=EDIT, changes=["lines"], guards=[names_a_line])
    def remove_line(self, act: Act, line: Line) -> None:
        """Take a line off the roster."""
        self.lines = [one for one in self.lines if one.id != line]

    @verb("draft", needs=EDIT, changes=["lines"])
    def copy_lines(
        self,
        act: Act,
        like: Annotated[Link[Literal["duty"]], mark("the roster of another week")],
    ) -> None:
        """Take over the lines of another week's roster."""
        other = act.get("duty", like)
        for one in getattr(other, "lines", []):
            self.lines.append(_copy(one, act.new_entry_id()))

    @verb("draft", to="published", guards=[has_lines])
    def publish(self, act: Act) -> None:
        """Make it known; who is on call goes by it from now on."""

    @verb("published", to="draft", needs="duty.publish")
    def take_back(self, act: Act) -> None:
        """Take it back to work on it; nobody is on call by it meanwhile."""

    @verb("published", to="carried-out")
    def carry_out(self, act: Act) -> None:
        """Note that the week went by it; nothing more is changed."""


def _copy(line: DutyLine, entry_id: str) -> DutyLine:
    return DutyLine(
        id=entry_id,
        weekdays=list(line.weekdays),
        shift_time=line.shift_time,
        department=line.department,
        trade=line.trade,
        staff=line.staff,
        stand_in=line.stand_in,
    )
