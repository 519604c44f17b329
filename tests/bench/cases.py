"""What is measured: each command, what it is held against, and what it aims at."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pm.model.times import week_name
from tests.bench.offices import COMING, Office
from tests.bench.processes import PM, Run, Timed
from tests.bench.rows import write_rows
from tests.bench.tickets import WORD

IMPORTED = 10_000
FEW = 1_000
"""An office of fewer tickets measures nothing and only shows that the measuring works."""
REFERENCE = Path(__file__).with_name("git_commit.py")
NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "leak under the sink")


class Aim(NamedTuple):
    """A bound: on the seconds of the process, or on how often longer it is than the reference.

    ``size`` is the number of records at which it counts, none where that makes no difference.
    """

    limit: float
    unit: str
    size: int | None = None


OfficeT = TypeVar("OfficeT")
"""The office, or the pair of them, that is measured in."""


class Case(NamedTuple, Generic[OfficeT]):
    """Something to measure in an office of every size, or, without sizes, in the largest."""

    name: str
    what: str
    run: Callable[[OfficeT], Timed]
    reference: Callable[[OfficeT], Timed] | None = None
    against: str = ""
    aim: Aim | None = None
    sized: bool = True
    rounds: int = 9
    warm: bool = True


def importing_click(office: Office) -> Run:
    """Give the least that a command in Python can cost."""
    return Run((sys.executable, "-c", "import click"), office.folder)


def git_commit(office: Office) -> Run:
    """Give what a script would do without pm."""
    return Run((sys.executable, str(REFERENCE)), office.twin)


def pm(office: Office, *arguments: str, before: Callable[[], object] | None = None) -> Run:
    """Give a run of pm in an office."""
    words = (*PM, *arguments)
    return Run(words, office.folder) if before is None else Run(words, office.folder, before)


def new(office: Office) -> Run:
    """Give the making of a ticket."""
    return pm(office, *NEW)


def _completing(words: str, place: int) -> Callable[[Office], Run]:
    variables = {"_PM_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    return lambda office: Run(PM, office.folder, variables=variables)


def _from_nothing(office: Office) -> Run:
    def before() -> None:
        for file in (office.folder / ".git" / "pm").glob("index.sqlite*"):
            file.unlink()

    return pm(office, "ticket", "list", "--limit", "1", before=before)


def _after_pull(office: Office) -> Run:
    reading = pm(office, "ticket", "list", "--limit", "1")

    def before() -> None:
        office.restore()
        reading.seconds()
        office.restore(COMING)

    return reading._replace(before=before)


def _importing(office: Office) -> Run:
    file, plan = write_rows(office.folder.parent, IMPORTED if office.size >= FEW else office.size)

    def before() -> None:
        office.restore()
        pm(office, "ticket", "list", "--limit", "1").seconds()

    return pm(office, "import", str(file), "--map", str(plan), before=before)


def _undoing(office: Office) -> Run:
    return pm(office, "undo", before=new(office).seconds)


def _ticking(office: Office) -> Run:
    """Give a tick after one that has done what was due."""
    return pm(office, "tick", before=pm(office, "tick").seconds)


def _last_week(office: Office) -> Run:
    day = (datetime.now(UTC) - timedelta(days=7)).date()
    return pm(office, "report", "weekly", "--week", week_name(day), "--json")


def cases() -> Iterator[Case[Office]]:
    """Give everything that is measured, the quickest first."""
    click, git = "import click", "git add, commit"
    start = Aim(1.3, "x")
    for name, what, run in (
        ("version", "pm --version", lambda office: pm(office, "--version")),
        ("help", "pm --help", lambda office: pm(office, "--help")),
        ("complete", "complete: pm tick", _completing("pm tick", 1)),
        ("complete-verb", "complete: pm ticket li", _completing("pm ticket li", 2)),
    ):
        yield Case(name, what, run, importing_click, click, start, sized=False, rounds=21)
    yield Case(
        *("list", "pm ticket list --state open"),
        lambda office: pm(office, "ticket", "list", "--state", "open"),
        reference=importing_click,
        against=click,
        aim=Aim(2.5, "x", 10_000),
    )
    yield Case(
        *("today", "pm today"),
        lambda office: pm(office, "today"),
        aim=Aim(0.5, "s", 100_000),
    )
    yield Case(
        *("tick", "pm tick, nothing due", _ticking),
        reference=importing_click,
        against=click,
        aim=Aim(4.0, "x", 100_000),
    )
    yield Case("new", "pm ticket new", new, git_commit, git, Aim(1.0, "x", 100_000), rounds=15)
    yield Case("undo", "pm undo", _undoing)
    yield Case("log", "pm log ID", lambda office: pm(office, "log", office.ticket))
    yield Case(
        *("clock", "pm ticket clock ID, clock explanation"),
        lambda office: pm(office, "ticket", "clock", office.ticket),
        reference=importing_click,
        against=click,
        aim=Aim(4.0, "x", 100_000),
    )
    yield Case("find", f"pm find {WORD}", lambda office: pm(office, "find", WORD))
    yield Case("week", "pm report weekly", _last_week, aim=Aim(0.5, "s", 100_000))
    yield Case("pull", "index: 1,000 records pulled", _after_pull, rounds=3, warm=False)
    yield Case(
        *("index", "index: from nothing", _from_nothing),
        aim=Aim(15.0, "s", 100_000),
        rounds=3,
        warm=False,
    )
    yield Case(
        *("import", "pm import, 10,000 rows", _importing),
        aim=Aim(10.0, "s", 100_000),
        rounds=1,
        warm=False,
    )
