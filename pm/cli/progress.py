"""A line on a terminal's standard error while something takes long; it is gone when that is done.

Whoever waits less than a second sees nothing of it, and a script never does.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from pm.cli.run import Run
from pm.cli.terminal import terminal_size
from pm.i18n import Message, mark
from pm.render.ink import Tone
from pm.render.width import padded, shortened, width

T = TypeVar("T")

AFTER, AGAIN = 1.0, 0.1
"""After how many seconds the line is written first, and how many lie between two of them."""


class _Line:
    """The line on standard error, which is written over and over."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._written = 0

    def write(self, message: Message) -> None:
        """Write it in the place of what stood there."""
        page = self._run.page(sys.stderr)
        text = shortened(page.language.say(message), terminal_size().columns - 1)
        filled = padded(text, max(width(text), self._written))
        self._written = width(text)
        self._put(f"\r{page.ink.paint(filled, Tone.MUTED)}")

    def wipe(self) -> None:
        """Take away what stands there."""
        if self._written:
            self._put(f"\r{' ' * self._written}\r")
            self._written = 0

    def _put(self, text: str) -> None:
        self._run.put(text, sys.stderr)
        sys.stderr.flush()


def is_seen() -> bool:
    """Tell whether somebody sees standard error."""
    return sys.stderr.isatty()


@contextmanager
def working(run: Run, what: Message) -> Iterator[None]:
    """Say on a terminal what takes so long, where nothing can be counted."""
    if not is_seen():
        yield
        return
    from threading import Timer  # noqa: PLC0415  # only somebody who may have to wait needs it

    line = _Line(run)
    timer = Timer(AFTER, line.write, [mark("{what} …", what=what)])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.wipe()


def progress(run: Run, items: Sequence[T], what: Message) -> Iterable[T]:
    """Give the items one after the other; on a terminal, say how many are done."""
    return _shown(run, items, what) if is_seen() else items


def _shown(run: Run, items: Sequence[T], what: Message) -> Iterator[T]:
    line, again = _Line(run), monotonic() + AFTER
    try:
        for done, item in enumerate(items, start=1):
            yield item
            if (now := monotonic()) >= again:
                again = now + AGAIN
                line.write(
                    mark("{what}: {count} of {total}", what=what, count=done, total=len(items))
                )
    finally:
        line.wipe()
