"""Objects built in process are those that git itself would build."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm.errors import Conflict, Invalid, PmError
from pm.store.git import Answer, Git, clean_environment
from pm.store.objects import EMPTY_TREE, GitObject, Signature, Tree, blob_id, build_commit, pack
from pm.store.repository import Repository
from tests.faults import git
from tests.store.desk import CLERK, EDITED, FIRST, make, ticket

NAMES = st.sampled_from(["a", "a-b", "a.b", "b", "甲", "z"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def unread(_identity: str) -> bytes:
    raise AssertionError


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dictionaries(PATHS, st.binary(max_size=20), min_size=1, max_size=6))
def test_a_tree_is_the_one_that_git_builds(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    git(folder, "init", "-q")
    tree, made, lines = Tree(None, unread), list[GitObject](), b""
    for path, content in files.items():
        try:
            tree.put(path.split("/"), blob_id(content))
        except Conflict:  # a file has the name of a folder
            return
        lines += f"100644 blob {blob_id(content)}\t".encode() + path.encode() + b"\0"
    if any(other.startswith(f"{path}/") for path in files for other in files):
        return
    index = ("git", "update-index", "-z", "--index-info")
    subprocess.run(index, cwd=folder, input=lines, check=True)
    assert tree.write(made.append) == git(folder, "write-tree", "--missing-ok")


def test_taking_the_last_file_away_leaves_the_empty_tree() -> None:
    tree, made = Tree(None, unread), list[GitObject]()
    tree.put(["a", "b", "c"], blob_id(b"x"))
    assert tree.write(made.append) != EMPTY_TREE
    tree.put(["a", "b", "c"], None)
    assert tree.write(made.append) == EMPTY_TREE
    assert tree.find(["a"]) is None


@given(st.lists(st.binary(max_size=5000), min_size=1, max_size=5, unique=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
def test_git_reads_our_pack(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    git(folder, "init", "-q")
    objects = [GitObject(blob_id(content), "blob", content) for content in contents]
    unpack = ("git", "unpack-objects", "-q", "--strict")
    subprocess.run(unpack, cwd=folder, input=pack(objects), check=True)
    for made in objects:
        kind = git(folder, "cat-file", "-t", made.id)
        assert kind == "blob"
        assert git(folder, "cat-file", "-s", made.id) == str(len(made.body))


def test_a_commit_without_a_name_or_an_offset_or_with_a_null_is_refused() -> None:
    naive = CLERK.at.replace(tzinfo=None)
    for who, message in (
        (Signature("<>", "a@b", CLERK.at), "x"),
        (Signature("a", "a@b", naive), "x"),
        (CLERK, "x\0y"),
    ):
        with pytest.raises(Invalid):
            build_commit(EMPTY_TREE, None, who, who, message)


def test_the_history_is_read_as_git_tells_it(repository: Repository) -> None:
    first = repository.head()
    second = make(repository.root, FIRST, ticket("solved"), "ticket: solve\n\nVerb: solve")
    make(repository.root, EDITED, None, "unit: away")
    listed = {file.path: file for file in repository.tree("HEAD")}
    assert FIRST in listed
    assert EDITED not in listed
    assert listed[FIRST].mode == "100644"
    assert list(repository.tree("HEAD", "records/tickets")) == [listed[FIRST]]
    changed = list(repository.difference(first, "HEAD"))
    assert [(found.status, found.path) for found in changed] == [("M", FIRST), ("D", EDITED)]
    assert changed[1].new is None
    assert {found.status for found in repository.difference(None, "HEAD")} == {"A"}
    messages = [found.message for found in repository.commits(first, "HEAD")]
    assert messages == ["unit: away", "ticket: solve\n\nVerb: solve"]
    (found, founding) = repository.commits(None, "HEAD", FIRST)
    assert (found.id, found.parents) == (second, (first,))
    assert founding.parents == ()
    with repository.objects:
        assert list(repository.read_many([listed[FIRST].blob] * 500)) == [ticket("solved")] * 500
        assert repository.read("HEAD", "records/none") is None
        assert repository.read("HEAD", "records/tickets") is None
        assert repository.read("no-such-revision", FIRST) is None
        assert repository.read(first or "", FIRST) == ticket("received")


def test_a_revision_that_looks_like_an_option_is_none(
    repository: Repository, tmp_path: Path
) -> None:
    target = tmp_path / "written"
    for revision in (f"--output={target}", "-x"):
        with pytest.raises(PmError):
            list(repository.tree(revision))
        with pytest.raises(PmError):
            list(repository.commits(None, revision))
        with pytest.raises(PmError):
            list(repository.difference(None, revision))
        assert repository.read(revision, FIRST) is None
    repository.close()
    assert not target.exists()


def test_a_stream_that_is_left_early_ends_its_process(repository: Repository) -> None:
    files = repository.tree("HEAD")
    next(files)
    files.close()  # type: ignore[attr-defined]  # a generator behind the name of an iterator
    assert repository.head()


def test_the_environment_of_git_keeps_only_how_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("GIT_DIR", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_TRACE"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -v")
    kept = {name for name in clean_environment() if name.startswith("GIT_")}
    assert kept == {
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_SSH_COMMAND",
        "GIT_TERMINAL_PROMPT",
    }


def test_every_known_failure_of_git_has_plain_words(tmp_path: Path) -> None:
    door = Git(tmp_path)
    for said, words in {
        "fatal: detected dubious ownership in repository at '/x'": "belongs to somebody else",
        "error: unable to create temporary file: No space left on device": "the disk is full",
        "fatal: Unable to create '/x/index.lock': File exists.": "another git command",
        "fatal: something new": "git log failed: fatal: something new",
    }.items():
        assert words in str(door.refusal(("log",), Answer(128, b"", said)))
    assert "size limit" in str(door.refusal(("log",), Answer(-25, b"", "")))
