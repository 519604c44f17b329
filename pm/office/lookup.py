"""Looking records up by what people call them, and by what points to them."""

from collections.abc import Callable
from typing import Protocol

from pm.index.database import Index
from pm.model.field_types import LINE_LENGTH
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.office.counter import Counter


class Lookup(Protocol):
    """What finds records by other than their whole id."""

    def resolve(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a typed text may mean."""
        ...

    def met(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a text means which is said at the counter: a phone, a door."""
        ...

    def seen(self, kind: Kind, record_id: str) -> str:
        """Give what a candidate is told by, masked."""
        ...

    def ids(self, kind: Kind) -> list[str]:
        """Give every id of a kind."""
        ...

    def names(self, kind: Kind) -> list[str]:
        """Give the clear names by which the records of a kind are called, if they have some."""
        ...

    def links(self, kind: Kind, leaf: Leaf, target: str) -> list[str]:
        """Give the ids of the records whose clear field points to a record."""
        ...


class IndexLookup:
    """Looks up in the index, which is opened with the first question."""

    def __init__(self, index: Callable[[], Index], counter: Counter) -> None:
        """Take what gives the index, and the counter, where people are asked for."""
        self._index = index
        self._counter = counter

    def resolve(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a typed text may mean; nothing is called by so long a name."""
        return [] if len(text) > LINE_LENGTH else self._index().resolve(kind, text)

    def met(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a text means which is said at the counter."""
        return [] if len(text) > LINE_LENGTH else self._counter.met(kind, text)

    def seen(self, kind: Kind, record_id: str) -> str:
        """Give what a candidate is told by, masked."""
        return self._counter.seen(kind, record_id)

    def ids(self, kind: Kind) -> list[str]:
        """Give every id of a kind."""
        rows = self._index().select(kind, columns=["id"]).rows
        return [record_id for (record_id,) in rows if record_id is not None]

    def names(self, kind: Kind) -> list[str]:
        """Give the clear names by which the records of a kind are called, if they have some."""
        if not kind.record.names:
            return []
        rows = self._index().select(kind, columns=[*kind.record.names]).rows
        return [" ".join(filter(None, row)) for row in rows]

    def links(self, kind: Kind, leaf: Leaf, target: str) -> list[str]:
        """Give the ids of the records whose clear field points to a record."""
        return self._index().links(kind, leaf, target)


class EmptyLookup:
    """Finds nothing: there is no office yet."""

    def resolve(self, kind: Kind, text: str) -> list[str]:
        """Find nothing."""
        del kind, text
        return []

    def met(self, kind: Kind, text: str) -> list[str]:
        """Find nothing."""
        del kind, text
        return []

    def seen(self, kind: Kind, record_id: str) -> str:
        """Tell nothing."""
        del kind, record_id
        return ""

    def ids(self, kind: Kind) -> list[str]:
        """There are none."""
        del kind
        return []

    def names(self, kind: Kind) -> list[str]:
        """There are none."""
        del kind
        return []

    def links(self, kind: Kind, leaf: Leaf, target: str) -> list[str]:
        """Nothing points to anything."""
        del kind, leaf, target
        return []
