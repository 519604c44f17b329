"""Give somebody a new key by the recovery key from the envelope, or try it out."""

import click

from pm.cli.arguments import StaffArgument
from pm.cli.keeping import chosen_sealing, keeping_options, secret_of, tell_identity
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.keys.recovering import recover_for, try_recovery


def recover(  # a parameter for each option
    ctx: click.Context,
    *,
    staff: str | None,
    key: str | None,
    drill: bool,
    keep: str | None,
    passphrase: str | None,
) -> None:
    """Recover, or only see what the key opens."""
    run, office = run_of(ctx), office_of(ctx)
    secret = secret_of(run, key, "--key")
    if drill:
        tried = try_recovery(office, secret)
        scopes = [label("scope", scope) for scope in tried.scopes]
        run.tell(
            mark(
                "the recovery key opens: {scopes}; data keys: {count}",
                scopes=scopes,
                count=tried.opened,
            )
        )
        run.tell(mark("nothing was changed"))
        return
    name = staff or office.acting_staff(office.entering())
    how = chosen_sealing(run, keep, passphrase, ask=run.interactive)
    done = recover_for(office, name, secret, how)
    scopes = [label("scope", scope) for scope in done.scopes]
    run.tell(mark("{name} reads again: {scopes}", name=done.name, scopes=scopes))
    if done.path is not None:
        tell_identity(run, done.path)
    run.tell(mark("next: {command}", command="pm vault rotate"))


COMMAND = Command(
    "recover",
    Message(__doc__ or ""),
    recover,
    [
        StaffArgument(required=False),
        Option(
            "--key",
            metavar="-|@FILE",
            about=mark("the recovery key, from standard input or a file; else it is asked for"),
        ),
        Option("--drill", is_flag=True, about=mark("only try what it opens; nothing is changed")),
        *keeping_options(),
    ],
    examples=["pm vault recover 陈立 --key @recovery.txt", "pm vault recover --drill --key -"],
)
