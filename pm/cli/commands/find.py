"""Find a word in every record."""

from functools import partial

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.deeds import field_words
from pm.cli.opened import office_of, run_of
from pm.cli.options import content, reader_options
from pm.cli.prompting import ask_for_text
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.finding import found
from pm.render.value import Column, Table


def find(
    ctx: click.Context,
    *,
    text: str,
    noun: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show where the text stands."""
    run = run_of(ctx)
    text = content(text, partial(ask_for_text, run, "TEXT", mark("what to look for")))
    name = chosen_format(form, as_json=as_json)
    rows = [
        {"kind": hit.kind, "id": hit.record_id, "field": hit.field, "text": hit.around}
        for hit in found(office_of(ctx), text, noun)
    ]
    if not rows and name == "table" and output is None:
        run.tell(mark("'{text}' stands in no record", text=text))
        return
    answer(run, Table("hit", _COLUMNS, rows), name, output)


_COLUMNS = [
    Column("kind", mark("kind"), show=lambda value: label("kind", value)),
    Column("id", label("field", "id")),
    Column("field", mark("field"), show=field_words),
    Column("text", mark("text")),
]

COMMAND = Command(
    "find",
    Message(__doc__ or ""),
    find,
    [
        click.Argument(["text"], metavar="TEXT"),
        Option("--kind", "noun", metavar="NOUN", about=mark("only in records of this kind")),
        *reader_options(),
    ],
    examples=["pm find 漏水", "pm find lift --kind ticket"],
    notes=[
        mark(
            "TEXT may be - (standard input), @FILE, or ? (asked for), so that it stands neither "
            "in the shell's history nor in the list of processes."
        )
    ],
)
