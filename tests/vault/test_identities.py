"""The identities on a desk: who reads their files, when they are open, and what a crash leaves."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pm.errors import Invalid, NotFound, Refused, Sealed
from pm.vault import identities as module
from pm.vault.age import (
    Identity,
    new_identity,
    unwrapped_by_passphrase,
    wrapped_by_passphrase,
)
from pm.vault.identities import Identities, Places, Way

STAFF = "E-CLERKS"
START = datetime(2026, 11, 22, 1, 15, tzinfo=UTC)
PASSPHRASE = "three old umbrellas"  # noqa: S105  # of nobody


class Desk:
    """A desk with a clock that a test turns."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder / "lasting", folder / "passing")
        self.now = START

    @property
    def identities(self) -> Identities:
        """Give the identities as another process finds them."""
        return Identities(self.places, "V-7K3QZD", lambda: self.now)

    def files(self) -> dict[str, str]:
        """Give every file with its mode."""
        return {
            path.name: oct(path.stat().st_mode & 0o777)
            for place in self.places
            for path in place.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def fast_wrap(data: bytes, passphrase: str) -> bytes:
    """Wrap as a passphrase does, without the work."""
    return passphrase.encode() + b"|" + data[::-1]


def fast_unwrap(data: bytes, passphrase: str) -> bytes | None:
    known, _, rest = data.partition(b"|")
    return rest[::-1] if known == passphrase.encode() else None


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "wrapped_by_passphrase", fast_wrap)
    monkeypatch.setattr(module, "unwrapped_by_passphrase", fast_unwrap)


# -- in a file ------------------------------------------------------------------------------------


def test_what_was_kept_is_found(desk: Desk) -> None:
    identity = new_identity()
    path = desk.identities.keep(STAFF, identity, "file")
    assert path.read_text().splitlines() == [f"# {identity.recipient}", identity.secret]
    assert desk.identities.get(STAFF) == [identity]
    assert desk.identities.way(STAFF) == "file"
    assert desk.identities.staff() == [STAFF]


def test_only_the_owner_reads_the_files(desk: Desk, fast: None) -> None:
    del fast
    desk.identities.keep(STAFF, new_identity(), "file")
    desk.identities.keep("E-MANAGR", new_identity(), "passphrase", PASSPHRASE)
    desk.identities.unlock("E-MANAGR", PASSPHRASE, 15)
    desk.identities.prepare(STAFF, new_identity(), "file")
    desk.identities.keep_recovery(new_identity())
    assert desk.files() == dict.fromkeys(
        ["E-CLERKS.key", "E-CLERKS.key.next", "E-MANAGR.age", "E-MANAGR.open", "recovery.txt"],
        "0o600",
    )
    folders = {oct((one / "V-7K3QZD").stat().st_mode & 0o777) for one in desk.places}
    assert folders == {"0o700"}


def test_the_modes_do_not_depend_on_what_lay_there(desk: Desk) -> None:
    path = desk.identities.keep(STAFF, new_identity(), "file")
    path.chmod(0o644)
    (path.parent / f".{path.name}.next.new").write_text("left by a run that was killed")
    identity = new_identity()
    desk.identities.keep(STAFF, identity, "file")
    assert desk.files() == {path.name: "0o600"}
    assert desk.identities.get(STAFF) == [identity]


def test_a_link_in_the_way_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    path = desk.identities.keep(STAFF, new_identity(), "file")
    (tmp_path / "elsewhere").write_text("untouched")
    for name in (f".{path.name}.next.new", f"{path.name}.next"):
        (path.parent / name).symlink_to(tmp_path / "elsewhere")
    desk.identities.keep(STAFF, new_identity(), "file")
    assert (tmp_path / "elsewhere").read_text() == "untouched"
    assert not path.is_symlink()


def test_nobody_without_an_identity_gets_one(desk: Desk) -> None:
    assert desk.identities.way(STAFF) is None
    assert desk.identities.staff() == []
    with pytest.raises(Sealed, match="no key on this desk"):
        desk.identities.get(STAFF)


def test_one_office_does_not_see_another(desk: Desk) -> None:
    desk.identities.keep(STAFF, new_identity(), "file")
    other = Identities(desk.places, "V-OTHERS", lambda: START)
    assert other.way(STAFF) is None


def test_what_was_dropped_is_gone(desk: Desk, fast: None) -> None:
    del fast
    ways: tuple[Way, ...] = ("file", "passphrase")
    for way in ways:
        desk.identities.keep(STAFF, new_identity(), way, PASSPHRASE)
        desk.identities.prepare(STAFF, new_identity(), way, PASSPHRASE)
        if way == "passphrase":
            desk.identities.unlock(STAFF, PASSPHRASE, 15)
        desk.identities.drop(STAFF)
        assert desk.files() == {}
    desk.identities.drop(STAFF)


