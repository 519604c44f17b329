"""Tell what was changed by hand, field by field, or what a commit changed."""

from typing import NamedTuple

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.deeds import change_lines, field_words
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.codec import Change
from pm.office.handwork import handwork, kind_of_path
from pm.office.history import Versions, files_of_commit, seen_changes
from pm.office.office import Office
from pm.office.sight import Sight, words_of
from pm.render.value import Column, Table


class Difference(NamedTuple):
    """One file with what changed in it and what is wrong with it."""

    path: str
    changes: tuple[Change, ...]
    problems: tuple[Message, ...] = ()


def diff(
    ctx: click.Context, *, commit: str | None, form: str | None, as_json: bool, output: str | None
) -> None:
    """Show each record with its fields from old to new."""
    run = run_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = _differences(office_of(ctx), commit)
    if name != "table" or output is not None:
        rows = [{"file": one.path, **change._asdict()} for one in found for change in one.changes]
        answer(run, Table("difference", _COLUMNS, rows), name, output)
        return
    if not found:
        run.tell(mark("nothing was changed by hand") if commit is None else mark("nothing changed"))
    with run.answering():
        for one in found:
            _tell(run, one)


def _differences(office: Office, commit: str | None) -> list[Difference]:
    if commit is not None:
        sight = Sight(office)
        return [_of_commit(sight, versions) for versions in files_of_commit(office, commit)]
    return [Difference(work.edit.path, work.changes, work.problems) for work in handwork(office)]


def _of_commit(sight: Sight, versions: Versions) -> Difference:
    kind, _ = kind_of_path(versions.path)
    changes = seen_changes(sight, kind, versions.before, versions.after)
    return Difference(versions.path, tuple(changes))


def _tell(run: Run, one: Difference) -> None:
    run.tell(one.path)
    kind, _ = kind_of_path(one.path)
    run.put("".join(f"{line}\n" for line in change_lines(run, kind, one.changes)))
    for problem in one.problems:
        run.tell(mark("    wrong: {problem}", problem=problem))


_COLUMNS = [
    Column("file", mark("file")),
    Column("path", mark("field"), show=field_words),
    Column("before", mark("before"), show=words_of),
    Column("after", mark("after"), show=words_of),
]

COMMAND = Command(
    "diff",
    Message(__doc__ or ""),
    diff,
    [click.Argument(["commit"], metavar="[COMMIT]", required=False), *reader_options()],
    examples=["pm diff", "pm diff HEAD"],
)
