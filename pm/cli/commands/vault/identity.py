"""Print the public half of your key on this desk, made if there is none yet."""

import click

from pm.cli.keeping import chosen_sealing, keeping_options
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.keys.recovering import own_recipients


def identity(ctx: click.Context, *, keep: str | None, passphrase: str | None) -> None:
    """Print it, and say what a manager does with it."""
    run, office = run_of(ctx), office_of(ctx)
    staff = office.acting_staff(office.entering())
    is_new = office.identities.way(staff) is None
    how = chosen_sealing(run, keep, passphrase, ask=run.interactive and is_new)
    for recipient in own_recipients(office, how):
        run.put(f"{recipient}\n")
    run.note(
        mark(
            "a manager gives you keys with: {command}",
            command=f"pm vault add {staff} --recipient …",
        )
    )


COMMAND = Command(
    "identity",
    Message(__doc__ or ""),
    identity,
    keeping_options(),
    examples=["pm vault identity"],
)
