"""The cipher: AES-256-SIV (RFC 5297) and HKDF (RFC 5869); the one door to ``cryptography``.

SIV needs no nonce: the same text in the same place under the same key is the same token, so that
an unchanged value stays unchanged, and a fork of a machine's state repeats nothing dangerous.
Associated data is a list, so that no two lists can be mistaken for each other.
"""

import os
from collections.abc import Sequence
from functools import cache
from typing import Protocol

KEY_BYTES = 32
"""The size of a data key, of a role key and of a generation's secret."""
_SIV_BYTES = 64


class Cipher(Protocol):
    """Seals and opens under one key."""

    def encrypt(self, data: bytes, associated_data: Sequence[bytes] | None) -> bytes:
        """Seal."""
        ...

    def decrypt(self, data: bytes, associated_data: Sequence[bytes] | None) -> bytes:
        """Open what was sealed with the same associated data; see :func:`opened`."""
        ...


def new_key() -> bytes:
    """Draw a key from the system, whatever seed the ids of a run come from."""
    return os.urandom(KEY_BYTES)


def keys_in(data: bytes) -> list[bytes]:
    """Give the keys that stand one after another; the first is the one to seal with."""
    return [data[at : at + KEY_BYTES] for at in range(0, len(data), KEY_BYTES)]


def together(*found: bytes | None) -> bytes:
    """Put keys one after another, each once and in one order: two desks may have made their own."""
    return b"".join(sorted({key for data in found for key in keys_in(data or b"")}))


def cipher(secret: bytes, purpose: bytes) -> Cipher:
    """Make the cipher that a secret gives for one purpose."""
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  # 15 ms

    return AESSIV(_derived(secret, purpose))


def opened(key: Cipher, data: bytes, associated: Sequence[bytes]) -> bytes | None:
    """Open bytes; none where a bit of them, of the key or of the associated data is another."""
    try:
        return key.decrypt(data, associated)
    except _invalid():
        return None


def _derived(secret: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA512  # noqa: PLC0415  # as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415  # as above

    return HKDF(algorithm=SHA512(), length=_SIV_BYTES, salt=None, info=purpose).derive(secret)


@cache
def _invalid() -> tuple[type[Exception], ...]:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # as above

    return (InvalidTag, ValueError)
