"""What people do by hand is never overwritten and never swept into an act."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pm.errors import Conflict, Refused
from pm.store.hand_edits import edited, hand_edits
from pm.store.objects import blob_id
from pm.store.repository import Repository
from pm.store.session import Change
from pm.store.transaction import transaction
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import CLERK, EDITED, FIRST, SECOND, STAGED, make, ticket


def states(repository: Repository) -> list[tuple[str, str]]:
    return [(edit.path, edit.state) for edit in hand_edits(repository)]


def test_hand_edits_are_found_by_content(repository: Repository) -> None:
    root = repository.root
    (root / FIRST).write_bytes(b"state: mine\n")
    (root / EDITED).unlink()
    (root / SECOND).write_bytes(ticket("received"))
    os.utime(root / STAGED, (1, 1))
    assert states(repository) == [(FIRST, "modified"), (SECOND, "new"), (EDITED, "deleted")]
    assert hand_edits(repository)[0].content == b"state: mine\n"


def test_of_some_files_only_those_that_differ_are_edited(repository: Repository) -> None:
    root = repository.root
    recorded = [(path, blob_id((root / path).read_bytes())) for path in (FIRST, EDITED, STAGED)]
    assert edited(repository, recorded) == []
    (root / FIRST).write_bytes(b"state: mine\n")
    (root / EDITED).unlink()
    (root / STAGED).unlink()
    (root / STAGED).mkdir()
    assert [(edit.path, edit.state) for edit in edited(repository, recorded)] == [
        (FIRST, "modified"),
        (EDITED, "deleted"),
        (STAGED, "replaced"),
    ]
    assert edited(repository, recorded[:1])[0].content == b"state: mine\n"


def test_what_is_staged_and_taken_back_is_no_edit(repository: Repository) -> None:
    before = (repository.root / FIRST).read_bytes()
    (repository.root / FIRST).write_bytes(b"state: mine\n")
    git(repository.root, "add", FIRST)
    assert states(repository) == [(FIRST, "modified")]
    (repository.root / FIRST).write_bytes(before)
    assert states(repository) == []


def test_hand_edits_before_the_first_commit_are_new(tmp_path: Path) -> None:
    repository = desk.make_repository(tmp_path / "office")
    (repository.root / "records").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (repository.root / "records" / name).write_bytes(b"x: 1\n")
    git(repository.root, "add", "records/a.yaml")
    assert states(repository) == [("records/a.yaml", "new"), ("records/b.yaml", "new")]


@pytest.mark.parametrize("content", [b"state: mine\n", None])
def test_an_act_on_a_file_edited_by_hand_is_refused(
    repository: Repository, content: bytes | None
) -> None:
    head = repository.head()
    if content is None:
        (repository.root / FIRST).unlink()
    else:
        (repository.root / FIRST).write_bytes(content)
    with pytest.raises(Conflict, match="changed by hand") as refusal:
        make(repository.root, FIRST, ticket("solved"))
    assert str(refusal.value.hint) == "type: pm status"
    assert repository.head() == head
    assert not (content and (repository.root / FIRST).read_bytes() != content)


def test_an_act_never_overwrites_an_untracked_file(repository: Repository) -> None:
    (repository.root / SECOND).write_bytes(b"state: mine\n")
    with pytest.raises(Conflict, match="changed by hand"):
        make(repository.root, SECOND, ticket("received"))
    assert (repository.root / SECOND).read_bytes() == b"state: mine\n"


def test_an_act_on_a_file_staged_by_hand_is_refused(repository: Repository) -> None:
    before = (repository.root / FIRST).read_bytes()
    (repository.root / FIRST).write_bytes(b"state: mine\n")
    git(repository.root, "add", FIRST)
    (repository.root / FIRST).write_bytes(before)
    with pytest.raises(Conflict, match="staged by hand"):
        make(repository.root, FIRST, ticket("solved"))
    assert git(repository.root, "show", f":{FIRST}") == "state: mine"


def test_edits_of_other_files_stay_as_they_are(tmp_path: Path) -> None:
    repository = desk.make_busy_office(tmp_path / "office")
    before = git(repository.root, "status", "--porcelain", "-uall")
    make(repository.root, FIRST, ticket("solved"))
    assert git(repository.root, "status", "--porcelain", "-uall") == before
    assert git(repository.root, "show", "--name-only", "--format=") == FIRST
    assert git(repository.root, "show", f":{STAGED}") == "door: 1-102a"


def test_a_staged_file_in_place_of_our_folder_is_refused_before_anything_is_recorded(
    repository: Repository,
) -> None:
    head = repository.head()
    (repository.root / "records/visits").write_bytes(b"x\n")
    git(repository.root, "add", "records/visits")
    (repository.root / "records/visits").unlink()
    with pytest.raises(Conflict, match="staged by hand"):
        make(repository.root, "records/visits/V-1.yaml", b"x: 1\n")
    assert repository.head() == head
    assert left_over(repository.root) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_anywhere_on_the_path_is_refused_and_its_target_untouched(
    repository: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "V-1.yaml").write_bytes(b"canary\n")
    (repository.root / "records/visits").symlink_to(outside)
    (repository.root / SECOND).symlink_to(outside / "V-1.yaml")
    for path in ("records/visits/V-1.yaml", "records/visits/V-2.yaml", SECOND):
        with pytest.raises(Refused, match="is a link"):
            make(repository.root, path, b"x: 1\n")
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == [
        ("V-1.yaml", b"canary\n")
    ]
    assert (SECOND, "replaced") in states(repository)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such mode")
def test_a_file_made_executable_is_refused(repository: Repository) -> None:
    (repository.root / FIRST).chmod(0o755)
    with pytest.raises(Conflict, match="executable"):
        make(repository.root, FIRST, ticket("solved"))


def test_hand_edits_are_recorded_as_they_were_read(tmp_path: Path) -> None:
    repository = desk.make_busy_office(tmp_path / "office")
    desk.record(repository.root)
    assert (repository.root / EDITED).read_bytes() == b"sealed: door: 1-101a\n"
    assert git(repository.root, "status", "--porcelain", "-uall") == (
        "?? records/units/K7/note.txt"
    )
    assert b"door: 1-101a\n" not in _blobs(repository)


def test_a_file_edited_again_while_it_is_recorded_is_refused(repository: Repository) -> None:
    (repository.root / FIRST).write_bytes(b"state: mine\n")
    (edit,) = hand_edits(repository)
    (repository.root / FIRST).write_bytes(b"state: other\n")
    with pytest.raises(Conflict, match="changed by hand"), transaction(repository) as session:
        session.commit("edit", CLERK, CLERK, [Change(FIRST, edit.content, edit)])
    assert (repository.root / FIRST).read_bytes() == b"state: other\n"


def test_a_deletion_by_hand_can_be_taken_back(repository: Repository) -> None:
    head = repository.head()
    (repository.root / FIRST).unlink()
    (edit,) = hand_edits(repository)
    with transaction(repository) as session:
        session.commit("back", CLERK, CLERK, [Change(FIRST, ticket("received"), edit)])
    assert repository.head() == head
    assert (repository.root / FIRST).read_bytes() == ticket("received")


def _blobs(repository: Repository) -> set[bytes]:
    listing = git(repository.root, "cat-file", "--batch-all-objects", "--batch-check")
    names = [line.split()[0] for line in listing.splitlines() if " blob " in line]
    with repository.objects:
        return set(repository.read_many(names))


def test_by_hand_reset_checkout_and_amend_between_acts_are_taken_as_they_are(
    repository: Repository,
) -> None:
    root = repository.root
    make(root, SECOND, ticket("received"))
    git(root, "reset", "-q", "--hard", "HEAD^")
    make(root, FIRST, ticket("triaged"))
    git(root, "checkout", "-q", "-b", "other", "HEAD^")
    make(root, FIRST, ticket("solved"))
    subprocess.run(
        ("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--amend", "-mx"),
        cwd=root,
        check=True,
    )
    make(root, SECOND, ticket("received"))
    git(root, "checkout", "-q", "main")
    assert repository.read("HEAD", FIRST) == ticket("triaged")
    repository.close()
    assert git(root, "log", "--format=%s", "other").splitlines()[1] == "x"
    assert git(root, "status", "--porcelain") == ""
