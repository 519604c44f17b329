"""The keyring: who holds what, through real files, and how it is given and taken."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pm.errors import Busy, Damaged, Sealed
from pm.model.values import SCOPES
from pm.store.lone_files import LoneFiles
from pm.vault.age import unwrapped
from pm.vault.cipher import new_key
from pm.vault.rotation import (
    drill,
    grant,
    recover,
    renew,
    scopes_of,
)
from tests.vault.keyrings import (
    READABLE,
    SAID,
    MemoryFiles,
    Person,
    found_ring,
    person,
    place,
    reads,
    ring,
    vault_of,
)

SUBJECT, LATER = "R-7K3QZD", "R-8M4RTF"


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[LoneFiles]:
    with closing(LoneFiles(tmp_path / "keys.git")) as made:
        made.create()
        yield made


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
    token = theirs.seal(place(SUBJECT), SAID)
    theirs.flush()
    mine.begin()
    assert mine.open(place(SUBJECT), token) == SAID


# -- scopes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", READABLE)
def test_who_holds_one_scope_opens_no_other(
    files: MemoryFiles, manager: Person, tmp_path: Path, held: str
) -> None:
    writer = vault_of(ring(files, manager), tmp_path / "writer")
    one = person("E-ONLY1N")
    grant(writer.keyring, one.holder, [held])
    tokens = {scope: writer.seal(place(SUBJECT, scope), SAID) for scope in READABLE}
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
    token = vault_of(ring(files, manager), tmp_path).seal(place(SUBJECT), SAID)
    stranger = vault_of(ring(files, person("E-STRANG")), tmp_path / "stranger")
    with pytest.raises(Sealed):
        stranger.open(place(SUBJECT), token)
    with pytest.raises(Sealed):
        stranger.seal(place(SUBJECT), SAID)
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
    assert scopes_of(keyring, manager.recipient) == list(SCOPES)


def test_a_second_gift_to_the_same_identity_is_one_entry(
    files: MemoryFiles, manager: Person, clerk: Person
) -> None:
    keyring = ring(files, manager)
    grant(keyring, clerk.holder._replace(since="2026-12-01"), ["address"])
    assert [one.staff for one in keyring.holders] == [manager.staff, clerk.staff]
    assert scopes_of(keyring, clerk.recipient) == ["contact", "address", "voice"]


# -- recovery -------------------------------------------------------------------------------------


def test_the_recovery_key_gives_a_new_identity_everything(tmp_path: Path) -> None:
    files, manager, late = MemoryFiles(), person("E-MANAGR"), person("E-LATE1N")
    recovery = found_ring(files, {manager: SCOPES})
    desk = vault_of(ring(files, manager), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), SAID)
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
    token = desk.seal(place(SUBJECT), SAID)
    with pytest.raises(Damaged):
        desk.open(place(SUBJECT), token[:-4] + "AAAA")
    with pytest.raises(Sealed) as caught:
        desk.open(place(LATER), token)
    assert caught.type is Sealed
