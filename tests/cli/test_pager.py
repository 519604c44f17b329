"""Long answers are read through a pager on a terminal, and nowhere else."""

import signal
import sys
from pathlib import Path

import pytest

from pm.cli.pager import is_long, pager_of, read_through

READER = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
HASTY = "import sys; sys.stdin.buffer.read(1)"


def command(source: str, *words: Path) -> str:
    return " ".join([f'"{sys.executable}"', "-c", f'"{source}"', *map(str, words)])


@pytest.mark.parametrize(
    ("environment", "pager"),
    [
        ({}, "less"),
        ({"PAGER": "more"}, "more"),
        ({"PAGER": "more", "PM_PAGER": "less -S"}, "less -S"),
        ({"PAGER": "more", "PM_PAGER": "cat"}, None),
        ({"PAGER": ""}, None),
        ({"PAGER": "more", "PM_PAGER": ""}, None),
        ({"PAGER": "more", "TERM": "dumb"}, None),
    ],
)
def test_the_pager_is_the_one_that_the_reader_wants(
    environment: dict[str, str], pager: str | None
) -> None:
    assert pager_of(environment) == pager


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("one\n" * 23, False),
        ("one\n" * 24, True),
        ("a" * 80 + "\n", False),
        ("a" * 80 * 24 + "\n", True),
        ("漏" * 40 * 23 + "\n", False),
        ("漏" * 40 * 23 + "漏\n", True),
        ("\x1b[31mlate\x1b[0m" * 20 + "\n", False),
        ("", False),
    ],
)
def test_long_is_what_the_terminal_does_not_hold(text: str, *, wanted: bool) -> None:
    assert is_long(text, 80, 24) is wanted


def test_the_pager_gets_the_text_with_its_colours(tmp_path: Path) -> None:
    read = tmp_path / "read"
    assert read_through(command(READER, read), "\x1b[31m逾期\x1b[0m\n")
    assert read.read_text(encoding="utf-8") == "\x1b[31m逾期\x1b[0m\n"


def test_whoever_leaves_the_pager_early_has_read_enough() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert read_through(command(HASTY), "a long list\n" * 100_000)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("pager", ["no-such-pager -R", 'less "', "/"])
def test_a_pager_that_there_is_not_leaves_the_text_to_the_terminal(pager: str) -> None:
    assert not read_through(pager, "text\n")
