"""What this desk has seen of the keyring."""

from pathlib import Path

from pm.errors import Sealed
from pm.i18n import mark
from pm.vault.secret_files import write_secret


class Seen:
    """The number of the newest keyring that this desk has seen: an older one is not trusted.

    It may be a backup, and hold keys of people who were forgotten since.
    """

    def __init__(self, path: Path) -> None:
        """Take the file in which the number stands."""
        self._path = path

    def refuse_older(self, version: int) -> None:
        """Refuse a keyring with a lower number."""
        if version < self.number:
            raise Sealed(
                mark("the keyring here is older than one that this desk has seen"),
                hint=mark(
                    "bring the present one with: pm vault sync ADDRESS; if it is gone for good: "
                    "pm vault recover"
                ),
            )

    @property
    def number(self) -> int:
        """The number, nought before the first."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def note(self, version: int) -> None:
        """Remember a number."""
        if version != self.number:
            write_secret(self._path, str(version).encode("ascii"))
