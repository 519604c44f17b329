"""A retention rule: how long the records of a kind keep what is personal."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.kind_types import FieldName, Noun, StateName
from pm.model.record import Configuration
from pm.model.values import Words
from pm.model.verbs import creates, verb


def some_time_is_kept(rule: "Retention", act: Act) -> Sequence[Missing]:
    """A rule says for how long: in years, in days, or in both."""
    del act
    if rule.keep_years or rule.keep_days:
        return []
    return [Missing(mark("how long it is kept (--keep-years or --keep-days)"))]


class Retention(Configuration, kw_only=True):
    """A rule that says how long the records of a kind keep what is personal, and what is due then.

    It proposes and does nothing by itself.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "noun",
        "keep_years",
        "keep_days",
        "count_from",
        "proposes",
    )
    spare: ClassVar[tuple[str, ...]] = ("count_from", "proposes")

    name: Words
    noun: Annotated[Noun, mark("the kind of record, as in ticket")]
    keep_years: int | None = None
    keep_days: Annotated[int | None, mark("days, besides the years if both are given")] = None
    count_from: Annotated[FieldName, mark("the clear time or day from which it is counted")]
    states: Annotated[list[StateName], mark("only in these states; none means in any")] = []
    proposes: Annotated[
        Literal["forget", "redact"],
        mark("what is due then: to forget the person, or to clear the record's texts"),
    ]

    @creates(guards=[some_time_is_kept])
    def new(self, act: Act) -> None:
        """Set up a rule."""

    @verb(guards=[some_time_is_kept])
    def edit(self, act: Act, **values: object) -> None:
        """Correct a rule."""
        for name, value in values.items():
            setattr(self, name, value)
