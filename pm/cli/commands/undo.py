"""Take back your own last act by a new one."""

import click

from pm.cli.answers import answer
from pm.cli.deeds import verb_words
from pm.cli.opened import office_of, run_of
from pm.cli.options import trial_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.undoing import Undone
from pm.office.undoing import undo as take_back
from pm.render.value import Table

_SHOWN = 10


def undo(ctx: click.Context, *, dry_run: bool, as_json: bool) -> None:
    """Take back, and say what the records are now."""
    run = run_of(ctx)
    undone = take_back(office_of(ctx), dry_run=dry_run)
    if as_json:
        answer(run, _table(undone), "json")
        return
    verb = verb_words(undone.verb)
    if len(undone.records) > _SHOWN:
        run.tell(mark("taken back: {verb}; records: {count}", verb=verb, count=len(undone.records)))
    else:
        for record_id, state in undone.records:
            run.tell(
                mark(
                    "taken back: {verb} of {id}; it is {state}",
                    verb=verb,
                    id=record_id,
                    state=label("state", state),
                )
            )
    if dry_run:
        run.tell(mark("nothing was recorded"))


def _table(undone: Undone) -> Table:
    rows = [{"id": record_id, "state": state} for record_id, state in undone.records]
    head = {"schema": 1, "kind": "undo", "commit": undone.commit, "verb": undone.verb}
    return Table("undo", [], rows, head)


COMMAND = Command(
    "undo",
    Message(__doc__ or ""),
    undo,
    trial_options(),
    examples=["pm undo --dry-run", "pm undo"],
)
