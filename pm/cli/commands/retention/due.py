"""List the records that are past the term of a rule, and what to type next."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.retention import due as proposed
from pm.render.value import Column, Table


def due(
    ctx: click.Context, *, noun: str | None, form: str | None, as_json: bool, output: str | None
) -> None:
    """Show a line for each record, the longest due first."""
    run = run_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = proposed(office_of(ctx), noun)
    for warning in found.warnings:
        run.warn(warning)
    rows = [{**one._asdict(), "since": one.since.isoformat()} for one in found.due]
    answer(run, Table("due", _COLUMNS, rows), name, output)


_COLUMNS = [
    Column("kind", mark("kind"), show=lambda value: label("kind", value)),
    Column("id", label("field", "id")),
    Column("rule", mark("rule"), spare=3),
    Column("since", mark("due since"), spare=2),
    Column(
        "proposes",
        label("field", "proposes"),
        show=lambda value: label("choice", value),
        spare=1,
    ),
    Column("held", mark("held by")),
    Column("command", mark("next")),
]

COMMAND = Command(
    "due",
    Message(__doc__ or ""),
    due,
    [
        Option("--noun", metavar="NOUN", about=mark("only records of this kind")),
        *reader_options(),
    ],
    examples=["pm retention due", "pm retention due --noun resident --json"],
    notes=[
        mark("Nothing is done by itself, and no key is needed."),
        mark(
            "The texts of a record that has ended are cleared in its file, by hand: take the "
            "line out, or write … where there must be a text; pm commit then records it."
        ),
    ],
)
