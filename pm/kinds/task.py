"""A task: something to be done by a day, given by hand or made by a plan."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

GIVEN = ("due", "evidence_required", "sign_off_required")
OUTCOME = (
    *("evidence", "done_at", "done_by"),
    *("signed_at", "signed_by", "excused_at", "excused_by"),
)
"""What is cleared of a task that is taken up again; its history keeps it."""


def says_what(task: "Task", act: Act) -> Sequence[Missing]:
    """A task says what is to be done: by its title, or by the plan that makes it."""
    del act
    if task.title or task.plan:
        return []
    return [Missing(mark("what is to be done (--title)"))]


def somebody_is_to_do_it(task: "Task", act: Act) -> Sequence[Missing]:
    """A task is somebody's: a person's, a post's or a department's."""
    del act
    if task.assignee or task.post or task.department:
        return []
    return [Missing(mark("who is to do it (--assignee, --post or --department)"))]


def due_lies_ahead(task: "Task", act: Act) -> Sequence[Missing]:
    """Nobody is given a day that has passed already."""
    if task.due >= act.at.date():
        return []
    return [Missing(mark("a day that has not passed (--due)"))]


def evidence_is_there(task: "Task", act: Act) -> Sequence[Missing]:
    """Where evidence is asked for, nothing is done without it."""
    del act
    if task.evidence or not task.evidence_required:
        return []
    return [Missing(mark("what shows that it was done (--evidence)"))]


def signed_by_another(task: "Task", act: Act) -> Sequence[Missing]:
    """Nobody signs off what he did himself."""
    if task.done_by not in {act.by, act.typist}:
        return []
    return [Missing(mark("a second person: {who} did it", who=act.policy.name_of(task.done_by)))]


class Task(Record, kw_only=True):
    """A task: something to be done by a day, given by hand or made by a plan (S-141, S-142)."""

    prefix: ClassVar[str] = "TK"
    initial: ClassVar[str] = "to-do"
    final: ClassVar[tuple[str, ...]] = ("done", "excused", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "plan",
        "title",
        "due",
        "assignee",
        "post",
        "department",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("department", "post", "plan")
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due": ("to-do", "overdue")}
    headline: ClassVar[tuple[str, ...]] = ("plan",)
    fixed: ClassVar[tuple[str, ...]] = ("plan", "evidence_required", "sign_off_required")
    by_time: ClassVar[Mapping[str, str]] = {"lapse": "due"}

    plan: Annotated[Link[Literal["plan"]] | None, mark("the plan that made it")] = None
    title: Annotated[
        Personal[str, Voice] | None, mark("what is to be done; the name of its plan says it too")
    ] = None
    details: Personal[Prose, Voice] | None = None
    due: Annotated[date, mark("the last day on which it is done in time")]
    assignee: Link[Literal["staff"]] | None = None
    post: Annotated[
        Link[Literal["post"]] | None, mark("whoever holds this post, if it is nobody's own")
    ] = None
    department: Link[Literal["department"]] | None = None
    evidence_required: Annotated[bool, mark("whether it is only done with evidence")] = False
    sign_off_required: Annotated[bool, mark("whether somebody else must sign it off")] = False
    evidence: Annotated[
        Personal[Prose, Voice] | None, mark("what shows that it was done: numbers, papers, places")
    ] = None
    given_at: datetime | None = None
    given_by: Link[Literal["staff"]] | None = None
    lapsed_at: datetime | None = None
    lapsed_by: Link[Literal["staff"]] | None = None
    done_at: datetime | None = None
    done_by: Link[Literal["staff"]] | None = None
    signed_at: datetime | None = None
    signed_by: Link[Literal["staff"]] | None = None
    excused_at: datetime | None = None
    excused_by: Link[Literal["staff"]] | None = None
    reopened_at: datetime | None = None
    reopened_by: Link[Literal["staff"]] | None = None

    @creates(stamps="given", guards=[says_what, somebody_is_to_do_it, due_lies_ahead], takes=GIVEN)
    def new(self, act: Act) -> None:
        """Give a task by hand."""

    @creates(stamps="given", guards=[somebody_is_to_do_it], takes=("plan", *GIVEN), hidden=True)
    def generate(self, act: Act) -> None:
        """Make a task as a plan says it."""

    @verb(guards=[says_what, somebody_is_to_do_it])
    def edit(self, act: Act, **values: object) -> None:
        """Correct what a task says, or give it to somebody else."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("to-do", "overdue", to=("to-sign", "done"), stamps="done", guards=[evidence_is_there])
    def finish(self, act: Act, evidence: Personal[Prose, Voice] | None = None) -> None:
        """Note that a task is done, and what shows it; a second person may have to sign it off."""
        self.evidence = evidence
        self.state = "to-sign" if self.sign_off_required else "done"

    @verb("to-sign", to="done", stamps="signed", guards=[signed_by_another], firm=True)
    def sign(self, act: Act) -> None:
        """Sign off what somebody else has done."""

    @verb("to-do", "overdue", to="excused", stamps="excused", reasons="excuse")
    def excuse(self, act: Act) -> None:
        """Note that a task need not be done this time, with the reason."""

    @verb(
        *("to-do", "overdue"),
        to="to-do",
        reasons="postpone",
        subject="to {due}",
        guards=[due_lies_ahead],
    )
    def postpone(self, act: Act, due: date) -> None:
        """Give a task another day; its plan goes on as before."""
        self.due = due

    @verb("to-do", to="overdue", stamps="lapsed", hidden=True)
    def lapse(self, act: Act) -> None:
        """Note that the day has passed and it is not done."""

    @verb(
        "to-sign",
        "done",
        "excused",
        to="to-do",
        stamps="reopened",
        reasons="reopen",
        changes=OUTCOME,
    )
    def reopen(self, act: Act, due: date | None = None) -> None:
        """Take up again what was not done well, or was not to be excused."""
        self.due = due or self.due
        for name in OUTCOME:
            setattr(self, name, None)