def test_a_folder_that_cannot_be_written_is_said(desk: Desk) -> None:
    desk.places.lasting.write_text("a file, and no folder")
    with pytest.raises(Refused, match="cannot be written"):
        desk.identities.keep(STAFF, new_identity(), "file")


# -- damaged --------------------------------------------------------------------------------------

DAMAGES = [b"", b"# nothing\n", b"\xff\xfe\x00", b"AGE-SECRET-KEY-1CUT\n", b"\0" * 100]


@pytest.mark.parametrize("body", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_identity_is_said_to_be(desk: Desk, body: bytes) -> None:
    desk.identities.keep(STAFF, new_identity(), "file").write_bytes(body)
    with pytest.raises(Sealed, match="damaged"):
        desk.identities.get(STAFF)


@pytest.mark.parametrize("body", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_next_one_does_not_hide_the_present(desk: Desk, body: bytes) -> None:
    identity = new_identity()
    path = desk.identities.keep(STAFF, identity, "file")
    path.with_name(f"{path.name}.next").write_bytes(body)
    assert desk.identities.get(STAFF) == [identity]


@pytest.mark.parametrize("body", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_file_under_a_passphrase_does_not_open(desk: Desk, body: bytes) -> None:
    path = desk.identities.keep(STAFF, new_identity(), "file")
    path.with_suffix(".age").write_bytes(body)
    path.unlink()
    with pytest.raises(Invalid):
        desk.identities.unlock(STAFF, PASSPHRASE, 15)


@pytest.mark.parametrize(
    "body",
    [*DAMAGES, b"1 2 3\n", b"0 99999999999999999999\nx", b"-1 1e9\n", b"nan inf\n", b"1 2"],
    ids=repr,
)
def test_a_damaged_session_is_locked(desk: Desk, fast: None, body: bytes) -> None:
    del fast
    desk.identities.keep(STAFF, new_identity(), "passphrase", PASSPHRASE)
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    (desk.places.passing / "V-7K3QZD" / f"{STAFF}.open").write_bytes(body)
    assert desk.identities.open_until(STAFF) is None
    with pytest.raises(Sealed):
        desk.identities.get(STAFF)


# -- under a passphrase ---------------------------------------------------------------------------


@pytest.fixture
def kept(desk: Desk, fast: None) -> Identity:
    """Give an identity that is kept under a passphrase."""
    del fast
    identity = new_identity()
    desk.identities.keep(STAFF, identity, "passphrase", PASSPHRASE)
    return identity


def test_it_is_locked_until_it_is_unlocked(desk: Desk, kept: Identity) -> None:
    with pytest.raises(Sealed, match="locked"):
        desk.identities.get(STAFF)
    assert desk.identities.open_until(STAFF) is None
    assert desk.identities.unlock(STAFF, PASSPHRASE, 15) == START + timedelta(minutes=15)
    assert desk.identities.get(STAFF) == [kept]
    assert desk.identities.open_until(STAFF) == START + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("passed", "is_open"),
    [
        (timedelta(0), True),
        (timedelta(minutes=14, seconds=59), True),
        (timedelta(minutes=15), False),
        (timedelta(days=400), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-6), False),
        (timedelta(days=-400), False),
    ],
)
def test_it_is_open_for_some_minutes(
    desk: Desk, kept: Identity, passed: timedelta, *, is_open: bool
) -> None:
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    desk.now = START + passed
    assert (desk.identities.open_until(STAFF) is not None) is is_open
    if is_open:
        assert desk.identities.get(STAFF) == [kept]
        return
    with pytest.raises(Sealed, match="locked"):
        desk.identities.get(STAFF)
    assert f"{STAFF}.open" not in desk.files()
    desk.now = START
    with pytest.raises(Sealed, match="locked"):
        desk.identities.get(STAFF)


def test_another_passphrase_opens_nothing(desk: Desk, kept: Identity) -> None:
    del kept
    with pytest.raises(Invalid, match="not the passphrase") as caught:
        desk.identities.unlock(STAFF, "four old umbrellas", 15)
    assert "umbrellas" not in str(caught.value)
    assert f"{STAFF}.open" not in desk.files()


def test_it_is_locked_at_once(desk: Desk, kept: Identity) -> None:
    del kept
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    assert desk.identities.lock(STAFF)
    assert not desk.identities.lock(STAFF)
    with pytest.raises(Sealed, match="locked"):
        desk.identities.get(STAFF)
    assert list(desk.files()) == [f"{STAFF}.age"]


def test_the_secret_lies_nowhere_in_the_lasting_folder(desk: Desk, kept: Identity) -> None:
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    lasting = b"".join(path.read_bytes() for path in desk.places.lasting.rglob("*.*"))
    assert kept.secret.encode() not in lasting
    assert kept.secret[::-1].encode() in lasting  # as the fast wrap writes it


def test_only_what_has_a_passphrase_is_unlocked(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.identities.unlock(STAFF, PASSPHRASE, 15)
    desk.identities.keep(STAFF, new_identity(), "file")
    with pytest.raises(NotFound):
        desk.identities.unlock(STAFF, PASSPHRASE, 15)


@pytest.mark.long
def test_the_true_wrap_opens_by_its_passphrase_alone(desk: Desk) -> None:
    identity = new_identity()
    path = desk.identities.keep(STAFF, identity, "passphrase", PASSPHRASE)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    assert desk.identities.get(STAFF) == [identity]
    assert unwrapped_by_passphrase(path.read_bytes(), "another") is None
    assert unwrapped_by_passphrase(wrapped_by_passphrase(b"x", "one"), "one") == b"x"


# -- renewed, and killed on the way ---------------------------------------------------------------

WAYS: list[tuple[Way, Way]] = [
    ("file", "file"),
    ("passphrase", "passphrase"),
    ("file", "passphrase"),
    ("passphrase", "file"),
]


def open_desk(desk: Desk) -> list[Identity]:
    """Give what opens here, after the passphrase was typed where one is asked for."""
    with suppress(NotFound):
        desk.identities.unlock(STAFF, PASSPHRASE, 15)
    return desk.identities.get(STAFF)


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_a_renewal_leaves_the_new_one_alone(
    desk: Desk, fast: None, before: Way, after: Way
) -> None:
    del fast
    old, new = new_identity(), new_identity()
    desk.identities.keep(STAFF, old, before, PASSPHRASE)
    open_desk(desk)
    desk.identities.prepare(STAFF, new, after, PASSPHRASE)
    desk.identities.promote(STAFF, new, after)
    assert desk.identities.way(STAFF) == after
    assert len(desk.files()) == 1
    assert open_desk(desk) == [new]


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_killed_after_the_next_one_was_made_both_open(
    desk: Desk, fast: None, before: Way, after: Way
) -> None:
    del fast
    old, new = new_identity(), new_identity()
    desk.identities.keep(STAFF, old, before, PASSPHRASE)
    desk.identities.prepare(STAFF, new, after, PASSPHRASE)
    assert set(open_desk(desk)) == {old, new}


def test_an_open_session_opens_the_next_one_too(desk: Desk, kept: Identity) -> None:
    desk.identities.unlock(STAFF, PASSPHRASE, 15)
    new = new_identity()
    desk.identities.prepare(STAFF, new, "passphrase", PASSPHRASE)
    assert desk.identities.get(STAFF) == [kept, new]
    desk.identities.promote(STAFF, new, "passphrase")
    with pytest.raises(Sealed, match="locked"):
        desk.identities.get(STAFF)


def test_what_a_killed_renewal_left_is_not_taken_for_the_next(desk: Desk) -> None:
    stale, last = new_identity(), new_identity()
    path = desk.identities.keep(STAFF, new_identity(), "file")
    path.with_name(f"{path.name}.next002").write_text(f"{stale.secret}\n")
    desk.identities.prepare(STAFF, last, "file")
    desk.identities.promote(STAFF, last, "file")
    assert desk.identities.get(STAFF) == [last]


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_killed_while_the_old_one_is_destroyed_the_new_one_opens(
    desk: Desk, fast: None, monkeypatch: pytest.MonkeyPatch, before: Way, after: Way
) -> None:
    del fast
    old, new = new_identity(), new_identity()
    desk.identities.keep(STAFF, old, before, PASSPHRASE)
    desk.identities.prepare(STAFF, new, after, PASSPHRASE)
    identities = desk.identities
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            identities.promote(STAFF, new, after)
    assert new in open_desk(desk)


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("before", "after"), WAYS)
@pytest.mark.parametrize("again", [1, 3])
def test_a_next_one_that_the_keyring_may_know_is_not_overwritten(
    desk: Desk, fast: None, before: Way, after: Way, again: int
) -> None:
    """Killed after the keyring was written, and once more before the next renewal was."""
    del fast
    old, known = new_identity(), new_identity()
    desk.identities.keep(STAFF, old, before, PASSPHRASE)
    desk.identities.prepare(STAFF, known, after, PASSPHRASE)
    for _ in range(again):
        desk.identities.prepare(STAFF, new_identity(), after, PASSPHRASE)
    assert known in open_desk(desk)
    last = new_identity()
    desk.identities.prepare(STAFF, last, after, PASSPHRASE)
    desk.identities.promote(STAFF, last, after)
    assert len(desk.files()) == 1
    assert open_desk(desk) == [last]
