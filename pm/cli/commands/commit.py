"""Check what was changed by hand and record it as an act."""

import click

from pm.cli.opened import office_of, run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.office.desk import Circumstances
from pm.office.handwork import record_handwork


def commit(
    ctx: click.Context, *, files: tuple[str, ...], by: str | None, at: str | None, dry_run: bool
) -> None:
    """Record hand edits, all of them or those named."""
    run = run_of(ctx)
    works = record_handwork(office_of(ctx), files, Circumstances(by=by, at=at), dry_run=dry_run)
    if not works:
        run.tell(mark("nothing was changed by hand"))
    for work in works:
        sentence = (
            mark("{file} is right; nothing was recorded", file=work.edit.path)
            if dry_run
            else mark("{file} is recorded", file=work.edit.path)
        )
        run.tell(sentence)


COMMAND = Command(
    "commit",
    Message(__doc__ or ""),
    commit,
    [
        click.Argument(["files"], metavar="[FILE]...", nargs=-1),
        Option("--by", metavar="STAFF", about=mark("who did it, if not the one who types")),
        Option("--at", metavar="TIME", about=mark("when it happened, if not now")),
        Option("--dry-run", is_flag=True, about=mark("check everything and record nothing")),
    ],
    examples=["pm commit", "pm commit records/categories/lifts.yaml"],
)
