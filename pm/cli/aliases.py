"""The office's own short words for what it types again and again.

They come with the office's records, which others may have written: a short word stands for what
is recorded or shown, never for what starts another program, gives keys, or reads or writes files.
"""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import click

from pm.cli.opened import office_of
from pm.errors import PmError, Refused
from pm.i18n import mark

HARMLESS = frozenset(
    {
        *("call", "check", "find", "log", "report", "show", "status", "tick", "today", "undo"),
        "who",
    }
)
"""The commands that are no verbs and yet may have short words."""
OUTPUT = "--output"


def aliases_of(ctx: click.Context) -> Mapping[str, Sequence[str]]:
    """Give each short word of the office with the words for which it stands; none without one."""
    try:
        settings: Any = office_of(ctx).rules.settings()
    except PmError:
        return {}
    return {alias.word: _split(alias.command) for alias in settings.aliases}


def refuse_harmful(word: str, command: Sequence[str], verbs: Sequence[str]) -> None:
    """Refuse a short word that stands for more than a record or a page."""
    known = command and (command[0] in HARMLESS or command[0] in verbs)
    if known and not any(_touches_files(one) for one in command):
        return
    raise Refused(
        mark(
            "the short word '{word}' stands for '{command}', and no short word may",
            word=word,
            command=shlex.join(command),
        ),
        hint=mark("see who made it with: {command}", command="pm office log"),
    )


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # written by hand
        return []


def _touches_files(word: str) -> bool:
    option = word.partition("=")[0]
    is_output = option.startswith("--o") and OUTPUT.startswith(option)
    return is_output or word.startswith(("-o", "-C")) or "@" in word
