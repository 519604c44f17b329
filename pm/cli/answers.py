"""How commands answer: a table in the format asked for, or what an act wrote."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from pm.cli.run import Run
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.values import Opener
from pm.office.desk import Written
from pm.office.showing import as_data
from pm.render.formats import FORMATS, render
from pm.render.value import Column, Table

SHORT_COMMIT = 8


def chosen_format(form: str | None, *, as_json: bool) -> str:
    """Give the format asked for; raises :class:`Usage` for one that there is not."""
    name = "json" if as_json else form or "table"
    if name not in FORMATS:
        raise Usage(
            mark("there is no format '{name}'", name=name),
            hint=mark("there are: {names}", names=", ".join(FORMATS)),
        )
    return name


def answer(run: Run, table: Table, name: str, output: str | None = None) -> None:
    """Write a table to standard output or to a file, in a format."""
    text = render(table, name, run.page())
    if output is not None:
        write_private(Path(output), text.encode(FORMATS[name].file_encoding))
        run.note(mark("written to {file}", file=output))
    elif name == "table" and run.interactive and text.count("\n") >= run.height:
        click.echo_via_pager(text)
    else:
        run.put(text)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads: answers may hold what is personal."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def data_table(kind: Kind, rows: Sequence[dict[str, object]]) -> Table:
    """Make the table of whole records for scripts."""
    columns = [Column(leaf.name, label("field", leaf.name)) for leaf in kind.leaves]
    return Table(kind.name, columns, rows)


def tell_written(
    run: Run, written: Written, opener: Opener, *, as_json: bool, dry_run: bool
) -> None:
    """Tell what an act wrote: record, state and commit, and what comes next."""
    for warning in written.warnings:
        run.warn(warning)
    if as_json:
        rows = [as_data(written.kind, stored.record, opener) for stored in written.stored]
        answer(run, data_table(written.kind, rows), "json")
        return
    for stored in written.stored:
        run.tell(_sentence(written, stored.record.id, stored.record.state, dry_run=dry_run))
    following = _following(written)
    if following is not None and not dry_run:
        run.tell(mark("next: {command}", command=following))


def _sentence(written: Written, record_id: str, state: str, *, dry_run: bool) -> Message:
    if dry_run:
        return mark(
            "{kind} {id} would be {state}; nothing was recorded",
            kind=written.kind.label,
            id=record_id,
            state=label("state", state),
        )
    if not written.deeds:
        return mark("{kind} {id} is as it was", kind=written.kind.label, id=record_id)
    return mark(
        "{kind} {id} is {state} (commit {commit})",
        kind=written.kind.label,
        id=record_id,
        state=label("state", state),
        commit=written.commit[:SHORT_COMMIT],
    )


def _following(written: Written) -> str | None:
    """Give the command that usually comes next: the first verb that leads on, for work in hand."""
    kind, record = written.kind, written.stored[-1].record
    if kind.layout is not Layout.DATED:
        return None
    for verb in kind.verbs.values():
        leads_on = verb.targets and record.state not in verb.targets
        if not verb.creates and record.state in verb.sources and leads_on:
            return f"pm {noun(kind)} {verb.name} {record.id}"
    return None


def noun(kind: Kind) -> str:
    """Write a kind as its command is typed."""
    return kind.name.replace("_", "-")
