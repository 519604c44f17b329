"""Records of one state of the office: HEAD, or HEAD with what an act has changed so far."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pm.errors import NotFound, PmError
from pm.i18n import mark
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.record import Record
from pm.store.records import Stored, read_stored


class RecordReader:
    """Gives records by kind and id, from any function that reads a path."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        """Take what gives the bytes of a path, or none."""
        self._read = read
        self._known: dict[str, Stored] = {}
        self._put: dict[str, dict[str, None]] = {}
        self._written: dict[str, list[str]] = {}
        self._sorted: dict[tuple[str, ...], Sorted] = {}

    def find(self, kind: Kind, record_id: str) -> Stored | None:
        """Give a record by its whole id, or none."""
        if not kind.fits(record_id):
            return None
        path = kind.path(record_id)
        if path not in self._known:
            data = self._read(path)
            if data is None:
                return None
            self._known[path] = read_stored(kind, path, data)
        return self._known[path]

    def holds(self, kind: Kind, record_id: str) -> bool:
        """Tell whether there is a record with an id, be it readable or not."""
        path = kind.path(record_id)
        return path in self._known or self._read(path) is not None

    def get(self, kind: Kind, record_id: str) -> Stored:
        """Give a record by its whole id, or raise NotFound."""
        stored = self.find(kind, record_id)
        if stored is None:
            raise NotFound(
                mark("there is no {kind} {id}", kind=kind.label, id=record_id),
                hint=mark("see them with: pm {kind} list", kind=kind.name),
            )
        return stored

    def put(self, stored: Stored) -> None:
        """Let later readers see what an act has written."""
        self._known[stored.path] = stored
        self._put.setdefault(stored.kind.name, {})[stored.record.id] = None
        self._written.setdefault(stored.kind.name, []).append(stored.record.id)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Forget what is put here inside, if it ends in a refusal."""
        known = dict(self._known)
        put = {noun: dict(ids) for noun, ids in self._put.items()}
        try:
            yield
        except PmError:
            self._known, self._put = known, put
            self._written = {noun: list(ids) for noun, ids in put.items()}
            self._sorted.clear()
            raise

    def put_ids(self, kind: Kind) -> list[str]:
        """Give the ids of the records of a kind that acts have written since this state."""
        return list(self._put.get(kind.name, ()))

    def put_having(self, kind: Kind, leaf: Leaf, value: str) -> list[str]:
        """Give the ids of those that were written with a value in a clear field at some time.

        An import asks this for each of its rows, so it goes through none of them twice.
        """
        found = self._sorted.setdefault((kind.name, *leaf.path), Sorted())
        written = self._written.get(kind.name, [])
        for record_id in written[found.seen :]:
            for each in values_of(self.get(kind, record_id).record, leaf):
                found.ids.setdefault(each, {})[record_id] = None
        found.seen = len(written)
        return list(found.ids.get(value, ()))


class Sorted:
    """The ids of written records by the values of one field, as far as they were gone through."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seen = 0
        self.ids: dict[object, dict[str, None]] = {}


def values_of(record: Record, leaf: Leaf) -> Sequence[object]:
    """Give the values of a clear field: one, several or none."""
    value: Any = record
    for name in leaf.path:
        value = getattr(value, name, None)
    return value if isinstance(value, list) else [value]
