"""Lock your keys again."""

import click

from pm.cli.opened import office_of, run_of
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.keys.unlocking import lock as shut


def lock(ctx: click.Context) -> None:
    """Lock, and say whether there was something to lock."""
    run = run_of(ctx)
    if shut(office_of(ctx)):
        run.tell(mark("the vault is locked"))
    else:
        run.tell(mark("the vault was not open under a passphrase"))


COMMAND = Command("lock", Message(__doc__ or ""), lock, [], examples=["pm vault lock"])
