"""Purging: each trap in which git keeps what nobody points to any more."""

import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha512
from pathlib import Path
from typing import NamedTuple

import pytest

from pm.store.lone_files import REF, LoneFiles
from tests.store.remains import git, is_left

OLD = sha512(b"a wrapped key of the past").hexdigest().encode()
NEW = sha512(b"a wrapped key of today").hexdigest().encode()


class Lone(NamedTuple):
    """A repository whose commit was replaced, and the commit before."""

    files: LoneFiles
    before: str

    @property
    def folder(self) -> Path:
        return self.files.folder

    @property
    def beside(self) -> Path:
        return self.folder.parent / "beside"


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[Lone]:
    """Give a repository that still holds what was replaced."""
    with closing(LoneFiles(tmp_path / "keys.git")) as files:
        files.create()
        before = files.replace(None, {"keys/00": OLD, "version": b"1\n"})
        files.replace(before, {"keys/00": NEW, "version": b"2\n"})
        yield Lone(files, before)


def assert_purged(lone: Lone) -> None:
    """Nothing is named, nothing is left, and the present is whole."""
    assert lone.files.purge() == []
    assert not is_left(lone.folder, OLD)
    assert_whole(lone)


def assert_whole(lone: Lone) -> None:
    assert lone.files.read(lone.files.head() or "", ["keys/00", "version"]) == [NEW, b"2\n"]
    git(lone.folder, "fsck", "--full", "--strict")


def test_before_a_purge_all_of_the_past_is_there(lone: Lone) -> None:
    assert is_left(lone.folder, OLD)


def test_the_usual_tidying_of_git_is_not_enough(lone: Lone) -> None:
    git(lone.folder, "gc", "--quiet")
    assert is_left(lone.folder, OLD)
    assert_purged(lone)


def test_a_purge_leaves_only_the_present(lone: Lone) -> None:
    assert_purged(lone)
    assert_purged(lone)


def test_a_purge_after_many_changes_leaves_only_the_present(lone: Lone) -> None:
    for number in range(3):
        lone.files.replace(lone.files.head(), {"keys/01": f"key {number}\n".encode()})
    assert_purged(lone)
    assert len(git(lone.folder, "rev-list", "--all", "--objects").splitlines()) == 6


# -- what a purge removes by itself ---------------------------------------------------------------


def plant_reflog(lone: Lone) -> None:
    """Somebody lets git log every change, and moves the ref by hand."""
    git(lone.folder, "config", "core.logAllRefUpdates", "always")
    now = lone.files.head() or ""
    git(lone.folder, "update-ref", REF, lone.before)
    git(lone.folder, "update-ref", REF, now)
    assert (lone.folder / "logs" / REF).read_text().count(lone.before) == 2
    git(lone.folder, "gc", "--quiet", "--prune=now")


def plant_pseudo_refs(lone: Lone) -> None:
    for name in ("FETCH_HEAD", "ORIG_HEAD"):
        (lone.folder / name).write_text(f"{lone.before}\n")


def plant_loose_garbage(lone: Lone) -> None:
    """A git was killed while it wrote an object."""
    folder = lone.folder / "objects" / "ab"
    folder.mkdir(exist_ok=True)
    (folder / "tmp_obj_a1B2c3").write_bytes(zlib.compress(b"blob 128\0" + OLD))
    (lone.folder / "objects" / "tmp_obj_d4E5f6").write_bytes(OLD)


def plant_received_garbage(lone: Lone) -> None:
    """A git was killed while it received a pack."""
    (lone.folder / "objects" / "pack" / "tmp_pack_a1B2c3").write_bytes(OLD)
    folder = lone.folder / "objects" / "tmp_objdir-incoming-a1B2c3" / "pack"
    folder.mkdir(parents=True)
    (folder / "tmp_pack_d4E5f6").write_bytes(OLD)


def pack_with_the_past(lone: Lone) -> Path:
    """Pack everything while something still points to the commit before."""
    git(lone.folder, "update-ref", "refs/heads/kept", lone.before)
    git(lone.folder, "repack", "-a", "-d", "-q", "--no-write-bitmap-index")
    git(lone.folder, "update-ref", "-d", "refs/heads/kept")
    return next((lone.folder / "objects" / "pack").glob("*.pack"))


def plant_packing_garbage(lone: Lone) -> None:
    """A git was killed while it packed everything."""
    pack = pack_with_the_past(lone)
    for path in (pack, pack.with_suffix(".idx")):
        shutil.copy(path, path.with_name(f".tmp-4711-{path.name}"))


