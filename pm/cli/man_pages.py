"""Man pages of every command, from what their help says, in the reader's language."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pm import __version__
from pm.cli.run import Run
from pm.cli.words import NamedGroup, Translated
from pm.errors import Invalid
from pm.i18n import mark
from pm.render import roff


def write_pages(root: click.Command, run: Run, folder: Path) -> int:
    """Write a page for each command into a folder; give how many."""
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ctx in contexts(root, run):
            text = page_of(ctx, run)
            (folder / f"{name_of(ctx)}.1").write_text(text, encoding="utf-8", newline="")
            count += 1
    except OSError:
        raise Invalid(
            mark("nothing can be written into {folder}", folder=str(folder)),
            hint=mark("name a folder of your own"),
        ) from None
    return count


def contexts(root: click.Command, run: Run) -> Iterator[click.Context]:
    """Give the context of every command, each before those below it."""
    top = click.Context(root, info_name="pm", obj=run, **root.context_settings)
    yield from _below(top)


def _below(ctx: click.Context) -> Iterator[click.Context]:
    yield ctx
    if not isinstance(ctx.command, click.Group):
        return
    for name in ctx.command.list_commands(ctx):
        command = ctx.command.get_command(ctx, name)
        if command is not None:
            yield from _below(click.Context(command, info_name=name, parent=ctx))


def name_of(ctx: click.Context) -> str:
    """Give the name of a command's page: ``pm-ticket-new``."""
    return ctx.command_path.replace(" ", "-")


def page_of(ctx: click.Context, run: Run) -> str:
    """Write the page of a command."""
    return roff.page([part for part in _parts(ctx, run) if part])


def _parts(ctx: click.Context, run: Run) -> Iterator[Sequence[str]]:
    say, command = run.say, ctx.command
    about = say(command.about) if isinstance(command, Translated) else ""
    yield roff.title(name_of(ctx).upper(), f"pm {__version__}", say(mark("pm manual")))
    yield roff.heading(say(mark("NAME")))
    yield roff.name_line(name_of(ctx), about.rstrip(".。"))
    yield roff.heading(say(mark("SYNOPSIS")))
    yield roff.call(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)))
    yield roff.heading(say(mark("DESCRIPTION")))
    yield roff.paragraph(about)
    if isinstance(command, Translated):
        for note in command.notes:
            yield roff.paragraph(say(note))
    yield from _commands(ctx, run)
    yield roff.heading(say(mark("OPTIONS")))
    yield roff.terms(_options(ctx))
    yield from _examples(command, run)
    yield roff.heading(say(mark("SEE ALSO")))
    yield roff.paragraph(", ".join(_neighbours(ctx)))


def _commands(ctx: click.Context, run: Run) -> Iterator[Sequence[str]]:
    """Write the commands below a group under the headings of its help."""
    if not isinstance(ctx.command, NamedGroup):
        return
    yield roff.heading(run.say(mark("COMMANDS")))
    for heading, lines in ctx.command.sections():
        yield roff.subheading(run.say(heading))
        yield roff.terms((name, run.say(about)) for name, about in lines.items())


def _options(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Give the options with what their help says; an argument says nothing of itself."""
    records = (param.get_help_record(ctx) for param in ctx.command.get_params(ctx))
    yield from (record for record in records if record is not None and record[1])


def _examples(command: click.Command, run: Run) -> Iterator[Sequence[str]]:
    if isinstance(command, Translated) and command.examples:
        yield roff.heading(run.say(mark("EXAMPLES")))
        yield roff.verbatim(command.examples)


def _neighbours(ctx: click.Context) -> Iterator[str]:
    """Name the page above, those below, and the manual."""
    if ctx.parent is not None:
        yield f"{name_of(ctx.parent)}(1)"
    if isinstance(ctx.command, click.Group):
        yield from (f"{name_of(ctx)}-{name}(1)" for name in ctx.command.list_commands(ctx))
    if ctx.command_path != "pm manual":
        yield "pm-manual(1)"
