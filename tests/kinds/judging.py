"""What tests of kinds need: an office that they fill themselves, in which nobody may override."""

from collections.abc import Iterator
from typing import Any

import pytest

from pm.errors import Refused
from pm.model.act import Act
from pm.model.codec import decode, encode
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.transition import Making, create, perform
from pm.model.values import Link, Personal
from pm.office import registry
from tests.contract.world import ACTING, LockedVault, SampleWorld, every_kind, sample_id

SUBJECT = "D-K7Q2XMK7Q2"


def typed(kind: str, name: str, text: str) -> Any:
    """Give a personal value of a field or an option as if it had just been typed."""
    found = registry.kind(kind)
    options = (option for verb in found.verbs.values() for option in verb.options)
    leaves = (leaf.field for leaf in found.leaves)
    form = next(field.form for field in (*leaves, *options) if field.name == name)
    assert form is not None
    return Personal(form, plain=form.read(text))


class Place(SampleWorld):
    """An office with the records that a test puts there."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(every_kind())
        self.there: list[tuple[Kind, Record]] = []
        self.made: list[tuple[str, Any]] = []

    def put(self, kind: str, state: str, number: int = 1, **values: Any) -> str:
        """Put a record there in a state, and give its id."""
        found = registry.kind(kind)
        record: Any = self.record(found, number, state)
        for name, value in values.items():
            setattr(record, name, value)
        self.there.append((found, record))
        return str(record.id)

    def get(self, kind: str, record_id: str) -> Record:
        """Give a record that was put there."""
        return next(
            record for found, record in self.there if (found.name, record.id) == (kind, record_id)
        )

    def linked(self, target: str, kind: str, field: str) -> Iterator[Record]:
        """Give those that point to a record."""
        leaf = registry.kind(kind).leaf(field)
        assert leaf is not None
        assert leaf.field.scope is None
        for found, record in self.there:
            value: Any = record
            for name in leaf.path:
                value = getattr(value, name, None)
            if found.name == kind and value == target:
                yield record

    def every(self, kind: str) -> Iterator[Record]:
        """Give those of a kind that were put there."""
        yield from (record for found, record in self.there if found.name == kind)

    def add(self, kind: str, verb: str, values: dict[str, object]) -> Record:
        """Make a record in the act of another one, and put it there."""
        found = registry.kind(kind)
        making = Making(sample_id(found, ACTING + len(self.there)), SUBJECT)
        filled, act = dict(values), self.doing()
        found.record.complete(filled, act)
        made = checked(found, create(found, found.verbs[verb], act, making, filled).record)
        self.there.append((found, made))
        self.made.append((kind, made))
        return made

    def do(
        self, record: Record, verb: str, values: dict[str, object], by: str | None = None
    ) -> Record:
        """Change another record in the act of one, and keep it."""
        changed = super().do(record, verb, values, by)
        self.there = [
            (found, changed if old.id == changed.id else old) for found, old in self.there
        ]
        return changed

    def doing(self, by: str | None = None, typist: str | None = None) -> Act:
        """Give an act of somebody."""
        act = self.act()
        act.by = by or act.by
        act.typist = typist or act.by
        return act

    def new(self, kind: str, *, by: str | None = None, **values: Any) -> Any:
        """Make a record."""
        found = registry.kind(kind)
        act = self.doing(by)
        act.override = None
        found.record.complete(values, act)
        making = Making(sample_id(found, ACTING), SUBJECT)
        return checked(found, create(found, found.verbs["new"], act, making, values).record)

    def run(
        self,
        record: Record,
        verb: str,
        *,
        by: str | None = None,
        typist: str | None = None,
        override: str | None = None,
        **values: Any,
    ) -> Any:
        """Change a record."""
        found = registry.kind(type(record).__module__.rpartition(".")[2])
        act = self.doing(by, typist)
        act.override = override
        return checked(found, perform(found, record, found.verbs[verb], act, values).record)


def checked(kind: Kind, record: Record) -> Record:
    """Give a record that comes back from disk as it is."""
    assert decode(kind, encode(kind, record, LockedVault())).problems == []
    return record


def missing(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Give what a refusal says is missing."""
    return [str(line) for line in refused.value.details]


def link(record_id: str) -> Link[Any]:
    """Give a link to a record."""
    return Link(record_id)
