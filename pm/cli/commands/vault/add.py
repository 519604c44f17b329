"""Give a member of staff the keys that his post lets him read."""

import click

from pm.cli.arguments import StaffArgument
from pm.cli.keeping import chosen_sealing, keeping_options, tell_identity
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.keys.giving import add as give
from pm.office.keys.making import Sealing


def add(
    ctx: click.Context,
    *,
    staff: str,
    recipient: str | None,
    keep: str | None,
    passphrase: str | None,
) -> None:
    """Give them, and say what he reads and where his key is kept."""
    run, office = run_of(ctx), office_of(ctx)
    how = (
        Sealing()
        if recipient is not None
        else chosen_sealing(run, keep, passphrase, ask=run.interactive)
    )
    done = give(office, staff, how, recipient)
    run.tell(
        mark(
            "{name} ({id}) reads: {scopes}",
            name=done.name,
            id=done.staff,
            scopes=[label("scope", scope) for scope in done.scopes],
        )
    )
    if done.path is not None:
        tell_identity(run, done.path)


COMMAND = Command(
    "add",
    Message(__doc__ or ""),
    add,
    [
        StaffArgument(),
        Option(
            "--recipient",
            metavar="age1…",
            about=mark("the public half of a key that was made on another desk"),
        ),
        *keeping_options(),
    ],
    examples=["pm vault add 王芳", "pm vault add 王芳 --keep passphrase"],
)
