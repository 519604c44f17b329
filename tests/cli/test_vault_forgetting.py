"""A resident is forgotten: what stands in the way is named, and afterwards nothing opens."""

import json
import re
import shutil
from pathlib import Path

import pytest

from pm.store.lone_files import LoneFiles
from pm.vault.age import Identity, read_identities
from pm.vault.keyring import Keyring
from pm.vault.lines import ENCLOSED, KEYS
from tests.cli.canary import CANARIES
from tests.cli.running import Shell
from tests.cli.vaults import (
    DESK,
    MANAGER,
    SEALED,
    SERVICE,
    Scene,
    World,
    commits,
    copied_scene,
    copied_world,
    file_of,
    new_id,
    new_resident,
    new_ticket,
)

GONE = {"•", "[erased]"}
"""What is shown in the place of a value that nobody can open any more."""
NAME = CANARIES["name"]
FIGURES = (
    ("report", "weekly", "--json"),
    ("report", "summary", "--from", "2026-11-01", "--to", "2026-11-30", "--json"),
)

COMMIT = re.compile(r"\b[0-9a-f]{8}(?:[0-9a-f]{32})?\b")


class Story(Scene):
    """A resident with a ticket that is over, and another one who stays."""

    def __init__(self, world: World) -> None:
        """Live through it."""
        super().__init__(world)
        self.resident = new_resident(self.desk)
        self.ticket = new_ticket(self.desk, self.resident)
        self.desk.done("ticket", "withdraw", self.ticket)
        about = ("--type", "complaint", "--channel", "visit", "--about", DESK)
        said = ("--title", CANARIES["opinion"], "--caller-resident", self.resident, "--json")
        self.complaint = new_id(self.desk.done("ticket", "new", *about, *said))
        self.desk.done("ticket", "withdraw", self.complaint)
        told = ("--title", f"noise of {NAME}", "--caller-phone", CANARIES["another phone"])
        self.other = new_id(
            self.desk.done(
                "ticket", "new", "--type", "report", "--channel", "phone", *told, "--json"
            )
        )

    def forget(self, code: int = 0) -> dict[str, object]:
        """Forget the resident, and give what is told."""
        answer = self.desk.pm("resident", "forget", self.resident, "--json")
        assert answer.code == code, answer.told
        told: dict[str, object] = json.loads(answer.out)
        return told


@pytest.fixture(scope="module")
def lived(people: World, tmp_path_factory: pytest.TempPathFactory) -> Story:
    return Story(copied_world(people, tmp_path_factory.mktemp("lived") / "world"))


@pytest.fixture
def story(lived: Story, tmp_path: Path) -> Story:
    return copied_scene(lived, tmp_path / "scene")


def personal(record: dict[str, object]) -> set[str]:
    """Give what is shown of the personal fields of a resident or a ticket."""
    names = ("name", "phone", "id_number", "unit", "special_needs", "title", "description")
    more = ("caller_name", "caller_phone")
    return {str(record[name]) for name in (*names, *more) if name in record}


# -- what stands in the way ------------------------------------------------------------------------


def test_it_can_be_tried_and_nothing_is_lost(story: Story) -> None:
    head, show = story.desk.head, ("resident", "show", story.resident, "--json")
    before = story.desk.done(*show).out
    tried = story.desk.done("resident", "forget", story.resident, "--dry-run")
    assert tried.out.startswith(f"{story.resident} would be forgotten; data subjects")
    assert f"{story.other} may still name him" in tried.out
    told = story.desk.done("resident", "forget", story.resident, "--dry-run", "--json").json
    assert (told["named_in"], told["erasure"]) == ([f"ticket/{story.other}"], "")
    assert story.desk.head == head
    assert story.desk.done(*show).out == before


def test_whatever_stands_in_the_way_is_named(world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk, "--debt", CANARIES["debt"])
    ticket = new_ticket(desk, resident)
    hold = new_id(desk.done("hold", "new", "--resident", resident, "--basis", "lawsuit", "--json"))
    before = commits(desk)
    for mend, names in (
        (("ticket", "withdraw", ticket), {ticket, hold, "--debt"}),
        (("hold", "lift", hold), {hold, "--debt"}),
        (("resident", "edit", resident, "--debt", ""), {"--debt"}),
    ):
        refused = desk.pm("resident", "forget", resident)
        assert refused.code == 13, refused.told
        assert {one for one in (ticket, hold, "--debt") if one in refused.err} == names
        assert CANARIES["debt"] not in refused.told
        desk.done(*mend)
    assert commits(desk) == before + 3
    desk.done("resident", "forget", resident)


