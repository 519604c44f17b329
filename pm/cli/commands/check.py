"""Check every record: its form, its links, its place, its state."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.progress import working
from pm.cli.words import Command, Option
from pm.errors import ProblemsFound
from pm.i18n import Message, mark
from pm.model.sensitive import masked_text
from pm.office.checking import check as examine
from pm.office.checking import mend
from pm.office.keys.standing import key_problems
from pm.render.value import Column, Table


def check(
    ctx: click.Context,
    *,
    fix: bool,
    dry_run: bool,
    history: bool,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Name every problem, and mend those that have one right answer."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    with working(run, mark("checking every record")):
        keys = key_problems(office)
        findings = examine(office, history=history, keys=keys)
    if fix and findings:
        mended = mend(office, findings, dry_run=dry_run)
        if mended and dry_run:
            run.note(mark("would be mended: {count}; nothing was recorded", count=mended))
        elif mended:
            run.note(mark("mended: {count}", count=mended))
        findings = examine(office, history=history, keys=keys)
    if not findings and name == "table" and output is None:
        run.tell(mark("every record is right"))
        return
    rows = [
        {
            "file": masked_text(finding.path),
            "problem": masked_text(run.say(finding.problem)),
            "mendable": finding.mendable,
        }
        for finding in findings
    ]
    answer(run, Table("problem", _COLUMNS, rows), name, output)
    if findings:
        raise ProblemsFound(
            mark("problems found: {count}", count=len(findings)),
            hint=mark("mend the files by hand, or those that can be with: pm check --fix"),
        )


_COLUMNS = [
    Column("file", mark("file")),
    Column("problem", mark("problem"), wraps=True),
]

COMMAND = Command(
    "check",
    Message(__doc__ or ""),
    check,
    [
        Option("--fix", is_flag=True, about=mark("mend what has one right answer")),
        Option("--dry-run", is_flag=True, about=mark("check everything and record nothing")),
        Option(
            "--history",
            is_flag=True,
            about=mark("look for what is personal and not sealed in all that was ever recorded"),
        ),
        *reader_options(),
    ],
    examples=["pm check", "pm check --fix --dry-run", "pm check --history"],
)
