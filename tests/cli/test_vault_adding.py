"""Keys are given to the identity that somebody has, which is never replaced by the way."""

from pathlib import Path

from tests.cli.vaults import DESK, TECHNICIAN, Desk, World


def file_of_key(world: World, desk: Desk, name: str) -> Path:
    (shown,) = desk.done("staff", "show", name, "--json").records
    (path,) = world.home.rglob(f"{shown['id']}.key")
    return path


def test_a_locked_identity_gets_more_keys_and_stays(world: World) -> None:
    desk = world.desk()
    path = file_of_key(world, desk, TECHNICIAN)
    locked = path.rename(path.with_suffix(".age"))  # as a passphrase keeps it, unopened
    before = locked.read_bytes()
    (shown,) = desk.done("staff", "show", TECHNICIAN, "--json").records
    desk.done("post", "edit", shown["post"], "--capabilities", "read.*")
    desk.done("vault", "add", TECHNICIAN)
    assert locked.read_bytes() == before
    assert not path.exists()
    locked.rename(path)
    said = world.desk(TECHNICIAN).done("vault", "status", "--json")
    (standing,) = [one for one in said.records if one["staff"] == shown["id"]]
    assert "finance" in str(standing)


def test_an_identity_in_a_file_gets_more_keys_and_stays(world: World) -> None:
    desk = world.desk()
    path = file_of_key(world, desk, DESK)
    before = path.read_bytes()
    desk.done("vault", "add", DESK)
    assert path.read_bytes() == before
