"""The vault of an office, opened for who acts at this desk."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import SystemRandom
from typing import Any, NamedTuple

from pm.errors import PmError, Sealed
from pm.model.ids import random_part
from pm.office import registry
from pm.office.environment import Environment
from pm.office.lookup import Lookup
from pm.office.reader import RecordReader
from pm.office.rules import Rules
from pm.store.lone_files import LoneFiles
from pm.store.repository import Repository
from pm.vault.age import Identity, new_identity
from pm.vault.identities import Identities, Way
from pm.vault.keyring import Keyring
from pm.vault.lines import Holder
from pm.vault.rotation import found, grant
from pm.vault.sealed import SealedVault
from pm.vault.seen import Seen
from pm.vault.spares import Spares

FOLDER = "keys.git"
_SPARES, _SEEN = "spare-subjects", "keyring-seen"


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
        Keyring(files, identities), Spares(folder / _SPARES), Seen(folder / _SEEN), away
    )


def kept_away(reader: RecordReader, lookup: Lookup, accused: str) -> list[str]:
    """Give whoever may not read a complaint about somebody: he, and those below him."""
    kind = registry.kind("staff")
    found: Any = reader.find(kind, accused)
    if found is None:
        return [accused]
    rules = Rules(reader)
    return [
        one
        for one in {accused, *lookup.ids(kind)}
        if one == accused or rules.is_below(one, found.record.post)
    ]


class Sealing(NamedTuple):
    """How the identities that a new office needs are kept on this desk."""

    way: Way = "file"
    passphrase: str = ""


class NewVault(NamedTuple):
    """The vault of an office that is being made; its keys are open without an identity."""

    name: str
    vault: SealedVault
    recovery: Identity
    """Opens everything; its secret belongs in an envelope and on no disk."""


def new_vault(repository: Repository, away: Callable[[str], Sequence[str]]) -> NewVault:
    """Make a keyring whose roles nobody holds yet but the recovery."""
    files = key_files(repository)
    shutil.rmtree(files.folder, ignore_errors=True)  # of a making that was interrupted
    for left in (_SPARES, _SEEN):
        (files.folder.parent / left).unlink(missing_ok=True)
    files.create()
    vault = sealed_vault(repository, files, tuple, away)
    recovery = new_identity()
    found(vault.keyring, recovery.recipient)
    return NewVault(f"V-{random_part(SystemRandom())}", vault, recovery)


def give_keys(  # noqa: PLR0913, PLR0917  # all of these make a holder
    keyring: Keyring,
    identities: Identities,
    staff: str,
    scopes: Sequence[str],
    how: Sealing,
    day: date,
) -> Path:
    """Make an identity for a member of staff on this desk, and give him the keys of scopes."""
    identity = new_identity()
    grant(keyring, Holder(identity.recipient, staff, day.isoformat()), scopes)
    return identities.keep(staff, identity, how.way, how.passphrase)
