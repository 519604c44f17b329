"""Whatever bytes a file holds: it is read, or refused in words, and in little time."""

import random
import time
from collections.abc import Iterator

import pytest

from pm.errors import Unreadable
from pm.store.yaml_reading import RECORD_LIMIT, read_tree
from pm.store.yaml_splicing import splice_tree

RECORD = """\
# a record
id: T-261122-K7Q2XM
state: "open"   # since today
caller: {name: 'K. Doe', phone: '13800138000'}
request: |+
  The lift stands still.

  电梯停了 😀

measures: >-
  folded
  text
visits:
- id: K1
  at: 2026-11-22T09:15:00+08:00
- id: K2
  parts: [rope, "oil\\n"]
last:
"""

SPLINTERS = [
    *[b"\n", b" ", b"\t", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8"],
    *[b": ", b"- ", b"? ", b"#", b" #", b"&a ", b"*a", b"!", b"!!str ", b"%YAML 1.1\n", b"---\n"],
    *[b"...\n", b"|", b">", b"|2-\n", b'"', b"'", b"\\", b"\\u", b"[", b"]", b"{", b"}", b","],
    *[b"<<: ", b"a: b\n", b"  c: d\n", b"[" * 50, b"- " * 50, b"\n" * 50, b" " * 50],
]

WORST = 0.1
"""The seconds of the processor that no file may take."""


def repeatable(seed: int) -> random.Random:
    """Give chances that are the same in every run."""
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def broken_records(chance: random.Random, count: int) -> Iterator[bytes]:
    """Give files that were a record before bytes were cut, doubled, changed and put in."""
    for _ in range(count):
        data = bytearray(RECORD.encode())
        for _ in range(chance.randrange(1, 6)):
            at, until = sorted(chance.randrange(len(data) + 1) for _ in range(2))
            change = chance.randrange(4)
            if change == 0:
                del data[at : min(until, at + 30)]
            elif change == 1:
                data[at:at] = data[at : min(until, at + 60)]
            else:
                data[at : at + change - 2] = chance.choice(SPLINTERS)
        yield bytes(data)


def noise(chance: random.Random, count: int) -> Iterator[bytes]:
    """Give files of random bytes, and of random splinters of YAML."""
    for _ in range(count):
        yield chance.randbytes(chance.randrange(200))
        yield b"".join(chance.choices(SPLINTERS, k=chance.randrange(60)))
        yield b"".join(chance.choices(SPLINTERS, k=20_000))[:RECORD_LIMIT]


def check(data: bytes) -> bool:
    """Read a file, and edit it where it can be read; tell whether it could."""
    start = time.process_time()
    try:
        tree, line = read_tree(data, "f"), None
    except Unreadable as refused:
        tree, line = None, refused.line
    assert time.process_time() - start < WORST, data
    assert line is None or 1 <= line <= data.count(b"\n") + 2
    if tree is None:
        return False
    assert splice_tree(data, tree, "f") is data
    for after in ({**tree, "state": "shut"}, dict(list(tree.items())[1:]), {"new": "a\n", **tree}):
        assert read_tree(splice_tree(data, after, "f"), "f") == after
    return True


def test_a_broken_record_is_refused_or_edited() -> None:
    read = sum(map(check, broken_records(repeatable(1), 600)))
    assert 60 < read < 540


def test_noise_is_refused() -> None:
    assert sum(map(check, noise(repeatable(2), 40))) < 40


@pytest.mark.long
def test_many_broken_records_and_much_noise() -> None:
    chance = repeatable(3)
    assert sum(map(check, broken_records(chance, 15_000))) > 1_500
    assert sum(map(check, noise(chance, 400))) < 400
