"""However HEAD moves, the index is that of HEAD: the same as one made from nothing."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pm.index import refresh
from pm.index.database import Index
from pm.office import registry
from pm.store.repository import Repository
from tests.index.conftest import Open
from tests.index.synthetic import Office
from tests.index.things import Kinds

TICKET = registry.kind("ticket")


def content(index: Index) -> dict[str, list[Any]]:
    """Give all that an index holds, in no order but that of acts on one record."""
    names = [name for (name,) in index.run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, list[Any]] = {
        name: sorted(map(repr, index.run(f'SELECT * FROM "{name}"')))  # noqa: S608  # our tables
        for name in names
        if name != "act"
    }
    ids = [record_id for (record_id,) in index.run("SELECT DISTINCT record_id FROM act")]
    found["act"] = [index.acts(record_id) for record_id in sorted(ids)]
    return found


def from_nothing(office: Office) -> dict[str, list[Any]]:
    """Give what an index made anew holds."""
    repository = Repository.open(office.folder)
    repository.git_dir = office.folder / "nowhere"
    index = Index.open(repository, registry, "key")
    found = content(index)
    index.close()
    repository.close()
    return found


def set_state(office: Office, number: int, state: str) -> None:
    path = office.path(office.ids[number])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = f"state: {state}\n"
    path.write_bytes("".join(lines).encode())


def state_of(index: Index, office: Office, number: int) -> str:
    ((state,),) = index.run("SELECT state FROM ticket WHERE id = ?", (office.ids[number],))
    return str(state)


def commit(office: Office) -> None:
    set_state(office, 0, "withdrawn")
    office.commit("by hand")


def remove(office: Office) -> None:
    office.path(office.ids[1]).unlink()
    office.commit("gone")


def pull(office: Office) -> None:
    other = Office(office.folder.parent / "other")
    other.git("pull", "-q", str(office.folder), "main")
    other.made, other.random = 100, Random(8)  # noqa: S311  # repeatable on purpose
    other.fill(5)
    office.git("pull", "-q", str(other.folder), "main")


def merge(office: Office) -> None:
    office.git("checkout", "-q", "-b", "side")
    set_state(office, 2, "withdrawn")
    office.commit("side")
    office.git("checkout", "-q", "main")
    set_state(office, 3, "withdrawn")
    office.commit("main")
    office.git("merge", "-q", "--no-edit", "side")


def merge_by_hand(office: Office) -> None:
    office.git("checkout", "-q", "-b", "side")
    set_state(office, 2, "withdrawn")
    office.commit("side")
    office.git("checkout", "-q", "main")
    set_state(office, 2, "duplicate")
    office.commit("main")
    office.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    set_state(office, 2, "void")
    office.commit("both were wrong")


def reset(office: Office) -> None:
    office.git("reset", "-q", "--hard", "HEAD~3")


def amend(office: Office) -> None:
    set_state(office, 4, "void")
    office.git("commit", "-q", "-a", "--amend", "--no-edit")


def checkout(office: Office) -> None:
    office.git("checkout", "-q", "HEAD~2")


def rebase(office: Office) -> None:
    office.git("checkout", "-q", "-b", "topic", "HEAD~2")
    set_state(office, 0, "void")
    office.commit("topic")
    office.git("rebase", "-q", "main")


def orphan(office: Office) -> None:
    office.git("checkout", "-q", "--orphan", "fresh")
    set_state(office, 0, "void")
    office.commit("fresh")


def unborn(office: Office) -> None:
    office.git("checkout", "-q", "--orphan", "nothing")


def collected(office: Office) -> None:
    amend(office)
    office.git("reflog", "expire", "--expire=now", "--all")
    office.git("gc", "-q", "--prune=now")


MOVES = [
    commit,
    remove,
    pull,
    merge,
    merge_by_hand,
    reset,
    amend,
    checkout,
    rebase,
    orphan,
    unborn,
    collected,
]


@pytest.mark.parametrize("move", MOVES, ids=lambda move: str(move.__name__))
def test_the_next_question_is_answered_from_the_new_head(
    office: Office, open_index: Open, move: Callable[[Office], None]
) -> None:
    before = open_index(office)
    before.close()
    move(office)
    assert content(open_index(office)) == from_nothing(office)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: str(move.__name__))
def test_an_open_index_follows_when_it_is_refreshed(
    office: Office, open_index: Open, move: Callable[[Office], None]
) -> None:
    index = open_index(office)
    move(office)
    index.refresh()
    assert content(index) == from_nothing(office)


def test_a_change_shows_and_only_it_is_read(
    office: Office, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(office)
    commit(office)
    monkeypatch.setattr(refresh.Refresh, "_rebuild", _never)
    index.refresh()
    assert state_of(index, office, 0) == "withdrawn"
    amend(office)
    reset(office)
    index.refresh()
    assert state_of(index, office, 0) != "withdrawn"


def _never(*_: object) -> None:
    pytest.fail("the index was made anew")


def test_a_question_about_head_as_it_was_reads_nothing(
    office: Office, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(office)
    monkeypatch.setattr(refresh.Refresh, "run", _never)
    open_index(office)


def test_other_classes_make_it_anew(office: Office, open_index: Open) -> None:
    open_index(office).close()
    repository = Repository.open(office.folder)
    kinds = Kinds()
    index = Index.open(repository, kinds, "other key")
    assert index.run("SELECT count(*) FROM thing") == [(0,)]
    assert len(index.broken()) == 6
    assert kinds.asked
    kinds.asked.clear()
    Index.open(repository, kinds, "other key").close()
    assert kinds.asked == []
    index.close()
    repository.close()


def test_a_refresh_loads_only_the_kinds_that_changed(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    text = '{"id": "top", "state": "active", "data_subject": "office", "name": {"zh": "顶"}}'
    office.write("records/shelves/top.yaml", text)
    office.commit("one")
    repository, kinds = Repository.open(office.folder), Kinds()
    index = Index.open(repository, kinds, "key")
    office.write("records/shelves/top.yaml", text.replace("顶", "底"))
    office.commit("two")
    kinds.asked.clear()
    index.refresh()
    assert set(kinds.asked) == {"shelf"}
    assert index.run("SELECT name_zh FROM shelf") == [("底",)]
    index.close()
    repository.close()


def test_a_linked_worktree_has_an_index_of_its_own(office: Office, open_index: Open) -> None:
    index = open_index(office)
    office.git("worktree", "add", "-q", "../beside", "HEAD~2")
    beside = Office.__new__(Office)
    beside.folder = office.folder.parent / "beside"
    assert len(open_index(beside).select(TICKET).rows) == 4
    assert len(index.select(TICKET).rows) == 6
    assert (office.folder / ".git/worktrees/beside/pm/index.sqlite").is_file()


def test_the_index_is_no_part_of_what_git_sees(office: Office, open_index: Open) -> None:
    open_index(office)
    assert office.git("status", "--porcelain") == ""
