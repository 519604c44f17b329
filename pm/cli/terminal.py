"""The terminal: its size, and whether it shows colours.

The size is what :func:`shutil.get_terminal_size` says; that one brings all the compressors, and
help and lists have no use for them.
"""

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from pm.render.ink import COLOURS, PLAIN, Ink

COLUMNS, LINES = 80, 24
"""The size where nobody says one."""


def terminal_size() -> os.terminal_size:
    """Give columns and lines: of the environment, of the terminal, or the usual ones."""
    columns, lines = (_number(os.environ.get(name, "")) for name in ("COLUMNS", "LINES"))
    if columns and lines:
        return os.terminal_size((columns, lines))
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1)
    except (OSError, ValueError):  # no terminal, or closed
        found = os.terminal_size((0, 0))
    return os.terminal_size((columns or found.columns or COLUMNS, lines or found.lines or LINES))


def ink_of(stream: TextIO, environment: Mapping[str, str]) -> Ink:
    """Give the colours of a stream: of a terminal that shows them, unless somebody wants none.

    NO_COLOR and CLICOLOR_FORCE count where they hold anything, as their authors ask.
    """
    if environment.get("NO_COLOR"):
        return PLAIN
    if environment.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return Ink(COLOURS)
    return Ink(COLOURS) if stream.isatty() and environment.get("TERM") != "dumb" else PLAIN


def has_blocks(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal can draw with blocks; the console of Linux has few of them."""
    return environment.get("TERM") not in {"dumb", "linux"}


def write(stream: TextIO, text: str) -> None:
    """Write a text; a console of Windows is told its colours in the way that it understands."""
    if os.name == "nt" and "\x1b" in text:
        import click  # noqa: PLC0415  # it is loaded; only there it brings what translates

        click.echo(text, file=stream, nl=False)
    else:
        stream.write(text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
