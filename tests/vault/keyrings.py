"""Keyrings for the tests: people with identities, and files that lie in memory or in git."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pm.errors import Busy, Sealed
from pm.i18n import mark
from pm.model.values import SCOPES, Place
from pm.vault.age import Identity, new_identity
from pm.vault.key_files import KeyFiles
from pm.vault.keyring import Keyring
from pm.vault.lines import Holder
from pm.vault.rotation import found, grant
from pm.vault.sealed import SealedVault
from pm.vault.seen import Seen
from pm.vault.spares import Spares

DAY = "2026-11-22"
SAID = "13800000115"
"""What is sealed where one value is as good as another."""
READABLE = tuple(scope for scope in SCOPES if scope != "conduct")
"""The scopes whose data keys lie under the key of a role."""


class Person(NamedTuple):
    """A made-up member of staff with an identity."""

    staff: str
    identity: Identity

    @property
    def recipient(self) -> str:
        return self.identity.recipient

    @property
    def holder(self) -> Holder:
        return Holder(self.recipient, self.staff, DAY)


def person(staff: str) -> Person:
    """Make somebody."""
    return Person(staff, new_identity())


class MemoryFiles:
    """Key files in memory, replaced by compare-and-swap as those in git are."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self._states: dict[str, dict[str, bytes]] = {}
        self._head: str | None = None
        if files is not None:
            self._states["0"] = dict(files)
            self._head = "0"

    def head(self) -> str | None:
        return self._head

    def read(self, commit: str, names: Iterable[str]) -> list[bytes | None]:
        return [self._states[commit].get(name) for name in names]

    def names(self, commit: str) -> list[str]:
        return list(self._states[commit])

    def replace(self, old: str | None, files: Mapping[str, bytes | None]) -> str:
        if old != self._head:
            raise Busy(mark("somebody else has just changed the keyring"))
        state = dict(self._states.get(old or "", {}))
        for name, body in files.items():
            if body is None:
                state.pop(name, None)
            else:
                state[name] = body
        self._head = str(len(self._states) + 1)
        self._states[self._head] = state
        return self._head

    @property
    def present(self) -> dict[str, bytes]:
        """Give the files as they are now."""
        return dict(self._states[self._head or ""])

    def copy(self) -> "MemoryFiles":
        """Give the files of another desk, or a backup."""
        return MemoryFiles(self.present)


def ring(files: KeyFiles, *people: Person) -> Keyring:
    """Open a keyring as somebody, or as somebody with several identities."""
    return Keyring(files, lambda: [one.identity for one in people])


def found_ring(files: KeyFiles, people: Mapping[Person, Collection[str]]) -> Person:
    """Found a keyring and give keys to people; gives the one for recovery."""
    recovery = person("recovery")
    keyring = ring(files)
    found(keyring, recovery.recipient)
    for one, scopes in people.items():
        grant(keyring, one.holder, scopes)
    keyring.save()
    return recovery


def vault_of(keyring: Keyring, folder: Path, away: Collection[str] = ()) -> SealedVault:
    """Make the vault of a desk; whatever is kept from somebody is kept from those ``away``."""
    folder.mkdir(parents=True, exist_ok=True)
    return SealedVault(
        keyring, Spares(folder / "spares"), Seen(folder / "seen"), lambda _accused: away
    )


def place(subject: str, scope: str = "contact") -> Place:
    """Give a place of a value about a subject."""
    return Place("ticket", "T-261122-K7Q2XM", "phone", scope, subject)


def reads(keyring: Keyring, folder: Path, where: Place, token: str) -> bool:
    """Tell whether a token opens with a keyring."""
    try:
        text = vault_of(keyring, folder).open(where, token)
    except Sealed:
        return False
    assert text == SAID
    return True
