"""A bar on a terminal's standard error that shows how far a long work is."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

from pm.cli.run import Run
from pm.i18n import Message

T = TypeVar("T")


def progress(run: Run, items: Sequence[T], label: Message) -> Iterable[T]:
    """Give the items one after the other; on a terminal, show how many are done."""
    if not sys.stderr.isatty():
        return items
    return _shown(items, run.say(label))


def _shown(items: Sequence[T], label: str) -> Iterator[T]:
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar
