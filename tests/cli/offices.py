"""Offices to run commands in: founded once, and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Shell, found_office, packed


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office as ``pm init`` does; nobody writes in it."""
    folder = found_office(tmp_path_factory.mktemp("founded") / "office").folder
    packed(folder)
    return folder


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Shell:
    """Give a shell in an office of one's own that was just made."""
    return Shell(copied(founded, tmp_path / "office"))


def copied(founded: Path, folder: Path) -> Path:
    """Copy an office, with its history."""
    shutil.copytree(founded, folder, symlinks=True)
    return folder
