"""What the keyring needs of the place where it lies."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class KeyFiles(Protocol):
    """Files that have no past: a commit without a parent, replaced whole."""

    def head(self) -> str | None:
        """Give the name of the present state; none before the first."""
        ...

    def read(self, commit: str, names: Iterable[str]) -> list[bytes | None]:
        """Give the contents of some files of a state, none for each that is not there."""
        ...

    def names(self, commit: str) -> list[str]:
        """Give the names of all files of a state."""
        ...

    def replace(self, old: str | None, files: Mapping[str, bytes | None]) -> str:
        """Replace the state ``old`` by one with these files changed; raises Busy if it moved."""
        ...


class FilesInMemory:
    """Key files that lie nowhere: those of another desk, while they are read."""

    def __init__(self, commit: str, files: Mapping[str, bytes]) -> None:
        """Take what they hold."""
        self._commit = commit
        self._files = dict(files)

    def head(self) -> str | None:
        """Give the only state."""
        return self._commit

    def read(self, commit: str, names: Iterable[str]) -> list[bytes | None]:
        """Give the contents."""
        del commit
        return [self._files.get(name) for name in names]

    def names(self, commit: str) -> list[str]:
        """Give the names."""
        del commit
        return list(self._files)

    def replace(self, old: str | None, files: Mapping[str, bytes | None]) -> str:
        """Nothing is written here."""
        message = "these files are only read"
        raise NotImplementedError(message)
