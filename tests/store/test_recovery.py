"""What a killed command leaves is finished or forgotten, and nothing else is touched."""

import os
from pathlib import Path

import pytest

from pm.errors import Busy, PmError
from pm.store import publication
from pm.store.journal import Journal, Step, journal_path, read_journal, write_journal
from pm.store.recovery import recover_if_needed
from pm.store.repository import Repository
from pm.store.session import Change
from pm.store.transaction import transaction
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import FIRST, SECOND, make, ticket


class Crash(BaseException):
    """The end of the process."""


def crash(*_arguments: object) -> None:
    raise Crash


@pytest.fixture
def interrupted(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Give an office whose last act ended right after its commit point."""
    with monkeypatch.context() as patch:
        patch.setattr(publication, "complete", crash)
        with pytest.raises(Crash):
            make(repository.root, FIRST, ticket("solved"))
    assert repository.read("HEAD", FIRST) == ticket("solved")
    assert (repository.root / FIRST).read_bytes() == ticket("received")
    repository.close()
    return repository


def test_a_reader_finishes_an_interrupted_act(interrupted: Repository) -> None:
    recover_if_needed(interrupted)
    assert (interrupted.root / FIRST).read_bytes() == ticket("solved")
    assert git(interrupted.root, "status", "--porcelain") == ""
    assert left_over(interrupted.root) == []


def test_a_reader_leaves_a_write_alone_that_is_under_way(interrupted: Repository) -> None:
    with transaction(desk.make_office(interrupted.root.parent / "other")):
        recover_if_needed(interrupted)
    assert not journal_path(interrupted.git_dir).exists()


def test_a_writer_finishes_an_interrupted_act_first(interrupted: Repository) -> None:
    make(interrupted.root, FIRST, ticket("closed"))
    assert git(interrupted.root, "rev-list", "--count", "HEAD") == "3"
    assert git(interrupted.root, "status", "--porcelain") == ""


def test_an_edit_made_after_the_crash_is_kept(interrupted: Repository) -> None:
    (interrupted.root / FIRST).write_bytes(b"state: mine\n")
    recover_if_needed(interrupted)
    assert (interrupted.root / FIRST).read_bytes() == b"state: mine\n"
    assert git(interrupted.root, "status", "--porcelain") == f" M {FIRST}"
    assert left_over(interrupted.root) == []


def test_what_is_staged_after_the_crash_is_kept(interrupted: Repository) -> None:
    (interrupted.root / FIRST).write_bytes(b"state: mine\n")
    git(interrupted.root, "add", FIRST)
    recover_if_needed(interrupted)
    assert git(interrupted.root, "show", f":{FIRST}") == "state: mine"


def test_an_act_that_was_reset_by_hand_after_the_crash_is_forgotten(
    interrupted: Repository,
) -> None:
    git(interrupted.root, "reset", "-q", "--hard", "HEAD^")
    recover_if_needed(interrupted)
    assert (interrupted.root / FIRST).read_bytes() == ticket("received")
    assert git(interrupted.root, "status", "--porcelain") == ""
    assert left_over(interrupted.root) == []


@pytest.mark.parametrize("length", [0, 5, -4, -1])
def test_a_torn_journal_means_that_nothing_happened(repository: Repository, length: int) -> None:
    (repository.git_dir / "pm").mkdir(exist_ok=True)
    step = Step(FIRST, "a" * 40, "a" * 40, None)
    journal = Journal("refs/heads/main", None, "b" * 40, (step,))
    write_journal(repository.git_dir, journal)
    assert read_journal(repository.git_dir) == journal
    path = journal_path(repository.git_dir)
    path.write_bytes(path.read_bytes()[:length])
    assert read_journal(repository.git_dir) is None
    recover_if_needed(repository)
    assert not path.exists()
    assert (repository.root / FIRST).read_bytes() == ticket("received")


def test_a_busy_index_is_finished_by_the_next_command(repository: Repository) -> None:
    lock = repository.git_dir / "index.lock"
    lock.write_bytes(b"")
    with transaction(repository) as session:
        session.commit("act", desk.CLERK, desk.CLERK, [Change(FIRST, ticket("solved"))])
    assert not session.is_complete
    assert lock.exists()
    with pytest.raises(Busy, match="index"):
        make(repository.root, SECOND, ticket("received"))
    recover_if_needed(repository)
    lock.unlink()
    recover_if_needed(repository)
    assert git(repository.root, "status", "--porcelain") == ""
    assert left_over(repository.root) == []


def test_a_lock_that_is_not_ours_is_never_removed(interrupted: Repository) -> None:
    locks = {
        interrupted.git_dir / "index.lock": b"DIRC and more",
        interrupted.git_dir / "refs/heads/main.lock": b"c" * 40 + b"\n",
        interrupted.git_dir / "HEAD.lock": b"",
    }
    for path, content in locks.items():
        path.write_bytes(content)
    recover_if_needed(interrupted)
    assert all(path.exists() for path in locks)


def test_a_lock_of_the_branch_from_before_the_journal_is_never_removed(
    interrupted: Repository,
) -> None:
    lock = interrupted.git_dir / "refs/heads/main.lock"
    lock.write_bytes(b"")
    os.utime(lock, (1, 1))
    recover_if_needed(interrupted)
    assert lock.exists()


def test_a_branch_locked_by_another_git_is_busy_and_nothing_is_recorded(
    repository: Repository,
) -> None:
    head = repository.head()
    lock = repository.git_dir / "refs/heads/main.lock"
    lock.write_bytes(b"")
    os.utime(lock, (1, 1))
    with pytest.raises(Busy):
        make(repository.root, FIRST, ticket("solved"))
    assert repository.head() == head
    assert lock.exists()
    lock.unlink()
    make(repository.root, FIRST, ticket("solved"))


def test_an_interrupted_act_in_a_linked_work_tree_is_finished_there(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = tmp_path / "linked"
    git(repository.root, "worktree", "add", "-q", "-b", "other", str(linked))
    with monkeypatch.context() as patch:
        patch.setattr(publication, "complete", crash)
        with pytest.raises(Crash):
            make(linked, FIRST, ticket("solved"))
    make(repository.root, FIRST, ticket("triaged"))
    recover_if_needed(Repository.open(linked))
    assert (linked / FIRST).read_bytes() == ticket("solved")
    assert (repository.root / FIRST).read_bytes() == ticket("triaged")
    assert git(linked, "status", "--porcelain") == ""


def test_a_failure_after_the_commit_point_is_no_refusal(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publication, "complete", fail)
        made = make(repository.root, FIRST, ticket("solved"))
    assert repository.head() == made
    recover_if_needed(repository)
    assert git(repository.root, "status", "--porcelain") == ""


def test_a_damaged_history_is_said_and_not_crashed_on(repository: Repository) -> None:
    tree = git(repository.root, "rev-parse", "HEAD:records")
    (repository.git_dir / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(PmError, match="lacks the object"):
        make(repository.root, FIRST, ticket("solved"))


def test_a_reset_right_after_the_commit_point_is_taken_as_it_is(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = publication.BranchMove.make

    def move_and_reset(self: publication.BranchMove, *where: str) -> None:
        move(self, *where)
        git(repository.root, "reset", "-q", "--hard", "HEAD^")

    head = repository.head()
    monkeypatch.setattr(publication.BranchMove, "make", move_and_reset)
    make(repository.root, FIRST, ticket("solved"))
    assert repository.head() == head
    assert (repository.root / FIRST).read_bytes() == ticket("received")
    assert git(repository.root, "status", "--porcelain") == ""
    assert left_over(repository.root) == []
