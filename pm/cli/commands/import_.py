"""Bring in the records of an old system from a file."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pm.cli.answers import SHORT_COMMIT, answer
from pm.cli.opened import office_of, run_of
from pm.cli.options import STANDARD_INPUT
from pm.cli.progress import progress
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.errors import NotFound, ProblemsFound
from pm.i18n import Message, mark
from pm.office.importing.bringing import Imported, Incoming, bring_in
from pm.office.importing.problems import RowProblem
from pm.render.value import Table

SHOWN = 20


def import_(
    ctx: click.Context,
    *,
    file: str,
    map_name: str,
    encoding: str | None,
    by: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the rows in, say what came of them, and name those that did not come in."""
    run, office = run_of(ctx), office_of(ctx)
    name = "stdin" if file == STANDARD_INPUT else file
    suffix = "" if file == STANDARD_INPUT else Path(file).suffix
    incoming = Incoming(name, _read(file), map_name, suffix, encoding)
    imported = bring_in(
        office,
        incoming,
        by=by,
        watch=lambda rows: progress(run, rows, mark("rows")),
        dry_run=dry_run,
    )
    _warn(run, imported)
    if as_json:
        answer(run, _summary(run, imported), "json")
    else:
        _tell(run, imported, dry_run=dry_run)
    if imported.errors:
        raise _problems(imported, dry_run=dry_run)


def _read(file: str) -> bytes:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError:
        raise NotFound(
            mark("the file {file} cannot be read", file=file),
            hint=mark("name a csv, json or jsonl file, or - for standard input"),
        ) from None


def _warn(run: Run, imported: Imported) -> None:
    for note in imported.notes:
        run.warn(note)
    for warning in _shown(imported, imported.warnings):
        run.warn(warning)


def _shown(imported: Imported, problems: Sequence[RowProblem]) -> list[Message]:
    """Give the first of many, and how many more there are."""
    shown = [problem.message(imported.file) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        shown.append(mark("and more: {count}", count=len(problems) - SHOWN))
    return shown


def _tell(run: Run, imported: Imported, *, dry_run: bool) -> None:
    if dry_run:
        run.tell(mark("would come in: {count}; nothing was recorded", count=imported.imported))
    elif imported.commit is None:
        run.tell(mark("nothing new came in"))
    else:
        run.tell(
            mark(
                "came in: {count} (commit {commit})",
                count=imported.imported,
                commit=imported.commit[:SHORT_COMMIT],
            )
        )
    if imported.unchanged:
        run.tell(mark("there already, left as they are: {count}", count=imported.unchanged))
    for kind, slugs in imported.made:
        run.tell(mark("{kinds} made: {count}", kinds=kind.label_of_many, count=len(slugs)))
    if imported.passed_over and (dry_run or imported.imported):
        run.tell(_passed_over(imported.passed_over, dry_run=dry_run))
    if imported.commit is not None:
        command = f"pm {imported.kind.noun} list --source-system {imported.system}"
        run.tell(mark("next: {command}", command=command))


def _passed_over(names: Sequence[str], *, dry_run: bool) -> Message:
    if dry_run:
        return mark("columns that the map does not name: {names}", names=", ".join(names))
    return mark("columns that the map does not name: {count}", count=len(names))


def _summary(run: Run, imported: Imported) -> Table:
    """Make the answer for scripts: the head says what came in, the rows are the errors."""
    head = {
        "schema": 1,
        "kind": "import",
        "file": imported.file,
        "map": imported.system,
        "imported": imported.imported,
        "unchanged": imported.unchanged,
        "outside": imported.outside,
        "made": {kind.name: list(slugs) for kind, slugs in imported.made},
        "columns_not_named": list(imported.passed_over),
        "commit": imported.commit,
        "warnings": [_row(run, problem) for problem in imported.warnings],
    }
    errors = [_row(run, problem) for problem in imported.errors]
    return Table("import", (), errors, head, "errors")


def _row(run: Run, problem: RowProblem) -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "reason": run.say(problem.reason),
    }


def _problems(imported: Imported, *, dry_run: bool) -> ProblemsFound:
    count = imported.outside
    return ProblemsFound(
        mark("rows that would not come in: {count}", count=count)
        if dry_run
        else mark("rows that did not come in: {count}", count=count),
        details=_shown(imported, imported.errors),
        hint=mark("mend them and import the file again: what is there already stays as it is"),
    )


COMMAND = Command(
    "import",
    Message(__doc__ or ""),
    import_,
    [
        click.Argument(["file"], metavar="FILE"),
        Option(
            "--map",
            "map_name",
            metavar="MAP",
            required=True,
            about=mark("the import map: its name, or its file"),
        ),
        Option(
            "--encoding", metavar="NAME", about=mark("if the file is neither UTF-8 nor GB18030")
        ),
        Option("--by", metavar="STAFF", about=mark("who did it, if not the one who types")),
        Option("--dry-run", is_flag=True, about=mark("check everything and record nothing")),
        Option("--json", "as_json", is_flag=True, about=mark("answer in JSON")),
    ],
    examples=["pm import old-tickets.csv --map old-system --dry-run", "pm import - --map nyc311"],
)
