"""A keyring with two who hold keys."""

import pytest

from pm.model.values import SCOPES
from tests.vault.keyrings import MemoryFiles, Person, found_ring, person


@pytest.fixture(scope="module")
def manager() -> Person:
    return person("E-MANAGR")


@pytest.fixture(scope="module")
def clerk() -> Person:
    return person("E-CLERKS")


@pytest.fixture
def files(manager: Person, clerk: Person) -> MemoryFiles:
    """Give a keyring that a manager opens whole, and a clerk in two scopes."""
    made = MemoryFiles()
    found_ring(made, {manager: SCOPES, clerk: ("contact", "voice")})
    return made
