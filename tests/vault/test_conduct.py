"""What a complaint about a member of staff holds: read by some, sealed by anybody."""

from collections.abc import Collection
from pathlib import Path

import pytest

from pm.errors import Damaged, Erased, Sealed
from pm.model.values import SCOPES, Personal, Vault
from pm.vault.age import new_identity
from pm.vault.lines import shard_of
from pm.vault.rotation import (
    destroy,
    drill,
    recover,
    renew,
    replace_identity,
    replace_recovery,
    revoke,
    share_enclosed,
)
from pm.vault.sealed import SealedVault
from tests.vault.keyrings import (
    DAY,
    MemoryFiles,
    Person,
    found_ring,
    person,
    place,
    ring,
    vault_of,
)

SUBJECT, OTHER = "S-7K3QZD", "S-8M4RTF"
SAID = "he shouted at a resident of 13800000115"
WHERE = place(SUBJECT, "conduct")


class Name:
    """The form of a name: it is written as it is."""

    name = "text"

    def read(self, text: str) -> str:
        return text

    def write(self, value: str) -> str:
        return value


@pytest.fixture(scope="module")
def people() -> dict[str, Person]:
    """Give four who may read complaints, and a clerk who may not."""
    return {
        name: person(f"E-{name}") for name in ("HEADOF", "MANAGR", "ACCUSD", "BELOWN", "CLERKS")
    }


@pytest.fixture
def files(people: dict[str, Person]) -> MemoryFiles:
    made = MemoryFiles()
    scopes = {one: ["conduct"] for one in people.values()}
    found_ring(made, {**scopes, people["CLERKS"]: ["contact"]})
    return made


def kept_from(vault: SealedVault, staff: str = "E-ACCUSD") -> Vault:
    """Give the vault for a record that is kept from somebody."""
    return vault.enclosing(Personal(Name(), plain=staff))


def complain(
    files: MemoryFiles, who: Person, folder: Path, away: Collection[str] = ("E-ACCUSD", "E-BELOWN")
) -> str:
    """Seal a complaint, and write its key."""
    desk = vault_of(ring(files, who), folder / who.staff, away)
    token = kept_from(desk).seal(WHERE, SAID)
    desk.flush()
    return token


def readers_of(
    files: MemoryFiles, people: Collection[Person], token: str, folder: Path
) -> set[str]:
    """Tell who of some people opens a token."""
    found: set[str] = set()
    for one in people:
        vault = vault_of(ring(files, one), folder / one.staff)
        try:
            assert vault.open(WHERE, token) == SAID
        except Damaged:
            raise
        except Sealed:
            continue
        found.add(one.staff)
    return found


def blobs_of(files: MemoryFiles, subject: str = SUBJECT, generation: int = 1) -> list[bytes]:
    return ring(files).enclosures(shard_of(subject))[subject, generation]


@pytest.mark.parametrize("writer", ["CLERKS", "MANAGR", "ACCUSD"])
def test_the_accused_and_those_below_him_do_not_read_it(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path, writer: str
) -> None:
    token = complain(files, people[writer], tmp_path)
    assert token.startswith("pm1.conduct.1.")
    assert readers_of(files, people.values(), token, tmp_path) == {"E-HEADOF", "E-MANAGR"}


