"""A repository: where it lies, and what its history holds.

The only file that imports GitPython, inside the functions that make and clone an office,
where speed does not matter.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from pm.errors import Invalid, PmError, Refused
from pm.i18n import mark
from pm.model.pattern import pattern
from pm.store.failures import explain, plain_disk_failures
from pm.store.git import Git, clean_environment
from pm.store.lock import locked
from pm.store.object_reader import ObjectReader
from pm.store.objects import EMPTY_TREE, Signature
from pm.store.options import write_options
from pm.store.paths import RECORDS
from pm.store.plain_clone import plain_root

_BRANCH = pattern(r"ref: (refs/heads/[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*)\n")
"""A plain branch in the HEAD file. Anything else, reftable's ``.invalid`` too, git must read."""
_COMMIT = pattern(r"([0-9a-f]{40})\n")


_FOREIGN = pattern(r"-|(?!https://|ssh://|file://)[A-Za-z0-9+.-]+:(?://|:)")
"""Addresses that git would take for an option, a helper to run, or an unsafe way."""
_PLACES = 3
_BESIDE = ".git.pm-new"
_WAIT = 10
"""Seconds to wait for another writer."""

MARKS = {"pm.office": "true", "pull.ff": "only"}
"""The options of an office: pm may write there, and a pull makes no merge."""


class TreeFile(NamedTuple):
    """A file in a commit. A link or a submodule has another mode than a plain file."""

    path: str
    blob: str
    mode: str


class Difference(NamedTuple):
    """A file that differs between two commits: ``A`` added, ``D`` deleted, ``M``, ``T``."""

    status: str
    path: str
    old: str | None
    new: str | None


class CommitInfo(NamedTuple):
    """A commit as its log tells it."""

    id: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


