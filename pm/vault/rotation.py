"""Giving, taking, renewing and destroying keys: what changes the keyring as a whole."""

from collections.abc import Collection, Iterable

from pm.errors import Conflict, Sealed
from pm.i18n import mark
from pm.model.labels import label
from pm.model.values import SCOPES
from pm.vault.age import Identity, new_identity, unwrapped, wrapped
from pm.vault.cipher import new_key, together
from pm.vault.keyring import Keyring
from pm.vault.lines import ENCLOSED, KEYS, Holder
from pm.vault.role import Role


def found(keyring: Keyring, recovery: str) -> None:
    """Make the roles of a new keyring."""
    keyring.set_recovery(recovery)
    keyring.set_holders([])
    keyring.set_tombstones({})
    for scope in SCOPES:
        keyring.new_role(scope)


def grant(keyring: Keyring, holder: Holder, scopes: Collection[str]) -> None:
    """Give the keys of some scopes to somebody; raises Sealed for a scope that is not held."""
    if holder.recipient in keyring.retired:
        raise Conflict(
            mark("this identity was replaced or lost its keys, and gets none any more"),
            hint=mark("let its owner make a new one on his desk with: pm vault rotate"),
        )
    others = [one for one in keyring.holders if one.recipient != holder.recipient]
    keyring.set_holders([*others, holder])
    for scope in SCOPES:
        if scope in scopes:
            keyring.set_role(
                scope, keyring.role(scope), [*_recipients(keyring, scope), holder.recipient]
            )


def scopes_of(keyring: Keyring, recipient: str) -> list[str]:
    """Give the scopes that an identity opens."""
    return [scope for scope in SCOPES if recipient in _recipients(keyring, scope)]


def _recipients(keyring: Keyring, scope: str) -> list[str]:
    file = keyring.role_file(scope)
    return [] if file is None else list(file.wrapped)


def revoke(keyring: Keyring, staff: str) -> list[str]:
    """Take the keys from a member of staff; nothing written from now on opens for him.

    Gives the scopes that were renewed. Raises Sealed where one of them is not held by who does it.
    """
    gone = {one.recipient for one in keyring.holders if one.staff == staff}
    scopes = [scope for scope in SCOPES if gone & set(_recipients(keyring, scope))]
    refuse_not_held(keyring, scopes)
    keyring.set_holders([one for one in keyring.holders if one.recipient not in gone])
    keyring.retire(gone)
    renew(keyring, scopes, without=gone)
    return scopes


def refuse_not_held(keyring: Keyring, scopes: Iterable[str]) -> None:
    """Refuse to go on where a scope is not held: its keys could not be renewed."""
    lacking = [scope for scope in scopes if not keyring.holds(scope)]
    if lacking:
        raise not_held(lacking)


def not_held(scopes: Iterable[str]) -> Sealed:
    """Give the refusal where keys would have to be opened that are not held."""
    return Sealed(
        mark("keys that you do not hold: {scopes}", scopes=[label("scope", s) for s in scopes]),
        hint=mark("let somebody do it who holds them; see: pm vault status"),
    )


def renew(
    keyring: Keyring,
    scopes: Iterable[str],
    *,
    without: Collection[str] = (),
    next_generation: bool = True,
) -> None:
    """Give scopes a new key under which all data keys lie, and what is written a new generation.

    Without a next generation only the keys under which data keys lie are new: enough to make a
    copy of an older keyring worthless.
    """
    keyring.load(KEYS)
    for scope in scopes:
        rows = {name: _opened_rows(keyring, name, scope) for name in keyring.shard_names()}
        old = keyring.role(scope)
        generation = old.generation + next_generation
        secrets = {**old.secrets, generation: old.secrets.get(generation) or new_key()}
        holders = [one for one in _recipients(keyring, scope) if one not in without]
        keyring.set_role(scope, Role(old.epoch + 1, generation, new_key(), secrets), holders)
        for opened in rows.values():
            for subject, key in opened.items():
                keyring.put_data_key(subject, scope, key)


