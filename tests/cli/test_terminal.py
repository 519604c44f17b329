"""The terminal is as large as Python's own measure says."""

import shutil

import pytest

from pm.cli.terminal import terminal_size


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
