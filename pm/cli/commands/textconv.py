"""Let git show records opened and masked, or print one so."""

from pathlib import Path

import click

from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.errors import NotFound, Usage
from pm.i18n import Message, mark
from pm.office.textconv import install as set_up
from pm.office.textconv import readable
from pm.office.textconv import remove as take_back
from pm.render.text import printable


def textconv(ctx: click.Context, *, file: str | None, install: bool, remove: bool) -> None:
    """Print the file, or set git up so that it does."""
    run, office = run_of(ctx), office_of(ctx)
    if (file is not None) + install + remove != 1:
        raise Usage(
            mark("name a file, or say --install or --remove"),
            hint=mark("see: {command} --help", command="pm textconv"),
        )
    if install:
        set_up(office)
        run.tell(
            mark("git shows records opened and masked; take it back with: {command}", command=_BACK)
        )
    elif remove:
        take_back(office)
        run.tell(mark("git shows records as they lie on the disk"))
    elif file is not None:
        run.put(printable(readable(office, _read(file), file), keep="\n\t"))


_BACK = "pm textconv --remove"


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError):
        raise NotFound(mark("the file {file} cannot be read", file=file)) from None


COMMAND = Command(
    "textconv",
    Message(__doc__ or ""),
    textconv,
    [
        click.Argument(["file"], metavar="[FILE]", required=False),
        Option(
            "--install",
            is_flag=True,
            about=mark("let git diff, log and show print records so in this clone"),
        ),
        Option("--remove", is_flag=True, about=mark("let git print them as they lie on the disk")),
    ],
    examples=[
        "pm textconv --install",
        "pm textconv records/residents/K7/R-K7Q2XM.yaml",
        "pm textconv --remove",
    ],
)
