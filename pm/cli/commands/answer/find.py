"""Find what the desk says to a question: the answers that hold today."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.answering import answers_to, refuse_nothing
from pm.render.text import printable
from pm.render.value import Column, Table


def find(
    ctx: click.Context,
    *,
    text: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show each answer whole: the question, what to say, and until when it holds."""
    run = run_of(ctx)
    name = chosen_format(form, as_json=as_json)
    words = " ".join(text)
    refuse_nothing(words)
    found = answers_to(office_of(ctx), words)
    if name == "table" and output is None:
        if not found:
            run.tell(mark("no answer that holds today has these words"))
        for number, one in enumerate(found):
            question = one.pick("question", run.language.code)
            run.put("\n" if number else "")
            run.put(printable(f"{question}  [{one.id}]") + "\n")
            for line in one.pick("answer", run.language.code).split("\n"):
                run.put(printable(f"    {line}") + "\n")
            if one.valid_until is not None:
                run.put(f"    {run.say(mark('holds until {day}', day=one.valid_until))}\n")
        return
    rows = [one._asdict() for one in found]
    answer(run, Table("answer", _COLUMNS, rows), name, output)


_COLUMNS = [
    Column("id", label("field", "id")),
    Column("type", label("field", "type"), show=lambda value: label("choice", value)),
    Column("question_en", label("field", "question_en")),
    Column("question_zh", label("field", "question_zh")),
    Column("answer_en", label("field", "answer_en")),
    Column("answer_zh", label("field", "answer_zh")),
    Column("valid_until", label("field", "valid_until")),
]

COMMAND = Command(
    "find",
    Message(__doc__ or ""),
    find,
    [click.Argument(["text"], metavar="WORDS", nargs=-1, required=True), *reader_options()],
    examples=["pm answer find parking fee", "pm answer find 停水"],
    notes=[mark("Every word must stand in the question, the answer, a tag or the category.")],
)
