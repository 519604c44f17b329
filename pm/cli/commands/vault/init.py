"""Seal an office that has no vault: its records are carried over into a new one."""

from pathlib import Path

import click

from pm.cli.keeping import chosen_sealing, keeping_options, tell_identity, tell_recovery
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.office.carrying_over import carry_over
from pm.office.keys.making import Sealing


def init(ctx: click.Context, *, into: str | None, keep: str | None, passphrase: str | None) -> None:
    """Carry over, and say what becomes of the old office."""
    run, office = run_of(ctx), office_of(ctx)
    asks = into is not None and office.vault_name is None
    how = chosen_sealing(run, keep, passphrase, ask=run.interactive) if asks else Sealing()
    founded = carry_over(office, None if into is None else Path(into), how)
    founded.office.close()
    for warning in founded.warnings:
        run.warn(warning)
    run.tell(mark("the office is ready in {folder}", folder=into))
    if founded.recovery is not None:
        tell_identity(run, founded.identities[0])
        tell_recovery(run, founded.recovery.secret)
    run.tell(
        mark(
            "the old office and every copy of it still hold everything in plain text: destroy "
            "them when nobody needs them any more"
        )
    )
    run.tell(mark("next: {command}", command=f"cd {into} && pm vault add STAFF"))


COMMAND = Command(
    "init",
    Message(__doc__ or ""),
    init,
    [
        Option(
            "--into",
            metavar="DIR",
            about=mark("a new folder for the sealed office; the history stays behind"),
        ),
        *keeping_options(),
    ],
    examples=["pm vault init --into sealed-office"],
)
