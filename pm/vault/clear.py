"""The vault of an office without encryption: what is written is what was said."""

from collections.abc import Callable, Collection
from typing import Any

from pm.model.values import Personal, Place, Vault


class ClearVault:
    """Seals nothing and opens everything."""

    def begin(self) -> None:
        """There are no keys to look at."""

    def flush(self) -> None:
        """There are no keys to write."""

    def seal(self, place: Place, text: str) -> str:
        """Give the text as it is."""
        del place
        return text

    def open(self, place: Place, disk: str) -> str:
        """Give the text as it stands."""
        del place
        return disk

    def is_sealed(self, disk: str) -> bool:
        """Nothing needs sealing."""
        del disk
        return True

    def enclosing(self, kept_from: Personal[Any, Any] | None) -> Vault:
        """Give itself."""
        del kept_from
        return self

    def fresh(self, prefix: str, make: Callable[[], str]) -> str:
        """Draw an id."""
        del prefix
        return make()

    def require(self, scope: str) -> None:
        """Every value can be read."""
        del scope

    def load(self, subjects: Collection[str]) -> None:
        """There is nothing to make ready."""
