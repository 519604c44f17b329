"""Take back your own last act by a new one."""

import click

from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.undoing import undo as take_back

_SHOWN = 10


def undo(ctx: click.Context, *, dry_run: bool) -> None:
    """Take back, and say what the records are now."""
    run = run_of(ctx)
    undone = take_back(office_of(ctx), dry_run=dry_run)
    for record_id, state in undone.records[:_SHOWN]:
        run.tell(
            mark(
                "taken back: {verb} of {id}; it is {state}",
                verb=label("verb", undone.verb.replace("-", "_")),
                id=record_id,
                state=label("state", state),
            )
        )
    if len(undone.records) > _SHOWN:
        run.tell(mark("taken back in all: {count}", count=len(undone.records)))
    if dry_run:
        run.tell(mark("nothing was recorded"))


COMMAND = Command(
    "undo",
    Message(__doc__ or ""),
    undo,
    [Option("--dry-run", is_flag=True, about=mark("check everything and record nothing"))],
)
