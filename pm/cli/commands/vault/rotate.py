"""Renew your key and, as a manager, the keys of the office and of its staff on this desk."""

import click

from pm.cli.keeping import keeping_options, tell_recovery
from pm.cli.leftovers import refuse_leftovers
from pm.cli.opened import office_of, run_of
from pm.cli.progress import working
from pm.cli.renewing import renewed_sealing, still_pending
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.keys.renewing import rotate as renew


def rotate(ctx: click.Context, *, keep: str | None, passphrase: str | None, recovery: bool) -> None:
    """Renew, and say whose keys are new."""
    run, office = run_of(ctx), office_of(ctx)
    how = renewed_sealing(run, office, keep, passphrase)
    with working(run, mark("renewing the keys")):
        done = renew(office, how, recovery=recovery)
    names = [office.rules.name_of(staff) for staff in done.staff]
    run.tell(mark("new keys on this desk: {names}", names=names))
    if done.scopes:
        scopes = [label("scope", scope) for scope in done.scopes]
        run.tell(mark("new keys of the office: {scopes}", scopes=scopes))
    if done.recovery is not None:
        tell_recovery(run, done.recovery.secret)
        run.tell(mark("destroy the envelopes of the recovery key before"))
    refuse_leftovers(done.left, still_pending(office, done.pending))


COMMAND = Command(
    "rotate",
    Message(__doc__ or ""),
    rotate,
    [
        *keeping_options(),
        Option(
            "--recovery", is_flag=True, about=mark("renew the recovery key in the envelopes too")
        ),
    ],
    examples=["pm vault rotate", "pm vault rotate --recovery"],
)
