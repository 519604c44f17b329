"""The commands of a kind, all from its class: one for each verb, and show, list and log.

Each is made when it is asked for: a list loads nothing of what writes, and the names alone are
read from the text of the class.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import click

from pm.cli.command_files import File, command_files, load_command
from pm.cli.loading import load
from pm.cli.words import Lines, NamedGroup
from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE
from pm.model.labels import label
from pm.office import registry
from pm.office.verb_texts import typed_verbs

if TYPE_CHECKING:
    from pm.model.kind import Kind

READERS: dict[str, tuple[str, str, Message]] = {
    "show": (
        "showing",
        "show_command",
        mark("Show one record with everything that is known of it."),
    ),
    "list": ("listing", "list_command", mark("List records, by filters for every field.")),
    "log": ("log", "log_command", mark("Tell who did what to a record, when, field by field.")),
}
"""The commands that read: the file of each, the function that makes it, its line in the help."""


class NounGroup(NamedGroup):
    """The command of a kind."""

    def __init__(self, noun: str) -> None:
        """Take the noun: the name of the kind's file."""
        super().__init__(noun.replace("_", "-"), registry.about(noun), no_args_is_help=True)
        self._noun = noun

    @property
    def kind(self) -> "Kind":
        """The kind, loaded when it is asked for."""
        return registry.kind(self._noun)

    @cached_property
    def verbs(self) -> dict[str, Message]:
        """The verbs that people may type, and what each does."""
        return typed_verbs(self._noun)

    @cached_property
    def others(self) -> dict[str, File]:
        """The commands that are no verbs: use cases of their own."""
        return command_files(f"commands.{self._noun}")

    def sections(self) -> list[tuple[Message, Lines]]:
        """Give the verbs in the order of the class, then the readers."""
        others = {name: file.about for name, file in self.others.items()}
        readers = {name: about for name, (_, _, about) in READERS.items()}
        return [(mark("Commands"), {**self.verbs, **others, **readers})]

    def called(self, ctx: click.Context) -> dict[str, tuple[str, ...]]:
        """Give the names of the commands, and of the verbs what the office calls them."""
        return {
            name: (CHINESE.say(label("verb", name.replace("-", "_"))),)
            if name in self.verbs
            else ()
            for name in self.list_commands(ctx)
        }

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the one command that is meant."""
        if cmd_name in READERS:
            file, maker, _ = READERS[cmd_name]
            command: click.Command = getattr(load(file), maker)(self.kind)
            return command
        if cmd_name in self.others:
            return load_command(self.others[cmd_name])
        if cmd_name in self.verbs:
            typed = f"{ctx.command_path} {cmd_name}"
            verb = self.kind.verbs[cmd_name]
            made: click.Command = load("acting").verb_command(self.kind, verb, typed)
            return made
        return None


def noun_group(name: str) -> NounGroup:
    """Make the command of a kind."""
    return NounGroup(name)
