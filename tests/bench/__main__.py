"""Measure pm: ``python -m tests.bench [vault] [--sizes 1k,10k] [--only NAME] [--profile]``.

Every time is that of a whole process and a median, but for the few that say how long the vault
takes for one value. Where there is a reference, it runs by turns with pm, and the ratio is the
median of the pairs' ratios: that is what an aim is held against.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from tests.bench.cases import Aim, Case, cases, new
from tests.bench.offices import Office
from tests.bench.processes import DidNotWork, Run, Times, measure
from tests.bench.profiles import profile
from tests.bench.sealed_offices import SealedPair
from tests.bench.table import Row, lines, size_name
from tests.bench.vault_cases import vault_cases

GROWTH = "growth"
"""The name of the one measurement that goes across two sizes."""
GROWS = Aim(1.6, "x", 100_000)
SIZES = {"tickets": "1k,10k,100k", "vault": "1k,10k"}
"""The tables, and the records in their offices."""


class Restored(Protocol):
    """What is measured in, and taken back to how it was made."""

    def restore(self) -> None:
        """Take it back."""
        ...


RestoredT = TypeVar("RestoredT", bound=Restored)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the tables, and give 1 where an aim is missed."""
    asked = _parser().parse_args(arguments)
    _tell(*_machine())
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="pm-bench-") as passing:
        folder = Path(asked.keep or passing).resolve()
        for name in [asked.table] if asked.table else SIZES:
            sizes = sorted(map(_size, (asked.sizes or SIZES[name]).split(",")))
            found = list(_TABLES[name](folder, sizes, asked))
            if found:
                _tell(f"load at the end: {_load()}", "", *lines(found, sizes), "")
            rows += found
    return int(any(row.met() is False for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure pm.")
    parser.add_argument("table", nargs="?", choices=list(SIZES), help="only this table")
    parser.add_argument("--sizes", help="tickets, or residents, in the offices")
    names = ", ".join([*(one.name for one in cases()), *(one.name for one in vault_cases())])
    parser.add_argument("--only", action="append", metavar="NAME", help=f"{names}, {GROWTH}")
    parser.add_argument("--rounds", type=int, help="how often each is run")
    parser.add_argument("--keep", metavar="DIR", help="keep the offices here for the next run")
    parser.add_argument("--profile", action="store_true", help="tell more where an aim is missed")
    return parser


def _size(text: str) -> int:
    return int(text.removesuffix("k")) * (1000 if text.endswith("k") else 1)


def _of_tickets(folder: Path, sizes: Sequence[int], asked: argparse.Namespace) -> Iterator[Row]:
    wanted = _wanted(cases(), asked)
    grows = len(sizes) > 1 and (asked.only is None or GROWTH in asked.only)
    if wanted or grows:
        offices = _made(lambda size: Office(folder, size), sizes, "tickets")
        yield from _rows(wanted, offices, asked)
        if grows:
            yield _growth(offices, asked.rounds)


def _of_vault(folder: Path, sizes: Sequence[int], asked: argparse.Namespace) -> Iterator[Row]:
    wanted = _wanted(vault_cases(), asked)
    if wanted:
        pairs = _made(lambda size: SealedPair(folder, size), sizes, "residents")
        yield from _rows(wanted, pairs, asked)


_TABLES = {"tickets": _of_tickets, "vault": _of_vault}


def _wanted(every: Iterable[Case[RestoredT]], asked: argparse.Namespace) -> list[Case[RestoredT]]:
    return [case for case in every if asked.only is None or case.name in asked.only]


def _made(
    make: Callable[[int], RestoredT], sizes: Sequence[int], what: str
) -> dict[int, RestoredT]:
    made = {}
    for size in sizes:
        _note(f"an office of {size_name(size)} {what}")
        made[size] = make(size)
    return made


def _rows(
    wanted: Iterable[Case[RestoredT]],
    offices: Mapping[int, RestoredT],
    asked: argparse.Namespace,
) -> Iterator[Row]:
    for case in wanted:
        row = _row(case, offices, asked.rounds)
        yield row
        run = case.run(offices[max(offices)])
        if asked.profile and row.met() is False and isinstance(run, Run):
            _tell("", case.what, *profile(run))


def _row(case: Case[RestoredT], offices: Mapping[int, RestoredT], rounds: int | None) -> Row:
    _note(case.what)
    times: dict[int, Times] = {}
    fault = ""
    for size, office in offices.items():
        if not case.sized and size != max(offices):
            continue
        reference = None if case.reference is None else case.reference(office)
        office.restore()
        try:
            times[size] = measure(
                case.run(office), reference, rounds or case.rounds, warm=case.warm
            )
        except DidNotWork as error:
            fault = str(error)
        office.restore()
    return Row(case.what, times, case.against, case.aim, fault)


def _growth(offices: Mapping[int, Office], rounds: int | None) -> Row:
    """Hold a new ticket in the largest office against one in the smallest."""
    large, small = offices[max(offices)], offices[min(offices)]
    times = measure(new(large), new(small), rounds or 15)
    for office in (large, small):
        office.restore()
    return Row("pm ticket new, growth", {large.size: times}, f"at {size_name(small.size)}", GROWS)


def _machine() -> Iterator[str]:
    git = subprocess.run(("git", "--version"), capture_output=True, check=True).stdout.decode()
    yield f"Python {platform.python_version()}, {git.strip()}, SQLite {sqlite3.sqlite_version}"
    yield f"{platform.platform()}, {os.cpu_count()} processors, load {_load()}"


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return "unknown"
    return " ".join(f"{one:.2f}" for one in os.getloadavg())


def _tell(*told: str) -> None:
    sys.stdout.write("\n".join(told) + "\n")
    sys.stdout.flush()


def _note(doing: str) -> None:
    sys.stderr.write(f"{doing} …\n")


if __name__ == "__main__":
    sys.exit(main())
