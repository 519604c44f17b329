"""Offices of any size for measuring: founded by pm, filled by one ``git fast-import``.

Nothing in them is sealed: their files are written past pm.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pm.model.act import Deed
from pm.model.grammar import compose, mail_of
from pm.office import registry
from pm.store.records import read_stored
from tests.bench.processes import PM, environment
from tests.bench.tickets import ACTS, Stage, Tickets

YEARS = timedelta(days=730)
SINGLE_ACTS = 1_000
"""How many of the latest acts have a commit of their own; what is older came by imports."""
IMPORT = 10_000
"""How many tickets one import brought."""
PULLED = 1_000
"""How many tickets the commit to be pulled changes."""
BASE, COMING = "bench-base", "bench-coming"
"""The branches of the office as it was made, and of what is to be pulled."""
AUTHOR = "Chen Li"


class Offer(NamedTuple):
    """A commit to be: when, what its message says, and the files in it."""

    at: datetime
    message: str
    stages: Sequence[Stage]


class Office:
    """An office with so many tickets, and a twin that only git works in."""

    def __init__(self, folder: Path, size: int) -> None:
        """Take the folder; one that was filled before is taken as it is."""
        self.folder = folder / f"office-{size}"
        self.twin = folder / f"twin-{size}"
        self.size = size
        if not (self.folder / ".git" / "refs" / "heads" / BASE).exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self._make()
        if not (self.twin / ".git" / "ready").exists():
            shutil.rmtree(self.twin, ignore_errors=True)
            self._make_twin()
        self.restore()

    @cached_property
    def staff(self) -> str:
        """Who acts at the desk."""
        return self.git("config", "pm.staff")

    @cached_property
    def ticket(self) -> str:
        """The ticket that most lately went its whole way, act by act."""
        return self.git("log", "-1", "--grep=^Verb: close", "--format=%s", BASE).split()[1][:-1]

    def restore(self, to: str = BASE) -> None:
        """Take the office back to how it was made, or to what is to be pulled."""
        self.git("reset", "-q", "--hard", to)

    def git(self, *arguments: str) -> str:
        """Run git in the office."""
        return git(self.folder, *arguments)

    # -- making -----------------------------------------------------------------------------------

    def _make(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            (
                *(*PM, "init", self.folder.name, "--name", "Heron Gardens", "--staff", AUTHOR),
                *("--timezone", "Asia/Shanghai", "--lang", "en", "--no-input", "--no-vault"),
            ),
            cwd=self.folder.parent,
            env=environment(),
            capture_output=True,
            check=True,
        )
        branch = self.git("symbolic-ref", "HEAD")
        until = datetime.now(UTC).astimezone().replace(microsecond=0)
        tickets = Tickets(self.staff, until - YEARS, YEARS / (self.size + 1), seed=self.size)
        self._import(branch, branch, _history(tickets, self.size))
        self.restore(branch)
        self._import(COMING, branch, [self._coming(tickets, until)])
        self.git("branch", BASE, branch)

    def _make_twin(self) -> None:
        git(self.folder.parent, "clone", "-q", "--branch", BASE, str(self.folder), str(self.twin))
        git(self.twin, "config", "user.name", AUTHOR)
        git(self.twin, "config", "user.email", mail_of(self.staff))
        (self.twin / ".git" / "ready").touch()

    def _coming(self, tickets: Tickets, at: datetime) -> Offer:
        """Change tickets here and there as a colleague would whose work is pulled."""
        files = sorted((self.folder / "records" / "tickets").rglob("*.yaml"))
        stages = []
        for file in tickets.random.sample(files, min(PULLED, len(files))):
            data = file.read_bytes().replace(b"\nurgency: ordinary\n", b"\nurgency: urgent\n")
            deed = Deed("ticket", file.stem, "edit", "", "", self.staff, at, None, None, "edit")
            path = file.relative_to(self.folder).as_posix()
            stages.append(Stage(deed, path, data.replace("王".encode(), "李".encode())))
        return Offer(at, compose([one.deed for one in stages], at, bulk=""), stages)

    def _import(self, branch: str, parent: str, offers: Iterable[Offer]) -> None:
        name = branch if branch.startswith("refs/") else f"refs/heads/{branch}"
        start = self.git("rev-parse", parent)
        process = subprocess.Popen(
            ("git", "fast-import", "--quiet", "--force"),
            cwd=self.folder,
            env=environment(),
            stdin=subprocess.PIPE,
        )
        assert process.stdin is not None
        with process.stdin as stream:
            for piece in _stream(name, start, self.staff, offers):
                stream.write(piece)
        assert process.wait() == 0


def _history(tickets: Tickets, size: int) -> Iterator[Offer]:
    """Give the office's past: imports of what is old, then single acts in their order."""
    single = min(SINGLE_ACTS, size * 2) // len(ACTS)
    lives = tickets.lives(size)
    old = islice(lives, size - single)
    while ends := [stages[-1] for stages in islice(old, IMPORT)]:
        _refuse_unreadable(ends[0])
        at = max(end.deed.at for end in ends)
        yield Offer(at, compose([end.imported() for end in ends], at, bulk="oldsystem"), ends)
    stages = sorted((stage for life in lives for stage in life), key=lambda stage: stage.deed.at)
    for stage in stages:
        _refuse_unreadable(stage)
        yield Offer(stage.deed.at, compose([stage.deed], stage.deed.at), [stage])


def _refuse_unreadable(stage: Stage) -> None:
    """See that pm takes such a file for a valid ticket: raises for one that it does not."""
    read_stored(registry.kind("ticket"), stage.path, stage.data)


def _stream(branch: str, start: str, staff: str, offers: Iterable[Offer]) -> Iterator[bytes]:
    origin = f"from {start}\n"
    for offer in offers:
        who = f"{AUTHOR} <{mail_of(staff)}> {int(offer.at.timestamp())} +0800"
        text = f"commit {branch}\nauthor {who}\ncommitter {who}\n"
        yield text.encode() + _data(offer.message.encode()) + origin.encode()
        for stage in offer.stages:
            yield b"M 100644 inline %s\n" % stage.path.encode() + _data(stage.data)
        origin = ""


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder."""
    answer = subprocess.run(
        ("git", *arguments), cwd=folder, env=environment(), capture_output=True, check=True
    )
    return answer.stdout.decode("utf-8").strip()
