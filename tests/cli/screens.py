"""A terminal of any width, as commands see it: what they say on it, without its colours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO
from unittest.mock import patch

from pm.cli.run import Run
from pm.render.ink import COLOURS, Ink
from pm.render.value import Page


@contextmanager
def on_terminal(columns: int) -> Iterator[None]:
    """Let standard output and standard error be a terminal that is so wide and shows colours."""

    def page(run: Run, stream: TextIO | None = None) -> Page:
        del stream
        return Page(run.language, columns, Ink(COLOURS))

    with patch.object(Run, "page", page):
        yield
