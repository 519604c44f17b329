"""Every state that a repository can be in works, or is refused by name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pm.errors import Busy, NotFound, Refused
from pm.store.hand_edits import hand_edits
from pm.store.repository import Repository, clone, create
from pm.store.session import Change
from pm.store.transaction import transaction
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import CLERK, FIRST, SECOND, make, ticket


def assert_works(root: Path) -> None:
    make(root, FIRST, ticket("solved"))
    make(root, SECOND, ticket("received"))
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "fsck", "--strict") == ""
    assert git(root, "show", f"HEAD:{SECOND}") == ticket("received").decode().rstrip()


def test_packed_references_work(repository: Repository) -> None:
    git(repository.root, "pack-refs", "--all")
    assert repository.head() == git(repository.root, "rev-parse", "HEAD")
    assert_works(repository.root)


def test_a_branch_in_a_folder_works(repository: Repository) -> None:
    git(repository.root, "checkout", "-q", "-b", "desk/front")
    assert repository.branch() == "refs/heads/desk/front"
    assert_works(repository.root)


@pytest.mark.parametrize(
    "options",
    [
        ("index.version", "4"),
        ("core.splitIndex", "true"),
        ("core.untrackedCache", "true"),
        ("feature.manyFiles", "true"),
        ("core.autocrlf", "true"),
        ("core.logAllRefUpdates", "always"),
        ("commit.gpgSign", "true"),
        ("core.preferSymlinkRefs", "true"),
        ("diff.external", "false"),
        ("log.showSignature", "true"),
        ("core.ignoreCase", "true"),
    ],
)
def test_what_git_can_be_told_does_not_disturb(
    repository: Repository, options: tuple[str, str]
) -> None:
    git(repository.root, "config", *options)
    git(repository.root, "reset", "-q", "--hard")
    assert_works(repository.root)
    assert [found.message for found in repository.commits(None, "HEAD")][-1] == "office: found"
    assert hand_edits(repository) == []


def test_a_linked_work_tree_has_its_own_branch_and_the_same_lock(
    repository: Repository, tmp_path: Path
) -> None:
    linked = tmp_path / "linked"
    git(repository.root, "worktree", "add", "-q", "-b", "other", str(linked))
    other = Repository.open(linked / "records")
    assert other.root == linked
    assert other.common_dir == repository.common_dir
    assert_works(linked)
    assert git(repository.root, "status", "--porcelain") == ""
    with transaction(repository), pytest.raises(Busy), transaction(other, wait=0):
        pass


def test_the_first_commit_of_a_branch_can_be_ours(tmp_path: Path) -> None:
    repository = desk.make_repository(tmp_path / "office")
    assert repository.head() is None
    with transaction(repository, founding=True) as session:
        assert session.head is None
        session.commit("office: found", CLERK, CLERK, [Change("records/office.yaml", b"name: x\n")])
    assert git(repository.root, "status", "--porcelain") == ""
    assert git(repository.root, "fsck", "--strict") == ""


def test_a_detached_head_is_refused(repository: Repository) -> None:
    git(repository.root, "checkout", "-q", "--detach")
    assert repository.branch() is None
    with pytest.raises(Refused, match="detached"):
        make(repository.root, FIRST, ticket("solved"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("MERGE_HEAD", "a merge"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("REVERT_HEAD", "a revert"),
        ("BISECT_LOG", "a bisection"),
        ("rebase-merge/", "a rebase"),
        ("rebase-apply/", "a rebase"),
    ],
)
def test_what_is_under_way_is_named_and_refused(
    repository: Repository, name: str, words: str
) -> None:
    place = repository.git_dir / name
    if name.endswith("/"):
        place.mkdir()
    else:
        place.write_bytes(b"")
    with pytest.raises(Refused, match=f"{words} is under way"):
        make(repository.root, FIRST, ticket("solved"))


def test_a_real_merge_in_progress_is_refused(repository: Repository) -> None:
    root = repository.root
    git(root, "checkout", "-q", "-b", "other")
    make(root, FIRST, ticket("solved"))
    git(root, "checkout", "-q", "main")
    make(root, FIRST, ticket("triaged"))
    merge = ("git", "-c", "user.name=a", "-c", "user.email=a@b", "merge", "-q", "other")
    subprocess.run(merge, cwd=root, check=False, capture_output=True)
    assert git(root, "status", "--porcelain").startswith("UU")
    with pytest.raises(Refused, match="a merge is under way"):
        make(root, SECOND, ticket("received"))


def test_object_names_by_sha256_are_refused_by_name(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    with pytest.raises(Refused, match="SHA256"):
        Repository.open(tmp_path)


def test_a_bare_repository_and_no_repository_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no office here"):
        Repository.open(tmp_path)
    git(tmp_path, "init", "-q", "--bare")
    with pytest.raises(Refused, match="no work tree"):
        Repository.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        Repository.open(tmp_path / "nowhere")


def test_a_missing_git_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match="git is not installed"):
        repository.read("HEAD", "records/office.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for git is a shell script")
def test_a_git_that_is_too_old_is_said(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(
        f'#!/bin/sh\ncase "$*" in\n*version*) echo "git version 2.30.2";;\n'
        f'*batch-command*) exit 129;;\n*) exec {shutil.which("git")} "$@";;\nesac\n',
        encoding="utf-8",
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Refused, match=r"git 2\.30\.2 is too old"):
        make(repository.root, FIRST, ticket("solved"))


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a folder away"
)
def test_a_folder_of_somebody_else_is_refused_as_git_refuses_it(repository: Repository) -> None:
    for path in (repository.root, repository.git_dir):
        os.chown(path, 12345, 12345)
    with pytest.raises(Refused, match="belongs to somebody else"):
        Repository.open(repository.root)


@pytest.mark.skipif(sys.platform == "win32", reason="the canaries are shell scripts")
def test_no_program_of_the_configuration_runs(repository: Repository, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    script = tmp_path / "run"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    hooks = repository.git_dir / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("reference-transaction", "pre-commit", "post-commit", "post-index-change"):
        shutil.copy(script, hooks / name)
    for key in ("filter.x.clean", "filter.x.process", "diff.x.textconv", "core.fsmonitor"):
        git(repository.root, "config", key, str(script))
    git(repository.root, "config", "diff.external", str(script))
    attributes = b"records/** -text filter=x diff=x\n"
    (repository.git_dir / "info").mkdir(exist_ok=True)
    (repository.git_dir / "info/attributes").write_bytes(attributes)
    (repository.root / FIRST).write_bytes(ticket("received"))
    make(repository.root, SECOND, ticket("received"))
    (repository.root / SECOND).write_bytes(ticket("solved!!"))
    assert [edit.path for edit in hand_edits(repository)] == [SECOND]
    assert list(repository.difference(None, "HEAD"))
    assert list(repository.commits(None, "HEAD", FIRST))
    assert not canary.exists()


def test_the_environment_does_not_lead_git_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.make_office(tmp_path / "other")
    head = other.head()
    for name, value in {
        "GIT_DIR": other.git_dir,
        "GIT_WORK_TREE": other.root,
        "GIT_INDEX_FILE": other.git_dir / "index",
        "GIT_OBJECT_DIRECTORY": other.git_dir / "objects",
        "GIT_NAMESPACE": "x",
    }.items():
        monkeypatch.setenv(name, str(value))
    made = make(repository.root, SECOND, ticket("received"))
    monkeypatch.undo()
    assert repository.head() == made
    assert other.head() == head
    assert git(other.root, "status", "--porcelain") == ""


def test_an_office_is_created_and_cloned(tmp_path: Path) -> None:
    repository = create(tmp_path / "office")
    assert repository.branch() == "refs/heads/main"
    with transaction(repository, founding=True) as session:
        session.commit("found", CLERK, CLERK, [Change("records/office.yaml", b"name: x\n")])
    copy = clone(str(repository.root), tmp_path / "copy")
    make(copy.root, FIRST, ticket("received"))
    assert git(copy.root, "config", "pull.ff") == "only"
    assert copy.head() != repository.head()


@pytest.mark.parametrize("address", ["--upload-pack=x", "ext::sh -c x", "http://a/b"])
def test_an_address_that_is_an_option_or_a_command_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no address to clone from"):
        clone(address, tmp_path / "copy")
    assert left_over(tmp_path) == []
