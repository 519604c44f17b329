"""README.md is true: its two blocks are one line each, what is typed is played, and what is shown
is what pm says. ``UPDATE_README=1 python -m pytest tests/cli/test_readme.py -m long`` takes the
figures of the week over from the sample office.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pm.cli.commands.manual import topics
from tests.cli.running import Shell
from tests.manual.chapters import Typed
from tests.manual.playing import Player

README = Path(__file__).parents[2] / "README.md"
UPDATE = bool(os.environ.get("UPDATE_README"))

START = datetime.fromisoformat("2026-11-26T08:40:00+08:00")
BETWEEN = timedelta(minutes=20)
"""The time between two lines of the morning: whoever tries it reads in between."""


@pytest.fixture(scope="module")
def text() -> str:
    return README.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Give the fenced blocks that are written in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def played(text: str) -> list[str]:
    """Give the lines that are typed in the sample office."""
    return re.findall(r"^    ((?:pm|cd) .*)$", text, re.MULTILINE)


def test_each_of_the_two_blocks_is_one_command_line(text: str) -> None:
    found = blocks(text, "sh")
    assert [block.count("\n") for block in found] == [1, 1]
    assert "pm demo sample-office" in found[0]
    assert "pytest" in found[1]


def test_it_fits_on_a_screen(text: str) -> None:
    lines = [line for line in text.splitlines() if not line.startswith("python3")]
    assert len(lines) < 70
    assert max(map(len, lines)) <= 100


def test_the_chapters_that_it_names_are_there(text: str) -> None:
    named = re.findall(r"`pm manual ([a-z-]+)`", text)
    assert named
    assert set(named) <= set(topics())


@pytest.fixture(scope="module")
def morning(text: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Make the sample office, type every line in it, and give the answers."""
    shell = Shell(tmp_path_factory.mktemp("readme"), PM_LANG="en", PM_NOW=START.isoformat())
    answers = {"pm demo": shell.done("demo", "sample-office").out}
    player = Player(shell)
    for number, line in enumerate(played(text)):
        player.shell.variables["PM_NOW"] = (START + number * BETWEEN).isoformat()
        (told,) = player.play([Typed(line)])
        assert list(told.problems()) == []
        answers[line] = told.answer.out
    return answers


@pytest.mark.long
def test_the_morning_goes_as_it_is_told(text: str, morning: dict[str, str]) -> None:
    week, log = blocks(text, "text")
    said = iter(morning["pm log K7Q2"].splitlines())
    for line in log.splitlines():
        assert any(fnmatchcase(one, line.replace("…", "*")) for one in said), line
    fresh = "".join(f"{line}\n" for line in _same(week, morning["pm demo"].splitlines()))
    if UPDATE:
        README.write_text(text.replace(week, fresh), encoding="utf-8", newline="")
        week = fresh
    assert week == fresh, "stale; UPDATE_README=1 writes it anew"


def _same(shown: str, said: list[str]) -> Iterator[str]:
    """Give the lines that pm says for those that are shown, by what they begin with."""
    for line in shown.splitlines():
        label = line.partition("  ")[0]
        yield next((one for one in said if one.partition("  ")[0] == label), f"{label}  gone")
