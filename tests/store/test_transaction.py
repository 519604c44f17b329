"""One act or a stream of acts is one write, whole or not at all."""

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from pm.errors import Busy, Conflict, Invalid, Refused
from pm.store.objects import Signature
from pm.store.repository import Repository
from pm.store.session import Change
from pm.store.transaction import transaction
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import CLERK, FIRST, SECOND, make, ticket


class Interruption(Exception):
    """What a user or a rule does in the middle of an act."""


def test_an_act_is_one_commit_and_git_status_is_clean(repository: Repository) -> None:
    before = repository.head()
    made = make(repository.root, SECOND, ticket("received"), "ticket T-261122-BBBBBB: new")
    assert repository.head() == made
    assert git(repository.root, "rev-parse", "HEAD^") == before
    assert git(repository.root, "log", "-1", "--format=%s %an") == (
        "ticket T-261122-BBBBBB: new 王芳"
    )
    assert (repository.root / SECOND).read_bytes() == ticket("received")
    assert git(repository.root, "status", "--porcelain") == ""
    assert git(repository.root, "fsck", "--strict") == ""
    assert left_over(repository.root) == []


def test_a_stream_of_acts_reads_what_it_has_written(repository: Repository) -> None:
    with transaction(repository) as session:
        assert session.read(FIRST) == ticket("received")
        for state in ("triaged", "assigned", "solved"):
            session.commit(state, CLERK, CLERK, [Change(FIRST, ticket(state))])
            assert session.read(FIRST) == ticket(state)
        assert session.exists("records/tickets/2026")
        assert not session.exists(SECOND)
        assert session.read("records/office.yaml/no-folder") is None
        assert (repository.root / FIRST).read_bytes() == ticket("received")
    assert session.is_complete
    assert git(repository.root, "log", "--format=%s", "-3").split() == [
        "solved",
        "assigned",
        "triaged",
    ]
    assert (repository.root / FIRST).read_bytes() == ticket("solved")
    assert git(repository.root, "status", "--porcelain") == ""


def test_a_stream_of_many_acts_is_one_pack(repository: Repository) -> None:
    loose = git(repository.root, "count-objects")
    desk.stream(repository.root)
    assert git(repository.root, "rev-list", "--count", "HEAD") == "31"
    assert git(repository.root, "count-objects") == loose
    assert git(repository.root, "fsck", "--strict") == ""
    assert git(repository.root, "status", "--porcelain") == ""


def test_an_exception_in_the_block_writes_nothing(repository: Repository) -> None:
    head, objects = repository.head(), git(repository.root, "count-objects")

    def give_up() -> None:
        with transaction(repository) as session:
            session.commit("lost", CLERK, CLERK, [Change(FIRST, ticket("solved"))])
            raise Interruption

    with pytest.raises(Interruption):
        give_up()
    assert repository.head() == head
    assert git(repository.root, "count-objects") == objects
    make(repository.root, FIRST, ticket("solved"))


def test_an_act_without_a_difference_makes_no_commit(repository: Repository) -> None:
    head = repository.head()
    assert make(repository.root, FIRST, ticket("received")) == head
    assert repository.head() == head


def test_acts_that_cancel_each_other_are_recorded_both(repository: Repository) -> None:
    with transaction(repository) as session:
        session.commit("there", CLERK, CLERK, [Change(SECOND, ticket("received"))])
        session.commit("back", CLERK, CLERK, [Change(SECOND, None)])
    assert git(repository.root, "rev-list", "--count", "HEAD") == "3"
    assert git(repository.root, "status", "--porcelain") == ""


def test_a_file_that_is_taken_away_leaves_no_empty_folder(repository: Repository) -> None:
    make(repository.root, FIRST, None)
    assert not (repository.root / "records/tickets").exists()
    assert (repository.root / "records").is_dir()
    assert git(repository.root, "ls-tree", "HEAD", "records/tickets") == ""
    assert git(repository.root, "status", "--porcelain") == ""


