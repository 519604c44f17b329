"""Two copies of a keyring in which people came, went and renewed keys by themselves."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import pytest

from pm.errors import Sealed
from pm.model.values import SCOPES
from pm.vault.keyring import Keyring
from pm.vault.merging import merge
from pm.vault.rotation import (
    destroy,
    drill,
    grant,
    renew,
    replace_identity,
    replace_recovery,
    revoke,
    scopes_of,
)
from tests.vault.keyrings import (
    DAY,
    READABLE,
    MemoryFiles,
    Person,
    found_ring,
    person,
    place,
    reads,
    ring,
    vault_of,
)

SUBJECT, NEW = "R-7K3QZD", "R-8M4RTF"
PHONE = "13800000115"


class Desks(NamedTuple):
    """Two desks whose keyrings began as one, and those who hold keys."""

    one: MemoryFiles
    two: MemoryFiles
    manager: Person
    clerk: Person
    leaver: Person
    recovery: Person
    folder: Path

    def change(self, files: MemoryFiles, do: Callable[[Keyring], object]) -> None:
        """Let the manager change a copy."""
        keyring = ring(files, self.manager)
        do(keyring)
        keyring.save()

    def seal(self, files: MemoryFiles, subject: str, scope: str, text_at: str = "phone") -> str:
        vault = vault_of(ring(files, self.manager), self.folder / f"desk-{id(files)}")
        token = vault.seal(place(subject, scope)._replace(path=text_at), PHONE)
        vault.flush()
        return token

    def together(self, who: Person | None = None) -> list[MemoryFiles]:
        """Bring the copies together at both desks, from each other's state before."""
        before = (self.one.copy(), self.two.copy())
        for files, other in zip((self.one, self.two), reversed(before), strict=True):
            keyring = ring(files, who or self.manager)
            merge(keyring, ring(other, who or self.manager))
            if keyring.is_changed:
                keyring.save()
        return [self.one, self.two]

    def readers(self, files: MemoryFiles, people: Collection[Person], scope: str) -> set[str]:
        return {one.staff for one in people if ring(files, one).holds(scope)}


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    one = MemoryFiles()
    manager, clerk, leaver = person("E-MANAGR"), person("E-CLERKS"), person("E-LEAVER")
    recovery = found_ring(one, {manager: SCOPES, clerk: ["contact"], leaver: ["contact"]})
    made = Desks(one, MemoryFiles(), manager, clerk, leaver, recovery, tmp_path)
    made.seal(one, SUBJECT, "contact")
    return made._replace(two=one.copy())


# -- people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("renewed", [False, True])
def test_who_got_keys_at_one_desk_keeps_them(desks: Desks, *, renewed: bool) -> None:
    late = person("E-LATE1N")
    desks.change(desks.two, lambda keyring: grant(keyring, late.holder, ["contact"]))
    desks.change(desks.two, lambda keyring: grant(keyring, desks.clerk.holder, ["voice"]))
    if renewed:
        desks.change(desks.one, lambda keyring: renew(keyring, SCOPES))
    for files in desks.together():
        people = (desks.manager, desks.clerk, late)
        assert desks.readers(files, people, "contact") == {"E-MANAGR", "E-CLERKS", "E-LATE1N"}
        assert desks.readers(files, people, "voice") == {"E-MANAGR", "E-CLERKS"}
        assert late.holder in ring(files).holders


@pytest.mark.parametrize("renewed", [False, True])
def test_who_lost_his_keys_at_one_desk_gets_none_back(desks: Desks, *, renewed: bool) -> None:
    desks.change(desks.one, lambda keyring: revoke(keyring, "E-LEAVER"))
    if renewed:
        for _ in range(3):
            desks.change(desks.two, lambda keyring: renew(keyring, SCOPES))
    for files in desks.together():
        assert desks.readers(files, [desks.leaver], "contact") == set()
        assert scopes_of(ring(files), desks.leaver.recipient) == []
        assert [one.staff for one in ring(files).holders] == ["E-MANAGR", "E-CLERKS"]


