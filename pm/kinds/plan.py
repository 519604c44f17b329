"""A plan: what is made again and again, on which days and for whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.field_types import PatternType
from pm.model.ids import is_slug
from pm.model.kind_types import is_noun
from pm.model.pattern import pattern
from pm.model.record import Configuration
from pm.model.rule_type import RuleText
from pm.model.values import Link, Words
from pm.model.verbs import creates, verb

LONGEST_LEAD = 60
"""The most days that something is made before it is due."""
HANDED_ON = ("assignee", "post", "department", "evidence_required", "sign_off_required")
"""What each record gets from its plan, where its kind asks for it by that name."""

DUE_OPTIONS = ("due", "due_by")
"""The options that say by when what it makes is to be done."""
DUE = "@due"
"""Stands in a value for the day on which the record is due."""

Holidays = Literal["keep", "skip", "before", "after"]
Made = Annotated[
    str,
    PatternType("made-noun", is_noun, "task", mark("this is no kind of record, as in task")),
    mark("the kind of record that it makes"),
]
MakingVerb = Annotated[
    str,
    PatternType("verb-name", is_slug, "generate", mark("this is no verb, as in generate")),
    mark("the verb by which it makes one"),
]
_SETTING = pattern(r"[a-z][a-z0-9_-]*=.{1,300}")
Setting = Annotated[
    str,
    PatternType(
        "setting",
        lambda text: _SETTING.fullmatch(text) is not None,
        "sign-off-required=no",
        mark("this is no option with a value, as in checklist=lobby"),
    ),
    mark("an option with the value that each record gets, as in checklist=lobby; @due is its due"),
]


def can_be_carried_out(plan: "Plan", act: Act) -> Sequence[Missing]:
    """A plan says who is to do it, ends after it begins, and can make what it is to make."""
    missing = []
    if not (plan.assignee or plan.post or plan.department):
        missing.append(mark("who is to do it (--assignee, --post or --department)"))
    if plan.valid_from and plan.valid_until and plan.valid_until < plan.valid_from:
        missing.append(mark("an end that is not before the beginning (--valid-until)"))
    if not 0 <= (plan.lead_days or 0) <= LONGEST_LEAD:
        missing.append(mark("lead days from 0 to {most} (--lead-days)", most=LONGEST_LEAD))
    day = plan.valid_from or act.at.date()
    missing += act.obstacles(plan.noun, plan.by_verb, plan.values_for(day), plan.besides(day))
    return [Missing(message) for message in missing]


def begins_today_or_later(plan: "Plan", act: Act) -> Sequence[Missing]:
    """Another schedule makes nothing of the past, in which the old one was kept to."""
    if plan.valid_from is None or plan.valid_from >= act.at.date():
        return []
    return [Missing(mark("a first day that has not passed (--valid-from)"))]


class Plan(Configuration, kw_only=True):
    """A plan: what is made again and again, on which days and for whom (S-140, S-141, S-142)."""

    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "type",
        "rule",
        "holidays",
        "assignee",
        "post",
        "department",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("department", "post", "holidays", "assignee", "type")
    fixed: ClassVar[tuple[str, ...]] = ("noun", "by_verb")

    name: Words
    type: Annotated[
        Literal[
            "inspection",
            "patrol",
            "cleaning",
            "maintenance",
            "visit",
            "meeting",
            "reporting",
            "review",
            "training",
            "appraisal",
            "survey",
            "drill",
        ],
        mark("what kind of work it is"),
    ]
    noun: Made = "task"
    by_verb: MakingVerb = "generate"
    values: list[Setting] = []
    assignee: Link[Literal["staff"]] | None = None
    post: Annotated[
        Link[Literal["post"]] | None, mark("whoever holds this post, if it is nobody's own")
    ] = None
    department: Link[Literal["department"]] | None = None
    evidence_required: Annotated[bool, mark("whether it is only done with evidence")] = False
    sign_off_required: Annotated[bool, mark("whether somebody else must sign it off")] = False
    rule: Annotated[RuleText, mark("the days on which it is due, as in: weekly fri")]
    holidays: Annotated[
        Holidays,
        mark("what falls on a day off stays, is left out, or moves to the working day beside it"),
    ]
    lead_days: Annotated[int, mark("so many days before the due day it is made")] = 0
    valid_from: Annotated[date | None, mark("the first day that counts; the day of the act")] = None
    valid_until: Annotated[date | None, mark("the last day that counts")] = None

    def values_for(self, due: date) -> dict[str, list[str]]:
        """Give the options with which a record is made, as the plan itself says them."""
        found: dict[str, list[str]] = {}
        for setting in self.values:
            name, _, text = setting.partition("=")
            found.setdefault(name.replace("-", "_"), []).append(text.replace(DUE, due.isoformat()))
        return found

    def besides(self, due: date) -> Mapping[str, list[str]]:
        """Give what each record gets besides, where its kind has an option of that name."""
        own = {name: getattr(self, name) for name in HANDED_ON}
        texts = {name: "yes" if value is True else value for name, value in own.items() if value}
        every = {"plan": self.id, **dict.fromkeys(DUE_OPTIONS, due.isoformat()), **texts}
        return {name: [str(text)] for name, text in every.items()}

    @creates(
        guards=[can_be_carried_out],
        takes=("noun", "by_verb", "rule", "holidays", "lead_days", "valid_from", "valid_until"),
        changes=["valid_from"],
    )
    def new(self, act: Act) -> None:
        """Set up a plan."""
        self.valid_from = self.valid_from or act.at.date()

    @verb(guards=[can_be_carried_out])
    def edit(self, act: Act, **values: object) -> None:
        """Correct a plan; what it has made stays as it is."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb(
        "active",
        guards=[can_be_carried_out, begins_today_or_later],
        changes=["valid_from"],
        clears=["valid_until"],
    )
    def reschedule(  # each is a part of the schedule
        self,
        act: Act,
        rule: RuleText | None = None,
        holidays: Holidays | None = None,
        lead_days: int | None = None,
        valid_from: date | None = None,
        valid_until: date | None = None,
    ) -> None:
        """Change the days of a plan, from today on or from another day."""
        self.rule = rule or self.rule
        self.holidays = holidays or self.holidays
        self.lead_days = self.lead_days if lead_days is None else lead_days
        self.valid_from = valid_from or act.at.date()
        if "valid_until" in act.given:
            self.valid_until = valid_until

    @verb("retired", to="active", changes=["valid_from"])
    def restore(self, act: Act) -> None:
        """Make it again, from today on."""
        self.valid_from = act.at.date()
