"""Where a keyring may be brought together: with a copy of it, and never with records."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.vaults import World


@pytest.fixture
def bare(world: World) -> Path:
    """Give an empty bare repository, as on the office's own machine."""
    folder = world.seen / "server.git"
    subprocess.run(("git", "init", "--quiet", "--bare", str(folder)), check=True)
    return folder


def refs(folder: Path) -> list[str]:
    command = ("git", "-C", str(folder), "for-each-ref", "--format=%(refname)")
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return said.split()


def test_an_empty_repository_becomes_a_copy(world: World, bare: Path) -> None:
    desk = world.desk()
    desk.done("vault", "sync", str(bare))
    assert refs(bare) == ["refs/pm/keys"]
    desk.done("vault", "sync")


def test_a_second_time_nothing_is_written(world: World, bare: Path) -> None:
    desk = world.desk()
    desk.done("vault", "sync", str(bare))
    command = ("git", "-C", str(bare), "rev-parse", "refs/pm/keys")
    first = subprocess.run(command, capture_output=True, check=True).stdout
    desk.done("vault", "sync")
    assert subprocess.run(command, capture_output=True, check=True).stdout == first


@pytest.mark.parametrize("kind", ["clone", "bare"])
def test_records_are_no_place_for_a_keyring(world: World, kind: str) -> None:
    folder = world.seen / kind
    more = ("--bare",) if kind == "bare" else ()
    subprocess.run(("git", "clone", "--quiet", *more, str(world.office), str(folder)), check=True)
    before = refs(folder)
    answer = world.desk().pm("vault", "sync", str(folder))
    assert answer.code == 13, answer.told
    assert str(folder) in answer.err
    assert refs(folder) == before
    assert world.desk().pm("vault", "sync").code == 10  # no address was kept


def test_a_folder_that_is_no_repository_is_refused(world: World) -> None:
    answer = world.desk().pm("vault", "sync", str(world.beside))
    assert answer.code not in {0, 1}, answer.told