def test_each_desk_took_the_keys_of_another(desks: Desks, tmp_path: Path) -> None:
    desks.change(desks.one, lambda keyring: revoke(keyring, "E-LEAVER"))
    desks.change(desks.two, lambda keyring: revoke(keyring, "E-CLERKS"))
    tokens = {
        desks.seal(desks.one, SUBJECT, "contact", "one"): "one",
        desks.seal(desks.two, SUBJECT, "contact", "two"): "two",
    }
    copies = (desks.one.copy(), desks.two.copy())
    for files in desks.together():
        after = desks.seal(files, SUBJECT, "contact", "after")
        known = {**tokens, after: "after"}
        for token, path in known.items():
            where = place(SUBJECT)._replace(path=path)
            assert reads(ring(files, desks.manager), tmp_path / "manager", where, token)
        where = place(SUBJECT)._replace(path="after")
        for old in copies:
            for gone in (desks.leaver, desks.clerk):
                assert not reads(ring(old, gone), tmp_path / gone.staff, where, after)


def test_a_renewed_identity_stays_and_the_one_before_does_not_come_back(desks: Desks) -> None:
    new = person("E-CLERKS")
    keyring = ring(desks.two, desks.clerk)
    replace_identity(keyring, desks.clerk.identity, new.holder)
    keyring.save()
    for files in desks.together():
        assert desks.readers(files, [new], "contact") == {"E-CLERKS"}
        assert desks.readers(files, [desks.clerk], "contact") == set()
        assert new.holder in ring(files).holders
        assert desks.clerk.holder not in ring(files).holders


def test_a_renewed_recovery_key_stays(desks: Desks) -> None:
    made: list[Person] = []

    def renew_recovery(keyring: Keyring) -> None:
        made.append(Person("recovery", replace_recovery(keyring, desks.manager.identity)))

    desks.change(desks.two, renew_recovery)
    for files in desks.together():
        assert ring(files).recovery == made[0].recipient
        assert drill(ring(files), made[0].identity)[0] == list(SCOPES)
        assert drill(ring(files), desks.recovery.identity) == ([], 0)


def test_who_must_renew_his_identity_must_so_everywhere(desks: Desks) -> None:
    desks.change(desks.one, lambda keyring: keyring.set_overdue([desks.clerk.recipient]))
    for files in desks.together():
        assert ring(files).overdue == [desks.clerk.holder]


# -- keys that both made --------------------------------------------------------------------------


@pytest.mark.parametrize("renewed", [False, True])
def test_both_made_a_key_for_the_same_resident(
    desks: Desks, tmp_path: Path, *, renewed: bool
) -> None:
    tokens = {
        path: desks.seal(files, NEW, "finance", path)
        for path, files in (("one", desks.one), ("two", desks.two))
    }
    if renewed:
        desks.change(desks.one, lambda keyring: renew(keyring, READABLE))
    for files in desks.together():
        for path, token in tokens.items():
            where = place(NEW, "finance")._replace(path=path)
            assert reads(ring(files, desks.manager), tmp_path / "reader", where, token)
    keys = {ring(one, desks.manager).data_key(NEW, "finance") for one in (desks.one, desks.two)}
    assert len(keys) == 1


def test_keys_that_both_made_are_forgotten_with_their_subject(desks: Desks) -> None:
    for files in (desks.one, desks.two):
        desks.seal(files, NEW, "finance")
    desks.together()
    desks.change(desks.one, lambda keyring: destroy(keyring, [NEW], DAY))
    for files in desks.together():
        assert ring(files, desks.manager).data_key(NEW, "finance") is None


def test_both_began_a_generation(desks: Desks, tmp_path: Path) -> None:
    for files in (desks.one, desks.two):
        desks.change(files, lambda keyring: renew(keyring, READABLE))
    tokens = {
        path: desks.seal(files, SUBJECT, "contact", path)
        for path, files in (("one", desks.one), ("two", desks.two))
    }
    assert all(token.startswith("pm1.contact.2.") for token in tokens.values())
    for files in desks.together():
        for path, token in tokens.items():
            where = place(SUBJECT)._replace(path=path)
            assert reads(ring(files, desks.manager), tmp_path / "reader", where, token)
        assert desks.seal(files, SUBJECT, "contact").startswith("pm1.contact.3.")


