"""Count anew what is due when on open tickets: a calendar, a year or the policy has changed."""

import click

from pm.cli.answers import SHORT_COMMIT, answer
from pm.cli.arguments import RecordArgument
from pm.cli.deeds import change_lines
from pm.cli.opened import office_of, run_of
from pm.cli.options import trial_options
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.errors import ProblemsFound
from pm.i18n import Message, mark
from pm.office import registry
from pm.office.reclocking import Reclocked
from pm.office.reclocking import reclock as count_anew
from pm.render.value import Table


def reclock(
    ctx: click.Context, *, records: tuple[str, ...], everything: bool, dry_run: bool, as_json: bool
) -> None:
    """Count anew in one commit, and say what was due and what is due now."""
    run, office = run_of(ctx), office_of(ctx)
    counted = count_anew(office, records, everything=everything, dry_run=dry_run)
    for problem in (*counted.warnings, *counted.problems):
        run.warn(problem)
    if as_json:
        answer(run, _table(counted), "json")
    else:
        _tell(run, counted, dry_run=dry_run)
    if counted.problems:
        raise ProblemsFound(
            mark("not all tickets could be counted anew: {count}", count=len(counted.problems)),
            hint=mark("a colleague who may see them does it with: pm ticket reclock --all"),
        )


def _table(counted: Reclocked) -> Table:
    rows = [
        {
            "id": one.id,
            "changes": [
                {"field": change.path, "before": change.before, "after": change.after}
                for change in one.changes
            ],
        }
        for one in counted.done
    ]
    head = {"schema": 1, "kind": "reclock", "commit": counted.commit or None}
    return Table("reclock", [], rows, head)


def _tell(run: Run, counted: Reclocked, *, dry_run: bool) -> None:
    kind = registry.kind("ticket")
    for one in counted.done:
        run.tell(one.id)
        for line in change_lines(run, kind, one.changes):
            run.put(f"{line}\n")
    if not counted.done:
        run.tell(mark("everything is due as it was"))
    elif dry_run:
        run.tell(mark("nothing was recorded"))
    else:
        run.tell(mark("recorded in commit {commit}", commit=counted.commit[:SHORT_COMMIT]))


COMMAND = Command(
    "reclock",
    Message(__doc__ or ""),
    reclock,
    [
        RecordArgument(registry.kind("ticket"), several=True, required=False),
        Option("--all", "everything", is_flag=True, about=mark("all tickets that have not ended")),
        *trial_options(),
    ],
    examples=["pm ticket reclock --all --dry-run", "pm ticket reclock T-261122-K7Q2XM"],
    notes=[
        mark(
            "What somebody typed or promised stays, and so does what has ended: it is judged by "
            "what was due then."
        )
    ],
)
