"""Tell how many households each steward looks after, and where that is too many or too few."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.steward_load import loads
from pm.render.value import Column, Table


def load(ctx: click.Context, *, form: str | None, as_json: bool, output: str | None) -> None:
    """Show a line for each grid."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    names = names_of_kind(office, registry.kind("grid"), run.language.code)
    rows = [one._asdict() for one in loads(office)]
    columns = [
        Column("grid", label("kind", "grid"), show=lambda slug: names.get(slug, slug), whole=False),
        Column("name", label("field", "steward")),
        Column("units", mark("units"), "right", spare=1),
        Column("households", mark("households"), "right"),
        Column("most", mark("at most"), "right"),
        Column("verdict", mark("remark"), show=VERDICTS.__getitem__),
    ]
    answer(run, Table("load", columns, rows), name, output)


VERDICTS = {
    "above": mark("too many"),
    "below": mark("too few"),
    "no-steward": mark("nobody answers for it"),
}

COMMAND = Command(
    "load",
    Message(__doc__ or ""),
    load,
    [*reader_options()],
    examples=["pm grid load", "pm grid load --json"],
    notes=[
        mark(
            "Households are units that are occupied or let. How many are right say the office's "
            "settings (pm office edit --households-least, --households-most), and for a gold "
            "steward his grid (pm grid edit --most-households)."
        )
    ],
)
