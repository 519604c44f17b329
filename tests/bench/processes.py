"""Whole processes and the time they take; what is measured, alone or two by turns."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple, Protocol

_FOREIGN = ("PM_", "GIT_", "PYTHON", "LC_")
"""What begins so would change what is measured."""


def _command() -> tuple[str, ...]:
    """Give the installed command; where there is none, what it would run."""
    names = ("pm.exe",) if os.name == "nt" else ("pm",)
    for script in (Path(sys.executable).with_name(name) for name in names):
        if script.exists():
            return (str(script),)
    return (sys.executable, "-c", "from pm.cli.main import main; main()")


PM = _command()


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of every measured process: no settings of this machine's user."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(_FOREIGN) and name != "LANGUAGE"
    }
    fixed = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
    }
    return {**kept, **fixed, **(variables or {})}


class DidNotWork(Exception):
    """A process that is to be measured ended with a fault."""


def nothing() -> None:
    """Prepare nothing."""


class Timed(Protocol):
    """Something that can be done once more, and tells how long it took."""

    def seconds(self) -> float:
        """Do it and give the time."""
        ...


class Run(NamedTuple):
    """A process to be measured; ``before`` is done first and not counted."""

    words: tuple[str, ...]
    folder: Path
    before: Callable[[], object] = nothing
    variables: Mapping[str, str] = {}

    def seconds(self) -> float:
        """Prepare, run and give how long the process took."""
        self.before()
        surroundings = environment(self.variables)
        start = perf_counter()
        ended = subprocess.run(
            self.words, cwd=self.folder, env=surroundings, capture_output=True, check=False
        )
        taken = perf_counter() - start
        if ended.returncode:
            told = ended.stderr.decode("utf-8", "replace").strip()
            raise DidNotWork(told.splitlines()[0] if told else f"exit code {ended.returncode}")
        return taken


class Times(NamedTuple):
    """What was measured: medians of both, and the median of the ratios pair by pair."""

    seconds: float
    reference: float | None
    ratio: float | None


def measure(run: Timed, reference: Timed | None, rounds: int, *, warm: bool = True) -> Times:
    """Do something again and again, by turns with something else if there is a reference."""
    if warm:
        run.seconds()
    if reference is None:
        return Times(median(run.seconds() for _ in range(rounds)), None, None)
    reference.seconds()
    pairs = [(run.seconds(), reference.seconds()) for _ in range(rounds)]
    return Times(
        median(ours for ours, _ in pairs),
        median(theirs for _, theirs in pairs),
        median(ours / theirs for ours, theirs in pairs),
    )
