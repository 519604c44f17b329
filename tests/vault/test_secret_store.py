"""The operating system's secret store: an extra that may be missing, locked or there."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pm.errors import Refused, Sealed
from pm.vault.age import new_identity
from pm.vault.identities import Identities, Places
from pm.vault.secret_store import drop_secret, get_secret, put_secret
from tests.vault.test_identities import PASSPHRASE, STAFF, START, Desk


class FakeError(Exception):
    """What the library raises."""


class FakeStore:
    """A library that keeps secrets in a dict, or refuses."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.errors = SimpleNamespace(KeyringError=FakeError)

    def _ask(self) -> dict[tuple[str, str], str]:
        if self.is_locked:
            message = "the collection is locked"
            raise FakeError(message)
        return self.kept

    def set_password(self, service: str, name: str, secret: str) -> None:
        self._ask()[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self._ask().get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self._ask()[service, name]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    made = FakeStore()
    monkeypatch.setitem(sys.modules, "keyring", made)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_identity_is_kept_there_and_no_secret_on_the_disk(desk: Desk, store: FakeStore) -> None:
    identity = new_identity()
    path = desk.identities.keep(STAFF, identity, "system")
    assert desk.identities.way(STAFF) == "system"
    assert desk.identities.get(STAFF) == [identity]
    assert store.kept == {("pm", f"V-7K3QZD/{STAFF}"): identity.secret}
    assert identity.secret not in path.read_text()
    assert identity.recipient in path.read_text()


def test_both_open_until_the_next_is_the_only_one(desk: Desk, store: FakeStore) -> None:
    old, new = new_identity(), new_identity()
    desk.identities.keep(STAFF, old, "system")
    desk.identities.prepare(STAFF, new, "system")
    assert desk.identities.get(STAFF) == [old, new]
    desk.identities.promote(STAFF, new, "system")
    assert desk.identities.get(STAFF) == [new]
    assert list(store.kept.values()) == [new.secret]


def test_a_secret_that_moved_into_a_file_is_gone_from_the_store(
    desk: Desk, store: FakeStore
) -> None:
    desk.identities.keep(STAFF, new_identity(), "system")
    new = new_identity()
    desk.identities.keep(STAFF, new, "file")
    assert store.kept == {}
    assert desk.identities.get(STAFF) == [new]


def test_what_was_dropped_is_gone(desk: Desk, store: FakeStore) -> None:
    desk.identities.keep(STAFF, new_identity(), "system")
    desk.identities.drop(STAFF)
    assert store.kept == {}
    assert desk.identities.way(STAFF) is None


def test_a_secret_that_somebody_removed_is_said(desk: Desk, store: FakeStore) -> None:
    desk.identities.keep(STAFF, new_identity(), "system")
    store.kept.clear()
    with pytest.raises(Sealed, match="damaged"):
        desk.identities.get(STAFF)


def test_a_store_that_refuses_says_why(desk: Desk, store: FakeStore) -> None:
    desk.identities.keep(STAFF, new_identity(), "system")
    store.is_locked = True
    with pytest.raises(Refused, match="the collection is locked"):
        desk.identities.get(STAFF)


def test_without_the_extra_the_refusal_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(Refused, match="keyring") as caught:
        get_secret("V-7K3QZD/E-CLERKS")
    assert "pip install keyring" in str(caught.value.hint)
    with pytest.raises(Refused):
        put_secret("V-7K3QZD/E-CLERKS", "x")
    with pytest.raises(Refused):
        drop_secret("V-7K3QZD/E-CLERKS")


def test_without_the_extra_nothing_is_left_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(Refused):
        desk.identities.keep(STAFF, new_identity(), "system", PASSPHRASE)
    assert desk.files() == {}
    assert Identities(Places(*desk.places), "V-7K3QZD", lambda: START).way(STAFF) is None
