"""Tell what was changed by hand and is not recorded."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.deeds import CHANGES, field_words
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.office.handwork import Handwork, handwork
from pm.office.office import STAFF_OPTION
from pm.render.value import Column, Table, in_series


def status(ctx: click.Context, *, form: str | None, as_json: bool, output: str | None) -> None:
    """List hand edits with what is wrong with them."""
    run, office = run_of(ctx), office_of(ctx)
    works = handwork(office)
    name = chosen_format(form, as_json=as_json)
    if name == "table" and output is None:
        staff = office.environment.staff or office.options.get(STAFF_OPTION)
        if staff is not None:
            run.tell(mark("acting: {name}", name=office.rules.name_of(staff)))
        if not works:
            run.tell(mark("nothing was changed by hand"))
            return
    say = run.say
    rows = [
        {
            "file": work.edit.path,
            "change": work.edit.state,
            "fields": [change.path for change in work.changes],
            "problems": [say(problem) for problem in work.problems],
        }
        for work in works
    ]
    answer(run, Table("hand-edit", _COLUMNS, rows), name, output)
    if name == "table" and output is None:
        run.tell(mark("next: {command}", command=_next(works)))


def _next(works: list[Handwork]) -> str:
    return "pm diff" if any(work.problems for work in works) else "pm commit"


def _fields(paths: list[str]) -> Message:
    return Message("{fields}", {"fields": [field_words(path) for path in paths]})


_COLUMNS = [
    Column("file", mark("file")),
    Column("change", mark("change"), show=lambda value: CHANGES[value]),
    Column("fields", mark("fields"), show=_fields, wraps=True),
    Column("problems", mark("problems"), show=in_series, wraps=True),
]

COMMAND = Command(
    "status",
    Message(__doc__ or ""),
    status,
    reader_options(),
    examples=["pm status", "pm status --json"],
)
