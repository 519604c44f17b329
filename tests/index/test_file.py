"""The file of the index is disposable: spoiled, foreign, busy or forbidden, lists still come."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pm.index import connection
from pm.index.database import Index
from pm.office import registry
from pm.store.repository import Repository
from tests.index.conftest import Open
from tests.index.synthetic import Office

TICKET = registry.kind("ticket")
FILE = ".git/pm/index.sqlite"


def count(index: Index) -> int:
    return len(index.select(TICKET).rows)


def spoil_all(file: Path) -> None:
    file.write_bytes(b"this is no database, and long enough to be read as one" * 200)


def spoil_pages(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def make_foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE ticket (id)")
    other.close()


@pytest.mark.parametrize("harm", [spoil_all, spoil_pages, cut, empty, make_foreign])
def test_a_spoiled_file_is_made_anew(office: Office, open_index: Open, harm: object) -> None:
    assert callable(harm)
    open_index(office).close()
    harm(office.folder / FILE)
    index = open_index(office)
    assert count(index) == 6
    index.close()
    assert count(open_index(office)) == 6
    assert (office.folder / FILE).stat().st_size > 8192


def test_a_folder_in_the_place_of_the_file_is_gone_around(office: Office, open_index: Open) -> None:
    (office.folder / FILE).mkdir(parents=True)
    assert count(open_index(office)) == 6


def test_a_git_folder_that_cannot_be_written_is_read_in_memory(
    office: Office, open_index: Open
) -> None:
    (office.folder / ".git/pm").write_bytes(b"")
    index = open_index(office)
    assert count(index) == 6
    assert index.views([TICKET]).run("SELECT count(*) FROM ticket").rows == [(6,)]


def test_a_file_that_stays_busy_is_gone_around(
    office: Office, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(office).close()
    office.path(office.ids[0]).unlink()
    office.commit("one less")
    monkeypatch.setattr(connection, "WAIT", 0.05)
    other = sqlite3.connect(office.folder / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert count(open_index(office)) == 5
    other.execute("COMMIT")
    other.close()


def test_a_killed_refresh_leaves_the_index_as_it_was(
    office: Office, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(office)
    office.fill(2)
    with monkeypatch.context() as patch:
        patch.setattr("pm.index.refresh._insert_acts", _fail)
        with pytest.raises(RuntimeError):
            index.refresh()
    assert count(index) == 6
    index.refresh()
    assert count(index) == 8


def _fail(*_: object) -> None:
    raise RuntimeError


def test_nothing_can_be_changed_by_a_question(office: Office, open_index: Open) -> None:
    index = open_index(office)
    for statement in ("DELETE FROM ticket", "DROP TABLE act", "CREATE TABLE x (y)"):
        with pytest.raises(sqlite3.OperationalError):
            index.run(statement)
    with index.steady():
        assert count(index) == 6


def test_a_steady_index_stays_until_the_questions_are_asked(
    office: Office, open_index: Open
) -> None:
    index = open_index(office)
    with index.steady():
        office.fill(1)
        index.refresh()
        assert count(index) == 6
    index.refresh()
    assert count(index) == 7


LIST = """
import sys
from pathlib import Path
from pm.index.database import Index
from pm.office import registry
from pm.store.repository import Repository

repository = Repository.open(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    index = Index.open(repository, registry, "key")
    print(len(index.select(registry.kind("ticket")).rows), len(index.latest_acts()), end=" ")
    index.close()
repository.close()
"""


@pytest.mark.parametrize("there", ["nothing", "an older index", "a spoiled file"])
def test_two_processes_at_once_both_see_head(
    office: Office, open_index: Open, checkout: Path, there: str
) -> None:
    if there != "nothing":
        open_index(office).close()
    office.fill(200)
    if there == "a spoiled file":
        spoil_all(office.folder / FILE)
    command = [sys.executable, "-c", LIST, str(office.folder), "2"]
    running = [
        subprocess.Popen(command, cwd=checkout, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in running:
        output, _ = process.communicate(timeout=60)
        assert output.split() == ["206"] * 4


def test_head_that_moves_meanwhile_is_followed_at_the_next_question(
    office: Office, open_index: Open
) -> None:
    slow, quick = open_index(office), open_index(office)
    office.fill(1)
    quick.refresh()
    office.fill(1)
    slow.refresh()
    quick.refresh()
    assert (count(slow), count(quick)) == (8, 8)
    repository = Repository.open(office.folder)
    assert quick.run("SELECT value FROM meta WHERE key = 'head'") == [(repository.head(),)]
    repository.close()
