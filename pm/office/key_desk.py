"""The keys of an office: who gets them, who loses them, and how they are renewed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pm.errors import Conflict, Invalid, NotFound, Refused
from pm.i18n import Message, mark
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.office import Office
from pm.office.tombstones import bury_again
from pm.office.vaulting import Sealing, give_keys
from pm.vault.age import Identity, is_recipient, new_identity, read_identities
from pm.vault.identities import Identities
from pm.vault.keyring import Keyring
from pm.vault.lines import Holder
from pm.vault.rotation import (
    drill,
    grant,
    recover,
    refuse_not_held,
    renew,
    replace_identity,
    replace_recovery,
    revoke,
    scopes_of,
)
from pm.vault.sealed import SealedVault

MANAGE = "vault"
"""The capability to give and take keys."""
RENEW_AFTER = 90
"""Days after which an identity should be renewed."""


class Keys(NamedTuple):
    """The keys at work: the desk, its keyring, the identities kept here, and who acts."""

    desk: Desk
    keyring: Keyring
    identities: Identities
    acting: str

    def refuse_without(self, capability: str) -> None:
        """Refuse somebody whose post lacks a capability."""
        if not self.desk.policy.may(self.acting, capability):
            raise Refused(
                mark(
                    "{who} may not do this: {capability} is missing",
                    who=self.desk.policy.name_of(self.acting),
                    capability=capability,
                ),
                hint=mark("ask a colleague whose post has it"),
            )

    @property
    def today(self) -> date:
        """The day that is written beside an identity."""
        entering = self.desk.entering()
        return entering.now.astimezone(entering.zone).date()


def sealed_office(office: Office) -> SealedVault:
    """Give the vault of an office; raises Refused where it has none."""
    vault = office.vault
    if not isinstance(vault, SealedVault):
        raise Refused(
            mark("this office has no vault: nothing in it is sealed"),
            hint=mark("carry it over into a sealed one with: pm vault init --into DIR"),
        )
    return vault


@contextmanager
def keys_at_desk(office: Office, *, needs: str | None = MANAGE) -> Iterator[Keys]:
    """Open the keys for a change, which is written when the block ends."""
    vault = sealed_office(office)
    with at_desk(office) as desk:
        acting = office.acting_staff(desk.entering())
        keys = Keys(desk, vault.keyring, office.identities, acting)
        if needs is not None:
            keys.refuse_without(needs)
        yield keys


class Added(NamedTuple):
    """Who got keys, for what, and where the identity is kept, if it is on this desk."""

    staff: str
    name: str
    scopes: Sequence[str]
    path: Path | None


def add(office: Office, name: str, how: Sealing, recipient: str | None = None) -> Added:
    """Give a member of staff the keys that his post lets him read.

    ``recipient`` is the public half of an identity that he made on his own desk; without one it
    is made here.
    """
    if recipient is not None and not is_recipient(recipient):
        raise Invalid(
            mark("'{text}' is not the public half of an identity", text=recipient),
            hint=mark("it begins with age1; your colleague prints it with: pm vault identity"),
        )
    with keys_at_desk(office) as keys:
        staff = keys.desk.entering().find(["staff"], name)
        scopes = _scopes(keys, staff)
        path = None
        if recipient is not None:
            grant(keys.keyring, Holder(recipient, staff, keys.today.isoformat()), scopes)
        elif (here := _holder_here(keys, staff)) is not None:
            grant(keys.keyring, here, scopes)
            path = _path(keys.identities, staff)
        else:
            path = give_keys(keys.keyring, keys.identities, staff, scopes, how, keys.today)
        return Added(staff, keys.desk.policy.name_of(staff), scopes, path)


def _scopes(keys: Keys, staff: str) -> list[str]:
    record: Any = keys.desk.reader.get(registry.kind("staff"), staff).record
    if record.state != "active":
        raise Refused(mark("{who} has left and can act no more", who=record.name))
    scopes = keys.desk.rules.scopes_of(staff)
    if not scopes:
        raise Refused(
            mark("the post of {who} lets him read nothing that is sealed", who=record.name),
            hint=mark(
                "let the post read with: pm post edit {post} --capabilities …", post=record.post
            ),
        )
    refuse_not_held(keys.keyring, scopes)
    return scopes


def _holder_here(keys: Keys, staff: str) -> Holder | None:
    """Give the holder whose identity is kept on this desk and can be read."""
    if keys.identities.way(staff) != "file":
        return None
    here = {one.recipient for one in keys.identities.get(staff)}
    return next((one for one in keys.keyring.holders if one.recipient in here), None)


def _path(identities: Identities, staff: str) -> Path | None:
    way = identities.way(staff)
    return None if way is None else identities.file(staff, way)


class Removed(NamedTuple):
    """Who lost the keys, which scopes were renewed, and what of older keyrings is left."""

    name: str
    scopes: Sequence[str]
    left: Sequence[str]


def remove(office: Office, name: str) -> Removed:
    """Take the keys from a member of staff; he reads nothing that is written from now on."""
    with keys_at_desk(office) as keys:
        staff = keys.desk.entering().find(["staff"], name)
        _refuse_last(keys, staff)
        scopes = revoke(keys.keyring, staff)
        keys.identities.drop(staff)
        called = keys.desk.policy.name_of(staff)
    return Removed(called, scopes, office.key_files.purge())


def _refuse_last(keys: Keys, staff: str) -> None:
    if staff not in {one.staff for one in keys.keyring.holders}:
        raise NotFound(
            mark("{who} holds no keys", who=keys.desk.policy.name_of(staff)),
            hint=mark("see who does with: pm vault status"),
        )
    others = [
        one.staff
        for one in keys.keyring.holders
        if one.staff != staff and keys.desk.policy.may(one.staff, MANAGE)
    ]
    if not others:
        raise Conflict(
            mark("nobody else could give keys any more"),
            hint=mark("first give them to another manager with: pm vault add STAFF"),
        )


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
        staff = desk.entering().find(["staff"], name)
        called = desk.policy.name_of(staff)
        identity = new_identity()
        entering = desk.entering()
        day = entering.now.astimezone(entering.zone).date().isoformat()
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


class Standing(NamedTuple):
    """How one member of staff stands with keys."""

    staff: str
    name: str
    scopes: Sequence[str]
    since: str
    kept: str
    problem: Message | None


def status(office: Office) -> list[Standing]:
    """Tell who holds which keys, how they are kept here, and what is to be done about it."""
    vault = sealed_office(office)
    vault.refuse_older()
    keyring = vault.keyring
    today = office.now.astimezone(office.zone).date()
    return [
        Standing(
            one.staff,
            office.rules.name_of(one.staff),
            scopes_of(keyring, one.recipient),
            one.since,
            office.identities.way(one.staff) or "",
            _problem(office, one, scopes_of(keyring, one.recipient), today),
        )
        for one in keyring.holders
    ]


def _problem(office: Office, holder: Holder, held: Sequence[str], today: date) -> Message | None:
    stored = office.reader.find(registry.kind("staff"), holder.staff)
    if stored is None or stored.record.state != "active":
        return mark("has left and still holds keys: pm vault remove {who}", who=holder.staff)
    if holder in sealed_office(office).keyring.overdue:
        return mark("somebody was forgotten since; to be renewed: pm vault rotate")
    meant = office.rules.scopes_of(holder.staff)
    if set(held) - set(meant):
        return mark("holds more than the post allows: pm vault remove {who}", who=holder.staff)
    if set(meant) - set(held):
        return mark("the post allows more: pm vault add {who}", who=holder.staff)
    if (today - date.fromisoformat(holder.since)).days > RENEW_AFTER:
        return mark("older than {days} days: pm vault rotate", days=RENEW_AFTER)
    return None


def key_problems(office: Office) -> list[Message]:
    """Name those who left and still hold keys."""
    if office.vault_name is None:
        return []
    left = (
        (one, office.reader.find(registry.kind("staff"), one.staff))
        for one in sealed_office(office).keyring.holders
    )
    return [
        mark(
            "{who} has left and still holds keys: pm vault remove {id}",
            who=office.rules.name_of(one.staff),
            id=one.staff,
        )
        for one, stored in left
        if stored is None or stored.record.state != "active"
    ]


def next_for_keys(office: Office, staff: str) -> str | None:
    """Give the command that gives or takes the keys of somebody who has just come or left."""
    if office.vault_name is None:
        return None
    holds = any(one.staff == staff for one in sealed_office(office).keyring.holders)
    reads = bool(office.rules.scopes_of(staff))
    if holds == reads:
        return None
    return f"pm vault {'remove' if holds else 'add'} {staff}"