def test_author_and_committer_are_written_with_their_own_times(repository: Repository) -> None:
    author = Signature("Ann <b>\n", "ann@pm.invalid", _at(-150))
    committer = Signature("desk", "desk@pm.invalid", _at(345))
    with transaction(repository) as session:
        session.commit("a\n\nKey: value\n", author, committer, [Change(FIRST, b"x: 1\n")])
    found = next(repository.commits(None, "HEAD"))
    assert found.author == ("Ann b", "ann@pm.invalid", author.at)
    assert found.author.at.utcoffset() == timedelta(minutes=-150)
    assert found.committer == committer
    assert found.message == "a\n\nKey: value"


def _at(minutes: int) -> datetime:
    return datetime(2026, 11, 22, 9, 15, tzinfo=timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    "path",
    [
        "other/a.yaml",
        "records",
        "/records/a.yaml",
        "records/../a.yaml",
        "records//a.yaml",
        "records/./a.yaml",
        "records\\a.yaml",
        "records/a\n.yaml",
        "records/.git/config",
        "records/.GIT/config",
        "records/con.yaml",
        "records/LPT1",
        "records/a.",
        "records/a:b.yaml",
        "records/e\u0301.yaml",
        "records/" + "a" * 201,
    ],
)
def test_a_path_that_some_system_would_bend_is_refused(repository: Repository, path: str) -> None:
    with pytest.raises(Invalid):
        make(repository.root, path, b"x: 1\n")
    assert git(repository.root, "status", "--porcelain") == ""


def test_a_name_that_differs_in_case_only_is_refused(repository: Repository) -> None:
    with pytest.raises(Conflict):
        make(repository.root, FIRST.replace("AAAAAA", "aaaaaa"), ticket("received"))


def test_a_file_where_the_history_has_a_folder_is_refused(repository: Repository) -> None:
    with pytest.raises(Conflict):
        make(repository.root, "records/tickets", b"x: 1\n")
    with pytest.raises(Conflict):
        make(repository.root, "records/office.yaml/a.yaml", b"x: 1\n")


def test_a_repository_that_is_no_office_can_be_read_but_not_written(
    repository: Repository,
) -> None:
    subprocess.run(("git", "config", "--unset", "pm.office"), cwd=repository.root, check=True)
    assert repository.read("HEAD", FIRST) == ticket("received")
    repository.close()
    with pytest.raises(Refused, match="not an office"):
        make(repository.root, FIRST, ticket("solved"))


def test_an_office_without_its_settings_is_refused(tmp_path: Path) -> None:
    repository = desk.make_repository(tmp_path / "office")
    with pytest.raises(Refused, match="not an office"):
        make(repository.root, FIRST, ticket("received"))


def test_the_lock_names_its_holder_and_is_released_after_an_exception(
    repository: Repository,
) -> None:
    def give_up() -> None:
        with transaction(repository):
            with pytest.raises(Busy, match=r"process [0-9]+ on"), transaction(repository, wait=0):
                pass
            raise Interruption

    with pytest.raises(Interruption):
        give_up()
    make(repository.root, FIRST, ticket("solved"))


def test_a_branch_that_moves_during_the_block_is_not_overwritten(repository: Repository) -> None:
    def act() -> None:
        with transaction(repository) as session:
            session.commit("mine", CLERK, CLERK, [Change(FIRST, ticket("solved"))])
            git(repository.root, "-c", "user.name=a", "-c", "user.email=a@b", *_EMPTY_COMMIT)

    with pytest.raises(Busy, match="moved the branch"):
        act()
    assert git(repository.root, "log", "-1", "--format=%s") == "theirs"
    assert git(repository.root, "status", "--porcelain") == ""
    assert left_over(repository.root) == []
    make(repository.root, FIRST, ticket("solved"))


_EMPTY_COMMIT = ("commit", "-q", "--allow-empty", "-m", "theirs")
