"""Spare subjects: ids that have keys already and stand for nobody yet.

Keys are taken in batches, so that a new caller does not rewrite the keyring. The spares belong to
one desk, since two desks could take the same one.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pm.vault.secret_files import write_secret

BATCH = 32


class Spares:
    """The spare subjects of this desk, by the beginning of their ids."""

    def __init__(self, path: Path) -> None:
        """Take the file in which they stand, one a line."""
        self._path = path
        self._ids: list[str] | None = None
        self._saved: list[str] = []

    def begin(self) -> None:
        """Drop what was not saved."""
        self._ids = None

    def take(self, prefix: str) -> str | None:
        """Take one; none where none is left."""
        found = next((one for one in self._all() if one.startswith(f"{prefix}-")), None)
        if found is not None:
            self._all().remove(found)
        return found

    def add(self, ids: Iterable[str]) -> None:
        """Put more there."""
        self._all().extend(ids)

    def save(self) -> None:
        """Write what is left."""
        if self._ids is not None and self._ids != self._saved:
            write_secret(self._path, "".join(f"{one}\n" for one in self._ids).encode("ascii"))
            self._saved = list(self._ids)

    def _all(self) -> list[str]:
        if self._ids is None:
            self._saved = []
            with suppress(OSError, ValueError):
                self._saved = self._path.read_text(encoding="ascii").split()
            self._ids = list(self._saved)
        return self._ids
