"""Objects of git, built in process: blobs, trees along a path, commits, and a pack of them."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from pm.errors import Conflict, Invalid, PmError
from pm.i18n import mark
from pm.store.object_reader import ObjectReader

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
FILE = "100644"
FOLDER = "40000"

_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_CRUD = str.maketrans("", "", "<>\n\0")
_FAST = 1


class GitObject(NamedTuple):
    """An object and the id that follows from its content."""

    id: str
    kind: str
    body: bytes


class Signature(NamedTuple):
    """Who made a commit, and when."""

    name: str
    mail: str
    at: datetime


class Entry(NamedTuple):
    """One line of a tree."""

    mode: str
    id: str


def build(kind: str, body: bytes) -> GitObject:
    """Make an object of its body."""
    from hashlib import sha1  # noqa: PLC0415  # OpenSSL comes with it, and reading needs none

    name = sha1(b"%s %d\0" % (kind.encode(), len(body)), usedforsecurity=False)
    name.update(body)
    return GitObject(name.hexdigest(), kind, body)


def blob_id(content: bytes) -> str:
    """Give the id under which git stores this content."""
    return build("blob", content).id


def build_commit(
    tree: str, parent: str | None, author: Signature, committer: Signature, message: str
) -> GitObject:
    """Make a commit of a tree and one parent, or none."""
    if "\0" in message:
        raise Invalid(mark("a commit message holds a null character"))
    lines = [f"tree {tree}"]
    if parent is not None:
        lines.append(f"parent {parent}")
    lines += [f"author {_signed(author)}", f"committer {_signed(committer)}", "", ""]
    return build("commit", ("\n".join(lines) + message.rstrip("\n") + "\n").encode())


def _signed(who: Signature) -> str:
    """Write a signature as a commit holds it; what git itself drops from names is dropped."""
    name = who.name.translate(_CRUD).strip()
    offset = who.at.utcoffset()
    if not name or offset is None:
        raise Invalid(mark("a commit needs a name and a time with its offset"))
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    seconds = int(who.at.timestamp())
    return f"{name} <{who.mail.translate(_CRUD).strip()}> {seconds} {sign}{hours:02}{rest:02}"


class Tree:
    """A folder in a commit, read when it is first looked into, rebuilt where it was changed."""

    def __init__(self, identity: str | None, read: Callable[[str], bytes]) -> None:
        """Take the id of a stored tree (None for a new one) and what reads its body."""
        self._id = identity
        self._read = read
        self._entries: dict[str, Entry | Tree] | None = None
        self._lines: dict[str, tuple[bytes, bytes]] = {}
        self._folded: dict[str, str] | None = None

    @classmethod
    def of_commit(cls, commit: str | None, objects: ObjectReader) -> "Tree":
        """Take the top folder of a commit; an empty one before the first commit."""

        def read(name: str) -> bytes:
            found = objects.find(name)
            if found is None:
                raise PmError(
                    mark("the history lacks the object {id}", id=name),
                    hint=mark("type: pm git fsck"),
                )
            return found.body

        if commit is None:
            return cls(None, read)
        return cls(read(commit)[5:45].decode("ascii"), read)

    def find(self, parts: Iterable[str]) -> Entry | None:
        """Give what lies under this path; of a folder that was opened the id is not told."""
        name, *below = parts
        if below:
            if not self._is_folder(name):
                return None
            folder = self._open(name)
            return None if folder is None else folder.find(below)
        found = self._content().get(name)
        return Entry(FOLDER, "") if isinstance(found, Tree) else found

    def put(self, parts: Iterable[str], identity: str | None) -> None:
        """Set the file under this path, or take it away."""
        name, *below = parts
        entries = self._content()
        self._id = None
        self._lines.pop(name, None)
        if not below and identity is None:
            entries.pop(name, None)
            self._folded = None
            return
        self._refuse_twin(name)
        if not below and identity is not None:
            entries[name] = Entry(FILE, identity)
            return
        folder = self._open(name)
        if folder is None:
            folder = entries[name] = Tree(None, self._read)
        folder.put(below, identity)

    def write(self, add: Callable[[GitObject], None]) -> str:
        """Hand over every tree that is not stored yet, deepest first, and give the id."""
        if self._id is None:
            for name, entry in list(self._content().items()):
                if name not in self._lines and (line := self._line(name, entry, add)) is not None:
                    self._lines[name] = line
            tree = build("tree", b"".join(line for _, line in sorted(self._lines.values())))
            add(tree)
            self._id = tree.id
        return self._id

    def _line(
        self, name: str, entry: "Entry | Tree", add: Callable[[GitObject], None]
    ) -> tuple[bytes, bytes] | None:
        raw = name.encode("utf-8", "surrogateescape")
        if isinstance(entry, Tree):
            identity = entry.write(add)
            if identity == EMPTY_TREE:
                del self._content()[name]
                self._folded = None
                return None
            entry = Entry(FOLDER, identity)
        order = raw + b"/" if entry.mode == FOLDER else raw
        return order, b"%s %s\0%s" % (entry.mode.encode(), raw, bytes.fromhex(entry.id))

    def _content(self) -> "dict[str, Entry | Tree]":
        if self._entries is None:
            self._entries = {} if self._id is None else dict(parse_tree(self._read(self._id)))
        return self._entries

    def _is_folder(self, name: str) -> bool:
        found = self._content().get(name)
        return isinstance(found, Tree) or (found is not None and found.mode == FOLDER)

    def _open(self, name: str) -> "Tree | None":
        """Give the folder of that name; None if there is none."""
        found = self._content().get(name)
        if isinstance(found, Entry):
            if found.mode != FOLDER:
                raise Conflict(mark("{name} is not a folder in the history", name=name))
            found = self._content()[name] = Tree(found.id, self._read)
        return found

    def _refuse_twin(self, name: str) -> None:
        """Refuse a name that differs from another only in upper and lower case."""
        entries = self._content()
        if self._folded is None:
            self._folded = {known.casefold(): known for known in entries}
        known = self._folded.setdefault(name.casefold(), name)
        if known != name:
            raise Conflict(
                mark("{name} and {other} are one file on some systems", name=name, other=known)
            )


def parse_tree(body: bytes) -> Iterator[tuple[str, Entry]]:
    """Yield the names and entries of a tree."""
    place = 0
    while place < len(body):
        space = body.index(b" ", place)
        end = body.index(b"\0", space)
        mode = body[place:space].decode("ascii")
        name = body[space + 1 : end].decode("utf-8", "surrogateescape")
        place = end + 21
        yield name, Entry(mode, body[end + 1 : place].hex())


def pack(objects: list[GitObject]) -> bytes:
    """Put objects into one pack, without deltas."""
    from hashlib import sha1  # noqa: PLC0415  # as above

    parts = [b"PACK" + (2).to_bytes(4, "big") + len(objects).to_bytes(4, "big")]
    for item in objects:
        parts.append(_pack_head(_KINDS[item.kind], len(item.body)))
        parts.append(zlib.compress(item.body, _FAST))
    whole = b"".join(parts)
    return whole + sha1(whole, usedforsecurity=False).digest()


def _pack_head(kind: int, size: int) -> bytes:
    """Write kind and size: four bits of the size in the first byte, seven in each further one."""
    first = kind << 4 | size & 15
    size >>= 4
    head = bytearray()
    while size:
        head.append(first | 0x80)
        first = size & 0x7F
        size >>= 7
    head.append(first)
    return bytes(head)