def test_each_renewed_another_scope(desks: Desks, tmp_path: Path) -> None:
    desks.change(desks.one, lambda keyring: renew(keyring, ["contact"]))
    desks.change(desks.two, lambda keyring: renew(keyring, ["voice"]))
    tokens = {
        "contact": desks.seal(desks.one, SUBJECT, "contact"),
        "voice": desks.seal(desks.two, SUBJECT, "voice"),
    }
    for files in desks.together():
        for scope, token in tokens.items():
            where = place(SUBJECT, scope)
            assert reads(ring(files, desks.manager), tmp_path / "reader", where, token)


def test_both_made_a_key_for_the_same_complaint(desks: Desks, tmp_path: Path) -> None:
    keys = []
    for files in (desks.one, desks.two):
        keyring = ring(files, desks.manager)
        keys.append(keyring.enclose("S-7K3QZD", 1, [desks.clerk.staff]))
        keyring.save()
    new = person("E-MANAGR")
    for files in desks.together():
        found = ring(files, desks.manager).enclosed_key("S-7K3QZD", 1)
        assert found == b"".join(sorted(keys))
        keyring = ring(files, desks.manager)
        replace_identity(keyring, desks.manager.identity, new.holder)
        keyring.save()
        assert ring(files, new).enclosed_key("S-7K3QZD", 1) == found
    assert tmp_path.exists()


# -- whoever does not hold a scope ----------------------------------------------------------------


def test_who_holds_little_brings_everything_together(desks: Desks, tmp_path: Path) -> None:
    token = desks.seal(desks.two, NEW, "finance")
    mine = desks.seal(desks.one, NEW, "contact")
    for files in desks.together(desks.clerk):
        for scope, one in (("finance", token), ("contact", mine)):
            where = place(NEW, scope)
            assert reads(ring(files, desks.manager), tmp_path / "reader", where, one)


def test_who_holds_little_takes_what_was_renewed(desks: Desks, tmp_path: Path) -> None:
    desks.change(desks.two, lambda keyring: renew(keyring, SCOPES))
    token = desks.seal(desks.two, NEW, "finance")
    for files in desks.together(desks.clerk):
        where = place(NEW, "finance")
        assert reads(ring(files, desks.manager), tmp_path / "reader", where, token)


@pytest.mark.parametrize("renewed", [False, True])
def test_who_holds_little_loses_nothing_that_he_cannot_open(desks: Desks, *, renewed: bool) -> None:
    """Two keys for one thing, or a key under a role that was renewed: somebody else must do it."""
    desks.seal(desks.one, NEW, "finance")
    if renewed:
        desks.change(desks.two, lambda keyring: renew(keyring, SCOPES))
    else:
        desks.seal(desks.two, NEW, "finance")
    before = desks.one.present
    keyring = ring(desks.one, desks.clerk)
    with pytest.raises(Sealed, match="do not hold"):
        merge(keyring, ring(desks.two, desks.clerk))
    assert desks.one.present == before


# -- the end --------------------------------------------------------------------------------------


def test_both_copies_end_with_the_same(desks: Desks) -> None:
    late = person("E-LATE1N")
    desks.change(desks.one, lambda keyring: revoke(keyring, "E-LEAVER"))
    desks.change(desks.two, lambda keyring: grant(keyring, late.holder, ["contact"]))
    desks.change(desks.two, lambda keyring: renew(keyring, ["voice"]))
    for files in (desks.one, desks.two):
        desks.seal(files, NEW, "finance")
    keyring = ring(desks.one, desks.manager)
    merge(keyring, ring(desks.two, desks.manager))
    keyring.save()
    back = ring(desks.two, desks.manager)
    merge(back, ring(desks.one, desks.manager))
    back.save()
    for first, second in ((desks.one, desks.two), (desks.two, desks.one)):
        again = ring(first, desks.manager)
        merge(again, ring(second, desks.manager))
        assert not again.is_changed
