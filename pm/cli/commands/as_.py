"""Say who acts at this desk from now on."""

import click

from pm.cli.opened import office_of, run_of
from pm.cli.words import Command
from pm.i18n import Message, mark


def act_as(ctx: click.Context, *, name: str | None) -> None:
    """Set who acts, or say who does."""
    run, office = run_of(ctx), office_of(ctx)
    staff = office.set_acting(name) if name else office.acting_staff(office.entering())
    run.tell(mark("{name} ({id}) acts at this desk", name=office.rules.name_of(staff), id=staff))


COMMAND = Command(
    "as",
    Message(__doc__ or ""),
    act_as,
    [click.Argument(["name"], metavar="NAME", required=False)],
    examples=["pm as 王芳", "pm as"],
)
