"""Offices for the store's tests."""

from pathlib import Path

import pytest

from pm.store.repository import Repository
from tests.store import desk


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Give an office with one ticket."""
    return desk.make_office(tmp_path / "office")
