"""Tombstones: the records' own memory of whose keys were destroyed."""

from pm.office.office import Office
from pm.vault.keyring import Keyring
from pm.vault.rotation import destroy


def erased_subjects(office: Office) -> list[str]:
    """Give every data subject whose keys were destroyed, as the records say."""
    rows = office.index.run("SELECT subjects FROM erasure WHERE subjects NOTNULL")
    return sorted({one for (subjects,) in rows for one in subjects.split("\n")})


def bury_again(office: Office, keyring: Keyring, day: str) -> list[str]:
    """Destroy in a keyring what records say was destroyed: it may be an older copy.

    Gives the subjects that it still knew.
    """
    alive = [one for one in erased_subjects(office) if one not in keyring.tombstones]
    if alive:
        destroy(keyring, alive, day)
    return alive
