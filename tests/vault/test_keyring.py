"""The keyring: who holds what, through real files, and how it is given and taken."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pm.errors import Busy, Damaged, Erased, Sealed
from pm.model.values import SCOPES, Place
from pm.store.lone_files import LoneFiles
from pm.vault.age import unwrapped
from pm.vault.cipher import cipher, new_key, opened
from pm.vault.keyring import Keyring
from pm.vault.lines import shard_of
from pm.vault.rotation import (
    destroy,
    drill,
    grant,
    holders_of,
    missing_scopes,
    recover,
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
    MemoryFiles,
    Person,
    found_ring,
    person,
    place,
    ring,
    vault_of,
)

SUBJECT, LATER = "R-7K3QZD", "R-8M4RTF"
PHONE = "13800000115"


@pytest.fixture(scope="module")
def manager() -> Person:
    return person("E-MANAGR")


@pytest.fixture(scope="module")
def clerk() -> Person:
    return person("E-CLERKS")


@pytest.fixture
def files(manager: Person, clerk: Person) -> MemoryFiles:
    """Give a keyring that a manager opens whole, and a clerk in two scopes."""
    made = MemoryFiles()
    found_ring(made, {manager: SCOPES, clerk: ("contact", "voice")})
    return made


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[LoneFiles]:
    with closing(LoneFiles(tmp_path / "keys.git")) as made:
        made.create()
        yield made


def reads(keyring: Keyring, folder: Path, where: Place, token: str) -> bool:
    """Tell whether a token opens with a keyring."""
    try:
        text = vault_of(keyring, folder).open(where, token)
    except Sealed:
        return False
    assert text == PHONE
    return True


# -- round trip -----------------------------------------------------------------------------------


def test_what_was_saved_is_read_by_another_process(
    lone: LoneFiles, manager: Person, clerk: Person
) -> None:
    recovery = found_ring(lone, {manager: SCOPES, clerk: ["contact"]})
    writer = ring(lone, manager)
    key = new_key()
    writer.put_data_key(SUBJECT, "contact", key)
    writer.save()
    reader = ring(lone, clerk)
    assert reader.data_key(SUBJECT, "contact") == key
    assert reader.holders == [manager.holder, clerk.holder]
    assert reader.recovery == recovery.recipient
    assert reader.version == 2
    assert reader.knows(SUBJECT)
    assert not reader.knows(LATER)


def test_nothing_is_written_before_it_is_saved(lone: LoneFiles, manager: Person) -> None:
    found_ring(lone, {manager: SCOPES})
    before = lone.head()
    keyring = ring(lone, manager)
    keyring.put_data_key(SUBJECT, "contact", new_key())
    assert keyring.is_changed
    assert lone.head() == before
    keyring.begin()
    assert not keyring.is_changed
    assert keyring.data_key(SUBJECT, "contact") is None


def test_many_keys_come_back_after_a_renewal(lone: LoneFiles, manager: Person) -> None:
    found_ring(lone, {manager: SCOPES})
    keyring = ring(lone, manager)
    keys = {f"R-{number:06d}": new_key() for number in range(600)}
    for subject, key in keys.items():
        keyring.put_data_key(subject, "contact", key)
    keyring.save()
    keyring.begin()
    renew(keyring, READABLE)
    keyring.save()
    reader = ring(lone, manager)
    reader.load_for(keys)
    assert {subject: reader.data_key(subject, "contact") for subject in keys} == keys


def test_two_who_change_it_at_once_do_not_overwrite_each_other(
    lone: LoneFiles, manager: Person, clerk: Person
) -> None:
    found_ring(lone, {manager: SCOPES, clerk: ["contact"]})
    first, second = ring(lone, manager), ring(lone, clerk)
    first.put_data_key(SUBJECT, "contact", new_key())
    second.put_data_key(LATER, "contact", new_key())
    first.save()
    assert second.is_stale
    with pytest.raises(Busy):
        second.save()
    second.begin()
    second.put_data_key(LATER, "contact", new_key())
    second.save()
    reader = ring(lone, manager)
    assert reader.knows(SUBJECT)
    assert reader.knows(LATER)
    assert reader.version == 3


def test_a_vault_that_begins_again_sees_what_others_wrote(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    mine = vault_of(ring(files, manager), tmp_path / "mine")
    theirs = vault_of(ring(files, clerk), tmp_path / "theirs")
    token = theirs.seal(place(SUBJECT), PHONE)
    theirs.flush()
    mine.begin()
    assert mine.open(place(SUBJECT), token) == PHONE


# -- scopes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", READABLE)
def test_who_holds_one_scope_opens_no_other(
    files: MemoryFiles, manager: Person, tmp_path: Path, held: str
) -> None:
    writer = vault_of(ring(files, manager), tmp_path / "writer")
    one = person("E-ONLY1N")
    grant(writer.keyring, one.holder, [held])
    tokens = {scope: writer.seal(place(SUBJECT, scope), PHONE) for scope in READABLE}
    writer.flush()
    opened_scopes = {
        scope
        for scope, token in tokens.items()
        if reads(ring(files, one), tmp_path / "reader", place(SUBJECT, scope), token)
    }
    assert opened_scopes == {held}


def test_whoever_holds_no_scope_neither_reads_nor_writes(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    token = vault_of(ring(files, manager), tmp_path).seal(place(SUBJECT), PHONE)
    stranger = vault_of(ring(files, person("E-STRANG")), tmp_path / "stranger")
    with pytest.raises(Sealed):
        stranger.open(place(SUBJECT), token)
    with pytest.raises(Sealed):
        stranger.seal(place(SUBJECT), PHONE)
    assert stranger.fresh("R", lambda: SUBJECT) == SUBJECT


def test_only_a_held_scope_is_given(files: MemoryFiles, clerk: Person) -> None:
    keyring = ring(files, clerk)
    other = person("E-OTHERS")
    grant(keyring, other.holder, ["contact"])
    with pytest.raises(Sealed):
        grant(keyring, other.holder, ["finance"])
    assert scopes_of(keyring, other.recipient) == ["contact"]


def test_the_lists_say_who_holds_what(files: MemoryFiles, manager: Person, clerk: Person) -> None:
    keyring = ring(files)
    assert scopes_of(keyring, clerk.recipient) == ["contact", "voice"]
    assert holders_of(keyring, "voice") == [manager.holder, clerk.holder]
    assert holders_of(keyring, "finance") == [manager.holder]
    assert missing_scopes(["contact", "voice"]) == ["address", "finance", "conduct"]


def test_a_second_gift_to_the_same_identity_is_one_entry(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    grant(keyring, clerk.holder._replace(since="2026-12-01"), ["address"])
    assert [one.staff for one in keyring.holders] == [manager.staff, clerk.staff]
    assert scopes_of(keyring, clerk.recipient) == ["contact", "address", "voice"]


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
    before = desk.seal(place(SUBJECT, scope), PHONE)
    desk.flush()
    hoard = Hoard(files, clerk)

    assert revoke(desk.keyring, clerk.staff) == ["contact", "voice"]
    desk.flush()
    desk.begin()
    where = place(SUBJECT, scope)._replace(path="second_phone")
    after = [
        (where, desk.seal(where, PHONE)),
        (place(SUBJECT, scope), desk.seal(place(SUBJECT, scope), PHONE)),
        (place(LATER, scope), desk.seal(place(LATER, scope), PHONE)),
    ]
    desk.flush()

    assert hoard.tries(files, place(SUBJECT, scope), before, tmp_path)
    assert not any(hoard.tries(files, where, token, tmp_path) for where, token in after)
    for where, token in [(place(SUBJECT, scope), before), *after]:
        assert reads(ring(files, manager), tmp_path / "desk", where, token)
    assert {parse_token(token)[1] for _, token in after} == {2}  # type: ignore[index]  # they are


def test_a_leaver_is_nowhere_in_the_keyring(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    revoke(keyring, clerk.staff)
    keyring.save()
    assert all(clerk.recipient.encode() not in body for body in files.present.values())
    assert scopes_of(keyring, clerk.recipient) == []
    assert not ring(files, clerk).holds("contact")


def test_who_comes_later_reads_all_generations(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    tokens = []
    for number in range(4):
        where = place(SUBJECT)._replace(path=f"phone_{number}")
        tokens.append((where, desk.seal(where, PHONE)))
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
    tokens = {subject: desk.seal(place(subject), PHONE) for subject in (SUBJECT, LATER)}
    desk.flush()
    destroy(desk.keyring, [SUBJECT], DAY)
    desk.flush()
    for vault in (desk, vault_of(ring(files, manager), tmp_path / "desk")):
        with pytest.raises(Erased):
            vault.open(place(SUBJECT), tokens[SUBJECT])
        with pytest.raises(Erased):
            vault.seal(place(SUBJECT), PHONE)
        assert vault.open(place(LATER), tokens[LATER]) == PHONE
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
    desk.seal(place(SUBJECT), PHONE)
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
    token = desk.seal(place(SUBJECT), PHONE)
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
    token = desk.seal(place(LATER), PHONE)
    desk.flush()
    forget(files, manager, tmp_path / "other", renewing=True)
    for one in (manager, clerk):
        assert reads(ring(files, one), tmp_path / one.staff, place(LATER), token)


# -- identities that are renewed ------------------------------------------------------------------


def test_a_whole_older_keyring_opens_nothing_with_new_identities(
    files: MemoryFiles, manager: Person, clerk: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), PHONE)
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
        assert all(old.recipient.encode() not in body for body in files.present.values())
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


# -- recovery -------------------------------------------------------------------------------------


def test_the_recovery_key_gives_a_new_identity_everything(tmp_path: Path) -> None:
    files, manager, late = MemoryFiles(), person("E-MANAGR"), person("E-LATE1N")
    recovery = found_ring(files, {manager: SCOPES})
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), PHONE)
    desk.flush()
    assert drill(ring(files), recovery.identity) == (list(SCOPES), 1)
    keyring = ring(files)
    assert recover(keyring, recovery.identity, late.holder) == list(SCOPES)
    keyring.save()
    assert reads(ring(files, late), tmp_path / "late", place(SUBJECT), token)


def test_another_identity_recovers_nothing(files: MemoryFiles) -> None:
    stranger = person("E-STRANG")
    assert drill(ring(files), stranger.identity) == ([], 0)
    assert recover(ring(files), stranger.identity, stranger.holder) == []


def test_a_drill_changes_nothing(files: MemoryFiles, manager: Person) -> None:
    before = files.present
    keyring = ring(files, manager)
    drill(keyring, manager.identity)
    assert not keyring.is_changed
    assert files.present == before


# -- what is read by people -----------------------------------------------------------------------


def test_nothing_that_opens_is_told_by_its_repr(files: MemoryFiles, manager: Person) -> None:
    role = ring(files, manager).role("contact")
    assert repr(role) == "Role(epoch=1, generation=1)"
    assert manager.identity.secret not in repr(manager.identity)
    assert manager.identity.secret not in repr([manager])


def test_a_role_is_wrapped_for_its_holders_alone(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    file = ring(files).role_file("finance")
    assert file is not None
    assert clerk.recipient not in file.wrapped
    blob = file.wrapped[manager.recipient]
    assert unwrapped(blob, [clerk.identity]) is None
    assert unwrapped(blob, [clerk.identity, manager.identity]) is not None


def test_a_damaged_token_is_told_from_a_missing_key(
    files: MemoryFiles, manager: Person, tmp_path: Path
) -> None:
    desk = vault_of(ring(files, manager), tmp_path)
    token = desk.seal(place(SUBJECT), PHONE)
    with pytest.raises(Damaged):
        desk.open(place(SUBJECT), token[:-4] + "AAAA")
    with pytest.raises(Sealed) as caught:
        desk.open(place(LATER), token)
    assert caught.type is Sealed
