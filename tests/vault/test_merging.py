"""Two copies of a keyring: the union of both, without whoever was forgotten in either."""

from pathlib import Path
from typing import NamedTuple

import pytest

from pm.errors import Erased
from pm.model.values import SCOPES
from pm.vault.merging import merge
from pm.vault.rotation import destroy, renew
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

BOTH, MINE, THEIRS = "R-7K3QZD", "R-8M4RTF", "R-9N5SVG"
PHONE = "13800000115"


class Copies(NamedTuple):
    """Two copies that began as one: each has a subject of its own since."""

    manager: Person
    mine: MemoryFiles
    theirs: MemoryFiles
    tokens: dict[str, str]

    def folder(self, tmp_path: Path) -> Path:
        return tmp_path / "reader"


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    manager, mine = person("E-MANAGR"), MemoryFiles()
    found_ring(mine, {manager: SCOPES})
    tokens = {BOTH: seal(mine, manager, BOTH, tmp_path)}
    theirs = mine.copy()
    tokens[MINE] = seal(mine, manager, MINE, tmp_path)
    tokens[THEIRS] = seal(theirs, manager, THEIRS, tmp_path)
    return Copies(manager, mine, theirs, tokens)


def seal(files: MemoryFiles, who: Person, subject: str, folder: Path) -> str:
    vault = vault_of(ring(files, who), folder / f"desk-{subject}")
    token = vault.seal(place(subject), PHONE)
    vault.flush()
    return token


def forget(files: MemoryFiles, who: Person, subject: str) -> None:
    keyring = ring(files, who)
    destroy(keyring, [subject], DAY)
    renew(keyring, READABLE, next_generation=False)
    keyring.save()


def bring_together(files: MemoryFiles, other: MemoryFiles, who: Person) -> None:
    """Merge as two desks do."""
    keyring, theirs = ring(files, who), ring(other, who)
    merge(keyring, theirs)
    keyring.raise_version(theirs.version)
    keyring.save()


def readable(copies: Copies, files: MemoryFiles, folder: Path) -> set[str]:
    """Tell whose tokens open; a forgotten one says that he was."""
    vault = vault_of(ring(files, copies.manager), copies.folder(folder))
    found: set[str] = set()
    for subject, token in copies.tokens.items():
        try:
            assert vault.open(place(subject), token) == PHONE
        except Erased:
            continue
        found.add(subject)
    return found


def test_both_have_all_keys_afterwards(copies: Copies, tmp_path: Path) -> None:
    bring_together(copies.mine, copies.theirs, copies.manager)
    bring_together(copies.theirs, copies.mine, copies.manager)
    for files in (copies.mine, copies.theirs):
        assert readable(copies, files, tmp_path) == {BOTH, MINE, THEIRS}


@pytest.mark.parametrize("where", ["mine", "theirs"])
@pytest.mark.parametrize("forgotten", [BOTH, MINE, THEIRS])
def test_the_forgotten_stay_forgotten_whichever_copy_knows_it(
    copies: Copies, tmp_path: Path, where: str, forgotten: str
) -> None:
    files = {"mine": copies.mine, "theirs": copies.theirs}
    forget(files[where], copies.manager, forgotten)
    for first, second in (("mine", "theirs"), ("theirs", "mine")):
        one, other = files[first].copy(), files[second].copy()
        bring_together(one, other, copies.manager)
        assert readable(copies, one, tmp_path) == {BOTH, MINE, THEIRS} - {forgotten}
        keyring = ring(one, copies.manager)
        assert keyring.tombstones == {forgotten: DAY}
        rows = [row for name in keyring.shard_names() for row in keyring.shard(name)]
        assert not [row for row in rows if row[0] == forgotten]


def test_each_forgot_another(copies: Copies, tmp_path: Path) -> None:
    forget(copies.mine, copies.manager, BOTH)
    forget(copies.theirs, copies.manager, THEIRS)
    bring_together(copies.mine, copies.theirs, copies.manager)
    assert readable(copies, copies.mine, tmp_path) == {MINE}
    assert ring(copies.mine).tombstones == {BOTH: DAY, THEIRS: DAY}


def test_a_copy_that_was_renewed_oftener_wins(copies: Copies, tmp_path: Path) -> None:
    keyring = ring(copies.theirs, copies.manager)
    for _ in range(3):
        renew(keyring, SCOPES)
    keyring.save()
    bring_together(copies.mine, copies.theirs, copies.manager)
    assert readable(copies, copies.mine, tmp_path) == {BOTH, MINE, THEIRS}
    assert ring(copies.mine, copies.manager).role("contact").epoch == 4


def test_a_merged_keyring_is_newer_than_both(copies: Copies) -> None:
    for _ in range(3):
        keyring = ring(copies.theirs, copies.manager)
        keyring.put_data_key(THEIRS, "voice", b"k" * 32)
        keyring.save()
    numbers = [ring(files).version for files in (copies.mine, copies.theirs)]
    bring_together(copies.mine, copies.theirs, copies.manager)
    assert ring(copies.mine).version > max(numbers)


def test_a_second_merge_brings_nothing(copies: Copies) -> None:
    bring_together(copies.mine, copies.theirs, copies.manager)
    keyring = ring(copies.mine, copies.manager)
    merge(keyring, ring(copies.theirs, copies.manager))
    assert not keyring.is_changed


def test_complaints_come_too_and_forgotten_ones_do_not(copies: Copies) -> None:
    keyring = ring(copies.theirs, copies.manager)
    for subject in ("S-7K3QZD", "S-8M4RTF"):
        keyring.enclose(subject, 1, [])
    keyring.save()
    mine = ring(copies.mine, copies.manager)
    destroy(mine, ["S-8M4RTF"], DAY)
    mine.save()
    bring_together(copies.mine, copies.theirs, copies.manager)
    reader = ring(copies.mine, copies.manager)
    assert reader.enclosed_key("S-7K3QZD", 1) is not None
    assert reader.enclosed_key("S-8M4RTF", 1) is None


def test_taking_over_leaves_nothing_of_ones_own(copies: Copies) -> None:
    keyring = ring(copies.mine, copies.manager)
    keyring.take_over(copies.theirs.present)
    assert not keyring.is_changed
    assert copies.mine.present == copies.theirs.present
    assert not ring(copies.mine, copies.manager).knows(MINE)


def test_an_empty_place_takes_over_everything(copies: Copies, tmp_path: Path) -> None:
    empty = MemoryFiles()
    keyring = ring(empty, copies.manager)
    keyring.take_over(copies.theirs.present)
    assert not keyring.is_changed
    vault = vault_of(ring(empty, copies.manager), tmp_path / "new")
    assert vault.open(place(THEIRS), copies.tokens[THEIRS]) == PHONE
