"""The tree of commands, walked as people walk it, and its words in both languages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from pm.cli.root import root
from pm.cli.run import Run
from pm.cli.words import Translated
from pm.i18n import Message
from pm.model.kind import Kind
from pm.office import registry

CHINESE = re.compile(r"[\u4e00-\u9fff]")

NEITHER = {
    "as": "says who acts; no record is touched",
    "clone": "copies an office",
    "completion": "prints a script for a shell",
    "demo": "makes an office",
    "git": "passes on what git is told",
    "init": "makes an office",
    "manual": "prints a chapter of the manual",
    "reference": "prints a page of the reference",
    "textconv": "prints one file for git",
    "vault add": "gives keys",
    "vault identity": "makes a key",
    "vault init": "carries an office over into a sealed one",
    "vault lock": "closes keys",
    "vault recover": "makes a key by the recovery key",
    "vault remove": "takes keys",
    "vault rotate": "renews keys",
    "vault sync": "brings copies of the keyring together",
    "vault unlock": "opens keys for some minutes",
}
"""The commands that neither read records nor change them, and what they do instead."""

PAPERS = {
    "pm erasure certificate": "a certificate to print",
    "pm export write": "a file for one person, on record",
    "pm resident export": "a file for the person himself, on record",
}
"""The commands that write one paper or file, in formats of its own, and what it is."""


class Found(NamedTuple):
    """A command of the tree: the words that are typed, the command, and its context."""

    words: tuple[str, ...]
    command: click.Command
    context: click.Context

    @property
    def typed(self) -> str:
        """Write it as it is typed."""
        return " ".join(("pm", *self.words))

    @property
    def is_group(self) -> bool:
        """Whether it has commands of its own."""
        return isinstance(self.command, click.Group)

    @property
    def flags(self) -> set[str]:
        """Every way in which an option of it is typed."""
        return {flag for option in self.options for flag in (*option.opts, *option.secondary_opts)}

    @property
    def options(self) -> list[click.Option]:
        """Its options, those of click aside."""
        return [param for param in self.command.params if isinstance(param, click.Option)]

    @property
    def arguments(self) -> list[click.Argument]:
        """Its arguments."""
        return [param for param in self.command.params if isinstance(param, click.Argument)]

    @property
    def kind(self) -> Kind | None:
        """The kind of the noun with which it begins."""
        noun = self.words[0].replace("-", "_") if self.words else ""
        return registry.kind(noun) if noun in registry.names() else None

    @property
    def is_verb(self) -> bool:
        """Whether it runs a verb of a kind."""
        return self.kind is not None and self.words[-1] in self.kind.verbs

    @property
    def about(self) -> Message:
        """What it says of itself."""
        return self.command.about if isinstance(self.command, Translated) else Message("")


def tree(command: click.Command | None = None) -> list[Found]:
    """Give every command, the root first; another root may be given."""
    top = command or root()
    return list(_walk((), top, click.Context(top, info_name="pm", obj=Run())))


def _walk(
    words: tuple[str, ...], command: click.Command, context: click.Context
) -> Iterator[Found]:
    yield Found(words, command, context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None, f"{name} is listed and cannot be had"
        inner = click.Context(below, info_name=name, parent=context)
        yield from _walk((*words, name), below, inner)


def leaves() -> list[Found]:
    """Give every command that does something."""
    return [found for found in tree() if not found.is_group]


def readers() -> list[Found]:
    """Give every command that answers in any format."""
    return [
        found
        for found in leaves()
        if "--format" in found.flags and not found.is_verb and found.typed not in PAPERS
    ]


def writers() -> list[Found]:
    """Give every command that changes records."""
    return [found for found in leaves() if "--dry-run" in found.flags]
