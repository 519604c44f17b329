"""A keyring that was damaged, replaced or put back: a refusal, and never a traceback."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm.errors import Invalid, PmError, Sealed
from pm.model.values import SCOPES
from pm.store.lone_files import LoneFiles
from pm.vault.age import wrapped
from pm.vault.keyring import Keyring
from pm.vault.lines import RoleFile, shard_of
from pm.vault.merging import merge
from pm.vault.rotation import destroy, drill, grant, recover, renew, replace_identity, revoke
from pm.vault.seen import Seen
from tests.vault.keyrings import (
    DAY,
    READABLE,
    MemoryFiles,
    found_ring,
    person,
    place,
    ring,
    vault_of,
)

SUBJECT = "R-7K3QZD"
PHONE = "13800000115"
MANAGER, CLERK = person("E-MANAGR"), person("E-CLERKS")


def sound_files() -> MemoryFiles:
    """Make a keyring with something in every file."""
    files = MemoryFiles()
    found_ring(files, {MANAGER: SCOPES, CLERK: ["contact"]})
    keyring = ring(files, MANAGER)
    for scope in READABLE:
        keyring.put_data_key(SUBJECT, scope, b"k" * 32)
    keyring.enclose(SUBJECT, 1, [CLERK.staff])
    keyring.set_overdue([CLERK.recipient])
    keyring.retire([person("E-GONE1N").recipient])
    destroy(keyring, ["R-8M4RTF"], DAY)
    keyring.save()
    return files


SOUND = sound_files()
NAMES = sorted(SOUND.present)


def with_body(name: str, body: bytes) -> MemoryFiles:
    return MemoryFiles({**SOUND.present, name: body})


def everything(keyring: Keyring) -> list[Callable[[], object]]:
    """Give everything that is asked of a keyring, and done to it."""
    new = person("E-LATE1N")
    return [
        lambda: keyring.version,
        lambda: keyring.recovery,
        lambda: keyring.holders,
        lambda: keyring.tombstones,
        lambda: keyring.overdue,
        lambda: [keyring.holds(scope) for scope in SCOPES],
        lambda: [keyring.data_key(SUBJECT, scope) for scope in READABLE],
        lambda: keyring.enclosed_key(SUBJECT, 1),
        lambda: keyring.knows(SUBJECT),
        lambda: drill(keyring, MANAGER.identity),
        lambda: grant(keyring, new.holder, SCOPES),
        lambda: renew(keyring, READABLE),
        lambda: keyring.enclose("S-9N5SVG", 1, [CLERK.staff]),
        lambda: revoke(keyring, CLERK.staff),
        lambda: replace_identity(keyring, MANAGER.identity, new.holder),
        lambda: recover(keyring, MANAGER.identity, new.holder),
        lambda: merge(keyring, ring(SOUND.copy(), MANAGER)),
        lambda: merge(ring(SOUND.copy(), MANAGER), keyring),
        lambda: destroy(keyring, [SUBJECT], DAY),
        keyring.save,
    ]


def try_everything(files: MemoryFiles) -> int:
    """Do everything, each from the beginning; gives how often the keyring was called damaged."""
    damaged = 0
    for number in range(len(everything(ring(files)))):
        try:
            everything(ring(files.copy(), MANAGER))[number]()
        except Invalid as refused:
            assert "damaged" in str(refused)  # noqa: PT017  # others pass
            damaged += 1
        except Sealed:
            continue
    return damaged


def test_a_sound_keyring_does_everything() -> None:
    assert try_everything(SOUND) == 0
    assert set(NAMES) >= {"version", "recovery", "staff", "tombstones", "overdue"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"a b c d e f g\n"], ids=["bytes", "words"])
def test_a_file_of_garbage_is_said_to_be_damaged(name: str, body: bytes) -> None:
    assert try_everything(with_body(name, body))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_what_may_fit_ends_without_a_traceback(name: str) -> None:
    for body in (
        b"x\n",
        b"1\n",
        b"1 2\n",
        b"1 2\n3\n",
        b"- - -",
        b"\0" * 40,
        b" \n \n",
        b"9" * 5000,
    ):
        try_everything(with_body(name, body))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_cut_anywhere_ends_without_a_traceback(name: str) -> None:
    body = SOUND.present[name]
    for size in {0, 1, 2, 3, 5, 8, 21, 62, 63, 64, 65, 90, len(body) - 2, len(body) - 1}:
        if size < len(body):
            try_everything(with_body(name, body[:size]))


@settings(max_examples=150)
@given(
    name=st.sampled_from(NAMES),
    at=st.integers(0, 5000),
    piece=st.binary(max_size=5),
    cut=st.integers(0, 9),
)
def test_a_file_changed_anywhere_ends_without_a_traceback(
    name: str, at: int, piece: bytes, cut: int
) -> None:
    body = SOUND.present[name]
    at %= max(1, len(body))
    try_everything(with_body(name, body[:at] + piece + body[at + cut :]))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_gone_ends_without_a_traceback(name: str) -> None:
    files = SOUND.present
    del files[name]
    try_everything(MemoryFiles(files))


def test_a_role_that_was_wrapped_and_is_none_is_damaged() -> None:
    for body in (b"", b"\xff", b"1 1\n", b"x y z\n", b"1 1 AAAA\nx AAAA\n"):
        files = SOUND.copy()
        keyring = ring(files, MANAGER)
        blobs = {MANAGER.recipient: wrapped(body, [MANAGER.recipient])}
        keyring.set_role_file("contact", RoleFile(1, 1, blobs))
        keyring.save()
        with pytest.raises(Invalid):
            ring(files, MANAGER).role("contact")


def test_a_key_moved_to_another_subject_does_not_open() -> None:
    files = SOUND.copy()
    keyring = ring(files, MANAGER)
    row = keyring.shard(shard_of(SUBJECT))[SUBJECT, "contact"]
    keyring.changing_shard(shard_of("R-9N5SVG"))["R-9N5SVG", "contact"] = row
    keyring.changing_shard(shard_of(SUBJECT))[SUBJECT, "voice"] = row
    keyring.save()
    fresh = ring(files, MANAGER)
    assert fresh.data_key(SUBJECT, "contact") == b"k" * 32
    assert fresh.data_key("R-9N5SVG", "contact") is None
    assert fresh.data_key(SUBJECT, "voice") is None


# -- a repository that is damaged -----------------------------------------------------------------


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[LoneFiles]:
    with closing(LoneFiles(tmp_path / "keys.git")) as files:
        files.create()
        found_ring(files, {MANAGER: SCOPES})
        keyring = ring(files, MANAGER)
        keyring.put_data_key(SUBJECT, "contact", b"k" * 32)
        keyring.save()
        yield files


@pytest.mark.parametrize("damage", ["emptied", "cut", "removed"])
def test_a_damaged_object_is_a_refusal(lone: LoneFiles, damage: str) -> None:
    lone.close()
    for path in (lone.folder / "objects").glob("??/*"):
        path.chmod(0o600)
        if damage == "removed":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: 0 if damage == "emptied" else 9])
    with closing(LoneFiles(lone.folder)) as again, pytest.raises(PmError):
        vault_of(ring(again, MANAGER), lone.folder.parent).seal(place(SUBJECT), PHONE)


def test_a_keyring_that_is_gone_opens_nothing_and_writes_nothing(
    lone: LoneFiles, tmp_path: Path
) -> None:
    desk = vault_of(ring(lone, MANAGER), tmp_path / "desk")
    token = desk.seal(place(SUBJECT), PHONE)
    desk.keyring.put_data_key(SUBJECT, "voice", b"k" * 32)
    desk.flush()
    lost = vault_of(ring(LoneFiles(tmp_path / "nowhere"), MANAGER), tmp_path / "desk")
    with pytest.raises(Sealed):
        lost.open(place(SUBJECT), token)
    with pytest.raises(Sealed):
        lost.seal(place(SUBJECT), PHONE)
    assert not (tmp_path / "nowhere").exists()


# -- an older keyring -----------------------------------------------------------------------------


def test_an_older_keyring_is_refused(tmp_path: Path) -> None:
    files = SOUND.copy()
    backup = files.copy()
    desk = vault_of(ring(files, MANAGER), tmp_path)
    token = desk.seal(place(SUBJECT), PHONE)
    desk.keyring.put_data_key(SUBJECT, "contact", b"n" * 32)
    desk.flush()
    old = vault_of(ring(backup, MANAGER), tmp_path)
    with pytest.raises(Sealed, match="older"):
        old.open(place(SUBJECT), token)
    with pytest.raises(Sealed, match="older"):
        old.seal(place(SUBJECT), PHONE)
    old.keyring.put_data_key("R-9N5SVG", "contact", b"n" * 32)
    before = backup.present
    with pytest.raises(Sealed, match="older"):
        old.flush()
    assert backup.present == before


def test_a_desk_that_saw_nothing_trusts_the_first_it_sees(tmp_path: Path) -> None:
    desk = vault_of(ring(SOUND.copy(), MANAGER), tmp_path)
    assert desk.seal(place(SUBJECT), PHONE)
    assert Seen(tmp_path / "seen").number == 0


def test_what_was_seen_is_remembered_for_its_owner_alone(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "seen")
    seen.note(7)
    assert Seen(tmp_path / "seen").number == 7
    seen.refuse_older(7)
    with pytest.raises(Sealed):
        seen.refuse_older(6)
    assert (tmp_path / "seen").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("body", [b"", b"x", b"\xff\xff", b"7 7"])
def test_a_damaged_memory_is_none(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "seen").write_bytes(body)
    assert Seen(tmp_path / "seen").number == 0


def test_spares_are_taken_once_each(tmp_path: Path) -> None:
    files, made = SOUND.copy(), iter(f"R-{number:06d}" for number in range(1000))
    taken: list[str] = []
    for _ in range(40):
        desk = vault_of(ring(files, MANAGER), tmp_path)
        desk.begin()
        taken.append(desk.fresh("R", lambda: next(made)))
        desk.flush()
    assert len(set(taken)) == 40
    assert ring(files).version == ring(SOUND.copy()).version + 2
    assert all(ring(files).knows(one) for one in taken)


def test_spares_of_a_run_that_failed_are_not_lost_and_not_taken_twice(tmp_path: Path) -> None:
    files, made = SOUND.copy(), iter(f"R-{number:06d}" for number in range(1000))
    desk = vault_of(ring(files, MANAGER), tmp_path)
    first = desk.fresh("R", lambda: next(made))
    desk.begin()  # nothing was written
    assert not ring(files).knows(first)
    second = desk.fresh("R", lambda: next(made))
    desk.flush()
    assert ring(files).knows(second)


@pytest.mark.parametrize("body", [b"\xff\xff", b"\0\0", b"not-an-id\n\n"])
def test_a_damaged_list_of_spares_is_passed_over(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "spares").write_bytes(body)
    desk = vault_of(ring(SOUND.copy(), MANAGER), tmp_path)
    with suppress(StopIteration):
        assert desk.fresh("R", iter(f"R-{n:06d}" for n in range(99)).__next__) == "R-000000"
