"""Write the file of an export that was allowed, with every value in clear; it is recorded."""

from hashlib import sha256
from pathlib import Path

import click

from pm.cli.arguments import RecordArgument
from pm.cli.opened import office_of, run_of
from pm.cli.papers import paper_options, refuse_other_formats
from pm.cli.private_file import kept_back
from pm.cli.run import Run
from pm.cli.words import Command
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.bulk_export import Bulk, lies_in_office, note_written, read_bulk
from pm.office.person_export import unread
from pm.render.formats import FORMATS, render
from pm.render.value import Column, Table

_FORMS = ("csv", "json", "jsonl", "markdown")


def write(ctx: click.Context, *, record: str, form: str, output: str | None) -> None:
    """Write the file, record it, and only then give the file its name."""
    refuse_other_formats(form, *_FORMS)
    if output is None:
        raise Usage(
            mark("missing: {options}", options="--output"),
            hint=mark("what is personal goes to a file that only you can read: -o FILE"),
        )
    run, office = run_of(ctx), office_of(ctx)
    bulk = read_bulk(office, record)
    text = render(_table(bulk, form), form, run.file_page)
    data = text.encode(FORMATS[form].file_encoding)
    checksum = sha256(data).hexdigest()
    with kept_back(output, data):
        note_written(office, bulk.export, len(bulk.rows), checksum)
    if lies_in_office(office, Path(output)):
        run.warn(mark("the file lies in the office's folder: see that git never takes it up"))
    _tell(run, bulk, output, checksum)


def _table(bulk: Bulk, form: str) -> Table:
    """Stamp the head in JSON, and every row elsewhere: rows are parted from their heads."""
    if form == "json":
        head = {"schema": 1, "kind": bulk.kind.name, **bulk.stamp}
        return Table(bulk.kind.name, [], bulk.rows, head)
    columns = [Column(name, label("field", name)) for name in [*bulk.columns, *bulk.stamp]]
    return Table(bulk.kind.name, columns, [{**row, **bulk.stamp} for row in bulk.rows])


def _tell(run: Run, bulk: Bulk, output: str, checksum: str) -> None:
    for warning in bulk.warnings:
        run.warn(warning)
    sealed, damaged = unread(list(bulk.rows))
    if sealed + damaged:
        run.warn(
            mark("values that you cannot read are marks in it: {count}", count=sealed + damaged)
        )
    run.tell(
        mark(
            "{id}: {count} records are in {file}, check sum {checksum}",
            id=bulk.export,
            count=len(bulk.rows),
            file=output,
            checksum=checksum,
        )
    )
    run.tell(mark("destroy the file when its purpose is met"))


COMMAND = Command(
    "write",
    Message(__doc__ or ""),
    write,
    [RecordArgument(registry.kind("export")), *paper_options(*_FORMS)],
    examples=["pm export write EX-261122-K7Q2XM -o residents.csv"],
    notes=[mark("Only json and jsonl hold what stands in lists, as the members of a household.")],
)