def plant_list_of_commits(lone: Lone) -> None:
    """Git listed the commits when it tidied by hand."""
    now = lone.files.head() or ""
    git(lone.folder, "update-ref", REF, lone.before)
    git(lone.folder, "commit-graph", "write", "--reachable")
    git(lone.folder, "update-ref", REF, now)


def plant_cruft_pack(lone: Lone) -> None:
    git(lone.folder, "gc", "--quiet", "--cruft", "--prune=never")
    assert [*(lone.folder / "objects" / "pack").glob("*.mtimes")]


def plant_index_of_packs(lone: Lone) -> None:
    git(lone.folder, "update-ref", "refs/heads/kept", lone.before)
    git(lone.folder, "repack", "-a", "-d", "-q", "-b", "--write-midx")
    git(lone.folder, "commit-graph", "write", "--reachable")
    git(lone.folder, "update-ref", "-d", "refs/heads/kept")
    assert (lone.folder / "objects" / "pack" / "multi-pack-index").exists()


def plant_abandoned_worktree(lone: Lone) -> None:
    """A worktree whose folder somebody removed."""
    git(lone.folder, "worktree", "add", "--quiet", "--detach", str(lone.beside), lone.before)
    shutil.rmtree(lone.beside)


@pytest.mark.parametrize(
    "plant",
    [
        plant_reflog,
        plant_pseudo_refs,
        plant_loose_garbage,
        plant_received_garbage,
        plant_packing_garbage,
        plant_list_of_commits,
        plant_cruft_pack,
        plant_index_of_packs,
        plant_abandoned_worktree,
    ],
    ids=lambda plant: plant.__name__,
)
def test_a_purge_removes(lone: Lone, plant: Callable[[Lone], None]) -> None:
    plant(lone)
    assert is_left(lone.folder, OLD)
    assert_purged(lone)


