"""The token: what stands on disk in the place of a personal value.

``pm1.<scope>.<generation>.<base64url>``, a plain YAML scalar. The text inside is padded to a
multiple of sixteen bytes, so that short answers are equally long (ISO/IEC 7816-4: a byte 0x80,
then zeros). Base64url is that of RFC 4648, section 5, without padding; only its canonical form is
taken, so that no token can be written in two ways.
"""

import re
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from typing import NamedTuple

from pm.model.pattern import pattern

FORM = "pm1"
_BLOCK = 16
_MARK = b"\x80"
_LETTERS = pattern(r"[A-Za-z0-9_-]*", re.ASCII)
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST = {0: _ALPHABET, 1: "", 2: _ALPHABET[::16], 3: _ALPHABET[::4]}
"""The letters that may come last, by how many stand in the last group: no spare bit is set."""
_TOKEN = pattern(r"pm1\.([a-z]{1,20})\.([1-9][0-9]{0,5})\.([A-Za-z0-9_-]{1,400000})", re.ASCII)


class Token(NamedTuple):
    """A sealed value: the scope and generation of its key, and the bytes."""

    scope: str
    generation: int
    body: bytes

    def __str__(self) -> str:
        """Write it as it stands on disk."""
        return f"{FORM}.{self.scope}.{self.generation}.{encoded(self.body)}"


def parse_token(text: str) -> Token | None:
    """Read a token; none for a text that is not exactly one."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        return None
    body = _bytes_of(match[3])
    return None if body is None else Token(match[1], int(match[2]), body)


def looks_sealed(text: str) -> bool:
    """Tell whether a text claims to be a token, be it sound or not."""
    return text.startswith(f"{FORM}.")


def encoded(data: bytes) -> str:
    """Write bytes in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decoded(text: str) -> bytes | None:
    """Read base64url; none for what is not the canonical form of any bytes."""
    return None if _LETTERS.fullmatch(text) is None else _bytes_of(text)


def _bytes_of(letters: str) -> bytes | None:
    """Read letters that are known to be those of base64url; none where spare bits are set."""
    rest = len(letters) % 4
    if letters[-1:] not in _LAST[rest]:
        return None
    plain = letters.replace("-", "+").replace("_", "/")
    return a2b_base64(plain + "=" * (-rest % 4))


def padded(text: str) -> bytes:
    """Give the bytes of a text, filled up to whole blocks."""
    data = text.encode("utf-8") + _MARK
    return data + bytes(-len(data) % _BLOCK)


def unpadded(data: bytes) -> str | None:
    """Take the filling away; none for bytes that were not filled so."""
    marked = data.rstrip(b"\0")
    if not marked.endswith(_MARK) or padded_length(len(marked) - 1) != len(data):
        return None
    try:
        return marked[:-1].decode("utf-8")
    except UnicodeDecodeError:
        return None


def padded_length(size: int) -> int:
    """Give the length of ``size`` bytes after filling."""
    return (size // _BLOCK + 1) * _BLOCK
