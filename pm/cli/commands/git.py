"""Pass a command on to git, in the office."""

import click

from pm.cli.opened import office_of
from pm.cli.words import Command
from pm.i18n import Message
from pm.office.passing import pass_to_git


def git(ctx: click.Context, *, arguments: tuple[str, ...]) -> None:
    """Run git with these arguments at this terminal; its exit code is ours."""
    ctx.exit(pass_to_git(office_of(ctx), arguments))


COMMAND = Command(
    "git",
    Message(__doc__ or ""),
    git,
    [click.Argument(["arguments"], metavar="...", nargs=-1, type=click.UNPROCESSED)],
    examples=["pm git log --stat", "pm git push"],
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
