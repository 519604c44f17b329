"""Recovering: a new identity by the key from the envelope, and the public half of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pm.errors import Invalid
from pm.i18n import mark
from pm.office.desk import at_desk
from pm.office.keys.desk import sealed_office
from pm.office.keys.making import Sealing
from pm.office.keys.tombstones import bury_again
from pm.office.office import Office
from pm.vault.age import Identity, new_identity, read_identities
from pm.vault.lines import Holder
from pm.vault.rotation import drill, recover


def own_recipients(office: Office, how: Sealing) -> list[str]:
    """Give the public half of who acts at this desk, made if there is none yet."""
    sealed_office(office)
    staff = office.acting_staff(office.entering())
    if office.identities.way(staff) is None:
        office.identities.keep(staff, new_identity(), how.way, how.passphrase)
    return [one.recipient for one in office.identities.get(staff)]


class Recovered(NamedTuple):
    """What a recovery key opened: the scopes, how many data keys, and for whom it was."""

    scopes: Sequence[str]
    opened: int
    name: str = ""
    path: Path | None = None


def try_recovery(office: Office, text: str) -> Recovered:
    """Try the recovery key on everything, and change nothing."""
    vault = sealed_office(office)
    return Recovered(*drill(vault.keyring, _secret(text)))


def recover_for(office: Office, name: str, text: str, how: Sealing) -> Recovered:
    """Give a member of staff a new identity by the recovery key.

    The keyring may be an older copy that was put back: people who were forgotten since are
    forgotten in it too.
    """
    secret = _secret(text)
    vault = sealed_office(office)
    with at_desk(office) as desk:
        entering = desk.entering()
        staff = entering.find(["staff"], name)
        called = desk.policy.name_of(staff)
        identity = new_identity()
        day = entering.today.isoformat()
        scopes = recover(vault.keyring, secret, Holder(identity.recipient, staff, day))
        if not scopes:
            raise Invalid(
                mark("this recovery key opens nothing here"),
                hint=mark("take the one that was printed when the office was made"),
            )
        bury_again(office, vault.keyring, day)
        vault.seen.note(min(vault.seen.number, vault.keyring.version))
        path = office.identities.keep(staff, identity, how.way, how.passphrase)
    return Recovered(scopes, 0, called, path)


def _secret(text: str) -> Identity:
    found = read_identities(text)
    if not found:
        raise Invalid(
            mark("this is no recovery key"),
            hint=mark("it begins with AGE-SECRET-KEY-1; give it as - or @FILE"),
        )
    return found[0]
