"""A line is for those who wait at a terminal: others, and scripts, see nothing of it."""

import io
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

import pm.cli.progress as ours
from pm.cli.progress import progress, working
from pm.cli.run import Run
from pm.i18n import Message, mark
from pm.render.width import width
from tests.cli.offices import copied
from tests.cli.running import Shell


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Impatient:
    """A timer whose time comes at once."""

    daemon = False

    def __init__(self, _after: float, act: Callable[..., None], values: Sequence[object]) -> None:
        self.start = lambda: act(*values)

    def cancel(self) -> None:
        """Come too late."""

    def join(self) -> None:
        """Be done already."""


class Clock:
    """A clock that is so many seconds on whenever somebody looks."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "24")
    return Run(tmp_path, "en")


def counted(run: Run, stream: io.StringIO, step: float) -> str:
    with patch.object(sys, "stderr", stream), patch.object(ours, "monotonic", Clock(step)):
        assert list(progress(run, [1, 2, 3], mark("rows"))) == [1, 2, 3]
    return stream.getvalue()


def told(run: Run, stream: io.StringIO, what: Message) -> str:
    with (
        patch.object(sys, "stderr", stream),
        patch.object(threading, "Timer", Impatient),
        working(run, what),
    ):
        pass
    return stream.getvalue()


def seen(written: str) -> str:
    """Give what stands in the line in the end, as a terminal shows it."""
    line = ""
    for part in written.split("\r"):
        line = part + line[len(part) :]
    return line.rstrip()


def test_on_a_terminal_it_shows_how_far_the_work_is_and_is_gone_in_the_end(run: Run) -> None:
    written = counted(run, Terminal(), 2)
    assert "\rrows: 1 of 3\rrows: 2 of 3\rrows: 3 of 3\r" in written
    assert seen(written) == ""


def test_what_is_done_at_once_shows_nothing(run: Run) -> None:
    assert counted(run, Terminal(), 0.2) == ""
    stream = Terminal()
    with patch.object(sys, "stderr", stream), working(run, mark("rows")):
        pass
    assert stream.getvalue() == ""


def test_elsewhere_it_shows_nothing(run: Run) -> None:
    assert counted(run, io.StringIO(), 2) == ""
    assert told(run, io.StringIO(), mark("rows")) == ""


def test_what_cannot_be_counted_is_named_and_is_gone_in_the_end(run: Run) -> None:
    written = told(run, Terminal(), mark("checking every record"))
    assert written.startswith("\rchecking every record …\r")
    assert seen(written) == ""


def test_it_is_gone_before_a_refusal_is_told(run: Run) -> None:
    stream = Terminal()
    with (
        patch.object(sys, "stderr", stream),
        patch.object(threading, "Timer", Impatient),
        pytest.raises(KeyError),
        working(run, mark("checking every record")),
    ):
        raise KeyError
    assert seen(stream.getvalue()) == ""


def test_it_takes_one_line_of_the_terminal_in_chinese_too(run: Run) -> None:
    run.set_language("zh")
    written = told(run, Terminal(), mark("{label}: ", label="检查全部记录" * 10))
    assert width(written.split("\r")[1]) <= 39


def test_a_check_says_what_it_does_to_who_waits(founded: Path, tmp_path: Path) -> None:
    shell = Shell(copied(founded, tmp_path / "office"), PM_LANG="zh", NO_COLOR="1")
    with (
        patch.object(ours, "is_seen", return_value=True),
        patch.object(threading, "Timer", Impatient),
    ):
        answer = shell.done("check")
    assert "正在检查全部记录" in answer.err
    assert seen(answer.err) == ""
