"""Renewing keys: those of the office, and the identities on this desk."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pm.errors import Invalid
from pm.i18n import mark
from pm.office.keys.desk import MANAGE, Keys, keys_at_desk, sealed_office
from pm.office.keys.making import Sealing
from pm.office.office import Office
from pm.vault.age import Identity, new_identity
from pm.vault.identities import Identities
from pm.vault.keyring import Keyring
from pm.vault.lines import Holder
from pm.vault.rotation import renew, replace_identity, replace_recovery, scopes_of


class Renewed(NamedTuple):
    """What was renewed: the scopes, whose identities, and who must still renew his own."""

    scopes: Sequence[str]
    staff: Sequence[str]
    pending: Sequence[str]
    left: Sequence[str]
    recovery: Identity | None = None


def rotate(
    office: Office, how: Sealing, *, everything: bool = True, recovery: bool = False
) -> Renewed:
    """Renew the keys of every scope that who acts holds, and the identities on this desk.

    Who may not manage keys, or does not want ``everything``, renews his own identity alone. A
    manager may renew the ``recovery`` key too: the one in the envelopes opens nothing then.
    """
    with keys_at_desk(office, needs=None) as keys:
        manages = everything and keys.desk.policy.may(keys.acting, MANAGE)
        scopes = [one for one in scopes_of_holder(keys) if manages]
        renew(keys.keyring, scopes)
        envelope = None
        if recovery:
            keys.refuse_without(MANAGE)
            envelope = replace_recovery(keys.keyring, keys.identities.get(keys.acting)[0])
        prepared = renew_identities(keys, how, everybody=manages)
    promote(office.identities, prepared)
    done = [one.staff for one in prepared]
    overdue = overdue_staff(sealed_office(office).keyring)
    return Renewed(scopes, done, overdue, office.key_files.purge(), envelope)


def scopes_of_holder(keys: Keys) -> list[str]:
    """Give the scopes that who acts holds."""
    here = {one.recipient for one in keys.identities.get(keys.acting)}
    return list(
        dict.fromkeys(
            scope
            for one in keys.keyring.holders
            if one.recipient in here
            for scope in scopes_of(keys.keyring, one.recipient)
        )
    )


class Prepared(NamedTuple):
    """A next identity that the keyring will know."""

    staff: str
    identity: Identity
    way: Any


def renew_identities(keys: Keys, how: Sealing, *, everybody: bool) -> list[Prepared]:
    """Let new identities stand for the present ones on this desk: one's own, and others' in files.

    Those under another person's passphrase, and those on other desks, only their owners renew.
    """
    prepared: list[Prepared] = []
    for staff in keys.identities.staff() if everybody else [keys.acting]:
        way = keys.identities.way(staff)
        own = staff == keys.acting
        if way is None or not (own or way == "file"):
            continue
        secret = how.passphrase if own else ""
        way = "passphrase" if own and secret else way
        if way == "passphrase" and not secret:
            raise Invalid(
                mark("your new key needs a passphrase"),
                hint=mark("give it at the prompt, or from a file: --passphrase @FILE"),
            )
        identity = new_identity()
        for old in keys.identities.get(staff):
            holder = Holder(identity.recipient, staff, keys.today.isoformat())
            replace_identity(keys.keyring, old, holder)
        keys.identities.prepare(staff, identity, way, secret)
        prepared.append(Prepared(staff, identity, way))
    return prepared


def promote(identities: Identities, prepared: Iterable[Prepared]) -> None:
    """Destroy the identities before: the keyring knows the next ones."""
    for one in prepared:
        identities.promote(one.staff, one.identity, one.way)


def overdue_staff(keyring: Keyring) -> list[str]:
    """Give the staff who must renew identities that a change here did not reach."""
    return sorted({one.staff for one in keyring.overdue})
