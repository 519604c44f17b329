"""Tell who holds which keys, how they are kept, and what is to be done about it."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office.keys.standing import status as standings
from pm.render.value import Column, Table


def status(ctx: click.Context, *, form: str | None, as_json: bool, output: str | None) -> None:
    """Show a line for each identity."""
    run, office = run_of(ctx), office_of(ctx)
    rows = [
        {
            "staff": one.staff,
            "name": one.name,
            "scopes": list(one.scopes),
            "since": one.since,
            "kept": one.kept,
            "problem": None if one.problem is None else run.say(one.problem),
        }
        for one in standings(office)
    ]
    answer(run, Table("holder", _columns(run), rows), chosen_format(form, as_json=as_json), output)


def _columns(run: Run) -> list[Column]:
    def scopes(value: object) -> str:
        names = value if isinstance(value, list) else []
        return run.language.show([label("scope", str(name)) for name in names])

    return [
        Column("staff", mark("staff")),
        Column("name", label("field", "name")),
        Column("scopes", mark("reads"), show=scopes),
        Column("since", mark("since")),
        Column("kept", mark("kept here"), show=lambda value: _WAYS.get(str(value), "")),
        Column("problem", mark("to do")),
    ]


_WAYS: dict[str, Message] = {
    "file": mark("in a file"),
    "passphrase": mark("under a passphrase"),
    "system": mark("in the system's store"),
}

COMMAND = Command(
    "status", Message(__doc__ or ""), status, reader_options(), examples=["pm vault status"]
)
