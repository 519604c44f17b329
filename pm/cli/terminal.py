"""The size of the terminal.

It is what :func:`shutil.get_terminal_size` says; that one brings all the compressors, and help and
lists have no use for them.
"""

import os
import sys

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


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
