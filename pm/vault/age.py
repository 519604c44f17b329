"""Identities of people, in the format of age (X25519): the one door to ``pyrage``.

An identity is the secret that a person keeps, a recipient its public half. What is wrapped for
recipients opens with any of their identities and does not say whose they are.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Identity(NamedTuple):
    """A secret and its public half, as age writes them: ``AGE-SECRET-KEY-1…`` and ``age1…``."""

    secret: str
    recipient: str

    def __repr__(self) -> str:
        """Name the public half and never the secret."""
        return f"Identity({self.recipient})"


def new_identity() -> Identity:
    """Draw an identity."""
    import pyrage  # noqa: PLC0415  # what needs no key does without

    made = pyrage.x25519.Identity.generate()
    return Identity(str(made), str(made.to_public()))


def read_identity(text: str) -> Identity | None:
    """Read a secret; remarks and empty lines are passed over. None where there is none."""
    import pyrage  # noqa: PLC0415  # as above

    lines = (line.strip() for line in text.splitlines())
    secret = next((line for line in lines if line and not line.startswith("#")), "")
    try:
        return Identity(secret, str(pyrage.x25519.Identity.from_str(secret).to_public()))
    except pyrage.IdentityError:
        return None


def is_recipient(text: str) -> bool:
    """Tell whether a text is the public half of an identity."""
    import pyrage  # noqa: PLC0415  # as above

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def wrapped(data: bytes, recipients: Sequence[str]) -> bytes:
    """Wrap bytes for recipients."""
    import pyrage  # noqa: PLC0415  # as above

    found: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(r) for r in recipients])
    return found


def unwrapped(data: bytes, identities: Sequence[Identity]) -> bytes | None:
    """Open bytes with one of some identities; none where none of them fits."""
    import pyrage  # noqa: PLC0415  # as above

    secrets = [pyrage.x25519.Identity.from_str(one.secret) for one in identities]
    try:
        found: bytes = pyrage.decrypt(data, secrets)
    except pyrage.DecryptError:
        return None
    return found


def wrapped_by_passphrase(data: bytes, passphrase: str) -> bytes:
    """Wrap bytes under a passphrase (scrypt; a few seconds of work, so that guessing is slow)."""
    import pyrage  # noqa: PLC0415  # as above

    found: bytes = pyrage.passphrase.encrypt(data, passphrase)
    return found


def unwrapped_by_passphrase(data: bytes, passphrase: str) -> bytes | None:
    """Open bytes by a passphrase; none where it is another one."""
    import pyrage  # noqa: PLC0415  # as above

    try:
        found: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError:
        return None
    return found
