"""Show the reference page of a kind of record, or its JSON Schema."""

import json

import click

from pm.cli.opened import run_of
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.schema import schema
from pm.office import registry
from pm.render.prose import prose
from pm.render.reference import reference as page


def reference(ctx: click.Context, *, noun: str, as_schema: bool) -> None:
    """Print the page in markdown, or the schema in JSON."""
    run = run_of(ctx)
    kind = registry.kind(noun.replace("-", "_"))
    if as_schema:
        run.put(json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n")
    else:
        run.bring(prose(page(kind, run.language), run.page()))


COMMAND = Command(
    "reference",
    Message(__doc__ or ""),
    reference,
    [
        click.Argument(["noun"], metavar="NOUN"),
        Option("--schema", "as_schema", is_flag=True, about=mark("the JSON Schema of its file")),
    ],
    examples=["pm reference ticket", "pm reference ticket --schema"],
)
