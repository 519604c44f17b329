"""An answer: what the desk knows of everyday questions and of the latest matters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.groups import Group
from pm.model.ids import Layout
from pm.model.record import Record
from pm.model.source import Origin
from pm.model.values import Link, Prose, Words
from pm.model.verbs import creates, verb


class Text(Group, kw_only=True):
    """A text in the languages of the office; one of them will do."""

    en: Prose | None = None
    zh: Prose | None = None


def ends_after_it_begins(answer: "Answer", act: Act) -> Sequence[Missing]:
    """An answer is not over before it holds."""
    del act
    first, last = answer.valid_from, answer.valid_until
    if first is None or last is None or first <= last:
        return []
    return [Missing(mark("an end that is not before its beginning (--valid-until)"))]


class Answer(Record, kw_only=True):
    """An answer that the desk gives to everyday questions, or one of the latest matters (S-081).

    It holds nothing personal: everybody at the desk reads it.
    """

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "AN"
    initial: ClassVar[str] = "in-force"
    final: ClassVar[tuple[str, ...]] = ("expired", "void")
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "question",
        "type",
        "category",
        "valid_until",
        "state",
    )
    spare: ClassVar[tuple[str, ...]] = ("category", "type")

    by_time: ClassVar[Mapping[str, str]] = {"lapse": "valid_until"}

    type: Annotated[
        Literal["basics", "latest"],
        mark("whether everybody at the desk must always know it, or it is one of the latest"),
    ] = "basics"
    question: Words
    answer: Annotated[Text, mark("what the desk says")]
    category: Link[Literal["category"]] | None = None
    tags: Annotated[list[str], mark("other words by which people look for it")] = []
    valid_from: Annotated[date | None, mark("the first day on which it holds")] = None
    valid_until: Annotated[date | None, mark("the last day on which it holds")] = None
    source: Origin | None = None

    @creates(takes=("valid_until",), guards=[ends_after_it_begins])
    def new(self, act: Act) -> None:
        """Write an answer down."""

    @creates(
        takes=("valid_until", "source"),
        changes=("source",),
        guards=[ends_after_it_begins],
        hidden=True,
    )
    def import_(self, act: Act) -> None:
        """Bring in an answer of an old system."""

    @verb(guards=[ends_after_it_begins])
    def edit(self, act: Act, **values: object) -> None:
        """Correct an answer."""
        for name, value in values.items():
            setattr(self, name, value)

    @verb("in-force", to="expired")
    def expire(self, act: Act) -> None:
        """Note that it holds no more."""

    @verb("in-force", to="expired", hidden=True)
    def lapse(self, act: Act) -> None:
        """Note that the last day on which it holds is over."""

    @verb("in-force", "expired", to="in-force", guards=[ends_after_it_begins])
    def renew(
        self,
        act: Act,
        valid_until: Annotated[
            date | None, mark("the last day on which it holds; none means until further notice")
        ] = None,
    ) -> None:
        """Let it hold again or longer."""
        self.valid_until = valid_until
