"""Open your keys by your passphrase, for some minutes."""

import click

from pm.cli.keeping import asked, given_secret
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.office.keys.unlocking import unlock as open_for

MINUTES = 15
MOST = 12 * 60


def unlock(ctx: click.Context, *, passphrase: str | None, minutes: int) -> None:
    """Ask for the passphrase and say until when the keys are open."""
    run, office = run_of(ctx), office_of(ctx)
    if passphrase is None and not run.interactive:
        raise Usage(
            mark("missing: {options}", options="--passphrase"),
            hint=mark("give it from a file: --passphrase @FILE"),
        )
    secret = asked(run) if passphrase is None else given_secret(passphrase, "--passphrase")
    opened = open_for(office, secret, minutes)
    run.tell(mark("open until {time}", time=opened.until.astimezone(office.zone).strftime("%H:%M")))
    if opened.was_renewed:
        run.tell(mark("your key was renewed, since somebody was forgotten"))


COMMAND = Command(
    "unlock",
    Message(__doc__ or ""),
    unlock,
    [
        Option(
            "--passphrase",
            metavar="-|@FILE",
            about=mark("the passphrase, from standard input or a file; else it is asked for"),
        ),
        Option(
            "--minutes",
            type=click.IntRange(1, MOST),
            default=MINUTES,
            about=mark("for how long; a quarter of an hour if nothing is said"),
        ),
    ],
    examples=["pm vault unlock", "pm vault unlock --minutes 60"],
)
