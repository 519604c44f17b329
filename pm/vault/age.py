"""Identities of people, in the format of age (X25519): the one door to ``pyrage``.

An identity is the secret that a person keeps, a recipient its public half. What is wrapped for
recipients opens with any of their identities and does not say whose they are.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pm.vault.damage import damaged_keyring


class Identity(NamedTuple):
    """A secret and its public half, as age writes them: ``AGE-SECRET-KEY-1…`` and ``age1…``."""

    secret: str
    recipient: str

    def __repr__(self) -> str:
        """Name the public half and never the secret."""
        return f"Identity({self.recipient})"


def new_identity() -> Identity:
    """Draw an identity."""
    pyrage = _age()

    made = pyrage.x25519.Identity.generate()
    return Identity(str(made), str(made.to_public()))


def read_identities(text: str) -> list[Identity]:
    """Read secrets, one a line; remarks and empty lines are passed over, and what is no secret."""
    pyrage = _age()

    found: list[Identity] = []
    for line in text.splitlines():
        with suppress(pyrage.IdentityError):
            made = pyrage.x25519.Identity.from_str(line.strip())
            found.append(Identity(line.strip(), str(made.to_public())))
    return found


def is_recipient(text: str) -> bool:
    """Tell whether a text is the public half of an identity."""
    pyrage = _age()

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def wrapped(data: bytes, recipients: Sequence[str]) -> bytes:
    """Wrap bytes for recipients; raises Invalid where one is none, or none is there."""
    pyrage = _age()

    try:
        those = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
        found: bytes = pyrage.encrypt(data, those)
    except (pyrage.RecipientError, pyrage.EncryptError):
        raise damaged_keyring() from None
    return found


def unwrapped(data: bytes, identities: Sequence[Identity]) -> bytes | None:
    """Open bytes with one of some identities; none where none of them fits."""
    pyrage = _age()

    secrets = [pyrage.x25519.Identity.from_str(one.secret) for one in identities]
    try:
        found: bytes = pyrage.decrypt(data, secrets)
    except pyrage.DecryptError:
        return None
    return found


def wrapped_by_passphrase(data: bytes, passphrase: str) -> bytes:
    """Wrap bytes under a passphrase (scrypt; a few seconds of work, so that guessing is slow)."""
    pyrage = _age()

    found: bytes = pyrage.passphrase.encrypt(data, passphrase)
    return found


def unwrapped_by_passphrase(data: bytes, passphrase: str) -> bytes | None:
    """Open bytes by a passphrase; none where it is another one."""
    pyrage = _age()

    try:
        found: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError:
        return None
    return found


def _age() -> Any:  # noqa: ANN401  # the library says nothing of its types
    import pyrage  # type: ignore[import-untyped]  # noqa: PLC0415  # what needs no key does without

    return pyrage
