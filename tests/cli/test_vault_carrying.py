"""The records of an office without a vault are carried over into a sealed one."""

from pathlib import Path

import pytest

from tests.cli.canary import CANARIES
from tests.cli.vaults import (
    DESK,
    MANAGER,
    SERVICE,
    Desk,
    World,
    build,
    commit_plainly,
    copied_world,
    empty_world,
    file_of,
    init,
    new_id,
    new_resident,
    new_ticket,
)

HEAD, OPINION = "Guo Jing", CANARIES["opinion"]


@pytest.fixture(scope="module")
def plain_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make an office without a vault, in which the manager, one below him and a clerk work."""
    world = empty_world(tmp_path_factory.mktemp("plain") / "world")
    init(world, "--no-vault")
    desk = world.desk()
    desk.done("staff", "new", "--name", HEAD, "--post", "assistant-manager")
    desk.done("staff", "new", "--name", DESK, "--post", "front-desk")
    build(desk)
    new_ticket(desk, new_resident(desk))
    return world


@pytest.fixture
def plain(plain_world: World, tmp_path: Path) -> World:
    """Give a plain office of one's own."""
    return copied_world(plain_world, tmp_path / "world")


def complaint(desk: Desk, about: str) -> str:
    """Take up a complaint about a member of staff."""
    told = ("--title", OPINION, "--caller-name", CANARIES["name"], "--about", about)
    complained = ("--type", "complaint", "--channel", "visit")
    return new_id(desk.done("ticket", "new", *complained, *told, "--json"))


def carried_over(world: World, who: str = MANAGER) -> Desk:
    """Carry an office over, and give the desk of who did it."""
    folder = world.beside / "sealed"
    world.desk(who).done("vault", "init", "--into", str(folder))
    return world.desk(who, folder)


def titles(desk: Desk) -> dict[str, str]:
    """Give what is shown of the titles of all tickets."""
    return {one["id"]: one["title"] for one in desk.done("ticket", "list", "--json").records}


def test_what_is_personal_is_sealed_and_reads_as_before(plain: World) -> None:
    before = titles(plain.desk())
    about_clerk = complaint(plain.desk(), DESK)
    sealed = carried_over(plain)
    assert plain.scanner.leaks(sealed.folder) == []
    assert titles(sealed) == {**before, about_clerk: OPINION}
    (shown,) = sealed.done("ticket", "show", about_clerk, *SERVICE, "--json").records
    (clerk,) = sealed.done("staff", "show", DESK, "--json").records
    assert shown["about"] == clerk["id"]
    (resident,) = sealed.done("resident", "list", "--phone", CANARIES["phone"], "--json").records
    assert resident["name"] == "王**"
    sealed.done("check")


def test_a_complaint_stays_kept_from_him_and_from_those_below_him(plain: World) -> None:
    about_clerk = complaint(plain.desk(), DESK)
    about_manager = complaint(plain.desk(), MANAGER)
    seen = titles(carried_over(plain, HEAD))
    assert seen[about_clerk] == OPINION
    assert seen[about_manager] == "•"


def test_without_a_folder_or_the_right_nothing_is_made(plain: World) -> None:
    folder = plain.beside / "sealed"
    assert plain.desk().pm("vault", "init").code == 13
    refused = plain.desk(DESK).pm("vault", "init", "--into", str(folder))
    assert refused.code == 13
    assert "vault is missing" in refused.err
    assert not folder.exists()


@pytest.mark.parametrize("field", ["unit", "about"])
def test_a_value_that_is_none_is_named_and_nothing_is_made(plain: World, field: str) -> None:
    desk, folder = plain.desk(), plain.beside / "sealed"
    ticket = complaint(desk, DESK)
    file, wrong = file_of(plain, ticket), "nothing of that kind"
    lines = file.read_text("utf-8").splitlines()
    others = [line for line in lines if not line.startswith(f"{field}:")]
    file.write_text("\n".join([*others, f"{field}: {wrong}\n"]), encoding="utf-8", newline="\n")
    commit_plainly(desk)
    refused = desk.pm("vault", "init", "--into", str(folder))
    assert refused.code == 12, refused.told
    assert f"{file.name}: {field}: " in refused.err
    assert wrong not in refused.err
    assert not folder.exists()
