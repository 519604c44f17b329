"""A dossier loan: a household's paper file, taken out of its cabinet and brought back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.days import not_over
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb

OUT = ("lent", "overdue")
"""The states in which the file is not in its cabinet."""


def file_is_in(loan: "DossierLoan", act: Act) -> Sequence[Missing]:
    """One file is lent to one at a time."""
    others = act.having("dossier_loan", "resident", loan.resident)
    out = [other.id for other in others if other.id != loan.id and other.state in OUT]
    if not out:
        return []
    return [
        Missing(
            mark(
                "the file in its cabinet: it is out by {ids} (pm dossier-loan return)",
                ids=", ".join(sorted(out)),
            )
        )
    ]


def last_day_is_to_come(loan: "DossierLoan", act: Act) -> Sequence[Missing]:
    """No file is lent until a day that is over."""
    if loan.due_on == getattr(act.before, "due_on", None):
        return []
    return not_over(loan.due_on, act, "--due-on")


def lent_by_another(loan: "DossierLoan", act: Act) -> Sequence[Missing]:
    """Nobody lends a file to himself."""
    if loan.borrower not in {act.by, act.typist}:
        return []
    name = act.policy.name_of(loan.borrower)
    return [Missing(mark("a second person: {who} is the borrower", who=name))]


class DossierLoan(Record, kw_only=True):
    """The loan of a household's paper file to a member of staff (档案借阅) (S-072).

    Somebody else lends it, one file is out once, and at the end of its last day it is overdue.
    """

    prefix: ClassVar[str] = "DL"
    initial: ClassVar[str] = "requested"
    final: ClassVar[tuple[str, ...]] = ("returned", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "resident",
        "borrower",
        "purpose",
        "due_on",
        "lent_at",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("lent_at", "purpose")
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"due_on": ("lent", "overdue")}
    headline: ClassVar[tuple[str, ...]] = ("resident", "purpose")
    subject_of: ClassVar[str] = "resident"
    by_time: ClassVar[Mapping[str, str]] = {"lapse": "due_on"}

    resident: Annotated[Link[Literal["resident"]], mark("whose file it is")]
    purpose: Link[Literal["purpose"]]
    borrower: Annotated[
        Link[Literal["staff"]] | None, mark("who reads it, if not the one who asks")
    ] = None
    due_on: Annotated[
        date | None, mark("the last day on which it is out; today if nothing is said")
    ] = None
    note: Personal[Prose, Voice] | None = None
    requested_at: datetime | None = None
    requested_by: Link[Literal["staff"]] | None = None
    lent_at: datetime | None = None
    lent_by: Link[Literal["staff"]] | None = None
    lapsed_at: datetime | None = None
    lapsed_by: Link[Literal["staff"]] | None = None
    returned_at: datetime | None = None
    returned_by: Link[Literal["staff"]] | None = None
    condition: Annotated[
        Literal["complete", "incomplete"] | None, mark("whether every paper came back")
    ] = None

    @classmethod
    def complete(cls, values: dict[str, Any], act: Act) -> None:
        """Take who asks, and the same day, where nothing else was given."""
        values["borrower"] = values.get("borrower") or Link(act.by)
        values["due_on"] = values.get("due_on") or act.at.date()

    @creates(stamps="requested", takes=("due_on",), guards=[last_day_is_to_come])
    def new(self, act: Act) -> None:
        """Ask for a household's paper file."""

    @verb("requested", guards=[last_day_is_to_come])
    def edit(self, act: Act, **values: Any) -> None:  # noqa: ANN401  # the fields are the options
        """Correct what was asked for, as long as the file is in its cabinet."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("requested", to="lent", stamps="lent", guards=[lent_by_another, file_is_in])
    def lend(self, act: Act) -> None:
        """Hand the file out to who asked for it."""

    @verb(
        "lent",
        "overdue",
        to="lent",
        needs="dossier_loan.lend",
        guards=[lent_by_another, last_day_is_to_come],
    )
    def extend(
        self, act: Act, due_on: Annotated[date, mark("the last day on which it is out")]
    ) -> None:
        """Let it be out for longer."""
        self.due_on = due_on

    @verb("lent", to="overdue", stamps="lapsed", hidden=True)
    def lapse(self, act: Act) -> None:
        """Note that it is not back at the end of its last day."""

    @verb("lent", "overdue", to="returned", stamps="returned", subject="{condition}")
    def return_(
        self,
        act: Act,
        condition: Annotated[
            Literal["complete", "incomplete"], mark("whether every paper came back")
        ] = "complete",
    ) -> None:
        """Put it back into its cabinet, and say whether every paper is there."""
        self.condition = condition
