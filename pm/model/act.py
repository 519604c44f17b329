"""An act: who does what, when, and what he can see of the office while he does it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from pm.i18n import Message
from pm.model.policy import Policy
from pm.model.values import Personal, Vault

if TYPE_CHECKING:
    from pm.model.record import Record


Texts: TypeAlias = Mapping[str, Sequence[str]]
"""Options by name, each with what a person would type for it."""


class Missing(NamedTuple):
    """One thing that a guard misses."""

    message: Message


class World(Protocol):
    """The office as an act sees it, under the lock: HEAD and what the act has changed so far."""

    def get(self, kind: str, record_id: str) -> "Record":
        """Give a record, or raise NotFound."""
        ...

    def linked(self, target: str, kind: str, field: str) -> "Iterator[Record]":
        """Give the records of ``kind`` whose clear ``field`` points to ``target``."""
        ...

    def every(self, kind: str) -> "Iterator[Record]":
        """Give every record of a kind of which there are few."""
        ...

    def having(self, kind: str, field: str, value: str) -> "Iterator[Record]":
        """Give the records of ``kind`` whose clear ``field`` has a value."""
        ...

    def is_kept_from(self, accused: Personal[Any, Any], staff: str) -> bool:
        """Tell whether what is about a member of staff is kept from another one.

        It is kept from him, from those below him, and from whoever types and cannot open it.
        """
        ...

    def add(self, kind: str, verb: str, values: dict[str, object]) -> "Record":
        """Make a record of another kind by its creating verb, into the same commit."""
        ...

    def do(
        self, record: "Record", verb: str, values: dict[str, object], by: str | None
    ) -> "Record":
        """Run a verb of another record through its own gate, into the same commit.

        Somebody else than the doer of the act may have done it.
        """
        ...

    def obstacles(self, noun: str, verb: str, given: Texts, besides: Texts) -> Sequence[Message]:
        """Name all that stands in the way of a plan's making a record of these options.

        What is ``besides`` counts only where the verb has such an option.
        """
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
    past what a guard misses; ``late`` that for typing long after it happened, ``slip`` the number
    of the paper slip it is typed from. ``given`` are the options that were given to the verb.
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
        late: str | None = None,
        slip: str | None = None,
        before: "Record | None" = None,
        told: list[Message] | None = None,
    ) -> None:
        """Keep the facts; ``told`` takes what whoever types is to know."""
        self.by = by
        self.typist = typist
        self.now = now
        self.at = at
        self.policy = policy
        self.vault = vault
        self.reason = reason
        self.override = override
        self.late = late
        self.slip = slip
        self.before = before
        self.given: frozenset[str] = frozenset()
        self._world = world
        self._told: list[Message] = [] if told is None else told

    def tell(self, message: Message) -> None:
        """Say something to whoever types that the record's state does not tell him."""
        self._told.append(message)

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

    def every(self, kind: str) -> "Iterator[Record]":
        """Give every record of a kind of which there are few."""
        return self._world.every(kind)

    def having(self, kind: str, field: str, value: str) -> "Iterator[Record]":
        """Give the records of ``kind`` whose clear ``field`` has a value."""
        return self._world.having(kind, field, value)

    def is_kept_from(self, accused: Personal[Any, Any], staff: str) -> bool:
        """Tell whether what is about a member of staff is kept from another one."""
        return self._world.is_kept_from(accused, staff)

    def add(self, kind: str, verb: str, **values: object) -> "Record":
        """Make a record of another kind by its creating verb, into the same commit."""
        return self._world.add(kind, verb, values)

    def do(
        self, record: "Record", verb: str, *, by: str | None = None, **values: object
    ) -> "Record":
        """Run a verb of another record through its own gate, into the same commit.

        ``by`` did it, if not the doer of this act.
        """
        return self._world.do(record, verb, values, by)

    def obstacles(self, noun: str, verb: str, given: Texts, besides: Texts) -> Sequence[Message]:
        """Name all that stands in the way of a plan's making a record of these options."""
        return self._world.obstacles(noun, verb, given, besides)

    def new_entry_id(self) -> str:
        """Make an id for an entry of a list, one that no entry of the record has."""
        while (drawn := self._world.new_entry_id()) in self._entries:
            pass
        self._entries.add(drawn)
        return drawn

    @cached_property
    def _entries(self) -> set[str]:
        """The ids of the record's entries: those it had, and those made by this act."""
        names = () if self.before is None else self.before.__struct_fields__
        lists = [getattr(self.before, name) for name in names]
        entries = [entry for held in lists if isinstance(held, list) for entry in held]
        return {entry.id for entry in entries if hasattr(entry, "id")}

    def new_subject(self) -> str:
        """Make a fresh data subject, for an entry about a person."""
        return self._world.new_subject()


class Ruled(Protocol):
    """What a rule about due times asks for: an act has it, and so has whoever only reads."""

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        ...

    @property
    def at(self) -> datetime:
        """When it happens, or is read."""
        ...

    @property
    def before(self) -> "Record | None":
        """The record as it was before an act."""
        ...

    def get(self, kind: str, record_id: str) -> "Record":
        """Give another record of the office."""
        ...


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
    late: str | None = None
    slip: str | None = None
