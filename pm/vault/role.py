"""A role: what everybody who may read a scope has of it."""

from typing import NamedTuple

from pm.vault.damage import damaged_keyring
from pm.vault.lines import rows, text
from pm.vault.token import decoded, encoded


class Role(NamedTuple):
    """What a holder of a scope has: its key, and the secret of each generation up to now."""

    epoch: int
    generation: int
    key: bytes
    secrets: dict[int, bytes]

    def packed(self) -> bytes:
        """Write it for wrapping."""
        secrets = ((number, encoded(secret)) for number, secret in sorted(self.secrets.items()))
        return text([(self.epoch, self.generation, encoded(self.key)), *secrets])

    @classmethod
    def unpacked(cls, body: bytes) -> "Role":
        """Read it; raises Invalid for what was wrapped and is no role."""
        try:
            (epoch, generation, key), *secrets = rows(body)
            by_number = {int(number): decoded(secret) or b"" for number, secret in secrets}
            return cls(int(epoch), int(generation), decoded(key) or b"", by_number)
        except ValueError:
            raise damaged_keyring() from None

    def __repr__(self) -> str:
        """Say which it is and never what it holds."""
        return f"Role(epoch={self.epoch}, generation={self.generation})"