def test_neither_do_they_by_putting_all_their_keys_together(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    token = complain(files, people["CLERKS"], tmp_path)
    those = [people[name] for name in ("ACCUSD", "BELOWN", "CLERKS")]
    vault = vault_of(ring(files, *those), tmp_path / "together")
    with pytest.raises(Sealed, match="kept from you"):
        vault.open(WHERE, token)


def test_anybody_seals_in_it_without_any_key(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    stranger = person("E-STRANG")
    token = complain(files, stranger, tmp_path)
    assert readers_of(files, [stranger, people["HEADOF"]], token, tmp_path) == {"E-HEADOF"}


def test_who_may_not_read_it_does_not_change_it(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    complain(files, people["CLERKS"], tmp_path)
    again = vault_of(ring(files, people["CLERKS"]), tmp_path / "again")
    with pytest.raises(Sealed):
        kept_from(again).seal(WHERE, "nothing happened")


def test_one_key_serves_all_values_of_a_record(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    desk = vault_of(ring(files, people["MANAGR"]), tmp_path / "desk", ["E-ACCUSD"])
    enclosed = kept_from(desk)
    for path in ("title", "description", "about"):
        enclosed.seal(WHERE._replace(path=path), SAID)
    desk.flush()
    assert len(blobs_of(files)) == 1


@pytest.mark.parametrize(
    "away", [(), ("E-ACCUSD",), ("E-ACCUSD", "E-BELOWN"), ("E-HEADOF", "E-MANAGR", "E-ACCUSD")]
)
def test_nothing_tells_how_many_are_kept_away(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path, away: tuple[str, ...]
) -> None:
    complain(files, people["CLERKS"], tmp_path, away)
    (blob,) = blobs_of(files)
    assert blob.count(b"-> X25519 ") == 5  # four readers and the recovery


def test_an_identity_that_is_kept_away_is_kept_away_with_all_his_keys(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    second = person("E-ACCUSD")
    desk = vault_of(ring(files, people["MANAGR"]), tmp_path / "desk")
    desk.keyring.set_role(
        "conduct",
        desk.keyring.role("conduct"),
        [*(one.recipient for one in people.values()), second.recipient],
    )
    desk.keyring.set_holders([*desk.keyring.holders, second.holder])
    desk.flush()
    token = complain(files, people["MANAGR"], tmp_path)
    assert readers_of(files, [second], token, tmp_path) == set()


def test_the_key_of_one_record_opens_no_other(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    token = complain(files, people["MANAGR"], tmp_path)
    vault = vault_of(ring(files, people["MANAGR"]), tmp_path / "desk")
    with pytest.raises(Sealed):
        vault.open(WHERE._replace(subject=OTHER), token)
    with pytest.raises(Damaged):
        vault.open(WHERE._replace(path="title"), token)


def test_the_recovery_key_reads_it_and_hands_it_on(
    people: dict[str, Person], tmp_path: Path
) -> None:
    files = MemoryFiles()
    recovery = found_ring(files, {people["HEADOF"]: SCOPES, people["ACCUSD"]: ["conduct"]})
    token = complain(files, people["ACCUSD"], tmp_path)
    assert drill(ring(files), recovery.identity) == (list(SCOPES), 1)
    late = person("E-LATE1N")
    keyring = ring(files)
    recover(keyring, recovery.identity, late.holder)
    keyring.save()
    assert readers_of(files, [late], token, tmp_path) == {"E-LATE1N"}


def test_a_new_recovery_key_takes_the_place_of_the_old_one(
    people: dict[str, Person], tmp_path: Path
) -> None:
    files = MemoryFiles()
    old = found_ring(files, {people["HEADOF"]: SCOPES})
    complain(files, people["HEADOF"], tmp_path)
    keyring = ring(files, people["HEADOF"])
    keyring.put_data_key("R-7K3QZD", "contact", b"k" * 32)
    new = replace_recovery(keyring, people["HEADOF"].identity)
    keyring.save()
    assert drill(ring(files), new) == (list(SCOPES), 2)
    assert drill(ring(files), old.identity)[0] == []
    assert ring(files).recovery == new.recipient


def test_who_does_not_hold_all_scopes_renews_no_recovery_key(
    files: MemoryFiles, people: dict[str, Person]
) -> None:
    keyring = ring(files, people["HEADOF"])
    with pytest.raises(Sealed):
        replace_recovery(keyring, people["HEADOF"].identity)
    assert not keyring.is_changed


def test_a_renewed_identity_reads_what_the_old_one_read(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    token = complain(files, people["CLERKS"], tmp_path)
    backup = files.copy()
    fresh = {name: person(people[name].staff) for name in ("HEADOF", "ACCUSD")}
    for name, new in fresh.items():
        keyring = ring(files, people[name])
        replace_identity(keyring, people[name].identity, new.holder)
        keyring.save()
    assert readers_of(files, fresh.values(), token, tmp_path) == {"E-HEADOF"}
    assert readers_of(backup, fresh.values(), token, tmp_path) == set()


def test_a_leaver_reads_no_later_complaint(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    before = complain(files, people["CLERKS"], tmp_path)
    keyring = ring(files, people["MANAGR"])
    revoke(keyring, "E-HEADOF")
    keyring.save()
    desk = vault_of(ring(files, people["CLERKS"]), tmp_path / "later", ["E-ACCUSD"])
    later = place(OTHER, "conduct")
    token = kept_from(desk).seal(later, SAID)
    desk.flush()
    with pytest.raises(Sealed):
        vault_of(ring(files, people["HEADOF"]), tmp_path / "gone").open(later, token)
    manager = vault_of(ring(files, people["MANAGR"]), tmp_path / "stays")
    assert manager.open(later, token) == SAID
    assert manager.open(WHERE, before) == SAID


def test_a_later_value_of_the_same_complaint_has_a_new_key(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    before = complain(files, people["MANAGR"], tmp_path)
    keyring = ring(files, people["MANAGR"])
    renew(keyring, ["conduct"])
    keyring.save()
    after = complain(files, people["MANAGR"], tmp_path)
    assert after.startswith("pm1.conduct.2.")
    assert len(blobs_of(files, generation=2)) == 1
    for token in (before, after):
        assert readers_of(files, people.values(), token, tmp_path) == {"E-HEADOF", "E-MANAGR"}


def test_a_forgotten_complaint_opens_for_nobody(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    token = complain(files, people["CLERKS"], tmp_path)
    keyring = ring(files, people["MANAGR"])
    destroy(keyring, [SUBJECT], DAY)
    keyring.save()
    assert ring(files).enclosures(shard_of(SUBJECT)) == {}
    with pytest.raises(Erased):
        vault_of(ring(files, people["HEADOF"]), tmp_path / "desk").open(WHERE, token)


def test_whoever_reads_may_share_it(
    files: MemoryFiles, people: dict[str, Person], tmp_path: Path
) -> None:
    token = complain(files, people["CLERKS"], tmp_path)
    new = Person("E-LATE1N", new_identity())
    for sharer in ("ACCUSD", "HEADOF"):
        assert readers_of(files, [new], token, tmp_path) == set()
        keyring = ring(files, people[sharer])
        share_enclosed(keyring, people[sharer].identity, new.recipient)
        if keyring.is_changed:
            keyring.save()
    assert readers_of(files, [new], token, tmp_path) == {"E-LATE1N"}