def test_who_may_not_forget_is_refused(story: Story) -> None:
    refused = story.world.desk(DESK).pm("resident", "forget", story.resident)
    assert refused.code == 13, refused.told
    story.desk.done("resident", "show", story.resident)


# -- afterwards -----------------------------------------------------------------------------------


def test_every_reader_shows_that_it_is_gone(story: Story) -> None:
    story.forget()
    records = (
        ("resident", story.resident),
        ("ticket", story.ticket),
        ("ticket", story.complaint),
    )
    for noun, record in records:
        (shown,) = story.desk.done(noun, "show", record, "--json").records
        assert personal(shown) <= GONE
        listed = story.desk.done(noun, "list", "--json").records
        assert personal(next(one for one in listed if one["id"] == record)) <= GONE
        revealed = story.desk.pm(noun, "show", record, *SERVICE, "--json")
        assert revealed.code in {0, SEALED}, revealed.told
    for words in (
        *(("resident", "log", story.resident), ("log",), ("diff", "HEAD~8"), ("find", NAME)),
        ("ticket", "log", story.complaint),
        ("sql", "SELECT * FROM ticket"),
        ("sql", "SELECT * FROM resident"),
        ("show", story.resident),
        ("textconv", str(file_of(story.world, story.resident))),
    ):
        said = story.desk.pm(*words)
        assert said.code in {0, SEALED}, said.told
        told = COMMIT.sub("", said.told)  # an id may hold any four digits
        assert CANARIES["phone"][-4:] not in told
        assert CANARIES["id number"][-4:] not in told
        assert CANARIES["opinion"] not in told
    assert story.world.leaks() == []


def test_others_stay_as_they_were(story: Story) -> None:
    told = story.forget()
    (shown,) = story.desk.done("ticket", "show", story.other, *SERVICE, "--json").records
    assert shown["title"] == f"noise of {NAME}"
    assert told["named_in"] == [f"ticket/{story.other}"]
    story.desk.done("ticket", "edit", story.other, "--title", "noise of a neighbour")
    story.desk.done("check")
    new_resident(story.desk)


def figures(story: Story) -> list[object]:
    """Give the figures of both reports, but for the number of acts under a clock that was set."""
    return [
        figure
        for words in FIGURES
        for figure in story.desk.done(*words).json["figures"]
        if figure["key"] != "other_clock"
    ]


def test_figures_and_history_are_unchanged(story: Story) -> None:
    before = figures(story)
    history = story.desk.git("rev-list", "HEAD").split()
    story.forget()
    assert figures(story) == before
    assert story.desk.git("rev-list", "HEAD").split()[1:] == history
    assert story.desk.git("fsck", "--strict", "--no-dangling", "--no-progress") == ""
    verbs = [
        one["verb"] for one in story.desk.done("resident", "log", story.resident, "--json").records
    ]
    assert verbs == ["forget", "new"]


def test_there_is_proof_of_it(story: Story) -> None:
    told = story.forget()
    (proof,) = story.desk.done("erasure", "list", "--json").records
    assert (proof["id"], proof["resident"]) == (told["erasure"], story.resident)
    assert proof["subjects"] == told["subjects"]
    assert proof["named_in"] == [f"ticket/{story.other}"]
    assert "unpurged" not in proof
    for verb in ("edit", "void"):
        assert story.desk.pm("erasure", verb, str(proof["id"])).code == 2


def test_it_cannot_be_undone(story: Story) -> None:
    story.forget()
    assert story.desk.pm("undo").code != 0
    (shown,) = story.desk.done("resident", "show", story.resident, "--json").records
    assert shown["state"] == "forgotten"


def test_again_it_finds_nothing_more_to_do(story: Story) -> None:
    story.forget()
    story.forget()
    assert len(story.desk.done("erasure", "list", "--json").records) == 2
    assert story.desk.done("resident", "show", story.resident).code == 0


# -- what is left of older keyrings ---------------------------------------------------------------


def identities_of(world: World) -> list[Identity]:
    """Give every identity that lies in the home of this desk."""
    files = sorted(world.home.rglob("*.key*"))
    assert files
    return [one for path in files for one in read_identities(path.read_text("ascii"))]


