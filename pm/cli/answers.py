"""How commands answer: a table in the format asked for."""

from collections.abc import Sequence

from pm.cli.private_file import save
from pm.cli.run import Run
from pm.errors import Usage
from pm.i18n import mark
from pm.model.kind import Kind
from pm.model.labels import label
from pm.office.sight import words_of
from pm.render.formats import FORMATS, render
from pm.render.value import Column, Page, Table

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
    deliver(run, render(table, name, page_for(run, output)), name, output)


def page_for(run: Run, output: str | None) -> Page:
    """Say for whom an answer is rendered: who sits at the terminal, or who opens the file."""
    return run.page() if output is None else run.file_page


def deliver(run: Run, text: str, name: str, output: str | None = None) -> None:
    """Bring a text to standard output or to a file; a long one for people through the pager."""
    if output is not None:
        save(run, output, text.encode(FORMATS[name].file_encoding))
    elif name == "table":
        run.bring(text)
    else:
        run.put(text)


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
