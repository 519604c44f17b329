"""Check what was changed by hand and record it as an act."""

import click

from pm.cli.answers import answer
from pm.cli.opened import office_of, run_of
from pm.cli.options import writer_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.handwork import path_in, record_handwork
from pm.office.performing import Circumstances
from pm.render.value import Table


def commit(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    by: str | None,
    at: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record hand edits, all of them or those named."""
    run, office = run_of(ctx), office_of(ctx)
    works = record_handwork(
        office,
        tuple(path_in(office, file) for file in files),
        Circumstances(by=by, at=at),
        dry_run=dry_run,
    )
    if as_json:
        rows = [{"file": work.edit.path, "id": work.record_id} for work in works]
        answer(run, Table("commit", [], rows), "json")
        return
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
        *writer_options(None),
    ],
    examples=["pm commit", "pm commit records/categories/lifts.yaml"],
)
