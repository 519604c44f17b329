"""Bring the keyring together with another copy: that of another desk, or of the server."""

import click

from pm.cli.leftovers import refuse_leftovers
from pm.cli.opened import office_of, run_of
from pm.cli.progress import working
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.keys.sharing import sync as bring_together


def sync(ctx: click.Context, *, address: str | None) -> None:
    """Fetch, merge, push, and say what came of it."""
    run = run_of(ctx)
    with working(run, mark("bringing the keyrings together")):
        done = bring_together(office_of(ctx), address)
    if not (done.came or done.went):
        run.tell(mark("the keyring is the same as in {address}", address=done.address))
    else:
        run.tell(mark("the keyring was brought together with {address}", address=done.address))
    refuse_leftovers(done.left)


COMMAND = Command(
    "sync",
    Message(__doc__ or ""),
    sync,
    [click.Argument(["address"], metavar="[ADDRESS]", required=False)],
    examples=["pm vault sync ssh://server/keys.git", "pm vault sync"],
)
