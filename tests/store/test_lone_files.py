"""Files with no past: read, replaced by compare-and-swap, and shared."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pm.errors import Busy, PmError
from pm.store import lone_lock
from pm.store.lock import locked
from pm.store.lone_files import REF, LoneFiles
from tests.store.remains import git, is_left

OLD = {"version": b"1\n", "keys/00": b"a wrapped key of the past\n", "roles/voice": b"1 1\n"}


@pytest.fixture
def files(tmp_path: Path) -> Iterator[LoneFiles]:
    """Give a repository that holds nothing yet."""
    with closing(LoneFiles(tmp_path / "pm" / "keys.git")) as made:
        made.create()
        yield made


def test_before_it_is_made_there_is_nothing(tmp_path: Path) -> None:
    files = LoneFiles(tmp_path / "keys.git")
    assert not files.exists
    assert files.head() is None
    assert not files.is_crowded


def test_before_the_first_commit_there_is_nothing(files: LoneFiles) -> None:
    assert files.exists
    assert files.head() is None


def test_what_was_written_is_read(files: LoneFiles) -> None:
    commit = files.replace(None, OLD)
    assert files.head() == commit
    assert sorted(files.names(commit)) == sorted(OLD)
    assert files.read(commit, ["keys/00", "keys/01", "version", "no/such"]) == [
        OLD["keys/00"],
        None,
        OLD["version"],
        None,
    ]


def test_a_change_leaves_the_other_files(files: LoneFiles) -> None:
    old = files.replace(None, OLD)
    new = files.replace(old, {"version": b"2\n", "keys/00": None, "keys/ff": b"more\n"})
    assert sorted(files.names(new)) == ["keys/ff", "roles/voice", "version"]
    assert files.read(new, ["version", "roles/voice"]) == [b"2\n", b"1 1\n"]


def test_many_files_are_written_at_once(files: LoneFiles) -> None:
    many = {f"keys/{number:02x}": f"{number}\n".encode() for number in range(256)}
    commit = files.replace(None, many)
    assert dict(zip(many, files.read(commit, many), strict=True)) == many


def test_a_packed_ref_is_found(files: LoneFiles) -> None:
    commit = files.replace(None, OLD)
    git(files.folder, "pack-refs", "--all")
    assert not (files.folder / REF).exists()
    assert files.head() == commit
    assert files.head() != files.replace(commit, {"version": b"2\n"})


def test_the_commit_has_no_parent_and_says_nothing_of_anybody(files: LoneFiles) -> None:
    old = files.replace(None, OLD)
    new = files.replace(old, {"version": b"2\n"})
    said = git(files.folder, "cat-file", "commit", new)
    assert "parent" not in said
    assert said.count("pm <keys@pm.invalid> 946684800 +0000") == 2
    assert git(files.folder, "for-each-ref", "--format=%(refname)") == REF


def test_the_same_files_are_the_same_commit(files: LoneFiles) -> None:
    old = files.replace(None, OLD)
    assert files.replace(old, OLD) == old


@pytest.mark.parametrize("known", [None, "first"])
def test_who_did_not_see_the_last_change_is_refused(files: LoneFiles, known: str | None) -> None:
    first = files.replace(None, OLD)
    second = files.replace(first, {"version": b"2\n"})
    with pytest.raises(Busy):
        files.replace(first if known else None, {"version": b"3\n"})
    assert files.head() == second


def test_two_writers_do_not_overwrite_each_other(files: LoneFiles) -> None:
    first = files.replace(None, OLD)
    with closing(LoneFiles(files.folder)) as other:
        other.replace(first, {"keys/01": b"theirs\n"})
    with pytest.raises(Busy):
        files.replace(first, {"keys/02": b"mine\n"})
    assert files.replace(files.head(), {"keys/02": b"mine\n"})
    assert sorted(files.names(files.head() or "")) == sorted([*OLD, "keys/01", "keys/02"])


def test_a_ref_that_cannot_be_written_is_not_somebody_else(files: LoneFiles) -> None:
    first = files.replace(None, OLD)
    (files.folder / f"{REF}.lock").mkdir()
    (files.folder / f"{REF}.lock" / "kept").touch()
    with pytest.raises(PmError, match="another git command"):
        files.replace(first, {"version": b"2\n"})
    assert files.head() == first


@pytest.mark.parametrize("name", [f"{REF}.lock", "packed-refs.lock", "refs/pm/fetched.lock"])
def test_a_lock_that_a_killed_git_left_stands_in_nobody_s_way(
    name: str, files: LoneFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lone_lock, "_MOMENT", 0.05)
    first = files.replace(None, OLD)
    for change in (lambda: files.replace(first, {"version": b"2\n"}), files.purge):
        (files.folder / name).touch()
        change()
        assert not (files.folder / name).exists()


def test_who_sweeps_waits_for_who_writes(files: LoneFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lone_lock, "_WAIT", 0.05)
    first = files.replace(None, OLD)
    with locked(files.folder, 0):
        for change in (lambda: files.replace(first, {"version": b"2\n"}), files.purge):
            with pytest.raises(Busy):
                change()
    assert files.head() == first


def test_no_repository_above_is_taken_for_a_damaged_one(files: LoneFiles, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    files.replace(None, OLD)
    (files.folder / "HEAD").unlink()
    with closing(LoneFiles(files.folder)) as damaged, pytest.raises(PmError):
        damaged.replace(None, OLD)
    with closing(LoneFiles(files.folder)) as damaged, pytest.raises(PmError):
        damaged.purge()
    assert git(tmp_path, "count-objects").startswith("0 objects")


def test_an_environment_that_points_elsewhere_is_not_followed(
    files: LoneFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "objects"))
    commit = files.replace(None, OLD)
    assert files.read(commit, ["version"]) == [b"1\n"]
    assert not (tmp_path / "objects").exists()


# -- other copies ---------------------------------------------------------------------------------


@pytest.fixture
def there(tmp_path: Path) -> Iterator[LoneFiles]:
    """Give another copy, which holds nothing yet."""
    with closing(LoneFiles(tmp_path / "server" / "keys.git")) as made:
        made.create()
        yield made


def test_another_copy_that_holds_nothing_gives_nothing(files: LoneFiles, there: LoneFiles) -> None:
    assert files.fetch(str(there.folder)) is None


def test_what_was_pushed_is_fetched(files: LoneFiles, there: LoneFiles) -> None:
    commit = files.replace(None, OLD)
    files.push(str(there.folder), None)
    with closing(LoneFiles(files.folder.parent / "third.git")) as third:
        third.create()
        found = third.fetch(str(there.folder))
    assert found is not None
    assert found.commit == commit == there.head()
    assert found.files == OLD
    assert third.head() is None


def test_a_push_by_who_saw_another_state_is_refused(files: LoneFiles, there: LoneFiles) -> None:
    first = files.replace(None, OLD)
    files.push(str(there.folder), None)
    second = there.replace(first, {"keys/01": b"theirs\n"})
    files.replace(first, {"keys/02": b"mine\n"})
    for expected in (first, None):
        with pytest.raises(PmError):
            files.push(str(there.folder), expected)
    assert there.head() == second
    files.push(str(there.folder), second)
    assert there.head() == files.head()


@pytest.mark.parametrize("address", ["--upload-pack=touch ran", "ext::sh -c touch% ran"])
def test_an_address_is_no_option_and_no_command(
    files: LoneFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    files.replace(None, OLD)
    with pytest.raises(PmError):
        files.fetch(address)
    with pytest.raises(PmError):
        files.push(address, None)
    assert not [*tmp_path.rglob("ran")]


def test_a_fetch_leaves_nothing_after_a_purge(files: LoneFiles, there: LoneFiles) -> None:
    there.replace(None, OLD)
    files.replace(None, {"version": b"9\n"})
    files.fetch(str(there.folder))
    assert is_left(files.folder, OLD["keys/00"])
    assert files.purge() == []
    assert not is_left(files.folder, OLD["keys/00"])


def test_it_is_crowded_after_many_changes_and_tidy_after_a_purge(files: LoneFiles) -> None:
    (files.folder / "objects" / "17").mkdir()
    for number in range(8):
        (files.folder / "objects" / "17" / f"{number:038x}").touch()
    assert files.is_crowded
