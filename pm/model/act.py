"""An act: who does what, when, and what he can see of the office while he does it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from pm.i18n import Message
from pm.model.values import Vault

if TYPE_CHECKING:
    from pm.model.record import Record


class Missing(NamedTuple):
    """One thing that a guard misses."""

    message: Message


class Policy(Protocol):
    """The rules in force: what the office decided, never a constant in code."""

    def may(self, staff: str, capability: str) -> bool:
        """Tell whether a member of staff holds a capability through his post."""
        ...

    def name_of(self, staff: str) -> str:
        """Give the name of a member of staff."""
        ...

    def is_reason(self, code: str, use: str) -> bool:
        """Tell whether a reason code is on the office's list for a use."""
        ...


class World(Protocol):
    """The office as an act sees it, under the lock: HEAD and what the act has changed so far."""

    def get(self, kind: str, record_id: str) -> "Record":
        """Give a record, or raise NotFound."""
        ...

    def linked(self, target: str, kind: str, field: str) -> "Iterator[Record]":
        """Give the records of ``kind`` whose clear ``field`` points to ``target``."""
        ...

    def add(self, record: "Record") -> None:
        """Put a new record into the same commit."""
        ...

    def do(self, record: "Record", verb: str, values: dict[str, object]) -> "Record":
        """Run a verb of another record through its own gate, into the same commit."""
        ...

    def new_entry_id(self) -> str:
        """Make an id for an entry of a list."""
        ...

    def new_subject(self) -> str:
        """Make a fresh data subject."""
        ...


class Act:
    """One act of one member of staff.

    ``by`` did it, ``typist`` recorded it; it happened ``at`` and was typed ``now``. ``before`` is
    the record as it was, none when it is being created. ``override`` is the reason code for going
    past what a guard misses.
    """

    def __init__(  # noqa: PLR0913  # these are the facts of an act
        self,
        *,
        by: str,
        typist: str,
        now: datetime,
        at: datetime,
        policy: Policy,
        world: World,
        vault: Vault,
        reason: str | None = None,
        override: str | None = None,
        before: "Record | None" = None,
    ) -> None:
        """Keep the facts."""
        self.by = by
        self.typist = typist
        self.now = now
        self.at = at
        self.policy = policy
        self.vault = vault
        self.reason = reason
        self.override = override
        self.before = before
        self._world = world

    def may(self, capability: str) -> bool:
        """Tell whether the doer holds a capability."""
        return self.policy.may(self.by, capability)

    def get(self, kind: str, record_id: str) -> "Record":
        """Give another record of the office."""
        return self._world.get(kind, record_id)

    def linked(self, kind: str, field: str) -> "Iterator[Record]":
        """Give the records of ``kind`` whose clear ``field`` points to this one."""
        if self.before is None:
            return iter(())
        return self._world.linked(self.before.id, kind, field)

    def add(self, record: "Record") -> None:
        """Put a new record into the same commit."""
        self._world.add(record)

    def do(self, record: "Record", verb: str, **values: object) -> "Record":
        """Run a verb of another record through its own gate, into the same commit."""
        return self._world.do(record, verb, values)

    def new_entry_id(self) -> str:
        """Make an id for an entry of a list."""
        return self._world.new_entry_id()

    def new_subject(self) -> str:
        """Make a fresh data subject, for an entry about a person."""
        return self._world.new_subject()


Guard: TypeAlias = Callable[[Any, Act], Sequence[Missing]]


class Deed(NamedTuple):
    """What an act did to one record: the facts of its commit's trailers.

    ``override`` is the code with which a guard was passed, none where none stood in the way.
    """

    kind: str
    record: str
    verb: str
    source: str
    target: str
    by: str
    at: datetime
    reason: str | None
    override: str | None
    subject: str
