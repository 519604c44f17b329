"""Reading records for the index: from the path and the blob of a file to rows or problems."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pm.errors import Invalid, Unreadable
from pm.i18n import Message, mark
from pm.index.layout import Kinds, Table
from pm.index.problems import pack
from pm.index.rows import Entries, Reading, Row, RowReader
from pm.index.short_reading import ShortReading
from pm.model.ids import FOLDER, Layout
from pm.model.kind import Kind
from pm.model.problem import Problem
from pm.store.repository import Repository
from pm.store.yaml_reading import read_tree

SUFFIX = ".yaml"


class File(NamedTuple):
    """A file of HEAD under ``records/``."""

    path: str
    blob: str

    @classmethod
    def at(cls, path: str, blob: str) -> "File":
        """Name a file; bytes of its path that are no UTF-8 are written as escapes."""
        if not path.isascii():
            path = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return cls(path, blob)

    @property
    def stem(self) -> str:
        """The file's name without its ending: the id of the record that should lie there."""
        return self.path.rpartition("/")[2].removesuffix(SUFFIX)

    @property
    def folder(self) -> str:
        """The folder of its kind, or the file's name for what lies alone under ``records/``."""
        return self.path.split("/")[1].removesuffix(SUFFIX)


class Indexed(NamedTuple):
    """What the index holds of one file: its row in ``record``, and its rows in the kind's tables.

    ``tables`` is empty for a record that cannot be used.
    """

    record: tuple[str, str, str, str, str | None, str | None]
    tables: tuple[Table, ...]
    row: Row | None
    entries: Entries


def folders(kinds: Iterable[Kind]) -> dict[str, str]:
    """Tell which kind lies in which folder."""
    return {_folder(kind): kind.name for kind in kinds}


def _folder(kind: Kind) -> str:
    return kind.name if kind.layout is Layout.SINGLE else kind.plural


class RecordFiles:
    """Reads files of HEAD as records; each kind is loaded when its first file comes."""

    def __init__(self, repository: Repository, kinds: Kinds, folders: dict[str, str]) -> None:
        """Take where to read, the kinds, and which of them lies in which folder."""
        self._repository = repository
        self._kinds = kinds
        self._folders = folders
        self._readers: dict[str, RowReader] = {}
        self._short = ShortReading()

    def read(self, files: Iterable[File]) -> Iterator[Indexed]:
        """Read many files, in their order; nothing that a file holds stops the others."""
        files = list(files)
        found = self._repository.objects.find_all(file.blob for file in files)
        for file, blob in zip(files, found, strict=True):
            if blob is None or blob.kind != "blob":
                yield _broken(file, self._kind_name(file), [Problem("", _NO_FILE)])
            else:
                yield self._read(file, blob.body)

    def _kind_name(self, file: File) -> str:
        return self._folders.get(file.folder, "")

    def _read(self, file: File, data: bytes) -> Indexed:
        name = self._kind_name(file)
        if not name:
            reason = mark("no kind of record lies in this folder")
            return _broken(file, name, [Problem("", reason)])
        kind = self._kinds.kind(name)
        misplaced = _misplaced(kind, file)
        try:
            tree = self._short.read(data) or read_tree(data, file.path)
        except Unreadable as fault:
            return _broken(file, name, [*misplaced, Problem("", _reason(fault))])
        reading = self._reader(kind).read(tree)
        if tree.get("id") != file.stem and reading.row is not None:
            misplaced.append(Problem("id", mark("the file's name is another id")))
        if misplaced or reading.row is None:
            return _broken(file, name, [*misplaced, *reading.problems])
        return _sound(file, name, reading, self._readers[name])

    def _reader(self, kind: Kind) -> RowReader:
        reader = self._readers.get(kind.name)
        if reader is None:
            reader = self._readers[kind.name] = RowReader(kind)
        return reader


_NO_FILE = mark("this is not a plain file, or the history lacks it")


def _sound(file: File, kind: str, reading: Reading, reader: RowReader) -> Indexed:
    assert reading.row is not None  # noqa: S101  # asked by the caller
    for rows in reading.entries.values():
        for row in rows:
            row[0] = file.stem
    problem = pack(reading.problems) if reading.problems else None
    record = (file.path, file.stem, kind, file.blob, reader.state(reading.row), problem)
    return Indexed(record, reader.tables, reading.row, reading.entries)


def _broken(file: File, kind: str, problems: list[Problem]) -> Indexed:
    record = (file.path, file.stem, kind, file.blob, None, pack(problems))
    return Indexed(record, (), None, {})


def _misplaced(kind: Kind, file: File) -> list[Problem]:
    try:
        path = kind.path(file.stem)
    except Invalid as bad:
        return [Problem("id", bad.message)]
    made = kind.layout in {Layout.DATED, Layout.STANDING}
    if made and not file.stem.startswith(f"{kind.prefix}-"):
        reason = mark(
            "the id of a {kind} begins with {prefix}", kind=kind.label, prefix=kind.prefix
        )
        return [Problem("id", reason)]
    if path != file.path:
        return [Problem("", mark("the file belongs at {path}", path=path))]
    return []


def _reason(fault: Unreadable) -> Message:
    if fault.line is None:
        return fault.reason
    return mark("line {line}: {reason}", line=fault.line, reason=fault.reason)


def under_records(path: str) -> bool:
    """Tell whether a path is that of a record, by where it lies and how it ends."""
    return path.startswith(f"{FOLDER}/") and path.endswith(SUFFIX)
