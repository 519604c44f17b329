"""Tell what was changed by hand, field by field, or what a commit changed."""

import click

from pm.cli.log import change_lines
from pm.cli.opened import office_of, run_of
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.handwork import handwork
from pm.office.history import changes_of_commit


def diff(ctx: click.Context, *, commit: str | None) -> None:
    """Show each record with its fields from old to new."""
    run, office = run_of(ctx), office_of(ctx)
    if commit is None:
        found = [(work.edit.path, work.changes, work.problems) for work in handwork(office)]
    else:
        found = [(path, changes, ()) for path, changes in changes_of_commit(office, commit)]
    if not found:
        run.tell(mark("nothing was changed by hand") if commit is None else mark("nothing changed"))
    for path, changes, problems in found:
        run.tell(path)
        run.put("".join(f"{line}\n" for line in change_lines(run, changes)))
        for problem in problems:
            run.tell(mark("    wrong: {problem}", problem=problem))


COMMAND = Command(
    "diff",
    Message(__doc__ or ""),
    diff,
    [click.Argument(["commit"], metavar="[COMMIT]", required=False)],
    examples=["pm diff", "pm diff HEAD"],
)
