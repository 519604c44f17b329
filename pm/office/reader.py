"""Records of one state of the office: HEAD, or HEAD with what an act has changed so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pm.errors import NotFound, PmError
from pm.i18n import mark
from pm.model.kind import Kind
from pm.store.records import Stored, read_stored


class RecordReader:
    """Gives records by kind and id, from any function that reads a path."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        """Take what gives the bytes of a path, or none."""
        self._read = read
        self._known: dict[str, Stored] = {}
        self._put: dict[str, dict[str, None]] = {}

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

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Forget what is put here inside, if it ends in a refusal."""
        known = dict(self._known)
        put = {noun: dict(ids) for noun, ids in self._put.items()}
        try:
            yield
        except PmError:
            self._known, self._put = known, put
            raise

    def put_ids(self, kind: Kind) -> list[str]:
        """Give the ids of the records of a kind that acts have written since this state."""
        return list(self._put.get(kind.name, ()))
