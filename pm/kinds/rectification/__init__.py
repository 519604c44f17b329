"""A rectification: something found wanting, until it is put right and somebody else has seen it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.rectification.guards import (
    another_verifier,
    doer_is_liable,
    due_is_to_come,
    evidence_is_named,
    somebody_is_liable,
)
from pm.model.act import Act
from pm.model.groups import EntryId
from pm.model.kind_types import Checksum, Version
from pm.model.ladder import FIRST, Climb, climb, has_climbed, next_climb
from pm.model.places import complete_place
from pm.model.quality import Grade
from pm.model.record import Record
from pm.model.times import midnight
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

DAYS = {"minor": 14, "ordinary": 7, "serious": 3}
"""The days within which each grade is put right where no policy says otherwise."""
CLOCK = "rectify"
"""The clock by which policy may say otherwise."""
ORIGIN = ("inspection", "item")
TERM = ("due", "policy", "climbs_at")
GUARDS = (somebody_is_liable, due_is_to_come)


class Rectification(Record, kw_only=True):
    """Something found wanting that is to be put right and seen by another person (S-143).

    It comes from a failed item of an inspection, belongs to a ticket, or is given out by hand.
    """

    prefix: ClassVar[str] = "RC"
    initial: ClassVar[str] = "issued"
    final: ClassVar[tuple[str, ...]] = ("closed", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "finding",
        "grade",
        "department",
        "liable",
        "state",
        "due",
        "level",
    )
    spare: ClassVar[tuple[str, ...]] = ("level", "department", "grade")
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due": ("issued", "rejected", "in-progress")}
    headline: ClassVar[tuple[str, ...]] = ("grade", "department")

    inspection: Link[Literal["inspection"]] | None = None
    item: Annotated[EntryId | None, mark("the item of the checklist that failed")] = None
    ticket: Annotated[
        Link[Literal["ticket"]] | None, mark("the ticket that waits for it, if one does")
    ] = None
    finding: Annotated[Personal[Prose, Voice], mark("what was found wanting")]
    grade: Annotated[Grade, mark("how bad it is")]
    category: Link[Literal["category"]] | None = None
    area: Annotated[Link[Literal["area"]] | None, mark("the common area where it is")] = None
    equipment: Annotated[Link[Literal["equipment"]] | None, mark("the equipment that it is")] = None
    building: Link[Literal["building"]] | None = None
    grid: Link[Literal["grid"]] | None = None
    department: Annotated[
        Link[Literal["department"]] | None, mark("the department that is to put it right")
    ] = None
    liable: Annotated[
        Link[Literal["staff"]] | None, mark("the member of staff who is to put it right")
    ] = None
    due: Annotated[datetime | None, mark("the time by which it is to be put right")] = None
    policy: Annotated[Version | None, mark("the policy that set the due time")] = None
    level: Annotated[int, mark("the level of the ladder on which it stands")] = FIRST
    climbs_at: Annotated[datetime | None, mark("when it goes up a level")] = None
    escalations: list[Climb] = []
    issued_at: datetime | None = None
    issued_by: Link[Literal["staff"]] | None = None
    accepted_at: datetime | None = None
    accepted_by: Link[Literal["staff"]] | None = None
    cause: Annotated[Personal[Prose, Voice] | None, mark("why it was so")] = None
    measures: Annotated[Personal[Prose, Voice] | None, mark("what was done")] = None
    evidence: Annotated[
        Personal[str, Voice] | None, mark("where the photo or the paper is kept that shows it")
    ] = None
    checksum: Annotated[Checksum | None, mark("the SHA-256 of the photo or the paper")] = None
    fixed_at: datetime | None = None
    fixed_by: Link[Literal["staff"]] | None = None
    result: Annotated[Personal[Prose, Voice] | None, mark("what the verifier saw")] = None
    rejections: Annotated[int, mark("how often it was not put right")] = 0
    rejected_at: datetime | None = None
    rejected_by: Link[Literal["staff"]] | None = None
    closed_at: datetime | None = None
    closed_by: Link[Literal["staff"]] | None = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take building and grid from the place, where they were not given."""
        complete_place(values, act)

    @creates(stamps="issued", takes=("due",), changes=TERM, guards=GUARDS)
    def new(self, act: Act) -> None:
        """Give out what is to be put right."""
        self._set_term(act)

    @creates(
        stamps="issued",
        takes=(*ORIGIN, "due"),
        changes=(*ORIGIN, *TERM),
        needs="inspection.score",
        guards=GUARDS,
        hidden=True,
    )
    def find(self, act: Act) -> None:
        """Give out what an inspection found wanting."""
        self._set_term(act)

    @verb("issued", "rejected", to="in-progress", stamps="accepted", guards=[doer_is_liable])
    def accept(self, act: Act) -> None:
        """Take on what is to be put right."""

    @verb("in-progress", to="submitted", stamps="fixed", guards=[evidence_is_named])
    def submit(
        self,
        act: Act,
        cause: Annotated[Personal[Prose, Voice], mark("why it was so")],
        measures: Annotated[Personal[Prose, Voice], mark("what was done")],
        evidence: Annotated[
            Personal[str, Voice] | None, mark("where the photo or the paper is kept that shows it")
        ] = None,
        checksum: Annotated[Checksum | None, mark("the SHA-256 of the photo or the paper")] = None,
    ) -> None:
        """Say that it is put right: why it was so, what was done, what shows it."""
        self.cause, self.measures = cause, measures
        self.evidence, self.checksum = evidence, checksum

    @verb(
        "submitted",
        to="closed",
        stamps="closed",
        changes=["climbs_at"],
        guards=[another_verifier],
    )
    def verify(self, act: Act, result: Personal[Prose, Voice] | None = None) -> None:
        """See that it is put right, and close it."""
        self.result = result
        self.climbs_at = None

    @verb(
        "submitted",
        to="rejected",
        stamps="rejected",
        needs="rectification.verify",
        changes=["rejections"],
        guards=[another_verifier],
    )
    def reject(self, act: Act, result: Personal[Prose, Voice]) -> None:
        """See that it is not put right; it is to be taken on again."""
        self.result = result
        self.rejections += 1

    @verb(reasons="extend", changes=["policy", "climbs_at"], guards=[due_is_to_come])
    def extend(
        self,
        act: Act,
        due: Annotated[datetime, mark("the new time by which it is to be put right")],
    ) -> None:
        """Give it another due time, for a reason."""
        self.due, self.policy = due, None
        self.climbs_at = next_climb(due, self.level, act.policy.terms(act.at))

    @verb(changes=["level", "climbs_at", "escalations"], guards=[has_climbed], hidden=True)
    def climb(self, act: Act) -> None:
        """Bring what is overdue to those on the next level (S-022)."""
        climb(self, act)

    def _set_term(self, act: Act) -> None:
        """Set the due time: the one given, that of the policy in force, or that of the grade."""
        if self.due is None:
            limit = act.policy.limit(CLOCK, act.at, grade=self.grade)
            self.due = _by_grade(self.grade, act) if limit is None else limit.due(act.at)
            self.policy = None if limit is None else limit.version
        self.climbs_at = next_climb(self.due, self.level, act.policy.terms(act.at))


def _by_grade(grade: str, act: Act) -> datetime:
    """Give the end of the last day within which a grade is put right."""
    zone = act.at.tzinfo
    assert zone is not None  # noqa: S101  # every time of an act has its zone
    return midnight(act.at.date() + timedelta(days=DAYS[grade] + 1), zone)
