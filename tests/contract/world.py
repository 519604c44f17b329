"""An office for contract tests: sample records of every kind, all permitted, nothing opens.

Everything here is made from what the classes say, so that a new kind needs nothing of its own.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Any

from pm.errors import NotFound, Sealed
from pm.i18n import Message, mark
from pm.model.act import Act, Texts
from pm.model.clocks import WorkingLimit
from pm.model.codec import read_record
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.model.policy import Limit, Terms
from pm.model.record import Record
from pm.model.spans import Span
from pm.model.transition import Making, create, perform
from pm.model.values import Personal, Place
from pm.model.working_time import DAY_MINUTES, WeekHours, Window, WorkingTime
from pm.office import registry
from tests.contract.samples import sample_slug, sample_tree

NOW = datetime.fromisoformat("2026-11-23T09:15:00+08:00")
"""A day after every sample time."""

ACTING = 99
"""The number of the record that is acted on: none of those that links point to."""


class LockedVault:
    """Seals to a token and opens nothing."""

    def seal(self, place: Place, text: str) -> str:
        digest = blake2s(f"{place}{text}".encode(), digest_size=8).hexdigest()
        return f"pm1.{place.scope}.1.{digest}"

    def open(self, place: Place, disk: str) -> str:
        del disk
        raise Sealed(mark("{field} is sealed", field=place.path))

    def is_sealed(self, disk: str) -> bool:
        return disk.startswith("pm1.")

    def enclosing(self, kept_from: Personal[Any, Any] | None) -> "LockedVault":
        del kept_from
        return self

    def fresh(self, prefix: str, make: Callable[[], str]) -> str:
        del prefix
        return make()

    def load(self, subjects: Collection[str]) -> None:
        del subjects


class PermittingPolicy:
    """Everybody may do everything, every code is a reason, and all is due in six hours."""

    def may(self, staff: str, capability: str) -> bool:
        del staff, capability
        return True

    def name_of(self, staff: str) -> str:
        return staff

    def is_reason(self, code: str, use: str) -> bool:
        del code, use
        return True

    def terms(self, at: datetime) -> Terms:
        del at
        return Terms()

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        del at, facts
        return WorkingLimit(
            clock=clock,
            version="sample-1",
            span=Span(6, "hour"),
            calendar="sample-1",
            time=WorkingTime(UTC, [WeekHours(0, 6, (Window(0, DAY_MINUTES),))]),
        )

    def is_below(self, staff: str, post: str) -> bool:
        del staff, post
        return False

    def on_call(self, department: str, at: datetime, trade: str | None = None) -> str | None:
        del department, at, trade
        return None


class RefusingPolicy(PermittingPolicy):
    """Nobody may do anything."""

    def may(self, staff: str, capability: str) -> bool:
        del staff, capability
        return False


def every_kind() -> dict[str, Kind]:
    """Give the kinds of the office by name."""
    return {kind.name: kind for kind in registry.kinds()}


def sample_id(kind: Kind, number: int) -> str:
    """Give an id of a kind; the same for the same number."""
    if kind.layout is Layout.SINGLE:
        return kind.name
    if kind.layout is Layout.CHOSEN:
        return sample_slug(kind, number)
    day = "261122-" if kind.layout is Layout.DATED else ""
    return f"{kind.prefix}-{day}{number:06d}"


class SampleWorld:
    """The records that a rule may ask for: of each kind one in each of its states."""

    def __init__(self, kinds: Mapping[str, Kind], *, linked: bool = True) -> None:
        """Take the kinds, and whether other records point to the one that is acted on."""
        self.kinds = dict(kinds)
        self._linked = linked
        self._drawn = 0
        self.told: list[Message] = []

    @classmethod
    def around(cls, kind: Kind, *, linked: bool = True) -> "SampleWorld":
        """Make the office with a kind in it that it may not have."""
        return cls({**every_kind(), kind.name: kind}, linked=linked)

    def ids(self, kinds: tuple[str, ...]) -> list[str]:
        """Give the ids of all sample records of some kinds."""
        return [
            sample_id(self.kinds[name], number)
            for name in kinds
            if name in self.kinds
            for number in range(1, len(self.kinds[name].states) + 1)
        ]

    def record(self, kind: Kind, number: int, state: str, *, full: bool = True) -> Record:
        """Give a sample record with a number of its own in a state."""
        tree = sample_tree(kind, self, sample_id(kind, number), state, full=full)
        return read_record(kind, tree, "sample")

    def get(self, kind: str, record_id: str) -> Record:
        if record_id == sample_id(self.kinds[kind], ACTING):
            return self.record(self.kinds[kind], ACTING, self.kinds[kind].record.initial)
        for number, state in enumerate(self.kinds[kind].states, start=1):
            if sample_id(self.kinds[kind], number) == record_id:
                return self.record(self.kinds[kind], number, state)
        raise NotFound(mark("there is no {kind} {id}", kind=kind, id=record_id))

    def linked(self, target: str, kind: str, field: str) -> Iterator[Record]:
        del target
        leaf = self.kinds[kind].leaf(field)
        if leaf is None or leaf.field.scope is not None:
            message = f"{kind}.{field} is not a clear field"
            raise TypeError(message)
        if self._linked:
            for number, state in enumerate(self.kinds[kind].states, start=1):
                yield self.record(self.kinds[kind], number, state)

    def having(self, kind: str, field: str, value: str) -> Iterator[Record]:
        return self.linked(value, kind, field)

    def every(self, kind: str) -> Iterator[Record]:
        for number, state in enumerate(self.kinds[kind].states, start=1):
            yield self.record(self.kinds[kind], number, state)

    def is_kept_from(self, accused: Personal[Any, Any], staff: str) -> bool:
        del accused
        return staff != self.doer()

    def add(self, kind: str, verb: str, values: dict[str, object]) -> Record:
        made = self.kinds[kind]
        making = Making(sample_id(made, ACTING), "D-K7Q2XMK7Q2")
        return create(made, made.verbs[verb], self.act(), making, dict(values)).record

    def do(
        self, record: Record, verb: str, values: dict[str, object], by: str | None = None
    ) -> Record:
        del by
        kind = next(kind for kind in self.kinds.values() if kind.record is type(record))
        return perform(kind, record, kind.verbs[verb], self.act(), values).record

    def obstacles(self, noun: str, verb: str, given: Texts, besides: Texts) -> list[Message]:
        del noun, verb, given, besides
        return []

    def new_entry_id(self) -> str:
        self._drawn += 1
        return f"{self._drawn:06d}"

    def new_subject(self) -> str:
        self._drawn += 1
        return f"D-{self._drawn:010d}"

    def doer(self) -> str:
        """Give the id of the member of staff who acts."""
        return next(iter(self.ids(("staff",))), "E-000001")

    def act(self, before: Record | None = None) -> Act:
        """Give an act that nothing stands in the way of."""
        return Act(
            by=self.doer(),
            typist=self.doer(),
            now=NOW,
            at=NOW,
            policy=PermittingPolicy(),
            world=self,
            vault=LockedVault(),
            reason="sample-reason",
            override="sample-override",
            before=before,
            told=self.told,
        )
