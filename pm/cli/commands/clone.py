"""Copy an office from a server or a folder, so that this desk can work in it."""

from pathlib import Path

import click

from pm.cli.opened import run_of
from pm.cli.progress import working
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.cloning import copy_office


def clone(ctx: click.Context, *, address: str, folder: str | None) -> None:
    """Clone, and say who must say who acts."""
    run = run_of(ctx)
    target = folder or Path(address.rstrip("/")).name.removesuffix(".git")
    with working(run, mark("copying the office")):
        warnings = copy_office(address, Path(target))
    for warning in warnings:
        run.warn(warning)
    run.tell(mark("the office is ready in {folder}", folder=target))
    run.tell(mark("next: {command}", command=f"cd {target} && pm as NAME"))


COMMAND = Command(
    "clone",
    Message(__doc__ or ""),
    clone,
    [
        click.Argument(["address"], metavar="ADDRESS"),
        click.Argument(["folder"], metavar="[DIR]", required=False),
    ],
    examples=["pm clone ssh://server/office.git my-office"],
)
