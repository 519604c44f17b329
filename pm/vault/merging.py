"""Two copies of a keyring are brought together: the union of both.

Whoever was forgotten in one of them stays forgotten, and whoever lost his keys gets none back.
Where both made their own keys for the same thing, both are kept: each opens what was sealed by it.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from pm.model.values import SCOPES
from pm.vault.cipher import new_key, together
from pm.vault.keyring import Keyring
from pm.vault.lines import ENCLOSED, KEYS, KeyRow, RoleFile, shard_of
from pm.vault.role import Role
from pm.vault.rotation import destroy, not_held

Rows = dict[str, KeyRow]
"""The data keys of a scope, by subject."""


def merge(keyring: Keyring, other: Keyring) -> None:
    """Take over what another copy has besides.

    Raises Sealed where keys must be wrapped anew and their scope is not held in both copies.
    """
    for one in (keyring, other):
        one.load(KEYS)
        one.load(ENCLOSED)
    _merge_tombstones(keyring, other)
    _merge_people(keyring, other)
    gone = set(keyring.tombstones)
    for scope in SCOPES:
        _merge_scope(Both(keyring, other, scope), gone)
    _merge_enclosures(keyring, other, gone)


def _merge_tombstones(keyring: Keyring, other: Keyring) -> None:
    tombstones = {**other.tombstones, **keyring.tombstones}
    if tombstones != keyring.tombstones:
        destroy(keyring, set(tombstones) - set(keyring.tombstones), "")
        keyring.set_tombstones(tombstones)


def _merge_people(keyring: Keyring, other: Keyring) -> None:
    """Bring together who has an identity, who must renew it, and who has none any more."""
    retired = {*keyring.retired, *other.retired}
    if retired != set(keyring.retired):
        keyring.retire(retired)
    if keyring.recovery in retired:
        keyring.set_recovery(other.recovery)
    everybody = {one.recipient: one for one in [*other.holders, *keyring.holders]}
    order = [one.recipient for one in [*keyring.holders, *other.holders]]
    holders = [everybody[one] for one in dict.fromkeys(order) if one not in retired]
    if holders != keyring.holders:
        keyring.set_holders(holders)
    overdue = {one.recipient for one in [*keyring.overdue, *other.overdue]} - retired
    if overdue != {one.recipient for one in keyring.overdue}:
        keyring.set_overdue(sorted(overdue))


class Both(NamedTuple):
    """One scope in two copies."""

    mine: Keyring
    theirs: Keyring
    scope: str

    @property
    def is_held(self) -> bool:
        """Whether the scope opens in both copies."""
        return self.mine.holds(self.scope) and self.theirs.holds(self.scope)

    def files(self) -> tuple[RoleFile, RoleFile] | None:
        """Give the role as it lies in both; none where one copy has none."""
        mine, theirs = self.mine.role_file(self.scope), self.theirs.role_file(self.scope)
        return None if mine is None or theirs is None else (mine, theirs)

    def rows(self, keyring: Keyring, gone: Collection[str]) -> Rows:
        """Give the data keys of a copy."""
        return {
            subject: row
            for name in keyring.shard_names()
            for (subject, of), row in keyring.shard(name).items()
            if of == self.scope and subject not in gone
        }


def _merge_scope(both: Both, gone: Collection[str]) -> None:
    files = both.files()
    if files is None:
        return
    recipients = [
        one for one in {**files[0].wrapped, **files[1].wrapped} if one not in both.mine.retired
    ]
    if both.is_held:
        _merge_opened(both, gone, recipients)
    else:
        _merge_closed(both, gone, files, recipients)


def _merge_opened(both: Both, gone: Collection[str], recipients: list[str]) -> None:
    """Bring a scope together that opens in both copies."""
    mine, theirs = both.mine.role(both.scope), both.theirs.role(both.scope)
    here, there = both.rows(both.mine, gone), both.rows(both.theirs, gone)
    role = _role_of_both(mine, theirs)
    keys = {
        subject: together(
            both.mine.unsealed(subject, both.scope, here[subject]) if subject in here else None,
            both.theirs.unsealed(subject, both.scope, there[subject]) if subject in there else None,
        )
        for subject in {**here, **there}
        if role.key != mine.key or here.get(subject) != there.get(subject)
    }
    file = both.mine.role_file(both.scope)
    if role != mine or file is None or set(file.wrapped) != set(recipients):
        both.mine.set_role(both.scope, role, recipients)
    _put(both, here if role.key == mine.key else {}, keys, mine)


def _put(both: Both, here: Mapping[str, KeyRow], keys: Mapping[str, bytes], old: Role) -> None:
    for subject, key in keys.items():
        known = here.get(subject)
        is_there = known is not None and known.epoch == old.epoch
        if key and not (is_there and both.mine.data_key(subject, both.scope) == key):
            both.mine.put_data_key(subject, both.scope, key)


def _role_of_both(mine: Role, theirs: Role) -> Role:
    """Give the role that opens what either opens; a new one where each was renewed by itself."""
    if mine.key == theirs.key:
        return mine
    older, newer = sorted((mine, theirs), key=lambda role: role.epoch)
    secrets = {
        number: together(mine.secrets.get(number), theirs.secrets.get(number))
        for number in {**mine.secrets, **theirs.secrets}
    }
    if older.epoch < newer.epoch and secrets == newer.secrets:
        return newer
    generation = max(secrets) + 1
    secrets[generation] = new_key()
    return Role(newer.epoch + 1, generation, new_key(), secrets)


def _merge_closed(
    both: Both, gone: Collection[str], files: tuple[RoleFile, RoleFile], recipients: list[str]
) -> None:
    """Bring a scope together unopened: what is wrapped stays so, under the role renewed last."""
    mine, theirs = files
    older, newer = sorted(files, key=lambda file: file.epoch)
    wrapped = newer.wrapped if older.epoch < newer.epoch else {**theirs.wrapped, **mine.wrapped}
    merged = newer._replace(
        wrapped={one: blob for one, blob in wrapped.items() if one in recipients}
    )
    here, there = both.rows(both.mine, gone), both.rows(both.theirs, gone)
    kept, others = (there, here) if theirs.epoch > mine.epoch else (here, there)
    missing = {subject: row for subject, row in others.items() if subject not in kept}
    if any(row.epoch != newer.epoch for row in missing.values()) or _differ(here, there, newer):
        raise not_held([both.scope])
    if merged != mine:
        both.mine.set_role_file(both.scope, merged)
    for subject, row in {**missing, **kept}.items():
        if here.get(subject) != row:
            both.mine.changing_shard(shard_of(subject))[subject, both.scope] = row


def _differ(here: Rows, there: Rows, newer: RoleFile) -> bool:
    """Tell whether a subject has two keys under the same role."""
    return any(
        there[subject].sealed != row.sealed
        for subject, row in here.items()
        if subject in there and row.epoch == there[subject].epoch == newer.epoch
    )


def _merge_enclosures(keyring: Keyring, other: Keyring, gone: Collection[str]) -> None:
    for name in other.enclosure_names():
        mine = keyring.enclosures(name)
        for row, blobs in other.enclosures(name).items():
            fresh = [blob for blob in blobs if blob not in mine.get(row, ())]
            if fresh and row[0] not in gone:
                keyring.changing_enclosures(name)[row] = [*mine.get(row, ()), *fresh]
