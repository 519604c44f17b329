"""Keys that are taken: from a leaver, from whoever was forgotten, from an older copy."""

from pathlib import Path

import pytest

from pm.errors import Conflict, Erased, Sealed
from pm.model.values import SCOPES, Place
from pm.vault.cipher import cipher, opened
from pm.vault.lines import shard_of
from pm.vault.rotation import (
    destroy,
    grant,
    renew,
    replace_identity,
    revoke,
    scopes_of,
)
from pm.vault.sealed import _bound
from pm.vault.token import parse_token
from tests.vault.keyrings import (
    DAY,
    READABLE,
    SAID,
    MemoryFiles,
    Person,
    person,
    place,
    reads,
    ring,
    vault_of,
)

SUBJECT, LATER = "R-7K3QZD", "R-8M4RTF"


# -- a leaver -------------------------------------------------------------------------------------


class Hoard:
    """All that a leaver could unwrap before he left, and kept."""

    def __init__(self, files: MemoryFiles, leaver: Person) -> None:
        self.files, self.leaver = files.copy(), leaver
        keyring = ring(self.files, leaver)
        held = [scope for scope in READABLE if keyring.holds(scope)]
        self.roles = [keyring.role(scope) for scope in held]
        self.secrets = {secret for role in self.roles for secret in role.secrets.values()}
        self.keys = {
            key
            for name in keyring.shard_names()
            for (subject, scope), row in keyring.shard(name).items()
            if scope in held and (key := keyring.unsealed(subject, scope, row)) is not None
        }

    def tries(self, present: MemoryFiles, where: Place, disk: str, folder: Path) -> bool:
        """Try everything on a token, with the present keyring in hand too."""
        mixed = {**present.present, **self.files.present}
        mixed_keys = {
            **self.files.present,
            **{name: body for name, body in present.present.items() if name.startswith("keys/")},
        }
        rings = [present, self.files, MemoryFiles(mixed), MemoryFiles(mixed_keys)]
        if any(reads(ring(one, self.leaver), folder, where, disk) for one in rings):
            return True
        return self._by_hand(present, where, disk)

    def _by_hand(self, present: MemoryFiles, where: Place, disk: str) -> bool:
        """Put the kept keys together in every way, without any check of pm."""
        token = parse_token(disk)
        assert token is not None
        row = ring(present).shard(shard_of(where.subject)).get((where.subject, token.scope))
        keys = set(self.keys)
        for role in self.roles if row is not None else ():
            assert row is not None
            found = unsealed_by_hand(role.key, where.subject, token.scope, row.sealed)
            keys |= set() if found is None else {found}
        bound = _bound(where, token.scope, token.generation)
        return any(
            opened(cipher(key + secret, b"pm1 fields"), token.body, bound) is not None
            for key in keys
            for secret in (*self.secrets, b"")
        )


def unsealed_by_hand(role_key: bytes, subject: str, scope: str, sealed: str) -> bytes | None:
    """Open a wrapped data key by the key of a role, whatever epoch it is of."""
    token = parse_token(f"pm1.x.1.{sealed}")
    assert token is not None
    bound = [b"pm1 data key", subject.encode(), scope.encode()]
    return opened(cipher(role_key, b"pm1 data keys"), token.body, bound)


