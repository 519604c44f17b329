"""The terminal is as large as Python's own measure says, and shows colours to who wants them."""

import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from pm.cli.run import Run
from pm.cli.terminal import ink_of, terminal_size, write


@pytest.mark.parametrize("columns", ["", "0", "120", "wide", "-1"])
@pytest.mark.parametrize("lines", ["", "0", "50"])
def test_the_size_is_what_python_says(
    columns: str, lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    said = shutil.get_terminal_size()
    assert terminal_size().columns == (said.columns if said.columns > 0 else 80)
    assert terminal_size().lines == said.lines


def test_without_an_environment_it_is_what_python_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    monkeypatch.delenv("LINES", raising=False)
    assert terminal_size() == shutil.get_terminal_size()


class Stream(io.StringIO):
    """A stream that is a terminal, or is none."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.isatty = lambda: is_terminal  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("is_terminal", "environment", "is_coloured"),
    [
        (True, {}, True),
        (True, {"TERM": "xterm-256color"}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
        (False, {"TERM": "xterm-256color"}, False),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "0"}, False),
        (False, {"CLICOLOR_FORCE": ""}, False),
    ],
)
def test_colours_are_for_terminals_and_for_those_who_want_them(
    *, is_terminal: bool, environment: dict[str, str], is_coloured: bool
) -> None:
    ink = ink_of(Stream(is_terminal=is_terminal), environment)
    assert bool(ink.colours) is is_coloured


def test_each_stream_is_judged_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdout", Stream(is_terminal=False))
    monkeypatch.setattr(sys, "stderr", Stream(is_terminal=True))
    run = Run(tmp_path)
    assert not run.page().ink.colours
    assert run.page().width is None
    assert run.page(sys.stderr).ink.colours


def test_a_console_of_windows_is_told_colours_in_its_own_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    stream = Stream(is_terminal=False)
    write(stream, "\x1b[31mlate\x1b[0m\n")
    assert stream.getvalue() == "late\n"
