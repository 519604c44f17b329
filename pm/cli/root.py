"""The root command: one noun for each kind, and the commands of the whole office.

Names and summaries come from folders and the text of files: ``--help`` and completion import no
kind and no command.
"""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import click
from click.shell_completion import CompletionItem

from pm import __version__
from pm.cli.command_files import File, command_files, load_command
from pm.cli.loading import load
from pm.cli.run import Run
from pm.cli.words import Lines, NamedGroup, Option, offering
from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE
from pm.model.labels import label
from pm.model.nearness import alone
from pm.office import registry
from pm.office.language import short_words
from pm.office.verb_texts import typed_verbs

TICKET = "ticket"
EVERY_DAY = frozenset(
    {"new", "triage", "assign", "accept", "arrive", "solve", "done", "reply", "chase", "close"}
)
"""What is done to tickets all day long; the help of the root names it."""


class Root(NamedGroup):
    """pm itself."""

    notes = (
        mark(
            "The beginning of a command, an option or a choice will do where nothing else begins "
            "so. An office makes short words of its own: pm office add-alias"
        ),
        mark(
            "On a terminal a long answer is read through PM_PAGER, PAGER or less (PM_PAGER=cat: "
            "through none); NO_COLOR=1 takes the colours away, CLICOLOR_FORCE=1 keeps them in a "
            "pipe."
        ),
    )

    def sections(self) -> list[tuple[Message, Lines]]:
        """Give the commands of the office and the nouns."""
        return [
            (mark("The office"), {name: file.about for name, file in _commands().items()}),
            (
                mark("Tickets, day by day: pm VERB is short for pm ticket VERB"),
                {verb: about for verb, about in typed_verbs(TICKET).items() if verb in EVERY_DAY},
            ),
            (
                mark("Records: pm NOUN VERB [ID] --options"),
                {name: registry.about(noun) for name, noun in _nouns().items()},
            ),
        ]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give it in the language of the page, which ``--lang`` may have named meanwhile."""
        self._help_option = None
        return super().get_help_option(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give every command and every noun in alphabetical order."""
        return sorted(super().list_commands(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the one command that is meant; what else a ticket can do needs no noun before it."""
        if cmd_name in _commands():
            return load_command(_commands()[cmd_name])
        noun_group = load("nouns").noun_group
        group: click.Group = noun_group(_nouns().get(cmd_name, TICKET))
        return group if cmd_name in _nouns() else group.get_command(ctx, cmd_name)

    def read_as(self, ctx: click.Context, name: str) -> Sequence[str]:
        """Give the words for which a word stands: an alias of the office first of all."""
        aliases: Mapping[str, Sequence[str]] = load("aliases").aliases_of(ctx)
        found = name
        if name not in aliases:
            (found,) = super().read_as(ctx, name)
        if found not in aliases:
            return [found]
        verbs = load("nouns").noun_group(TICKET).list_commands(ctx)
        load("aliases").refuse_harmful(found, aliases[found], [*_nouns(), *verbs])
        return aliases[found]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the names, and the office's own short words with what they stand for."""
        words = short_words(ctx.ensure_object(Run).place)
        own = [
            CompletionItem(word, help=f"pm {command}")
            for word, command in words.items()
            if word.startswith(incomplete)
        ]
        return [*super().shell_complete(ctx, incomplete), *own]

    def called(self, ctx: click.Context) -> dict[str, tuple[str, ...]]:
        """Give commands, nouns, aliases and what a ticket can do, as people call them."""
        nouns = {name: (CHINESE.say(label("kind", noun)),) for name, noun in _nouns().items()}
        commands = {**alone(_commands()), **alone(load("aliases").aliases_of(ctx)), **nouns}
        return {**load("nouns").noun_group(TICKET).called(ctx), **commands}


@cache
def _commands() -> dict[str, File]:
    """Give the commands of the office by name, and the folders of commands that are no nouns."""
    return {name: file for name, file in command_files("commands").items() if name not in _nouns()}


@cache
def _nouns() -> dict[str, str]:
    return {noun.replace("_", "-"): noun for noun in registry.names()}


def _go_to(ctx: click.Context, param: click.Parameter, value: Any) -> None:  # noqa: ANN401  # click's own
    """Work in another folder, as git does with its -C: later ones start from earlier ones."""
    del param
    if not value:
        return
    came_from = os.getcwd()  # noqa: PTH109  # a start does without pathlib: 4 ms
    for folder in filter(None, value):
        if not os.path.isdir(folder):  # noqa: PTH112  # as above
            raise click.BadParameter(
                ctx.ensure_object(Run).say(mark("there is no folder {folder}", folder=folder))
            )
        os.chdir(folder)
    ctx.call_on_close(lambda: os.chdir(came_from))
    ctx.ensure_object(Run).go_to(os.getcwd())  # noqa: PTH109  # as above


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    del param
    if value:
        ctx.ensure_object(Run).set_language(value)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's own
    del param
    if value:
        click.echo(f"pm {__version__}")
        ctx.exit()


def _at_home(ctx: click.Context) -> None:
    """Say what one can do next, where nothing else was asked for."""
    if ctx.invoked_subcommand is None:
        load("home").home(ctx)


def root() -> Root:
    """Make the root command."""
    return Root(
        "pm",
        mark("Run a property-management customer-service centre on plain files in git."),
        params=[
            Option(
                "-C",
                "folder",
                metavar="DIR",
                multiple=True,
                is_eager=True,
                expose_value=False,
                callback=_go_to,
                type=click.Path(file_okay=False),
                about=mark("work in this folder"),
            ),
            Option(
                "--lang",
                metavar="en|zh",
                is_eager=True,
                expose_value=False,
                callback=_speak,
                shell_complete=offering("en", "zh"),
                about=mark("speak English or Chinese"),
            ),
            Option(
                "--version",
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                about=mark("show the version and exit"),
            ),
        ],
        examples=[
            "pm init my-office",
            'pm new repair 3-1-402 --channel phone -m "no water in the kitchen"',
            "pm today",
            "pm report weekly",
        ],
        invoke_without_command=True,
        callback=click.pass_context(_at_home),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