@pytest.mark.parametrize("scope", ["contact", "voice"])
def test_a_leaver_reads_nothing_written_afterwards(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path, scope: str
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    before = desk.seal(place(SUBJECT, scope), SAID)
    desk.flush()
    hoard = Hoard(files, clerk)

    assert revoke(desk.keyring, clerk.staff) == ["contact", "voice"]
    desk.flush()
    desk.begin()
    where = place(SUBJECT, scope)._replace(path="second_phone")
    after = [
        (where, desk.seal(where, SAID)),
        (place(SUBJECT, scope), desk.seal(place(SUBJECT, scope), SAID)),
        (place(LATER, scope), desk.seal(place(LATER, scope), SAID)),
    ]
    desk.flush()

    assert hoard.tries(files, place(SUBJECT, scope), before, tmp_path)
    assert not any(hoard.tries(files, where, token, tmp_path) for where, token in after)
    for where, token in [(place(SUBJECT, scope), before), *after]:
        assert reads(ring(files, manager), tmp_path / "desk", where, token)
    assert {parse_token(token)[1] for _, token in after} == {2}  # type: ignore[index]  # they are


def where_named(files: MemoryFiles, who: Person) -> list[str]:
    """Give the files that name somebody's identity."""
    return [name for name, body in files.present.items() if who.recipient.encode() in body]


def test_an_identity_that_lost_its_keys_gets_none_any_more(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    revoke(keyring, clerk.staff)
    with pytest.raises(Conflict):
        grant(keyring, clerk.holder, ["contact"])


def test_a_leaver_is_nowhere_in_the_keyring(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    revoke(keyring, clerk.staff)
    keyring.save()
    assert where_named(files, clerk) == ["retired"]
    assert scopes_of(keyring, clerk.recipient) == []
    assert not ring(files, clerk).holds("contact")


def test_who_comes_later_reads_all_generations(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    tokens = []
    for number in range(4):
        where = place(SUBJECT)._replace(path=f"phone_{number}")
        tokens.append((where, desk.seal(where, SAID)))
        renew(desk.keyring, ["contact"])
        desk.flush()
        desk.begin()
    late = person("E-LATE1N")
    grant(desk.keyring, late.holder, ["contact"])
    desk.flush()
    for one in (late, clerk, manager):
        assert all(reads(ring(files, one), tmp_path / one.staff, *each) for each in tokens)
    assert [parse_token(token)[1] for _, token in tokens] == [1, 2, 3, 4]  # type: ignore[index]


def test_only_who_holds_the_scopes_of_a_leaver_takes_his_keys(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    before = files.present
    keyring = ring(files, clerk)
    with pytest.raises(Sealed):
        revoke(keyring, manager.staff)
    assert not keyring.is_changed
    assert files.present == before


# -- forgetting -----------------------------------------------------------------------------------


def test_destroyed_keys_are_gone_and_remembered(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    tokens = {subject: desk.seal(place(subject), SAID) for subject in (SUBJECT, LATER)}
    desk.flush()
    destroy(desk.keyring, [SUBJECT], DAY)
    desk.flush()
    for vault in (desk, vault_of(ring(files, manager), tmp_path / "desk")):
        with pytest.raises(Erased):
            vault.open(place(SUBJECT), tokens[SUBJECT])
        with pytest.raises(Erased):
            vault.seal(place(SUBJECT), SAID)
        assert vault.open(place(LATER), tokens[LATER]) == SAID
    keyring = ring(files, manager)
    assert keyring.tombstones == {SUBJECT: DAY}
    assert keyring.knows(SUBJECT)
    assert not [
        row for name in keyring.shard_names() for row in keyring.shard(name) if SUBJECT in row
    ]


def test_the_day_of_the_first_time_stays(files: MemoryFiles, manager: Person) -> None:
    keyring = ring(files, manager)
    destroy(keyring, [SUBJECT], DAY)
    destroy(keyring, [SUBJECT, LATER], "2027-01-01")
    assert keyring.tombstones == {SUBJECT: DAY, LATER: "2027-01-01"}


def test_without_new_role_keys_an_older_copy_gives_a_forgotten_key(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    """This is what renewing is for: the copy's row opens with the role key of today."""
    old_row = forget(files, manager, tmp_path, renewing=False)
    role = ring(files, manager).role("contact")
    assert unsealed_by_hand(role.key, SUBJECT, "contact", old_row) is not None


def test_with_new_role_keys_an_older_copy_gives_nothing(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    old_row = forget(files, manager, tmp_path, renewing=True)
    role = ring(files, manager).role("contact")
    assert unsealed_by_hand(role.key, SUBJECT, "contact", old_row) is None
    assert role.generation == 1


def forget(files: MemoryFiles, who: Person, folder: Path, *, renewing: bool) -> str:
    """Forget somebody, and give his row as a copy from before still has it."""
    desk = vault_of(ring(files, who), folder / "desk")
    desk.seal(place(SUBJECT), SAID)
    desk.flush()
    row = desk.keyring.shard(shard_of(SUBJECT))[SUBJECT, "contact"]
    destroy(desk.keyring, [SUBJECT], DAY)
    if renewing:
        renew(desk.keyring, READABLE, next_generation=False)
    desk.flush()
    return row.sealed


def test_a_row_put_back_by_hand_does_not_open_after_a_renewal(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    backup = files
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), SAID)
    desk.flush()
    backup = files.copy()
    forget(files, manager, tmp_path / "other", renewing=True)
    name = f"keys/{shard_of(SUBJECT)}"
    mixed = {**files.present, name: backup.present[name], "tombstones": b""}
    assert reads(ring(backup, manager), tmp_path / "backup", place(SUBJECT), token)
    assert not reads(ring(MemoryFiles(mixed), manager), tmp_path / "mixed", place(SUBJECT), token)


def test_renewing_keeps_what_stays_readable(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(LATER), SAID)
    desk.flush()
    forget(files, manager, tmp_path / "other", renewing=True)
    for one in (manager, clerk):
        assert reads(ring(files, one), tmp_path / one.staff, place(LATER), token)


# -- identities that are renewed ------------------------------------------------------------------


def test_a_whole_older_keyring_opens_nothing_with_new_identities(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), SAID)
    desk.flush()
    backup = files.copy()
    fresh = {one: person(one.staff) for one in (manager, clerk)}
    for old, new in fresh.items():
        replace_identity(desk.keyring, old.identity, new.holder)
    desk.flush()
    for old, new in fresh.items():
        assert reads(ring(backup, old), tmp_path / "past", place(SUBJECT), token)
        assert not any(ring(backup, new).holds(scope) for scope in SCOPES)
        assert not reads(ring(backup, new), tmp_path / "past", place(SUBJECT), token)
        assert reads(ring(files, new), tmp_path / "now", place(SUBJECT), token)
        assert not any(ring(files, old).holds(scope) for scope in SCOPES)
        assert where_named(files, old) == ["retired"]
    assert [one.staff for one in ring(files).holders] == [manager.staff, clerk.staff]


def test_somebody_else_renews_without_knowing_the_identity_of_another(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    new = person(manager.staff)
    replace_identity(keyring, manager.identity, new.holder)
    keyring.set_overdue([clerk.recipient])
    keyring.save()
    assert ring(files, clerk).holds("contact")
    assert [one.staff for one in ring(files).overdue] == [clerk.staff]
