"""Whoever leaves reads nothing that is written afterwards; lost keys come back by one way."""

import shutil
from pathlib import Path

import pytest

from tests.cli.canary import CANARIES
from tests.cli.running import Answer, Shell
from tests.cli.vaults import (
    DESK,
    MANAGER,
    SEALED,
    SERVICE,
    Desk,
    World,
    new_resident,
    new_ticket,
)

NAME = CANARIES["name in English"]
NEW = ("resident", "new", "--name", NAME)


def shown(answer: Answer) -> set[str]:
    """Give the names that a list or a record shows."""
    assert answer.code == 0, answer.told
    return {str(record["name"]) for record in answer.records}


def masked(name: str) -> str:
    return f"{name[0]}**"


@pytest.fixture
def left(world: World) -> Desk:
    """Let the front desk leave with a copy of the office and of everything in her home."""
    old = new_resident(world.desk())
    copy, home = world.beside / "taken", world.beside / "taken-home"
    shutil.copytree(world.office, copy, symlinks=True)
    shutil.copytree(world.home, home)
    manager = world.desk()
    manager.done("staff", "leave", DESK)
    manager.done("vault", "remove", DESK)
    manager.done("resident", "edit", old, "--phone", CANARIES["another phone"])
    manager.done(*NEW)
    return world.desk(DESK, copy, HOME=str(home))


def bring_up(left: Desk, world: World) -> None:
    """Let a leaver fetch all that was written since: records and keyring."""
    left.git("pull", "--quiet", str(world.office), "main")
    keys = left.folder / ".git" / "pm" / "keys.git"
    shutil.rmtree(keys)
    shutil.copytree(world.keys, keys)


def test_a_leaver_reads_what_he_could_read_before_and_kept(left: Desk) -> None:
    assert shown(left.pm("resident", "list", "--json")) == {masked(CANARIES["name"])}


def test_a_leaver_reads_nothing_that_is_written_afterwards(left: Desk, world: World) -> None:
    bring_up(left, world)
    assert shown(left.pm("resident", "list", "--json")) == {"•"}
    assert left.pm("find", NAME).out.count("R-") == 0


def test_an_old_keyring_does_not_help_a_leaver(left: Desk, world: World) -> None:
    left.git("pull", "--quiet", str(world.office), "main")
    records = left.pm("resident", "list", "--json").records
    assert {str(one["name"]) for one in records} == {masked(CANARIES["name"]), "•"}
    assert CANARIES["another phone"][-4:] not in str(records)


def test_who_stays_reads_old_and_new(left: Desk, world: World) -> None:
    del left
    names = shown(world.desk().pm("resident", "list", "--json"))
    assert names == {masked(CANARIES["name"]), masked(NAME)}


def test_a_leaver_can_write_nothing(left: Desk, world: World) -> None:
    bring_up(left, world)
    assert left.pm(*NEW).code in {13, SEALED}


# -- lost identities ------------------------------------------------------------------------------


@pytest.fixture
def lost(world: World) -> World:
    """Lose every identity."""
    new_ticket(world.desk(), new_resident(world.desk()))
    shutil.rmtree(world.home)
    world.home.mkdir()
    return world


def opens_nothing(desk: Shell) -> None:
    assert shown(desk.pm("resident", "list", "--json")) == {"•"}
    assert desk.pm(*NEW).code == SEALED
    for noun in ("resident", "ticket"):
        for record in desk.done(noun, "list", "--json").records:
            assert desk.pm(noun, "show", str(record["id"]), *SERVICE).code in {0, SEALED}
    assert desk.pm("find", CANARIES["name"]).out.count("R-") == 0


def test_without_an_identity_nothing_opens(lost: World) -> None:
    opens_nothing(lost.desk())


def test_the_recovery_key_opens_everything_again(lost: World) -> None:
    desk, key = lost.desk(), f"@{lost.beside / 'recovery.txt'}"
    tried = desk.done("vault", "recover", "--drill", "--key", key)
    assert "nothing was changed" in tried.out
    opens_nothing(desk)
    desk.done("vault", "recover", MANAGER, "--key", key)
    assert shown(desk.pm("resident", "list", "--json")) == {masked(CANARIES["name"])}
    desk.done(*NEW)
    desk.done("vault", "rotate")
    assert shown(desk.pm("resident", "list", "--json")) == {masked(CANARIES["name"]), masked(NAME)}
    assert lost.leaks() == []


@pytest.mark.parametrize("key", ["no key at all", ""])
def test_what_is_no_recovery_key_is_refused(key: str, lost: World) -> None:
    refused = lost.desk().pm("vault", "recover", MANAGER, "--key", "-", typed=key)
    assert refused.code == 12, refused.told
    opens_nothing(lost.desk())


def test_with_another_recovery_key_nothing_opens(lost: World) -> None:
    folder = lost.beside / "other"
    made = Desk(folder.parent, [], HOME=str(lost.beside)).done(
        *("init", str(folder), "--name", "Other", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", "Li Qiang", "--no-input"),
    )
    key = next(word for word in made.out.split() if word.startswith("AGE-SECRET-KEY-1"))
    for words in (("--drill",), (MANAGER,)):
        tried = lost.desk().pm("vault", "recover", *words, "--key", "-", typed=key)
        assert tried.code == 12 or "data keys: 0" in tried.out, tried.told
    opens_nothing(lost.desk())


def test_a_recovery_key_does_not_belong_into_a_command(lost: World) -> None:
    key = Path(lost.beside / "recovery.txt").read_text(encoding="ascii").strip()
    refused = lost.desk().pm("vault", "recover", MANAGER, "--key", key)
    assert refused.code == 2, refused.told
    assert key not in refused.told


# -- a keyring that is lost -----------------------------------------------------------------------


def test_without_a_keyring_only_what_is_clear_goes_on(world: World) -> None:
    desk = world.desk()
    ticket = new_ticket(desk, new_resident(desk))
    kept = world.beside / "kept"
    shutil.move(world.keys, kept)
    assert shown(desk.pm("resident", "list", "--json")) == {"•"}
    for words in (NEW, ("ticket", "edit", ticket, "--title", "other")):
        refused = desk.pm(*words)
        assert refused.code == SEALED, refused.told
        assert "pm vault" in refused.err
    desk.done("ticket", "triage", ticket, "--validity", "valid")
    desk.done("report", "weekly")
    desk.done("check")
    key = f"@{world.beside / 'recovery.txt'}"
    for words_ in (
        *(["status"], ["add", DESK], ["rotate"], ["remove", DESK]),
        ["recover", "--key", key],
    ):
        told = desk.pm("vault", *words_)
        assert "Traceback" not in told.told
        assert told.code in {0, 10, 12, SEALED}, told.told
    desk.done("vault", "sync", str(kept))
    assert shown(desk.pm("resident", "list", "--json")) == {masked(CANARIES["name"])}
    assert world.leaks() == []
