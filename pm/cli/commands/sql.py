"""Ask the index in SQL; it only reads."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import content, reader_options
from pm.cli.words import Command
from pm.i18n import Message
from pm.office.asking import ask
from pm.render.value import Column, Table


def sql(
    ctx: click.Context, *, query: str, form: str | None, as_json: bool, output: str | None
) -> None:
    """Run one statement on the views of the kinds."""
    answered = ask(office_of(ctx), content(query))
    columns = [Column(name, Message("{name}", {"name": name})) for name in answered.columns]
    rows = [dict(zip(answered.columns, row, strict=True)) for row in answered.rows]
    answer(run_of(ctx), Table("sql", columns, rows), chosen_format(form, as_json=as_json), output)


COMMAND = Command(
    "sql",
    Message(__doc__ or ""),
    sql,
    [click.Argument(["query"], metavar="QUERY"), *reader_options()],
    examples=['pm sql "SELECT category, count(*) FROM ticket GROUP BY category"'],
)