def _opened_rows(keyring: Keyring, name: str, scope: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for (subject, of), row in keyring.shard(name).items():
        if of == scope:
            key = keyring.unsealed(subject, scope, row)
            if key is not None:
                found[subject] = key
    return found


def replace_identity(keyring: Keyring, old: Identity, new: Holder) -> None:
    """Let a new identity stand for an old one of the same person, everywhere."""
    keyring.set_holders([new if one.recipient == old.recipient else one for one in keyring.holders])
    keyring.retire([old.recipient])
    for scope in SCOPES:
        _share_role(keyring, scope, old, new.recipient, without=old.recipient)
    share_enclosed(keyring, old, new.recipient)


def _share_role(
    keyring: Keyring, scope: str, reader: Identity, recipient: str, *, without: str = ""
) -> bool:
    """Wrap a role for one more recipient, unchanged; tells whether the reader opens it."""
    file = keyring.role_file(scope)
    blob = None if file is None else file.wrapped.get(reader.recipient)
    body = None if blob is None else unwrapped(blob, [reader])
    if file is None or body is None:
        return False
    others = {who: one for who, one in file.wrapped.items() if who != without}
    fresh = {**others, recipient: wrapped(body, [recipient])}
    keyring.set_role_file(scope, file._replace(wrapped=fresh))
    return True


def replace_recovery(keyring: Keyring, reader: Identity) -> Identity:
    """Let a new recovery key stand for the one in the envelopes; raises Sealed without all scopes.

    ``reader`` is the identity of who does it: what only some may read is shared as far as he
    reads it.
    """
    refuse_not_held(keyring, SCOPES)
    old, new = keyring.recovery, new_identity()
    for scope in SCOPES:
        others = [one for one in _recipients(keyring, scope) if one != old]
        keyring.set_role(scope, keyring.role(scope), [*others, new.recipient])
    share_enclosed(keyring, reader, new.recipient)
    keyring.set_recovery(new.recipient)
    keyring.retire([old])
    return new


def share_enclosed(keyring: Keyring, reader: Identity, recipient: str) -> None:
    """Wrap whatever an identity reads of the keys that only some may read for another one too."""
    keyring.load(ENCLOSED)
    for name in keyring.enclosure_names():
        for row, blobs in keyring.enclosures(name).items():
            keys = together(*(unwrapped(blob, [reader]) for blob in blobs))
            if keys:
                changing = keyring.changing_enclosures(name)
                changing[row] = [*blobs, wrapped(keys, [recipient])]


def destroy(keyring: Keyring, subjects: Iterable[str], day: str) -> None:
    """Destroy every key of some subjects, and remember that it was done."""
    gone = set(subjects)
    keyring.load(KEYS)
    keyring.load(ENCLOSED)
    for name in keyring.shard_names():
        for row in [one for one in keyring.shard(name) if one[0] in gone]:
            del keyring.changing_shard(name)[row]
    for name in keyring.enclosure_names():
        for enclosed in [one for one in keyring.enclosures(name) if one[0] in gone]:
            del keyring.changing_enclosures(name)[enclosed]
    keyring.set_tombstones({**dict.fromkeys(gone, day), **keyring.tombstones})


def recover(keyring: Keyring, secret: Identity, holder: Holder) -> list[str]:
    """Give somebody new every scope that a recovery identity opens; gives the scopes."""
    keyring.set_holders([*keyring.holders, holder])
    opened = [scope for scope in SCOPES if _share_role(keyring, scope, secret, holder.recipient)]
    share_enclosed(keyring, secret, holder.recipient)
    return opened


def drill(keyring: Keyring, secret: Identity) -> tuple[list[str], int]:
    """Try a recovery identity on everything and change nothing: the scopes and data keys it opens.

    Keys that are wrapped for each reader count where it is one of them.
    """
    trial = Keyring(keyring.files, lambda: [secret])
    trial.load(KEYS)
    trial.load(ENCLOSED)
    scopes = [scope for scope in SCOPES if trial.holds(scope)]
    number = sum(
        trial.unsealed(subject, scope, row) is not None
        for name in trial.shard_names()
        for (subject, scope), row in trial.shard(name).items()
        if scope in scopes
    )
    number += sum(
        trial.enclosed_key(*row) is not None
        for name in trial.enclosure_names()
        for row in trial.enclosures(name)
    )
    return scopes, number
