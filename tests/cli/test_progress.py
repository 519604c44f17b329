"""A bar is for terminals: a script that reads standard error sees nothing of it."""

import io
import sys
from pathlib import Path
from unittest.mock import patch

from pm.cli.progress import progress
from pm.cli.run import Run
from pm.i18n import mark


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, folder: Path) -> str:
    with patch.object(sys, "stderr", stream):
        assert list(progress(Run(folder), [1, 2, 3], mark("rows"))) == [1, 2, 3]
    return stream.getvalue()


def test_on_a_terminal_it_shows_how_far_the_work_is(tmp_path: Path) -> None:
    assert "100%" in shown(Terminal(), tmp_path)


def test_elsewhere_it_shows_nothing(tmp_path: Path) -> None:
    assert shown(io.StringIO(), tmp_path) == ""
