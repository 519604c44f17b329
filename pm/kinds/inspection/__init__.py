"""An inspection: one round with a checklist, from the first score to the review."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pm.i18n import mark
from pm.kinds.inspection.guards import (
    another_reviewer,
    bars_of,
    checklist_is_ready,
    checklist_of,
    department_is_known,
    every_item_is_scored,
    evidence_is_named,
    finding_is_told,
    item_is_on_the_list,
    nothing_rests_on_it,
    refuse_odd_findings,
    sample_is_large_enough,
)
from pm.kinds.inspection.marking import marks
from pm.kinds.inspection.parts import ItemScore
from pm.model.act import Act
from pm.model.groups import EntryId
from pm.model.number_types import Percent, Score
from pm.model.places import complete_place
from pm.model.quality import Extent, Grade, Level
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

FAILED, PASSED = Decimal(0), Decimal(100)
RESULT = ("total", "failures", "passed")
BEGUN = ("checklist", "version", "level", "extent", "pass_score", "item_pass_score")
"""What an inspection keeps of its checklist, as that was when it began."""


Failed = Annotated[list[EntryId] | None, mark("the ids of the items that failed")]
Found = Annotated[Personal[Prose, Voice] | None, mark("what was found")]
Liable = Annotated[Link[Literal["staff"]] | None, mark("who is to put a failed item right")]
Due = Annotated[datetime | None, mark("by when a failed item is to be put right")]


class Remedy(NamedTuple):
    """How what failed is given out to be put right."""

    grade: Grade | None
    liable: Link[Literal["staff"]] | None
    due: datetime | None


class Inspection(Record, kw_only=True):
    """An inspection: one round with a checklist, scored item by item (S-140, S-141, S-142)."""

    prefix: ClassVar[str] = "QI"
    initial: ClassVar[str] = "in-progress"
    final: ClassVar[tuple[str, ...]] = ("reviewed", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "checklist",
        "area",
        "department",
        "due_by",
        "assignee",
        "inspected_by",
        "inspected_at",
        "total",
        "passed",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = (
        "inspected_at",
        "inspected_by",
        "total",
        "passed",
        "department",
        "assignee",
        "area",
    )
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due_by": ("to-do",)}
    headline: ClassVar[tuple[str, ...]] = ("checklist", "grid")
    fixed: ClassVar[tuple[str, ...]] = ("plan", "due_by")

    plan: Annotated[Link[Literal["plan"]] | None, mark("the plan that made it")] = None
    checklist: Link[Literal["checklist"]]
    version: Annotated[int | None, mark("the version of the checklist with which it began")] = None
    level: Annotated[Level | None, mark("how often the checklist was due then")] = None
    extent: Annotated[Extent | None, mark("how much the checklist looked at then")] = None
    pass_score: Annotated[
        Percent | None, mark("the total from which it is passed, as it was when it began")
    ] = None
    item_pass_score: Annotated[
        Percent | None, mark("the score from which an item is passed, as it was then")
    ] = None
    area: Annotated[Link[Literal["area"]] | None, mark("the common area inspected")] = None
    equipment: Annotated[Link[Literal["equipment"]] | None, mark("the equipment inspected")] = None
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    department: Annotated[
        Link[Literal["department"]] | None, mark("the department that answers for what is found")
    ] = None
    due_by: Annotated[date | None, mark("the last day on which it is made in time")] = None
    assignee: Annotated[
        Link[Literal["staff"]] | None, mark("who is to make what a plan asks for")
    ] = None
    post: Annotated[
        Link[Literal["post"]] | None, mark("whoever holds this post, if it is nobody's own")
    ] = None
    sample: Annotated[Percent | None, mark("the share that was looked at, in per cent")] = None
    remark: Personal[Prose, Voice] | None = None
    inspected_at: datetime | None = None
    inspected_by: Link[Literal["staff"]] | None = None
    scores: list[ItemScore] = []
    total: Annotated[Score | None, mark("the weighted mean of the scores")] = None
    failures: Annotated[int | None, mark("how many items failed")] = None
    passed: bool | None = None
    submitted_at: datetime | None = None
    submitted_by: Link[Literal["staff"]] | None = None
    opinion: Personal[Prose, Voice] | None = None
    reviewed_at: datetime | None = None
    reviewed_by: Link[Literal["staff"]] | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take building and grid from the place, and the department from the checklist."""
        complete_place(values, act)
        if values.get("department") is None and values.get("checklist") is not None:
            checklist: Any = act.get("checklist", values["checklist"])
            values["department"] = checklist.department

    @property
    def next_verb(self) -> str | None:
        """The verb that comes next: nothing is handed in before something is scored."""
        if self.state != "in-progress":
            return None
        return "submit" if self.scores else "score"

    @creates(
        stamps="inspected",
        takes=("checklist",),
        changes=BEGUN,
        guards=[checklist_is_ready, department_is_known],
    )
    def new(self, act: Act) -> None:
        """Begin an inspection with a checklist."""
        self._begin(act)

    @creates(
        to="submitted",
        stamps=("inspected", "submitted"),
        takes=("checklist",),
        changes=(*BEGUN, "scores", *RESULT),
        guards=[
            checklist_is_ready,
            department_is_known,
            evidence_is_named,
            sample_is_large_enough,
        ],
    )
    def round(
        self,
        act: Act,
        failed: Failed = None,
        note: Found = None,
        liable: Liable = None,
        due: Due = None,
    ) -> None:
        """Note a whole round in one act: what failed is named, the rest is passed; hand it in."""
        self._begin(act)
        self._finish(act, failed or (), note, Remedy(None, liable, due))

    @creates(
        to="to-do",
        takes=("checklist", "plan", "due_by"),
        changes=BEGUN,
        guards=[checklist_is_ready, department_is_known],
        hidden=True,
    )
    def generate(self, act: Act) -> None:
        """Give out an inspection as a plan says it; it begins with the first score."""
        self._begin(act)

    @verb("to-do", "in-progress")
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct what is inspected while it goes on."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb(
        *("to-do", "in-progress"),
        to="in-progress",
        stamps="scores.scored",
        changes=("inspected_at", "inspected_by"),
        guards=[item_is_on_the_list, finding_is_told, nothing_rests_on_it],
        firm=True,
    )
    def score(  # what a finding has
        self,
        act: Act,
        item: Annotated[EntryId, mark("the id of the item, as the checklist shows it")],
        score: Annotated[Score, mark("from 0 to 100, or pass or fail")],
        note: Found = None,
        evidence: Annotated[
            Personal[str, Voice] | None, mark("where the photo or the paper is kept")
        ] = None,
        grade: Annotated[Grade | None, mark("how bad a failed item is")] = None,
        liable: Liable = None,
        due: Due = None,
    ) -> None:
        """Score one item; what fails is given out to be put right in the same act."""
        if self.inspected_at is None:
            self.inspected_at, self.inspected_by = act.at, Link(act.by)
        found = ItemScore(id=item, score=score, note=note, evidence=evidence)
        self._put(act, found, Remedy(grade, liable, due))

    @verb(
        *("in-progress", "to-do"),
        to="submitted",
        stamps="submitted",
        changes=("inspected_at", "inspected_by", "scores", *RESULT),
        guards=[evidence_is_named, sample_is_large_enough],
    )
    def finish(
        self,
        act: Act,
        failed: Failed = None,
        note: Found = None,
        liable: Liable = None,
        due: Due = None,
    ) -> None:
        """Score all that has no score yet: what failed is named, the rest is passed; hand it in."""
        if self.inspected_at is None:
            self.inspected_at, self.inspected_by = act.at, Link(act.by)
        self._finish(act, failed or (), note, Remedy(None, liable, due))

    @verb(
        "in-progress",
        to="submitted",
        stamps="submitted",
        changes=RESULT,
        guards=[every_item_is_scored, evidence_is_named, sample_is_large_enough],
    )
    def submit(self, act: Act) -> None:
        """Hand in an inspection; total and verdict are fixed from here on."""
        self._mark(act)

    @verb("submitted", to="reviewed", stamps="reviewed", guards=[another_reviewer])
    def review(self, act: Act, opinion: Personal[Prose, Voice] | None = None) -> None:
        """Confirm what somebody else inspected."""
        self.opinion = opinion

    def _finish(
        self,
        act: Act,
        failed: Sequence[str],
        note: Personal[Prose, Voice] | None,
        remedy: Remedy,
    ) -> None:
        scored = {one.id for one in self.scores}
        items = [item.id for item in checklist_of(self, act).in_force(self.version)]
        for item in dict.fromkeys([*items, *failed]):
            if item in scored:
                continue
            score, found = (FAILED, note) if item in failed else (PASSED, None)
            self._put(act, ItemScore(id=item, score=score, note=found), remedy)
        refuse_odd_findings(self, act, sorted(scored.intersection(failed)))
        for one in self.scores:
            one.scored_at = one.scored_at or act.at
            one.scored_by = one.scored_by or Link(act.by)
        self._mark(act)

    def _put(self, act: Act, found: ItemScore, remedy: Remedy) -> None:
        """Take up the score of an item; what fails is given out to be put right."""
        checklist = checklist_of(self, act)
        self.scores = [*(other for other in self.scores if other.id != found.id), found]
        below = found.score is not None and found.score < bars_of(self, checklist).item_pass_score
        if not below or found.note is None:
            return
        items = checklist.in_force(self.version)
        veto = any(one.veto for one in items if one.id == found.id)
        given = {
            "inspection": Link(self.id),
            "item": found.id,
            "finding": found.note,
            "grade": remedy.grade or ("serious" if veto else "ordinary"),
            "liable": remedy.liable,
            "due": remedy.due,
            **{name: getattr(self, name) for name in PLACE},
        }
        given = {name: value for name, value in given.items() if value is not None}
        found.rectification = Link(act.add("rectification", "find", **given).id)

    def _mark(self, act: Act) -> None:
        """Count total and verdict of what was scored."""
        checklist = checklist_of(self, act)
        scores = {one.id: one.score for one in self.scores if one.score is not None}
        result = marks(checklist.in_force(self.version), scores, bars_of(self, checklist))
        self.total = result.total
        self.failures = len(result.failed)
        self.passed = result.passed

    def _begin(self, act: Act) -> None:
        """Keep what the checklist says now."""
        checklist = checklist_of(self, act)
        self.version = checklist.version
        self.level = checklist.level
        self.extent = checklist.extent
        self.pass_score = checklist.pass_score
        self.item_pass_score = checklist.item_pass_score


PLACE = ("area", "equipment", "building", "grid", "department")
"""What a rectification takes over from the inspection that found it."""
