"""Older keyrings do not pile up: each change leaves the one before, until there are many."""

from pathlib import Path

import pytest

from pm.store.lone_files import LoneFiles
from tests.cli.running import found_office


def loose(office: Path) -> int:
    """Count the objects of the keyring that lie by themselves."""
    objects = office / ".git" / "pm" / "keys.git" / "objects"
    return len([path for path in objects.rglob("*") if path.is_file() and len(path.name) == 38])


def test_they_are_destroyed_with_an_act_once_there_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = found_office(tmp_path / "office")
    office.done("resident", "new", "--name", "周建华")
    assert loose(office.folder) > 0
    monkeypatch.setattr(LoneFiles, "is_crowded", property(lambda _: True))
    office.done("resident", "new", "--name", "林静怡")
    assert loose(office.folder) == 0
    names = {row["name"] for row in office.done("resident", "list", "--json").records}
    assert names == {"周**", "林**"}


def test_few_are_left_alone(tmp_path: Path) -> None:
    office = found_office(tmp_path / "office")
    office.done("resident", "new", "--name", "周建华")
    before = loose(office.folder)
    office.done("resident", "new", "--name", "林静怡")
    assert loose(office.folder) == before
