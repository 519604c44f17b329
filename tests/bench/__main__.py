"""Measure pm: ``python -m tests.bench [--sizes 1k,10k,100k] [--only NAME] [--profile]``.

Every time is that of a whole process and a median. Where there is a reference, it runs by turns
with pm, and the ratio is the median of the pairs' ratios: that is what an aim is held against.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.cases import Aim, Case, cases, new
from tests.bench.offices import Office
from tests.bench.processes import DidNotWork, Times, measure
from tests.bench.profiles import profile
from tests.bench.table import Row, lines, size_name

GROWTH = "growth"
"""The name of the one measurement that goes across two sizes."""
GROWS = Aim(1.6, "x", 100_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the table, and give 1 where an aim is missed."""
    asked = _parser().parse_args(arguments)
    sizes = sorted(map(_size, asked.sizes.split(",")))
    _tell(*_machine())
    with tempfile.TemporaryDirectory(prefix="pm-bench-") as passing:
        folder = Path(asked.keep or passing).resolve()
        offices = {size: _office(folder, size) for size in sizes}
        rows = list(_rows(offices, asked))
    _tell(f"load at the end: {_load()}", "", *lines(rows, sizes))
    return int(any(row.met() is False for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure pm.")
    parser.add_argument("--sizes", default="1k,10k,100k", help="tickets in the offices")
    names = ", ".join([*(case.name for case in cases()), GROWTH])
    parser.add_argument("--only", action="append", metavar="NAME", help=names)
    parser.add_argument("--rounds", type=int, help="how often each is run")
    parser.add_argument("--keep", metavar="DIR", help="keep the offices here for the next run")
    parser.add_argument("--profile", action="store_true", help="tell more where an aim is missed")
    return parser


def _size(text: str) -> int:
    return int(text.removesuffix("k")) * (1000 if text.endswith("k") else 1)


def _office(folder: Path, size: int) -> Office:
    _note(f"an office of {size_name(size)} tickets")
    return Office(folder, size)


def _rows(offices: dict[int, Office], asked: argparse.Namespace) -> Iterator[Row]:
    for case in cases():
        if asked.only is None or case.name in asked.only:
            row = _row(case, offices, asked.rounds)
            yield row
            if asked.profile and row.met() is False:
                _tell("", case.what, *profile(case.run(offices[max(offices)])))
    if len(offices) > 1 and (asked.only is None or GROWTH in asked.only):
        yield _growth(offices, asked.rounds)


def _row(case: Case, offices: dict[int, Office], rounds: int | None) -> Row:
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


def _growth(offices: dict[int, Office], rounds: int | None) -> Row:
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
