"""A plain clone is found without git, where git would find it; in doubt git is asked."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pm.store.git import Git
from pm.store.plain_clone import plain_root
from pm.store.repository import Repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="git is always asked there")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    (folder / "records" / "tickets").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(folder, *person, "commit", "-q", "--allow-empty", "-m", "first")
    return folder


@pytest.mark.parametrize("below", [".", "records", "records/tickets"])
def test_a_plain_clone_is_found_where_git_finds_it(below: str, clone: Path) -> None:
    folder = clone / below
    said = Git(folder).read("rev-parse", "--show-toplevel", "--absolute-git-dir").output.decode()
    assert plain_root(folder) == Path(said.splitlines()[0])
    found = Repository.open(folder)
    assert [found.root, found.git_dir] == [Path(line) for line in said.splitlines()]
    assert found.common_dir == found.git_dir


def test_a_clone_is_found_through_a_link(clone: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(clone / "records")
    assert plain_root(link) == clone.resolve()


def _configured(*setting: str) -> Callable[[Path], Path]:
    def doubtful(clone: Path) -> Path:
        git(clone, "config", *setting)
        return clone

    return doubtful


def _linked(clone: Path) -> Path:
    git(clone, "worktree", "add", "-q", "-b", "other", str(clone.parent / "linked"))
    return clone.parent / "linked"


def _bare(clone: Path) -> Path:
    git(clone, "clone", "-q", "--bare", str(clone), "bare.git")
    return clone / "bare.git"


def _moved(clone: Path) -> Path:
    (clone / ".git").rename(clone.parent / "elsewhere")
    (clone / ".git").symlink_to(clone.parent / "elsewhere")
    return clone


@pytest.mark.parametrize(
    "doubtful",
    [
        _configured("core.worktree", "../elsewhere"),
        _configured("core.bare", "true"),
        _configured("core.repositoryFormatVersion", "1"),
        _configured("extensions.worktreeConfig", "true"),
        _configured("include.path", "other"),
        _linked,
        _bare,
        _moved,
        lambda clone: clone / ".git",
        lambda clone: clone / ".git" / "refs",
        lambda clone: clone.parent,
        lambda clone: clone / "nowhere",
    ],
)
def test_in_doubt_git_is_asked(doubtful: Callable[[Path], Path], clone: Path) -> None:
    assert plain_root(doubtful(clone)) is None


def test_somebody_elses_clone_is_left_to_git(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    assert plain_root(clone) is None


def test_a_limit_to_the_search_is_left_to_git(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(clone))
    assert plain_root(clone / "records") is None