class Repository:
    """A git repository with a work tree, opened from any folder inside it."""

    def __init__(self, root: Path, git_dir: Path, common_dir: Path) -> None:
        """Take the three places; :meth:`open` finds them."""
        self.root = root
        self.git_dir = git_dir
        self.common_dir = common_dir
        self.git = Git(root)

    @classmethod
    def open(cls, folder: Path) -> "Repository":
        """Find the repository around a folder; git is asked where it is no plain clone."""
        root = plain_root(folder)
        if root is not None:
            return cls(root, root / ".git", root / ".git")
        git = Git(folder)
        answer = git.read(
            *("rev-parse", "--path-format=absolute", "--show-toplevel", "--absolute-git-dir"),
            *("--git-common-dir", "--show-object-format"),
        )
        lines = answer.output.decode("utf-8", "surrogateescape").splitlines()
        *places, form = lines
        if len(places) != _PLACES:  # an old git repeats options that it does not know
            git.refuse_old()
            raise PmError(mark("git does not say where the repository lies"))
        if form != "sha1":
            raise Refused(
                mark("this repository names its objects by {form}", form=form.upper()),
                hint=mark("make an office with SHA-1 object names: pm init DIR"),
            )
        return cls(*map(Path, places))

    def __enter__(self) -> Self:
        """Use the repository in a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process that reads objects."""
        self.close()

    @cached_property
    def objects(self) -> ObjectReader:
        """The reader of objects; :meth:`close` ends its process."""
        return ObjectReader(self.git)

    def close(self) -> None:
        """End the process that reads objects."""
        self.objects.close()

    def branch(self) -> str | None:
        """Give the full name of the current branch; None where HEAD is detached."""
        plain = _BRANCH.fullmatch(_text(self.git_dir / "HEAD"))
        if plain is not None:
            return plain[1]
        answer = self.git.read("symbolic-ref", "--quiet", "HEAD", allowed=(0, 1))
        return answer.output.decode("utf-8", "surrogateescape").strip() or None

    def head(self) -> str | None:
        """Give the id of the last commit; None on a branch without one."""
        branch = _BRANCH.fullmatch(_text(self.git_dir / "HEAD"))
        loose = branch and _COMMIT.fullmatch(_text(self.common_dir / branch[1]))
        if loose:
            return loose[1]
        answer = self.git.read("rev-parse", "--quiet", "--verify", "HEAD", allowed=(0, 1))
        return answer.output.decode("ascii").strip() or None

    def read(self, revision: str, path: str) -> bytes | None:
        """Read a file in a commit; None if there is none."""
        found = self.objects.find(f"{revision}:{path}")
        return found.body if found is not None and found.kind == "blob" else None

    def read_many(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """Read many blobs, in the order of their ids."""
        for found in self.objects.find_all(blobs):
            if found is None:
                raise PmError(mark("the history lacks an object"), hint=mark("type: pm git fsck"))
            yield found.body

    def tree(self, revision: str, under: str = RECORDS) -> Iterator[TreeFile]:
        """List the files of a commit."""
        for piece in self.git.stream(
            *("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", revision, "--", under)
        ):
            head, _, path = piece.decode("utf-8", "surrogateescape").partition("\t")
            mode, _, blob = head.split(" ")
            yield TreeFile(path, blob, mode)

    def difference(
        self, old: str | None, new: str | None, under: str = RECORDS
    ) -> Iterator[Difference]:
        """List the files that differ between two commits; None is the state before the first."""
        pieces = self.git.stream(
            *("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev"),
            *("--end-of-options", old or EMPTY_TREE, new or EMPTY_TREE, "--", under),
        )
        for head in pieces:
            path = next(pieces).decode("utf-8", "surrogateescape")
            _, _, before, after, status = head.decode("ascii").split(" ")
            yield Difference(status, path, _present(before), _present(after))

    def commits(self, old: str | None, new: str, path: str | None = None) -> Iterator[CommitInfo]:
        """List the commits in ``new`` that ``old`` lacks, the newest first."""
        span = new if old is None else f"{old}..{new}"
        pieces = self.git.stream(
            *("log", "-z", "--no-show-signature", "--no-color", "--encoding=UTF-8"),
            *("--no-mailmap", "--date=raw", f"--format=tformat:{_LOG}"),
            *("--end-of-options", span, "--", *(() if path is None else (path,))),
        )
        for identity in pieces:
            yield _commit(identity, [next(pieces) for _ in range(_FIELDS)])


def create(folder: Path) -> Repository:
    """Make an empty repository for an office, or take the one that lies there, and mark it."""
    beside = folder / _BESIDE
    shutil.rmtree(beside, ignore_errors=True)
    if (folder / ".git").exists():
        repository = Repository.open(folder)
        set_options(repository, MARKS)
        return repository
    try:
        _create_beside(beside)
        with plain_disk_failures():
            (beside / ".git").rename(folder / ".git")
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Repository.open(folder)


def _create_beside(folder: Path) -> None:
    """Make the repository where nobody looks for it: one that is half made is none."""
    with _git_python() as git, git.Repo.init(folder, initial_branch="main") as repo:
        for key, value in MARKS.items():
            repo.git.config("--local", key, value)


def clone(address: str, folder: Path) -> Repository:
    """Copy an office from a server or another folder, and mark the copy."""
    refuse_foreign(address)
    with _git_python() as git:
        git.Repo.clone_from(address, folder).close()
    repository = Repository.open(folder)
    set_options(repository, MARKS)
    return repository


def refuse_foreign(address: str) -> None:
    """Refuse an address that git would take for an option, or for a program to run."""
    if _FOREIGN.match(address):
        raise Invalid(
            mark("{address} is no address to clone from", address=address),
            hint=mark("give a folder, or an address with https://, ssh:// or file://"),
        )


def set_options(repository: Repository, options: Mapping[str, str | None]) -> None:
    """Set options in the repository's own git configuration; one that is none is taken away."""
    with locked(repository.common_dir / "pm", _WAIT):
        write_options(repository.git, repository.common_dir, options)


@contextmanager
def _git_python() -> Iterator[Any]:
    """Give GitPython, in an environment that leads git nowhere else."""
    kept = dict(os.environ)
    for name in kept.keys() - clean_environment().keys():
        del os.environ[name]
    try:
        import git  # its import takes longer than most commands of pm

        try:
            yield git
        except git.GitCommandError as error:
            said = str(error.stderr).strip().removeprefix("stderr:").strip(" '\n")
            status = error.status if isinstance(error.status, int) else 1
            raise explain(str(error.command[1]), status, said) from error
    except ImportError as error:
        raise Refused(mark("git is not installed"), hint=mark("install git")) from error
    finally:
        os.environ.update(kept)


_LOG = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B"
_FIELDS = _LOG.count("%x00")


def _commit(identity: bytes, fields: list[bytes]) -> CommitInfo:
    parents, *people, message = (field.decode("utf-8", "replace") for field in fields)
    return CommitInfo(
        identity.decode("ascii"),
        tuple(parents.split()),
        Signature(people[0], people[1], _time(people[2])),
        Signature(people[3], people[4], _time(people[5])),
        message.rstrip("\n"),
    )


def _time(raw: str) -> datetime:
    """Read seconds and offset, as git stores them."""
    seconds, offset = raw.split(" ")
    minutes = int(offset[1:3]) * 60 + int(offset[3:5])
    zone = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return datetime.fromtimestamp(int(seconds), zone)


def _present(identity: str) -> str | None:
    return identity if identity.strip("0") else None


def _text(path: Path) -> str:
    """Read a small file of git; empty if there is none, or if it is not text."""
    try:
        return path.read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
