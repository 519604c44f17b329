"""Show the sheet of an inspection: every item of its checklist, with its score or without one."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.arguments import RecordArgument
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.inspecting import sheet as lines_of
from pm.render.value import Column, Table

_COLUMNS = [
    Column("item", label("field", "item")),
    Column("name", label("words", "name")),
    Column("criterion", label("words", "criterion"), wraps=True),
    Column("method", label("field", "method"), show=lambda value: label("choice", value)),
    Column("weight", label("field", "weight"), "right"),
    Column(
        "veto",
        label("field", "veto"),
        show=lambda value: label("choice", "yes") if value else "",
    ),
    Column("score", label("field", "score"), "right"),
    Column("rectification", label("field", "rectification"), whole=True, spare=1),
]


def sheet(
    ctx: click.Context, *, record: str, form: str | None, as_json: bool, output: str | None
) -> None:
    """Show a line for each item."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    code = run.language.code
    record_id = office.entering().find(["inspection"], record)
    rows = [
        {
            **line._asdict(),
            "name": line.name.pick(code),
            "criterion": None if line.criterion is None else line.criterion.pick(code),
        }
        for line in lines_of(office, record_id)
    ]
    answer(run, Table("sheet", _COLUMNS, rows), name, output)


COMMAND = Command(
    "sheet",
    Message(__doc__ or ""),
    sheet,
    [RecordArgument(registry.kind("inspection")), *reader_options()],
    examples=[
        "pm inspection sheet QI-261124-K7Q2XM",
        "pm inspection sheet QI-261124-K7Q2XM --format markdown -o sheet.md",
    ],
    notes=[mark("Take it along to write on, or see with it what is still to be looked at.")],
)
