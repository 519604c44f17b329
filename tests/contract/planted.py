"""A kind without a fault, from which each planted defect is made."""
# ruff: noqa: ARG002, RUF012  # as in kinds: a verb takes the act, a default list is copied

from datetime import datetime
from typing import Any, ClassVar, Literal

from pm.model.act import Act
from pm.model.groups import Entry
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import verb


class Step(Entry, kw_only=True):
    """One step of a thing."""

    note: Personal[Prose, Voice] | None = None
    done_at: datetime | None = None
    done_by: Link[Literal["staff"]] | None = None


class Thing(Record, kw_only=True):
    """A thing that is opened and ended."""

    prefix: ClassVar[str] = "X"
    initial: ClassVar[str] = "open"
    final: ClassVar[tuple[str, ...]] = ("ended", "void")

    size: Literal["small", "large"]
    code: str | None = None
    count: int | None = None
    words: Personal[str, Voice] | None = None
    remark: Personal[Prose, Voice] | None = None
    holder: Link[Literal["staff"]] | None = None
    steps: list[Step] = []
    ended_at: datetime | None = None
    ended_by: Link[Literal["staff"]] | None = None

    @verb("open", to="ended", stamps="ended")
    def end(self, act: Act, remark: Personal[Prose, Voice] | None = None) -> None:
        """End a thing."""
        self.remark = remark


def kind_of(record: type[Record]) -> Kind:
    """Make a kind of a class."""
    return Kind("thing", record)


def any_of(value: object) -> Any:
    """Hide a type, where a planted defect breaks it."""
    return value
