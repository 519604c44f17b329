"""README.md is true: its first day is played line by line, and its two blocks are one line each."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.manual.chapters import typed
from tests.manual.playing import Player

NOW = "2026-11-22T17:00:00+08:00"


@pytest.fixture(scope="module")
def text() -> str:
    return (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_each_of_the_two_blocks_is_one_command_line(text: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert "pm demo" in blocks[0]
    assert "pytest" in blocks[1]


def test_the_first_day_goes_as_it_is_told(text: str, tmp_path: Path) -> None:
    told = list(typed(text))
    player = Player(Shell(tmp_path, PM_NOW=NOW, PM_LANG="en"))
    office = tmp_path / told[1].line.removeprefix("cd ")
    played = player.play(told[:2])
    shutil.copy(Path(__file__).parents[1] / "data" / "nyc311.csv", office / "requests.csv")
    played += player.play(told[2:])
    assert [problem for one in played for problem in one.problems()] == []
    assert len(played) > 15
