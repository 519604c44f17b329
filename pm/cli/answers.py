"""How commands answer: a table in the format asked for."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import click

from pm.cli.run import Run
from pm.errors import Invalid, Usage
from pm.i18n import mark
from pm.model.kind import Kind
from pm.model.labels import label
from pm.office.sight import words_of
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
    deliver(run, render(table, name, run.page()), name, output)


def deliver(run: Run, text: str, name: str, output: str | None = None) -> None:
    """Bring a text to standard output or to a file; a long one for people through the pager."""
    if output is not None:
        write_private(Path(output), text.encode(FORMATS[name].file_encoding))
        run.note(mark("written to {file}", file=output))
    elif name == "table" and run.interactive and text.count("\n") >= run.height:
        click.echo_via_pager(text)
    else:
        run.put(text)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads: answers may hold what is personal."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.fchmod(descriptor, 0o600)  # it may have been there, and open to others
            file.write(data)
    except (OSError, ValueError):  # no such folder, no right to write, or no name of a file
        raise Invalid(
            mark("the file {file} cannot be written", file=str(path)),
            hint=mark("name a file in a folder that is there, and in which you may write"),
        ) from None


def data_table(kind: Kind, rows: Sequence[dict[str, object]]) -> Table:
    """Make the table of whole records for scripts."""
    columns = [
        Column(
            leaf.name,
            label("field", leaf.name),
            show=None if leaf.field.scope is None else words_of,
        )
        for leaf in kind.leaves
    ]
    return Table(kind.name, columns, rows)


def noun(kind: Kind) -> str:
    """Write a kind as its command is typed."""
    return kind.name.replace("_", "-")
