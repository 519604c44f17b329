"""What the tests of the command line start from."""

from pathlib import Path

import pytest

from tests.cli.offices import founded, office
from tests.cli.vaults import World, copied_world, found_world

__all__ = ["founded", "office", "people", "world"]


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make a sealed office with its people; nobody writes in it."""
    return found_world(tmp_path_factory.mktemp("people") / "world")


@pytest.fixture
def world(people: World, tmp_path: Path) -> World:
    """Give a sealed office of one's own, with everything around it."""
    return copied_world(people, tmp_path / "world")