def test_our_own_changes_are_never_logged(
    lone: Lone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[core]\n\tlogAllRefUpdates = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    git(lone.folder, "config", "--unset", "core.logAllRefUpdates")
    lone.files.replace(lone.files.head(), {"version": b"3\n"})
    lone.files.replace(lone.files.head(), {"version": b"2\n"})
    assert not (lone.folder / "logs" / REF).exists()
    assert_purged(lone)


def test_a_log_that_the_settings_of_a_machine_ask_for_is_emptied(
    lone: Lone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[core]\n\tlogAllRefUpdates = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    git(tmp_path, "init", "--quiet", "--bare", "server.git")  # a copy that pm did not make
    git(lone.folder, "push", "--quiet", str(tmp_path / "server.git"), f"{lone.before}:{REF}")
    lone.files.push(str(tmp_path / "server.git"), lone.before)
    assert lone.before in (tmp_path / "server.git" / "logs" / REF).read_text()
    with closing(LoneFiles(tmp_path / "server.git")) as server:
        assert_purged(Lone(server, lone.before))


# -- what a purge names, and removes once it is gone ----------------------------------------------


class Trap(NamedTuple):
    """Something that keeps the past: how it comes, how it is named, and how it goes."""

    plant: Callable[[Lone], str]
    remove: Callable[[Lone], None]


def plant_kept_pack(lone: Lone) -> str:
    pack = pack_with_the_past(lone)
    pack.with_suffix(".keep").write_text("a reason\n")
    return f"pack:{pack.stem}"


def remove_kept(lone: Lone) -> None:
    next((lone.folder / "objects" / "pack").glob("*.keep")).unlink()


def a_ref(name: str) -> Trap:
    """Somebody made a ref of the commit before."""

    def plant(lone: Lone) -> str:
        git(lone.folder, "update-ref", name, lone.before)
        return f"ref:{name}"

    return Trap(plant, lambda lone: void(git(lone.folder, "update-ref", "-d", name)))


def void(_said: object) -> None:
    """Forget what was said."""


def plant_tag_object(lone: Lone) -> str:
    arguments = ("-c", "user.name=Wu Min", "-c", "user.email=wu@pm.invalid")
    git(lone.folder, *arguments, "tag", "-a", "-m", "kept", "kept", lone.before)
    return "ref:refs/tags/kept"


def plant_worktree(lone: Lone) -> str:
    git(lone.folder, "worktree", "add", "--quiet", "--detach", str(lone.beside), lone.before)
    return f"worktree:{lone.beside}"


def plant_locked_worktree(lone: Lone) -> str:
    name = plant_worktree(lone)
    git(lone.folder, "worktree", "lock", str(lone.beside))
    shutil.rmtree(lone.beside)
    return name


def remove_locked(lone: Lone) -> None:
    git(lone.folder, "worktree", "unlock", str(lone.beside))


def plant_alternates(lone: Lone) -> str:
    shutil.copytree(lone.folder / "objects", lone.beside / "objects")
    (lone.folder / "objects" / "info" / "alternates").write_text(f"{lone.beside}/objects\n")
    return "alternates"


def remove_alternates(lone: Lone) -> None:
    (lone.folder / "objects" / "info" / "alternates").unlink()


def plant_stray_pack(lone: Lone) -> str:
    """A copy of a pack that git does not know, since it has no index."""
    pack = pack_with_the_past(lone)
    shutil.copy(pack, pack.with_name("pack-of-the-past.pack"))
    return "file:objects/pack/pack-of-the-past.pack"


def remove_stray_pack(lone: Lone) -> None:
    (lone.folder / "objects" / "pack" / "pack-of-the-past.pack").unlink()


TRAPS = {
    "pack": Trap(plant_kept_pack, remove_kept),
    "branch": a_ref("refs/heads/kept"),
    "tag": a_ref("refs/tags/kept"),
    "stash": a_ref("refs/stash"),
    "own": a_ref("refs/pm/kept"),
    "tag object": Trap(plant_tag_object, lambda lone: void(git(lone.folder, "tag", "-d", "kept"))),
    "worktree": Trap(
        plant_worktree,
        lambda lone: void(git(lone.folder, "worktree", "remove", str(lone.beside))),
    ),
    "locked worktree": Trap(plant_locked_worktree, remove_locked),
    "alternates": Trap(plant_alternates, remove_alternates),
    "stray pack": Trap(plant_stray_pack, remove_stray_pack),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_purge_names_what_keeps_the_past(lone: Lone, name: str) -> None:
    trap = TRAPS[name]
    named = trap.plant(lone)
    assert lone.files.purge() == [named]
    assert is_left(lone.folder, OLD)
    assert_whole(lone)
    trap.remove(lone)
    assert_purged(lone)


def test_a_purge_names_all_of_them(lone: Lone) -> None:
    named = {TRAPS[name].plant(lone) for name in ("pack", "branch", "stash", "worktree")}
    assert set(lone.files.purge()) == named


def test_what_keeps_nothing_of_the_past_is_not_named(lone: Lone) -> None:
    now = lone.files.head() or ""
    git(lone.folder, "update-ref", "refs/heads/same", now)
    git(lone.folder, "worktree", "add", "--quiet", "--detach", str(lone.beside), now)
    assert_purged(lone)


@pytest.mark.parametrize(
    "arguments", [("read-tree", "{}"), ("update-ref", "--no-deref", "HEAD", "{}")], ids=str
)
def test_what_is_kept_in_another_way_is_counted(lone: Lone, arguments: tuple[str, ...]) -> None:
    git(lone.folder, *(one.format(lone.before) for one in arguments))
    left = lone.files.purge()
    assert left
    assert all(one.startswith("objects:") for one in left)


# -- what a purge reaches elsewhere, and what not -------------------------------------------------


def test_a_clone_that_borrows_from_here_loses_the_past(lone: Lone) -> None:
    git(lone.folder, "clone", "--quiet", "--shared", "--mirror", str(lone.folder), str(lone.beside))
    git(lone.beside, "update-ref", "refs/heads/kept", lone.before)
    assert_purged(lone)
    assert not is_left(lone.beside, OLD)


def test_a_copy_in_a_bundle_is_not_reached(lone: Lone, tmp_path: Path) -> None:
    git(lone.folder, "update-ref", "refs/heads/kept", lone.before)
    git(lone.folder, "bundle", "create", "--quiet", str(tmp_path / "backup"), "refs/heads/kept")
    git(lone.folder, "update-ref", "-d", "refs/heads/kept")
    assert_purged(lone)
    git(tmp_path, "clone", "--quiet", "--bare", str(tmp_path / "backup"), "restored.git")
    assert is_left(tmp_path / "restored.git", OLD)


def test_a_clone_by_path_holds_the_past_until_it_is_purged_too(lone: Lone) -> None:
    git(lone.folder, "clone", "--quiet", "--mirror", str(lone.folder), str(lone.beside))
    assert_purged(lone)
    assert is_left(lone.beside, OLD)
    with closing(LoneFiles(lone.beside)) as there:
        assert_purged(Lone(there, lone.before))
