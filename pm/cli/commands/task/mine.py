"""List what you are to do: your own tasks, those of your post and of your department."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.listing import table_of
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command
from pm.i18n import Message
from pm.office import registry
from pm.office.own_tasks import own_tasks


def mine(ctx: click.Context, *, form: str | None, as_json: bool, output: str | None) -> None:
    """Show a line for each task, the earliest due first."""
    run = run_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = own_tasks(
        office_of(ctx),
        whole=name in {"json", "jsonl"},
        language=None if name == "csv" else run.language.code,
    )
    for warning in found.warnings:
        run.warn(warning)
    answer(run, table_of(ctx, registry.kind("task"), found), name, output)


COMMAND = Command(
    "mine",
    Message(__doc__ or ""),
    mine,
    reader_options(),
    examples=["pm task mine", "pm task mine --json"],
)
