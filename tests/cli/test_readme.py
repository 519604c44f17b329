"""README.md is true: its first day is played line by line, and its two blocks are one line each."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Shell

WRITTEN_ID = "K7Q2"
"""What README.md writes for the beginning of an id."""

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
    shutil.copy(Path(__file__).parents[1] / "data" / "nyc311.csv", tmp_path / "requests.csv")
    shell = Shell(tmp_path, PM_NOW=NOW, PM_LANG="en")
    told = 0
    for line in re.findall(r"^    ((?:pm|cd) .*)$", text, re.MULTILINE):
        words = [word.replace(WRITTEN_ID, _newest(shell)) for word in shlex.split(line)]
        if words[0] == "cd":
            (tmp_path / words[1] / "requests.csv").write_bytes(
                (tmp_path / "requests.csv").read_bytes()
            )
            shell = Shell(tmp_path / words[1], PM_NOW=NOW, PM_LANG="en")
            continue
        at_home = Shell(tmp_path, PM_NOW=NOW, PM_LANG="en") if "-C" in words else shell
        answer = at_home.pm(*words[1:])
        assert answer.code == 0, f"{line}: {answer.told}"
        told += 1
    assert told > 15


def _newest(shell: Shell) -> str:
    """Give the end of the newest ticket's id, as a person would type it."""
    listed = shell.pm("ticket", "list", "--sort", "-id", "--limit", "1", "--json")
    if listed.code != 0 or not listed.records:
        return WRITTEN_ID
    return str(listed.records[0]["id"])[-6:]
