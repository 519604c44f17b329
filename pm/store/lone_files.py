"""Files with no past: a bare repository of its own that holds one commit without a parent.

The keyring lies so. A change replaces the commit by compare-and-swap, and :meth:`LoneFiles.purge`
makes sure that nothing of an earlier one is left; what stands in the way of that is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pm.errors import Busy, NotFound, PmError
from pm.i18n import mark
from pm.model.pattern import pattern
from pm.store.git import Git
from pm.store.lone_lock import held
from pm.store.object_reader import ObjectReader
from pm.store.object_writing import write_objects
from pm.store.objects import (
    FOLDER,
    Entry,
    GitObject,
    Signature,
    Tree,
    build,
    build_commit,
    parse_tree,
)

REF = "refs/pm/keys"
_FETCHED = "refs/pm/fetched"
_COMMIT = pattern(r"([0-9a-f]{40})\n?")
_NOTHING = "0" * 40
_CROWDED = 8
"""Loose objects in one of 256 folders from which the repository is tidied, as git counts them."""
_SAMPLE = "17"
_QUIET = ("-c", "core.logAllRefUpdates=false")
_NOBODY = Signature("pm", "keys@pm.invalid", datetime(2000, 1, 1, tzinfo=UTC))
"""Who makes each commit, and when: it says nothing of anybody."""


class Fetched(NamedTuple):
    """What another repository held when it was asked: its commit, and its files by name."""

    commit: str
    files: dict[str, bytes]


class LoneFiles:
    """The files of the one commit, read when asked for."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the bare repository, which may not be there yet."""
        self.folder = folder
        self._git = Git(folder, alone=True)
        self._objects = ObjectReader(self._git)
        self._lists: dict[str, dict[str, Entry]] = {}

    @property
    def exists(self) -> bool:
        """Whether the repository was made."""
        return (self.folder / "HEAD").is_file()

    @property
    def has_history(self) -> bool:
        """Whether something else lies there: a repository with a history of its own."""
        answer = self._git.read("rev-parse", "--quiet", "--verify", "HEAD", allowed=(0, 1, 128))
        return answer.code == 0

    def create(self) -> None:
        """Make the repository; nothing is logged in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._git.write("init", "--quiet", "--bare", "--initial-branch=main", ".")
        self._git.write("config", "core.logAllRefUpdates", "false")
        self._git.write("config", "gc.auto", "0")

    def close(self) -> None:
        """End the process that reads objects."""
        self._objects.close()

    # -- reading --------------------------------------------------------------------------------

    def head(self) -> str | None:
        """Give the commit; none before the first."""
        try:
            loose = _COMMIT.fullmatch((self.folder / REF).read_text(encoding="ascii"))
        except (OSError, ValueError):
            loose = None
        if loose is not None:
            return loose[1]
        if not self.exists:
            return None
        answer = self._git.read("rev-parse", "--quiet", "--verify", REF, allowed=(0, 1))
        return answer.output.decode("ascii").strip() or None

    def read(self, commit: str, names: Iterable[str]) -> list[bytes | None]:
        """Give the contents of some files of a commit, none for each that is not there."""
        wanted = list(names)
        ids = [self._blob(commit, name) for name in wanted]
        found = self._objects.find_all(one for one in ids if one is not None)
        bodies = (_body(one) for one in found)
        return [None if one is None else next(bodies) for one in ids]

    def names(self, commit: str) -> list[str]:
        """Give the names of all files of a commit."""
        return list(self._names(commit, ""))

    def _names(self, commit: str, folder: str) -> Iterator[str]:
        for name, entry in self._list(commit, folder).items():
            whole = f"{folder}/{name}" if folder else name
            if entry.mode == FOLDER:
                yield from self._names(commit, whole)
            else:
                yield whole

    def _blob(self, commit: str, name: str) -> str | None:
        folder, _, last = name.rpartition("/")
        entry = self._list(commit, folder).get(last)
        return None if entry is None else entry.id

    def _list(self, commit: str, folder: str) -> dict[str, Entry]:
        key = f"{commit}:{folder}"
        if key not in self._lists:
            found = self._objects.find(key)
            self._lists[key] = {} if found is None else dict(parse_tree(found.body))
        return self._lists[key]

    # -- writing --------------------------------------------------------------------------------

    def replace(self, old: str | None, files: Mapping[str, bytes | None]) -> str:
        """Replace the commit by one with these files changed; raises Busy if another came first."""
        objects: dict[str, GitObject] = {}
        tree = Tree.of_commit(old, self._objects)
        for name, body in files.items():
            made = None if body is None else build("blob", body)
            if made is not None:
                objects[made.id] = made
            tree.put(name.split("/"), None if made is None else made.id)
        top = tree.write(lambda made: objects.update({made.id: made}))
        commit = build_commit(top, None, _NOBODY, _NOBODY, "keys")
        objects[commit.id] = commit
        with held(self.folder, self._git):
            write_objects(self._git, self.folder / "objects", list(objects.values()))
            self._move(old, commit.id)
        return commit.id

    def _move(self, old: str | None, new: str) -> None:
        try:
            self._git.write(*_QUIET, "update-ref", REF, new, old or _NOTHING)
        except PmError as error:
            if self.head() == old:
                raise
            raise Busy(
                mark("somebody else has just changed the keyring"),
                hint=mark("type the command again"),
            ) from error

    # -- forgetting -----------------------------------------------------------------------------

    @property
    def is_crowded(self) -> bool:
        """Whether so much was left over that the repository should be tidied."""
        try:
            return len(list((self.folder / "objects" / _SAMPLE).iterdir())) >= _CROWDED
        except OSError:
            return False

    def purge(self) -> list[str]:
        """Destroy whatever the commit does not hold; give a word for each thing that is left.

        ``ref:NAME``, ``pack:NAME``, ``worktree:PATH``, ``alternates``, ``file:PATH``,
        ``objects:NUMBER``.
        """
        self.close()
        with held(self.folder, self._git):
            self._git.write(*_QUIET, "reflog", "expire", "--expire=now", "--all", allowed=(0, 128))
            self._git.write("worktree", "prune", "--expire=now")
            self._git.write(*_QUIET, "update-ref", "-d", _FETCHED)
            self._sweep()
            self._git.write("repack", "-a", "-d", "-q", "--no-write-bitmap-index")
            self._git.write("prune", "--expire=now")
            return self._leftovers()

    def _sweep(self) -> None:
        """Remove what git leaves in files: of the last command, of one that was killed, lists."""
        objects = self.folder / "objects"
        stray = [
            *(self.folder / name for name in ("FETCH_HEAD", "ORIG_HEAD")),
            *(objects / "pack").glob(".tmp-*"),
            objects / "info" / "commit-graph",
            *(objects / "info" / "commit-graphs").glob("*"),
        ]
        for path in stray:
            path.unlink(missing_ok=True)

    def _leftovers(self) -> list[str]:
        """Say what is left beside the commit, and what keeps it."""
        left = self._all_objects() - self._own_objects()
        causes = [*self._other_refs(), *self._kept_packs(), *self._worktrees()]
        unsearched = [*self._alternates(), *self._strange_files()]
        if left and not causes and not unsearched:
            causes = [f"objects:{len(left)}"]
        return [*(causes if left else ()), *unsearched]

    def _alternates(self) -> Iterator[str]:
        if (self.folder / "objects" / "info" / "alternates").exists():
            yield "alternates"

    def _strange_files(self) -> Iterator[str]:
        """Name what lies among the packs and belongs to none that git reads."""
        folder = self.folder / "objects" / "pack"
        known = {
            index.stem for index in folder.glob("*.idx") if index.with_suffix(".pack").exists()
        }
        for path in sorted(folder.glob("*")):
            if path.stem not in known and not path.name.startswith("multi-pack-index"):
                yield f"file:{path.relative_to(self.folder).as_posix()}"

    def _all_objects(self) -> set[str]:
        answer = self._git.read(
            "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered"
        )
        return set(answer.output.decode("ascii").split())

    def _own_objects(self) -> set[str]:
        answer = self._git.read("rev-list", "--objects", "--no-object-names", REF)
        return set(answer.output.decode("ascii").split())

    def _other_refs(self) -> Iterator[str]:
        answer = self._git.read("for-each-ref", "--format=%(refname)")
        for name in answer.output.decode("utf-8", "replace").split():
            if name != REF:
                yield f"ref:{name}"

    def _kept_packs(self) -> Iterator[str]:
        for keep in sorted((self.folder / "objects" / "pack").glob("*.keep")):
            yield f"pack:{keep.stem}"

    def _worktrees(self) -> Iterator[str]:
        answer = self._git.read("worktree", "list", "--porcelain")
        places = [
            line.removeprefix("worktree ")
            for line in answer.output.decode("utf-8", "replace").splitlines()
            if line.startswith("worktree ")
        ]
        yield from (f"worktree:{place}" for place in places[1:])

    # -- other copies ---------------------------------------------------------------------------

    def fetch(self, address: str) -> Fetched | None:
        """Read what lies in another repository; none where it holds no keyring."""
        with held(self.folder, self._git):
            answer = self._git.write(
                *(*_QUIET, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head"),
                *("--end-of-options", address, f"+{REF}:{_FETCHED}"),
                allowed=(0, 128),
            )
            if answer.code:
                if "couldn't find remote ref" in answer.error:
                    return None
                raise _unreachable(address, answer.error)
            commit = self._git.read("rev-parse", _FETCHED).output.decode("ascii").strip()
            names = self.names(commit)
            bodies = self.read(commit, names)
            files = {
                name: body for name, body in zip(names, bodies, strict=True) if body is not None
            }
            return Fetched(commit, files)

    def push(self, address: str, expected: str | None) -> None:
        """Put the commit into another repository; raises Busy if it holds not ``expected``."""
        answer = self._git.write(
            *("push", "--quiet", f"--force-with-lease={REF}:{expected or ''}"),
            *("--end-of-options", address, f"{REF}:{REF}"),
            allowed=(0, 1, 128),
        )
        if answer.code == 1 and "stale info" in answer.error:
            raise Busy(
                mark("somebody else has just changed the keyring"),
                hint=mark("type the command again"),
            )
        if answer.code:
            raise _unreachable(address, answer.error)


def _unreachable(address: str, said: str) -> NotFound:
    return NotFound(
        mark(
            "the keyring at {address} cannot be reached: {reason}",
            address=address,
            reason=said.splitlines()[0] if said else "",
        ),
        hint=mark("name an office's folder, or the address of a keyring on a server"),
    )


def _body(found: object) -> bytes | None:
    body = getattr(found, "body", None)
    return body if isinstance(body, bytes) else None
