"""Take the keys from a member of staff: he reads nothing that is written from now on."""

import click

from pm.cli.arguments import StaffArgument
from pm.cli.leftovers import refuse_leftovers
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.keys.giving import remove as take


def remove(ctx: click.Context, *, staff: str) -> None:
    """Take them, and say what else is to be done."""
    run = run_of(ctx)
    done = take(office_of(ctx), staff)
    run.tell(
        mark(
            "{name} holds no keys any more; new keys for: {scopes}",
            name=done.name,
            scopes=[label("scope", scope) for scope in done.scopes],
        )
    )
    run.tell(
        mark("what was written before he may have kept; close his access to the server as well")
    )
    refuse_leftovers(done.left)


COMMAND = Command(
    "remove",
    Message(__doc__ or ""),
    remove,
    [StaffArgument()],
    examples=["pm vault remove 王芳"],
)
