"""Making keys: the keyring of a new office, and an identity for a member of staff."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from pm.model.ids import random_part
from pm.office.vaulting import SEEN, SPARES, key_files, sealed_vault
from pm.store.repository import Repository
from pm.vault.age import Identity, new_identity
from pm.vault.identities import ENDINGS, Identities, Way
from pm.vault.keyring import Keyring
from pm.vault.lines import Holder
from pm.vault.rotation import found, grant
from pm.vault.sealed import SealedVault


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


def new_vault(repository: Repository) -> NewVault:
    """Make a keyring whose roles nobody holds yet but the recovery."""
    files = key_files(repository)
    shutil.rmtree(files.folder, ignore_errors=True)  # of a making that was interrupted
    for left in (SPARES, SEEN):
        (files.folder.parent / left).unlink(missing_ok=True)
    files.create()
    vault = sealed_vault(repository, files, tuple, lambda who: [who])
    recovery = new_identity()
    found(vault.keyring, recovery.recipient)
    return NewVault(f"V-{random_part(SystemRandom())}", vault, recovery)


def needs_passphrase(path: Path) -> bool:
    """Tell whether a passphrase opens the file of an identity."""
    return path.suffix == ENDINGS["passphrase"]


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
