"""Canaries: personal texts made up for a test, looked for in every byte that pm leaves behind.

A text is looked for as it is (UTF-8, UTF-16), escaped, as hexadecimal digits and as base64, at
each of the three places where it can begin. Files are looked through as they lie; objects of git
and tables of SQLite unpacked besides.
"""

import sqlite3
import subprocess
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import NamedTuple

CANARIES: Mapping[str, str] = {
    "name": "王金丝雀",
    "name in English": "Canary Zephyrine",
    "phone": "13800000115",
    "another phone": "13900000226",
    "id number": "440106199001013371",
    "plate": "粤B9Z7Q2",
    "title": "阁楼鹦鹉啼鸣",
    "description": "zebra finch behind the boiler",
    "request": "请把画眉送回笼里",
    "measures": "caught the budgerigar with a net",
    "needs": "怕猫的芙蓉鸟",
    "note": "rings twice like a nightingale",
    "opinion": "the cockatoo was treated rudely",
    "debt": "98765.43",
}
"""What is personal, by what it is; nobody has these names and numbers."""

SQLITE = b"SQLite format 3\0"


class Leak(NamedTuple):
    """Where a canary was found, which, and how it was written there."""

    place: str
    canary: str
    form: str


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """Give every way in which a text may lie in a file."""
    plain = text.encode()
    yield "utf-8", plain
    yield "utf-16-le", text.encode("utf-16-le")
    yield "utf-16-be", text.encode("utf-16-be")
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    if not text.isascii():
        yield "gb18030", text.encode("gb18030")
        yield "escaped", text.encode("unicode_escape")
        yield "quoted", "".join(f"%{byte:02X}" for byte in plain).encode()
    for before in range(3):
        for name, signs in (("base64", b"+/"), ("base64url", b"-_")):
            yield f"{name} {before}", _inside(plain, before, signs)


def _inside(plain: bytes, before: int, signs: bytes) -> bytes:
    """Give the letters of base64 that depend on the text alone, after some unknown bytes."""
    letters = b64encode(bytes(before) + plain, altchars=signs).rstrip(b"=")
    first = -(-before * 8 // 6)
    return letters[first : (before + len(plain)) * 8 // 6]


class Scanner:
    """Looks through folders; what did not change since the last time is not read again."""

    def __init__(self, canaries: Mapping[str, str] = CANARIES) -> None:
        """Take the canaries by what they are."""
        self._needles = [
            (name, form, needle)
            for name, text in canaries.items()
            for form, needle in dict(forms(text)).items()
        ]
        self._seen: set[tuple[str, int, int]] = set()
        self._packs: set[str] = set()
        self.looked_at = 0
        """How many bytes were looked through, unpacked ones too."""

    def leaks(self, *folders: Path) -> list[Leak]:
        """Give every canary in some folders: in names, files, objects and tables."""
        return [leak for folder in folders for leak in self._in_folder(folder)]

    def in_text(self, place: str, *texts: str | bytes) -> list[Leak]:
        """Give every canary in what was said or passed on."""
        data = (text if isinstance(text, bytes) else _bytes(text) for text in texts)
        return [leak for one in data for leak in self._in_bytes(place, one)]

    def _in_folder(self, folder: Path) -> Iterator[Leak]:
        for path in sorted(folder.rglob("*")):
            yield from self._in_bytes(f"the name {path}", _bytes(str(path.relative_to(folder))))
            if path.is_symlink():
                yield from self._in_bytes(str(path), _bytes(str(path.readlink())))
            elif path.is_dir():
                yield from self._in_repository(path)
            elif path.is_file() and self._is_new(path):
                yield from self._in_file(path)

    def _is_new(self, path: Path) -> bool:
        state = path.stat()
        key = (str(path), state.st_size, state.st_mtime_ns)
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def _in_file(self, path: Path) -> Iterator[Leak]:
        data = path.read_bytes()
        yield from self._in_bytes(str(path), data)
        with suppress(zlib.error):
            yield from self._in_bytes(f"{path}, unpacked", zlib.decompressobj().decompress(data))
        if data.startswith(SQLITE):
            yield from self._in_bytes(f"{path}, its tables", _bytes(_tables(path)))

    def _in_repository(self, folder: Path) -> Iterator[Leak]:
        """Look through the objects in packs, where a folder is that of a repository."""
        packs = {str(path) for path in (folder / "objects" / "pack").glob("*.pack")}
        if packs - self._packs and (folder / "HEAD").is_file():
            self._packs |= packs
            yield from self._in_bytes(f"{folder}, objects", objects(folder))

    def _in_bytes(self, place: str, data: bytes) -> Iterator[Leak]:
        self.looked_at += len(data)
        for name, form, needle in self._needles:
            if needle in data:
                yield Leak(place, name, form)


def objects(folder: Path) -> bytes:
    """Give every object of a repository, reachable or not, unpacked."""
    words = ("git", "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer")
    return subprocess.run(words, cwd=folder, check=True, capture_output=True).stdout


def contents(folder: Path) -> Iterator[bytes]:
    """Give every object of a repository by itself."""
    rest = objects(folder)
    while rest:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split()[2])
        yield rest[:size]
        rest = rest[size + 1 :]


def _tables(path: Path) -> str:
    """Give all that a database holds, with what only its log holds yet."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        for ending in ("", "-wal", "-journal"):
            with suppress(FileNotFoundError):
                copyfile(f"{path}{ending}", f"{copy}{ending}")
        with closing(sqlite3.connect(copy)) as database:
            return "\n".join(database.iterdump())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def told(leaks: Iterable[Leak]) -> str:
    """Say what was found, a line for each."""
    return "\n".join(f"{leak.canary} ({leak.form}) in {leak.place}" for leak in leaks)
