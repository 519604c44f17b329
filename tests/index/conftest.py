"""Offices to index."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pm.index.database import Index
from pm.model.node import Tree
from pm.office import registry
from pm.store.repository import Repository
from tests.index.synthetic import Office
from tests.index.things import Kinds, TokenVault, file_of, things

Open = Callable[[Office], Index]


@pytest.fixture
def open_index() -> Iterator[Open]:
    """Open indexes as a new process would, and close them in the end."""
    opened: list[tuple[Index, Repository]] = []

    def open_one(office: Office) -> Index:
        repository = Repository.open(office.folder)
        index = Index.open(repository, registry, "key")
        opened.append((index, repository))
        return index

    yield open_one
    for index, repository in opened:
        index.close()
        repository.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with some tickets."""
    made = Office(tmp_path / "office")
    made.fill(6)
    return made


@pytest.fixture(scope="session")
def vault() -> TokenVault:
    """Give the vault that sealed the things."""
    return TokenVault()


@pytest.fixture(scope="session")
def trees(vault: TokenVault) -> list[Tree]:
    """Give the trees of the things."""
    return things(120, vault)


@pytest.fixture(scope="session")
def thing_index(tmp_path_factory: pytest.TempPathFactory, trees: list[Tree]) -> Iterator[Index]:
    """Give the index of an office of things and one shelf."""
    office = Office(tmp_path_factory.mktemp("things") / "office")
    for tree in trees:
        office.write(*file_of(tree))
    office.write(
        "records/shelves/top.yaml",
        '{"id": "top", "state": "active", "data_subject": "office", "name": {"zh": "顶层"}}',
    )
    office.commit("things")
    repository = Repository.open(office.folder)
    index = Index.open(repository, Kinds(), "key")
    yield index
    index.close()
    repository.close()
