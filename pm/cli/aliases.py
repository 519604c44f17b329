"""The office's own short words for what it types again and again."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import click

from pm.cli.opened import office_of
from pm.errors import PmError


def aliases_of(ctx: click.Context) -> Mapping[str, Sequence[str]]:
    """Give each short word of the office with the words for which it stands; none without one."""
    try:
        settings: Any = office_of(ctx).rules.settings()
    except PmError:
        return {}
    return {alias.word: shlex.split(alias.command) for alias in settings.aliases}
