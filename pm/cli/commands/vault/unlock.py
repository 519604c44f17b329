"""Open your keys by your passphrase, for some minutes."""

import click

from pm.cli.keeping import PASSPHRASE, passphrase_option, secret_of
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.office.keys.unlocking import unlock as open_for

MINUTES = 15
MOST = 12 * 60


def unlock(ctx: click.Context, *, passphrase: str | None, minutes: int) -> None:
    """Ask for the passphrase and say until when the keys are open."""
    run, office = run_of(ctx), office_of(ctx)
    opened = open_for(office, secret_of(run, passphrase, PASSPHRASE), minutes)
    run.tell(mark("open until {time}", time=opened.until.astimezone(office.zone).strftime("%H:%M")))
    if opened.was_renewed:
        run.tell(mark("your key was renewed, since somebody was forgotten"))


COMMAND = Command(
    "unlock",
    Message(__doc__ or ""),
    unlock,
    [
        passphrase_option(),
        Option(
            "--minutes",
            type=click.IntRange(1, MOST),
            default=MINUTES,
            about=mark("for how long; a quarter of an hour if nothing is said"),
        ),
    ],
    examples=["pm vault unlock", "pm vault unlock --minutes 60"],
)
