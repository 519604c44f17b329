"""Two desks with a keyring each: what one forgot does not come back from the other."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.canary import CANARIES
from tests.cli.vaults import DESK, SERVICE, Desk, World, new_resident

GONE = {"•", "[erased]"}


def pull(here: Desk, there: Desk) -> None:
    """Fetch records and merge them, as git does."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    here.git(*who, "pull", "--quiet", "--no-rebase", str(there.folder), "main")


class Two(NamedTuple):
    """The manager's desk, and that of the front desk, each with its own identity alone."""

    manager: Desk
    other: Desk
    first: str
    """Whom both desks know."""

    def bring_together(self, *, code: int = 0) -> None:
        """Let the other desk fetch the records and bring its keyring together."""
        pull(self.other, self.manager)
        answer = self.other.pm("vault", "sync", str(self.manager.folder))
        assert answer.code == code, answer.told


@pytest.fixture
def two(world: World) -> Two:
    manager = world.desk()
    first = new_resident(manager)
    (shown,) = manager.done("staff", "show", DESK, "--json").records
    (key,) = world.home.rglob(f"{shown['id']}.key")
    home = world.seen / "other-home"
    here = home / key.relative_to(world.home)
    here.parent.mkdir(parents=True)
    shutil.move(key, here)
    folder = world.seen / "other"
    other = world.desk(DESK, folder, HOME=str(home))
    world.desk(folder=world.seen).done("clone", str(world.office), "other")
    other.done("vault", "sync", str(world.office))
    return Two(manager, other, first)


def name_of(desk: Desk, resident: str) -> str:
    """Give the name of a resident as a desk reads it."""
    return str(desk.done("resident", "show", resident, "--json").records[0]["name"])


def renewed(two: Two) -> None:
    """Let the other desk do what it must after somebody was forgotten."""
    two.other.done("vault", "rotate")
    two.bring_together()


def test_both_desks_read_what_the_other_wrote(two: Two) -> None:
    assert name_of(two.other, two.first) == "王**"
    new = new_resident(two.other)
    two.other.done("vault", "sync")
    two.manager.git("pull", "--quiet", str(two.other.folder), "main")
    assert name_of(two.manager, new) == "王**"


def test_a_stale_desk_brings_nobody_back_and_loses_nobody(two: Two, world: World) -> None:
    two.manager.pm("resident", "forget", two.first)
    assert name_of(two.manager, two.first) in GONE
    new = new_resident(two.other)
    assert name_of(two.other, two.first) == "王**"  # it does not know yet
    two.bring_together()
    assert name_of(two.other, two.first) in GONE
    assert name_of(two.other, new) == "王**"
    renewed(two)
    pull(two.manager, two.other)
    for desk in (two.manager, two.other):
        assert name_of(desk, two.first) in GONE
        assert name_of(desk, new) == "王**"
    assert world.leaks() == []


def test_a_stale_keyring_that_is_pushed_by_hand_brings_nobody_back(two: Two) -> None:
    two.manager.pm("resident", "forget", two.first)
    keys = _keys(two.other.folder)
    ref = "refs/pm/keys"
    two.manager.command(
        "git", "-C", str(keys), "push", "--quiet", "--force", str(_keys(two.manager.folder)), ref
    )
    shown = two.manager.pm("resident", "show", two.first, *SERVICE, "--json")
    assert CANARIES["name"] not in shown.told
    refused = two.manager.pm("resident", "new", "--name", CANARIES["name"])
    assert refused.code == 16, refused.told


def _keys(folder: Path) -> Path:
    return folder / ".git" / "pm" / "keys.git"


def test_a_leaver_s_desk_gets_no_new_keys(two: Two) -> None:
    two.manager.done("staff", "leave", DESK)
    two.manager.done("vault", "remove", DESK)
    new = new_resident(two.manager)
    two.other.git("pull", "--quiet", str(two.manager.folder), "main")
    two.other.pm("vault", "sync", str(two.manager.folder))
    assert name_of(two.other, new) == "•"
    assert name_of(two.manager, new) == "王**"


def test_a_complaint_is_kept_from_whom_it_is_about(two: Two) -> None:
    told = ("--title", CANARIES["opinion"], "--description", CANARIES["opinion"])
    made = two.manager.done(
        *("ticket", "new", "--type", "complaint", "--channel", "visit", "--about", DESK, *told),
        *("--caller-name", CANARIES["name"], "--json"),
    )
    complaint = str(made.records[0]["id"])
    two.bring_together()
    for words in (
        ("ticket", "show", complaint),
        ("ticket", "show", complaint, *SERVICE, "--json"),
        ("ticket", "log", complaint),
        ("ticket", "list", "--json"),
        ("find", "cockatoo"),
        ("diff", "HEAD~1"),
        ("sql", "SELECT * FROM ticket"),
    ):
        said = two.other.pm(*words)
        assert CANARIES["opinion"] not in said.told
    (shown,) = two.manager.done("ticket", "show", complaint, "--json").records
    assert shown["title"] == CANARIES["opinion"]
