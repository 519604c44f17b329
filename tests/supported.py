"""Try the versions that setup.cfg names: ``python -m tests.supported``.

A fresh venv has the newest version of everything, so whoever runs the tests runs them with those.
Here a quick part is run at the other ends: with the lowest version of every dependency, and with
every other Python of the classifiers that works on this machine.
"""

import configparser
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

QUICK = (
    *("tests/model", "tests/store", "tests/vault", "tests/index", "tests/render"),
    *("tests/contract/test_kinds.py", "tests/contract/test_commands.py"),
    *("tests/cli/test_transcripts.py", "tests/cli/test_completion.py", "tests/cli/test_help.py"),
)
"""What meets every dependency, from the fields to the stories, in a minute."""

EXTRA = "test"
"""The extra whose dependencies are tried besides those of pm itself."""

LOWER = re.compile(r"([\w.-]+)(?:\[.*?\])?\s*>=\s*([\w.]+)")
PYTHON = re.compile(r"Programming Language :: Python :: (3\.\d+)")


class Trial(NamedTuple):
    """One venv in which the quick part is run."""

    name: str
    python: str
    constraints: list[str]


def lowest(requirements: Iterable[str]) -> list[str]:
    """Give the lower bound of every requirement, as the only version to take."""
    bounds = []
    for requirement in requirements:
        found = LOWER.match(requirement)
        if found is None:
            raise ValueError(requirement)
        bounds.append(f"{found[1]}=={found[2]}")
    return bounds


def settings_of(root: Path) -> configparser.ConfigParser:
    """Read setup.cfg."""
    settings = configparser.ConfigParser()
    settings.read(root / "setup.cfg", encoding="utf-8")
    return settings


def requirements(settings: configparser.ConfigParser) -> list[str]:
    """Name the requirements of pm and of its tests."""
    named = (
        settings["options"]["install_requires"],
        settings["options.extras_require"][EXTRA],
    )
    return [line.strip() for text in named for line in text.splitlines() if line.strip()]


def versions(settings: configparser.ConfigParser) -> list[str]:
    """Name the Pythons that pm is said to work with, the oldest first."""
    return PYTHON.findall(settings["metadata"]["classifiers"])


def works(command: str) -> bool:
    """Say whether a Python is found and runs: a version manager's stand-in is found only."""
    path = shutil.which(command)
    if path is None:
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def trials(settings: configparser.ConfigParser) -> Iterator[Trial]:
    """Give what is tried on this machine, and say what is not there."""
    here = f"3.{sys.version_info.minor}"
    found = {here: sys.executable}
    for version in versions(settings):
        command = f"python{version}"
        if version != here and works(command):
            found[version] = command
        _say(f"Python {version}: {'found' if version in found else 'not on this machine'}")
    oldest = min(found, key=lambda version: int(version.removeprefix("3.")))
    lower = lowest(requirements(settings))
    yield Trial(f"the lowest versions, Python {oldest}", found[oldest], lower)
    for version, python in found.items():
        if version != here:
            yield Trial(f"the newest versions, Python {version}", python, [])


def run(trial: Trial) -> bool:
    """Make the venv, run the quick part in it, and say whether it passed."""
    _say(f"trial: {trial.name}", " ".join(trial.constraints))
    with tempfile.TemporaryDirectory(prefix="pm-supported-") as folder:
        bounds = Path(folder, "constraints.txt")
        bounds.write_text("\n".join(trial.constraints), encoding="utf-8")
        there = Path(folder, "venv")
        python = str(there / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        install = ("install", "--quiet", "--editable", f".[{EXTRA}]", "--constraint", str(bounds))
        return (
            _succeeds([trial.python, "-m", "venv", str(there)])
            and _succeeds([python, "-m", "pip", *install])
            and _succeeds([python, "-m", "pytest", "-n", "2", *QUICK])
        )


def main() -> int:
    """Run every trial, and give 1 where one did not pass."""
    failed = [trial.name for trial in list(trials(settings_of(ROOT))) if not run(trial)]
    _say(*(f"failed: {name}" for name in failed))
    return int(bool(failed))


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - what it finds is for whoever watches


if __name__ == "__main__":
    sys.exit(main())
