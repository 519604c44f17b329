"""What is left of bytes in a repository: in its objects, and in every file as it lies there."""

import subprocess
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_ZLIB = b"\x78"


def git(folder: Path, *arguments: str, send: bytes = b"") -> str:
    """Run git as anybody does, and give what it says."""
    done = subprocess.run(
        ("git", "-C", str(folder), *arguments), input=send, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace").strip()


def is_left(folder: Path, sought: bytes) -> bool:
    """Tell whether bytes are anywhere below a folder, packed or not."""
    return sought in _objects(folder) or any(sought in one for one in _raw(folder))


def _objects(folder: Path) -> bytes:
    command = ("git", "-C", str(folder), "cat-file", "--batch-all-objects", "--batch")
    return subprocess.run(command, capture_output=True, check=True).stdout


def _raw(folder: Path) -> Iterator[bytes]:
    """Give every file, and whatever in it is compressed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield data
            yield from _inflated(data)


def _inflated(data: bytes) -> Iterator[bytes]:
    at = data.find(_ZLIB)
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at:])
        at = data.find(_ZLIB, at + 1)
