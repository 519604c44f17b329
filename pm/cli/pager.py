"""The pager: a long answer is read through it on a terminal, as git does."""

import os
from collections.abc import Mapping

from pm.render.ink import without_colours
from pm.render.width import width

USUAL = "less"
NONE = ("", "cat")
"""Pagers that mean: none."""
SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told where nobody has: to keep colours, and to leave what fits on the screen."""


def pager_of(environment: Mapping[str, str]) -> str | None:
    """Give the command of the pager, none where there is none: PM_PAGER, PAGER, or the usual."""
    if environment.get("TERM") == "dumb":
        return None
    named = environment.get("PM_PAGER", environment.get("PAGER", USUAL)).strip()
    return None if named in NONE else named


def is_long(text: str, columns: int, lines: int) -> bool:
    """Tell whether a text does not fit on a terminal, with a line left to type in.

    A line that is longer than the terminal takes as many as it is broken into.
    """
    if text.count("\n") >= lines:
        return True
    plain = without_colours(text).splitlines()
    return sum(max(1, -(-width(line) // columns)) for line in plain) >= lines


def read_through(pager: str, text: str) -> bool:
    """Give a text to the pager and wait until it was read; false where it cannot be started.

    Whoever leaves before the end has read enough, and an interruption is the pager's.
    """
    import shlex  # noqa: PLC0415  # only a long answer on a terminal needs them
    import signal  # noqa: PLC0415  # as above
    import subprocess  # noqa: PLC0415  # as above

    try:
        words = shlex.split(pager, posix=os.name == "posix")
        reader = subprocess.Popen(words, stdin=subprocess.PIPE, env={**SETTINGS, **os.environ})
    except (OSError, ValueError):  # no such program, or a quotation without its end
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        reader.communicate(text.encode("utf-8", "surrogateescape"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
