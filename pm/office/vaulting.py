"""The vault of an office, opened for who acts at this desk."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pm.errors import PmError, Sealed
from pm.office import registry
from pm.office.environment import Environment
from pm.office.reader import RecordReader
from pm.office.rules import Rules
from pm.store.lone_files import LoneFiles
from pm.store.repository import Repository
from pm.vault.age import Identity
from pm.vault.identities import Identities
from pm.vault.keyring import Keyring
from pm.vault.sealed import SealedVault
from pm.vault.seen import Seen
from pm.vault.spares import Spares

FOLDER = "keys.git"
SPARES, SEEN = "spare-subjects", "keyring-seen"


def key_files(repository: Repository) -> LoneFiles:
    """Give the place of an office's keyring."""
    return LoneFiles(repository.common_dir / "pm" / FOLDER)


def identities_of(environment: Environment, vault: str) -> Identities:
    """Give the identities on this desk of an office's staff."""
    return Identities(environment.identity_places, vault, environment.real_now)


def whose(staff: Callable[[], str], identities: Identities) -> Callable[[], Sequence[Identity]]:
    """Give what finds the identity of who acts; it is read once."""
    known: dict[str, list[Identity]] = {}

    def find() -> Sequence[Identity]:
        try:
            who = staff()
        except Sealed:
            raise
        except PmError as error:  # nobody acts, or nobody of that name
            raise Sealed(error.message, hint=error.hint) from None
        if who not in known:
            known[who] = identities.get(who)
        return known[who]

    return find


def sealed_vault(
    repository: Repository,
    files: LoneFiles,
    identities: Callable[[], Sequence[Identity]],
    away: Callable[[str], Sequence[str]],
) -> SealedVault:
    """Make the vault of an office."""
    folder = repository.common_dir / "pm"
    return SealedVault(
        Keyring(files, identities), Spares(folder / SPARES), Seen(folder / SEEN), away
    )


def kept_away(reader: RecordReader, staff: Iterable[str], accused: str) -> list[str]:
    """Give whoever may not read a complaint about somebody: he, and those below him."""
    kind = registry.kind("staff")
    found: Any = reader.find(kind, accused)
    if found is None:
        return [accused]
    rules = Rules(reader)
    return [
        one for one in {accused, *staff} if one == accused or rules.is_below(one, found.record.post)
    ]
