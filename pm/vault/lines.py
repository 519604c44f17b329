"""The text files of the keyring: one fact a line, words between spaces.

::

    version             <number>, one higher with each change
    recovery            <recipient>, whose secret lies in an envelope
    staff               <recipient> <staff> <day>: who has an identity, and since when
    roles/<scope>       <epoch> <generation>, then <recipient> <wrapped role> for each holder
    keys/<00..ff>       <subject> <scope> <epoch> <data key under the role key of that epoch>
    enclosed/<00..ff>   <subject> <generation> <data key wrapped for its readers> …
    tombstones          <subject> <day>: whose keys were destroyed
    overdue             <recipient>: who must renew his identity, since an older keyring opens to it
    retired             <recipient>: who holds nothing any more, and gets nothing back by a merge
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

from pm.vault.token import decoded, encoded

VERSION, RECOVERY, STAFF = "version", "recovery", "staff"
TOMBSTONES, OVERDUE, RETIRED = "tombstones", "overdue", "retired"
ROLES, KEYS, ENCLOSED = "roles", "keys", "enclosed"


class Holder(NamedTuple):
    """Somebody with an identity: its public half, the member of staff, and the day it was made."""

    recipient: str
    staff: str
    since: str


class RoleFile(NamedTuple):
    """A role as it lies in the keyring: its epoch, its generation, and it wrapped for each."""

    epoch: int
    generation: int
    wrapped: dict[str, bytes]


class KeyRow(NamedTuple):
    """A data key as it lies in the keyring, under the role key of an epoch."""

    epoch: int
    sealed: str


Shard = dict[tuple[str, str], KeyRow]
"""Data keys by subject and scope."""
Enclosures = dict[tuple[str, int], list[bytes]]
"""Data keys that only some may read, by subject and generation, each wrapped once or more."""


def shard_of(subject: str) -> str:
    """Give the two letters under which the keys of a subject lie."""
    return f"{crc32(subject.encode('utf-8')) & 0xFF:02x}"


def rows(body: bytes | None) -> Iterator[list[str]]:
    """Give the words of each line."""
    for line in (body or b"").decode("utf-8").splitlines():
        words = line.split(" ")
        if words != [""]:
            yield words


def text(lines: Iterable[Iterable[object]]) -> bytes:
    """Write lines of words."""
    return "".join(" ".join(map(str, words)) + "\n" for words in lines).encode("utf-8")


def read_number(body: bytes | None) -> int:
    """Read a file that holds one number, nought where it is not there."""
    words = read_words(body)
    return int(words[0]) if words else 0


def read_words(body: bytes | None) -> list[str]:
    """Read a file with one word a line."""
    return [word for (word,) in rows(body)]


def read_holders(body: bytes | None) -> list[Holder]:
    """Read who has an identity."""
    return [Holder(recipient, staff, since) for recipient, staff, since in rows(body)]


def read_days(body: bytes | None) -> dict[str, str]:
    """Read subjects, each with a day."""
    return dict(rows(body))


def read_role(body: bytes | None) -> RoleFile | None:
    """Read the file of a role; none where there is no such role."""
    head, *holders = rows(body) if body else ([],)
    if not head:
        return None
    epoch, generation = head
    return RoleFile(int(epoch), int(generation), {who: _bytes(blob) for who, blob in holders})


def write_role(role: RoleFile) -> bytes:
    """Write the file of a role."""
    holders = ((who, encoded(blob)) for who, blob in sorted(role.wrapped.items()))
    return text([(role.epoch, role.generation), *holders])


def read_shard(body: bytes | None) -> Shard:
    """Read a file of data keys."""
    return {
        (subject, scope): KeyRow(int(epoch), blob) for subject, scope, epoch, blob in rows(body)
    }


def find_row(body: bytes | None, subject: str, scope: str) -> KeyRow | None:
    """Find the row of one subject and scope in a file of data keys."""
    begin = f"{subject} {scope} ".encode()
    at = 0 if body is None or body.startswith(begin) else body.find(b"\n" + begin) + 1
    if body is None or not body.startswith(begin, at):
        return None
    line = body[at + len(begin) : body.index(b"\n", at)].decode("ascii")
    epoch, blob = line.split(" ")
    return KeyRow(int(epoch), blob)


def write_shard(shard: Shard) -> bytes:
    """Write a file of data keys."""
    return text(
        (subject, scope, row.epoch, row.sealed) for (subject, scope), row in sorted(shard.items())
    )


def read_enclosures(body: bytes | None) -> Enclosures:
    """Read a file of data keys that only some may read."""
    return {
        (subject, int(generation)): [_bytes(blob) for blob in blobs]
        for subject, generation, *blobs in rows(body)
    }


def write_enclosures(enclosures: Enclosures) -> bytes:
    """Write a file of data keys that only some may read."""
    return text(
        (subject, generation, *map(encoded, blobs))
        for (subject, generation), blobs in sorted(enclosures.items())
    )


def _bytes(word: str) -> bytes:
    found = decoded(word)
    if found is None:
        message = "a line of the keyring is damaged"
        raise ValueError(message)
    return found
