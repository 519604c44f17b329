"""Long answers are read through a pager on a terminal, and nowhere else."""

import io
import signal
import sys
from pathlib import Path
from unittest.mock import MagicMock, patch

import pytest

from pm.cli.pager import is_long, pager_of, read_through
from pm.cli.run import Run
from pm.i18n import mark
from tests.cli.running import Shell

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


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """Let somebody sit at a terminal, and give what is read through the pager there."""
    reader = MagicMock(return_value=True)
    monkeypatch.setattr(Run, "interactive", True)
    monkeypatch.setattr("pm.cli.run.read_through", reader)
    return reader


TERMINAL = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm", "PM_LANG": "en", "PM_PAGER": "less"}


def test_a_long_help_is_read_through_the_pager_and_a_short_one_is_not(
    reads: MagicMock, tmp_path: Path
) -> None:
    shell = Shell(tmp_path, **TERMINAL)
    assert shell.done("--help").out == ""
    (pager, text), _ = reads.call_args
    assert pager == "less"
    assert text == shell.done("--help", PM_PAGER="cat").out
    assert "Usage: pm undo" in shell.done("undo", "--help").out
    assert reads.call_count == 1


def test_what_no_pager_reads_stands_on_the_terminal(reads: MagicMock, tmp_path: Path) -> None:
    reads.return_value = False
    assert "Usage: pm" in Shell(tmp_path, **TERMINAL).done("--help").out
    assert reads.call_count == 1


def test_what_is_said_in_parts_is_one_answer(reads: MagicMock, tmp_path: Path) -> None:
    with Shell(tmp_path, **TERMINAL).inside(), patch("sys.stdout", io.StringIO()) as out:
        run = Run(tmp_path)
        with run.answering():
            for number in range(40):
                run.tell(str(number))
            run.warn(mark("no"))
    assert out.getvalue() == ""
    reads.assert_called_once_with("less", "".join(f"{number}\n" for number in range(40)))


def test_a_list_in_a_pipe_is_never_read_through_a_pager(tmp_path: Path) -> None:
    with patch("pm.cli.run.read_through") as reader:
        Shell(tmp_path, **TERMINAL).done("--help")
    reader.assert_not_called()
