"""Bring older records up to the present form, in one commit."""

import click

from pm.cli.answers import answer
from pm.cli.opened import office_of, run_of
from pm.cli.options import trial_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.migrating import migrate as bring_up
from pm.render.value import Table


def migrate(ctx: click.Context, *, dry_run: bool, as_json: bool) -> None:
    """Run what migrations there are."""
    run = run_of(ctx)
    done = bring_up(office_of(ctx), dry_run=dry_run)
    if as_json:
        head = {"schema": 1, "kind": "migration", "format": done.format, "count": done.records}
        answer(run, Table("migration", [], [], head), "json")
    elif not done.records:
        run.tell(mark("every record has the present form ({format})", format=done.format))
    elif dry_run:
        run.tell(mark("would be brought up: {count}; nothing was recorded", count=done.records))
    else:
        run.tell(mark("brought up: {count}", count=done.records))


COMMAND = Command(
    "migrate",
    Message(__doc__ or ""),
    migrate,
    trial_options(),
    examples=["pm migrate --dry-run", "pm migrate"],
)
