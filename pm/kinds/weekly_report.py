"""A weekly report: what an assistant hands in each Friday, with the figures of his week."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.field_types import PatternType
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.record import Record
from pm.model.second_person import another_person
from pm.model.times import midnight, week, week_name
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

WORKING_DAYS = 5
"""A report is due when so many days of its week are over: at the end of Friday."""

_FIGURE = pattern(r"[a-z]+(_[a-z]+)*=[0-9]+(\.[0-9]+)?")


def is_week(text: str) -> bool:
    """Tell whether a text names a week of the calendar."""
    try:
        week(text, UTC)
    except BadValue:
        return False
    return True


Week = Annotated[
    str, PatternType("week", is_week, "2026-W47", mark("this is no week, as in 2026-W47"))
]
FigureText = Annotated[
    str,
    PatternType(
        "figure-text",
        lambda text: _FIGURE.fullmatch(text) is not None,
        "received=12",
        mark("this is no figure with its value"),
    ),
]


def only_one(report: "WeeklyReport", act: Act) -> Sequence[Missing]:
    """Everybody hands in one report a week."""
    others = [
        other.id
        for other in act.having("weekly_report", "week", str(report.week))
        if other.id != report.id
        and other.state != "void"
        and getattr(other, "reporter", None) == report.reporter
    ]
    if not others:
        return []
    return [Missing(mark("another week: {id} is the report of this one (--week)", id=others[0]))]


def hands_in_his_own(report: "WeeklyReport", act: Act) -> Sequence[Missing]:
    """Everybody hands in his own report."""
    if report.reporter in {None, act.by}:
        return []
    return [
        Missing(mark("{who}, whose report it is (--by)", who=act.policy.name_of(report.reporter)))
    ]


def says_something(report: "WeeklyReport", act: Act) -> Sequence[Missing]:
    """A report is more than its figures: it says in words how the week was (S-054)."""
    del act
    if report.text is not None:
        return []
    return [Missing(mark("what there is to tell of the week (--text)"))]


def another_reads_it(report: "WeeklyReport", act: Act) -> Sequence[Missing]:
    """Nobody reviews his own report."""
    return another_person(
        act, (report.reporter, report.handed_in_by), report.handed_in_at, "weekly_report.review"
    )


class WeeklyReport(Record, kw_only=True):
    """The report of an assistant to his superior: figures and words of his week (S-054)."""

    prefix: ClassVar[str] = "WR"
    initial: ClassVar[str] = "draft"
    final: ClassVar[tuple[str, ...]] = ("reviewed", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "week", "reporter", "state", "due", "handed_in_at")
    spare: ClassVar[tuple[str, ...]] = ("handed_in_at",)
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due": ("draft",)}
    headline: ClassVar[tuple[str, ...]] = ("week",)

    reporter: Annotated[Link[Literal["staff"]] | None, mark("whose report it is")] = None
    week: Annotated[Week | None, mark("the week that it tells of")] = None
    due: Annotated[datetime | None, mark("the end of the Friday of that week")] = None
    text: Annotated[Personal[Prose, Voice] | None, mark("what there is to tell of the week")] = None
    figures: Annotated[list[FigureText], mark("a figure as it was when it was handed in")] = []
    handed_in_at: datetime | None = None
    handed_in_by: Link[Literal["staff"]] | None = None
    opinion: Personal[Prose, Voice] | None = None
    reviewed_at: datetime | None = None
    reviewed_by: Link[Literal["staff"]] | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take the doer and his present week, where nothing else was given."""
        values["reporter"] = values.get("reporter") or Link(act.by)
        values["week"] = values.get("week") or week_name(act.at.date())

    @property
    def next_words(self) -> str | None:
        """The command that works out the figures and hands the report in."""
        if self.state != "draft":
            return None
        return f"report weekly --week {self.week} --hand-in --text TEXT"

    @creates(
        changes=("reporter", "week", "due"), takes=("reporter", "week", "text"), guards=[only_one]
    )
    def new(self, act: Act) -> None:
        """Begin a weekly report."""
        self._set_due(act)

    @creates(
        to="handed-in",
        stamps="handed_in",
        changes=("reporter", "week", "due", "figures"),
        takes=("reporter", "week", "text"),
        needs="weekly_report.hand-in",
        guards=[only_one, hands_in_his_own, says_something],
        hidden=True,
    )
    def write(
        self,
        act: Act,
        figures: Annotated[list[FigureText], mark("a figure as it is now; type it again for more")],
    ) -> None:
        """Write a weekly report and hand it in."""
        self.figures = figures
        self._set_due(act)

    @verb("draft", to="handed-in", stamps="handed_in", guards=[hands_in_his_own, says_something])
    def hand_in(
        self,
        act: Act,
        figures: Annotated[list[FigureText], mark("a figure as it is now; type it again for more")],
        text: Annotated[
            Personal[Prose, Voice] | None, mark("what there is to tell of the week")
        ] = None,
    ) -> None:
        """Hand in a weekly report with its figures; pm report weekly --hand-in works them out."""
        self.figures = figures
        self.text = text or self.text

    @verb("handed-in", to="reviewed", stamps="reviewed", guards=[another_reads_it])
    def review(
        self,
        act: Act,
        opinion: Annotated[Personal[Prose, Voice] | None, mark("what the superior says")] = None,
    ) -> None:
        """Note that the superior has read it, and what he says."""
        self.opinion = opinion

    def _set_due(self, act: Act) -> None:
        zone = act.at.tzinfo
        assert zone is not None  # noqa: S101  # every time of an act has its zone
        first = week(str(self.week), zone).first_day
        self.due = midnight(first + timedelta(days=WORKING_DAYS), zone)
