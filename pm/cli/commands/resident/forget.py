"""Forget a resident: his keys are destroyed, and whatever was recorded of him goes dark."""

import click

from pm.cli.answers import answer
from pm.cli.arguments import RecordArgument
from pm.cli.keeping import keeping_options
from pm.cli.leftovers import refuse_leftovers
from pm.cli.opened import office_of, run_of
from pm.cli.options import trial_options
from pm.cli.progress import working
from pm.cli.prompting import prompt
from pm.cli.renewing import renewed_sealing, still_pending
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.office import registry
from pm.office.keys.forgetting import Forgotten
from pm.office.keys.forgetting import forget as destroy
from pm.office.office import Office
from pm.office.redacting import redaction
from pm.render.value import Table


def forget(  # a parameter for each option
    ctx: click.Context,
    *,
    record: str,
    yes: bool,
    keep: str | None,
    passphrase: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Ask once, destroy, and say what people have still to do."""
    run, office = run_of(ctx), office_of(ctx)
    _confirm(run, record, yes=yes or dry_run)
    how = renewed_sealing(run, office, keep, passphrase)
    with working(run, mark("destroying the keys")):
        done = destroy(office, record, how, dry_run=dry_run)
    if as_json:
        head = {"schema": 1, "kind": "forgotten", **done._asdict()}
        answer(run, Table("forgotten", [], [], head), "json")
    elif dry_run:
        _tell_trial(run, office, done)
    else:
        _tell(run, office, done)
    refuse_leftovers(done.unpurged, still_pending(office, done.pending))


def _confirm(run: Run, record: str, *, yes: bool) -> None:
    """Ask at a terminal: it cannot be taken back."""
    if yes or not run.interactive:
        return
    question = mark("forget {id}? It cannot be taken back (yes/no)", id=record)
    if prompt(run, run.say(question)).strip().lower() not in {"yes", "y", "是"}:
        raise Usage(mark("nothing was done"))


def _tell(run: Run, office: Office, done: Forgotten) -> None:
    run.tell(
        mark(
            "{id} is forgotten; data subjects whose keys were destroyed: {count}",
            id=done.resident,
            count=len(done.subjects),
        )
    )
    _tell_named(run, office, done)
    run.tell(
        mark(
            "the recovery key in the envelopes opens older copies of the keyring; renew it with: "
            "{command}",
            command="pm vault rotate --recovery",
        )
    )
    run.tell(
        mark(
            "print the certificate with: {command}",
            command=f"pm erasure certificate {done.erasure}",
        )
    )


def _tell_trial(run: Run, office: Office, done: Forgotten) -> None:
    run.tell(
        mark(
            "{id} would be forgotten; data subjects whose keys would be destroyed: {count}; "
            "nothing was recorded",
            id=done.resident,
            count=len(done.subjects),
        )
    )
    _tell_named(run, office, done)


def _tell_named(run: Run, office: Office, done: Forgotten) -> None:
    for name in done.named_in:
        record_id = name.partition("/")[2]
        command = redaction(office, name)
        run.tell(
            mark("{id} may still name him; look at it: {command}", id=record_id, command=command)
        )


COMMAND = Command(
    "forget",
    Message(__doc__ or ""),
    forget,
    [
        RecordArgument(registry.kind("resident")),
        Option("--yes", is_flag=True, about=mark("do not ask whether it is meant")),
        *keeping_options(),
        *trial_options(),
    ],
    examples=["pm resident forget R-K7Q2XM --dry-run", "pm resident forget R-K7Q2XM"],
)