def opened(folder: Path, identities: list[Identity]) -> int:
    """Count the keys in a copy of a keyring that some identities open."""
    files = LoneFiles(folder)
    keyring = Keyring(files, lambda: identities)
    keyring.load(KEYS)
    keyring.load(ENCLOSED)
    enclosed = [row for name in keyring.enclosure_names() for row in keyring.enclosures(name)]
    try:
        return sum(keyring.enclosed_key(*row) is not None for row in enclosed) + sum(
            keyring.unsealed(subject, scope, row) is not None
            for name in keyring.shard_names()
            for (subject, scope), row in keyring.shard(name).items()
            if keyring.holds(scope)
        )
    finally:
        files.close()


def test_a_backup_of_the_keyring_opens_to_no_identity_of_today(story: Story) -> None:
    backup, before = story.world.beside / "backup", identities_of(story.world)
    shutil.copytree(story.world.keys, backup)
    assert opened(backup, before)
    story.forget()
    assert opened(backup, identities_of(story.world)) == 0
    assert opened(story.world.keys, identities_of(story.world))
    assert opened(story.world.keys, before) == 0


def test_a_backup_that_is_put_back_brings_nobody_back(story: Story) -> None:
    desk, keys = story.desk, story.world.keys
    backup, home = story.world.beside / "backup", story.world.beside / "home"
    shutil.copytree(keys, backup)
    shutil.copytree(story.world.home, home)
    story.forget()
    present = story.world.beside / "present"
    shutil.move(keys, present)
    shutil.copytree(backup, keys)
    for here in (desk, story.world.desk(HOME=str(home))):  # with identities of today and of before
        (shown,) = here.done("resident", "show", story.resident, "--json").records
        assert personal(shown) <= GONE
        refused = here.pm("resident", "new", "--name", NAME)
        assert refused.code == SEALED, refused.told
        assert "pm vault" in refused.err
    desk.done("vault", "sync", str(present))
    (shown,) = desk.done("resident", "show", story.resident, "--json").records
    assert personal(shown) <= GONE
    new_resident(desk)


def test_the_recovery_key_brings_nobody_back(story: Story) -> None:
    backup = story.world.beside / "backup"
    shutil.copytree(story.world.keys, backup)
    story.forget()
    shutil.rmtree(story.world.keys)
    shutil.copytree(backup, story.world.keys)
    key = f"@{story.world.beside / 'recovery.txt'}"
    story.desk.done("vault", "recover", MANAGER, "--key", key)
    (shown,) = story.desk.done("resident", "show", story.resident, "--json").records
    assert personal(shown) <= GONE
    (shown,) = story.desk.done("ticket", "show", story.other, "--json").records
    assert shown["title"] == f"noise of {NAME}"


def git_in(world: World) -> Shell:
    """Give a shell in the keyring's repository."""
    return Shell(world.keys)


def test_what_keeps_an_old_keyring_is_named_and_the_exit_code_says_so(story: Story) -> None:
    keys = git_in(story.world)
    keys.git("repack", "-a", "-d", "-q")
    (pack,) = (story.world.keys / "objects" / "pack").glob("*.pack")
    keep = pack.with_suffix(".keep")
    keep.touch()
    tree = story.world.beside / "worktree"
    keys.git("worktree", "add", "--quiet", "--detach", str(tree), "refs/pm/keys")
    told = story.forget(code=3)
    assert told["unpurged"] == [f"pack:{pack.stem}", f"worktree:{tree.resolve()}"]
    (proof,) = story.desk.done("erasure", "list", "--json").records
    assert proof["unpurged"] == told["unpurged"]
    keep.unlink()
    shutil.rmtree(tree)
    story.desk.done("vault", "rotate")
    assert keys.git("worktree", "list").count("\n") == 1
    assert not pack.exists()


def test_an_identity_elsewhere_must_be_renewed_and_is_named(story: Story) -> None:
    (file,) = (path for path in story.world.home.rglob("*.key") if _is_of(story.world, path, DESK))
    elsewhere = story.world.beside / "elsewhere"
    shutil.copytree(story.world.home, elsewhere)
    for other in elsewhere.rglob("*.key"):
        if other.name != file.name:
            other.unlink()
    file.unlink()
    told = story.forget(code=3)
    assert told["pending"] == [file.stem]
    there = story.world.desk(DESK, HOME=str(elsewhere))
    (shown,) = there.done("ticket", "show", story.other, "--json").records
    assert shown["title"] == f"noise of {NAME}"
    there.done("vault", "rotate")
    assert story.desk.done("vault", "status", "--json").out.count("renewed") == 0


def _is_of(world: World, path: Path, name: str) -> bool:
    shown = world.desk().done("staff", "show", path.stem, "--json").records[0]
    return bool(shown["name"] == name)
