"""A policy: by when work is to be done, and what the office asks of it; one record a version."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.policy.guards import (
    SOUND,
    begins_later,
    changes_a_rule,
    names_a_rule,
    names_a_rung,
    never_in_force,
    nothing_replaces_it,
    once_adopted,
)
from pm.kinds.policy.parts import ClockRule, LadderRung
from pm.model.act import Act
from pm.model.clock_types import ClockText, FactText
from pm.model.groups import EntryId
from pm.model.hours_types import WindowText
from pm.model.number_types import Days, Hours, Households, Percent, Position, Rung, Times
from pm.model.policy import TERMS, Terms
from pm.model.record import Configuration
from pm.model.spans import SpanText
from pm.model.values import Link
from pm.model.verbs import creates, verb

EDIT = "policy.edit"
STANDING = (never_in_force, *map(once_adopted, SOUND))
"""What is asked of every change of what a policy says."""

RuleId = Annotated[EntryId, mark("the id of the rule, as the policy shows it")]
VisitShare = Annotated[
    Percent | None, mark("the share of solved repairs that get a return visit, in per cent")
]
VisitAttempts = Annotated[
    Times | None, mark("attempts on different days before nobody is called unreachable")
]
ChasesToRaise = Annotated[Times | None, mark("after so many chases a ticket goes up a level")]
PauseDays = Annotated[Days | None, mark("the longest pause that may be expected, in days")]
ReasonAfterHours = Annotated[
    Hours | None, mark("what is typed later than this needs a reason or a slip")
]
LeastHouseholds = Annotated[
    Households | None, mark("the fewest households that a steward should have")
]
MostHouseholds = Annotated[
    Households | None, mark("the most households of a steward who is no gold steward")
]
MajorPost = Annotated[
    Link[Literal["post"]] | None, mark("whose holders hear of a major complaint at once")
]


class Policy(Configuration, kw_only=True):
    """A policy: rules, ladder and terms, in force from a day until the next one is (S-150)."""

    plural: ClassVar[str] = "policies"
    initial: ClassVar[str] = "draft"
    final: ClassVar[tuple[str, ...]] = ("adopted", "void")
    columns: ClassVar[tuple[str, ...]] = ("id", "valid_from", "replaces", "adopted_at", "state")
    retire = None
    restore = None

    state: str = "draft"
    valid_from: Annotated[date, mark("the first day on which it is in force")]
    replaces: Link[Literal["policy"]] | None = None
    rules: list[ClockRule] = []
    ladder: list[LadderRung] = []
    visit_share: VisitShare = None
    visit_attempts: VisitAttempts = None
    chases_to_raise: ChasesToRaise = None
    pause_days: PauseDays = None
    reason_after_hours: ReasonAfterHours = None
    least_households: LeastHouseholds = None
    most_households: MostHouseholds = None
    major_post: MajorPost = None
    adopted_at: datetime | None = None
    adopted_by: Link[Literal["staff"]] | None = None

    @creates(takes=TERMS, changes=(*TERMS, "rules", "ladder"))
    def new(
        self,
        act: Act,
        like: Annotated[
            Link[Literal["policy"]] | None, mark("the policy from which it takes the rest")
        ] = None,
    ) -> None:
        """Draft a policy; it counts from its first day on, once it is adopted."""
        old: Any = Terms() if like is None else act.get("policy", like)
        for name in TERMS:
            if getattr(self, name) is None:
                said = getattr(old, name)
                setattr(self, name, None if said == "" else said)
        if like is not None:
            self.rules = [_again(each, act) for each in old.rules]
            self.ladder = [_again(rung, act) for rung in old.ladder]

    @verb("draft")
    def edit(self, act: Act, **values: object) -> None:
        """Correct the first day of a draft."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("draft", "adopted", needs=EDIT, changes=["rules"], guards=STANDING)
    def add_rule(  # each is an option
        self,
        act: Act,
        clock: Annotated[ClockText, mark("what is to be done: accept, reply, arrive, solve …")],
        span: Annotated[SpanText, mark("how long: 5 minutes, 6 hours, 1 working-day, end-of-day")],
        calendar: Annotated[Link[Literal["calendar"]], mark("the hours that count")],
        facts: Annotated[list[FactText] | None, mark("for which records: type=repair")] = None,
        window: Annotated[WindowText | None, mark("began at this time of day")] = None,
        target: Annotated[Percent | None, mark("the share in time, in per cent")] = None,
        position: Annotated[
            Position | None, mark("its place among the rules, from 1; else last")
        ] = None,
    ) -> None:
        """Add a rule; the first of a clock that matches is the one that counts."""
        made = ClockRule(
            id=act.new_entry_id(),
            clock=clock,
            facts=facts or [],
            window=window,
            span=span,
            calendar=calendar,
            target=target,
        )
        last = len(self.rules)
        self.rules.insert(last if position is None else position - 1, made)

    @verb(
        "draft",
        "adopted",
        needs=EDIT,
        changes=["rules"],
        guards=[*STANDING, changes_a_rule],
        clears=["facts", "window", "target"],
    )
    def change_rule(  # each is an option
        self,
        act: Act,
        rule: RuleId,
        span: Annotated[SpanText | None, mark("how long")] = None,
        calendar: Annotated[Link[Literal["calendar"]] | None, mark("the hours that count")] = None,
        facts: Annotated[list[FactText] | None, mark("for which records: type=repair")] = None,
        window: Annotated[WindowText | None, mark("began at this time of day")] = None,
        target: Annotated[Percent | None, mark("the share in time, in per cent")] = None,
    ) -> None:
        """Set a rule anew."""
        for each in (each for each in self.rules if each.id == rule):
            each.span = span or each.span
            each.calendar = calendar or each.calendar
            each.facts = (facts or []) if "facts" in act.given else each.facts
            each.window = window if "window" in act.given else each.window
            each.target = target if "target" in act.given else each.target

    @verb(
        "draft",
        "adopted",
        needs=EDIT,
        changes=["rules"],
        guards=[*STANDING, names_a_rule],
    )
    def drop_rule(self, act: Act, rule: RuleId) -> None:
        """Take a rule out."""
        self.rules = [each for each in self.rules if each.id != rule]

    @verb("draft", "adopted", needs=EDIT, changes=["ladder"], guards=STANDING)
    def set_rung(
        self,
        act: Act,
        level: Annotated[Rung, mark("1 is who does the work; the rungs begin with 2")],
        post: Annotated[Link[Literal["post"]], mark("whose holders are to see to it")],
        after_hours: Annotated[Hours, mark("hours after the due time")] = 0,
    ) -> None:
        """Set who sees to overdue work on a level, and after how many hours (S-022)."""
        rung = LadderRung(id=act.new_entry_id(), level=level, post=post, after_hours=after_hours)
        others = [other for other in self.ladder if other.level != level]
        self.ladder = sorted([*others, rung], key=lambda rung: rung.level)

    @verb(
        "draft",
        "adopted",
        needs=EDIT,
        changes=["ladder"],
        guards=[*STANDING, names_a_rung],
    )
    def drop_rung(self, act: Act, level: Annotated[Rung, mark("the level of the rung")]) -> None:
        """Take a level out of the ladder."""
        self.ladder = [rung for rung in self.ladder if rung.level != level]

    @verb("draft", "adopted", needs=EDIT, guards=STANDING, clears=TERMS)
    def set_terms(  # each is an option
        self,
        act: Act,
        visit_share: VisitShare = None,
        visit_attempts: VisitAttempts = None,
        chases_to_raise: ChasesToRaise = None,
        pause_days: PauseDays = None,
        reason_after_hours: ReasonAfterHours = None,
        least_households: LeastHouseholds = None,
        most_households: MostHouseholds = None,
        major_post: MajorPost = None,
    ) -> None:
        """Set the terms of a policy that are no limits."""
        given = {
            "visit_share": visit_share,
            "visit_attempts": visit_attempts,
            "chases_to_raise": chases_to_raise,
            "pause_days": pause_days,
            "reason_after_hours": reason_after_hours,
            "least_households": least_households,
            "most_households": most_households,
            "major_post": major_post,
        }
        for name, term in given.items():
            if name in act.given:
                setattr(self, name, term)

    @verb(
        "draft",
        to="adopted",
        stamps="adopted",
        changes=["replaces"],
        guards=[*SOUND, begins_later],
    )
    def adopt(self, act: Act) -> None:
        """Put a policy in force from its first day on, in place of the one that the office has."""
        office: Any = act.get("office", "office")
        self.replaces = office.policy
        act.do(office, "adopt-policy", policy=Link(self.id))

    @verb(
        "adopted",
        to="draft",
        needs="policy.adopt",
        changes=["replaces", "adopted_at", "adopted_by"],
        guards=[never_in_force, nothing_replaces_it],
    )
    def withdraw(self, act: Act) -> None:
        """Take an adopted policy back before its first day; it is a draft again."""
        office: Any = act.get("office", "office")
        if office.policy == self.id:
            act.do(office, "adopt-policy", policy=self.replaces)
        self.replaces = self.adopted_at = self.adopted_by = None

    @verb("draft", to="void", reasons="void")
    def void(self, act: Act) -> None:
        """Strike out a draft."""


def _again(entry: Any, act: Act) -> Any:  # noqa: ANN401  # a rule or a rung
    """Copy an entry for another record."""
    fields = {name: getattr(entry, name) for name in type(entry).__struct_fields__}
    return type(entry)(**{**fields, "id": act.new_entry_id()})
