"""Commands as files: a file is a command, a folder a group; its docstring is its line in the help.

``commands/undo.py`` is ``pm undo``, ``commands/vault/add.py`` is ``pm vault add``. A folder with
the name of a kind adds to the commands of that noun: ``commands/resident/export.py``.
"""

import os
import re
from typing import NamedTuple

import click

import pm.cli
from pm.cli.loading import load
from pm.cli.words import Lines, NamedGroup
from pm.i18n import Message, mark
from pm.model.labels import summary
from pm.model.pattern import pattern
from pm.office import registry

_DOCSTRING = pattern(r'\A"""(.+?)(?:"""|\n\n)', re.DOTALL)
_FACE = "__init__.py"


class File(NamedTuple):
    """A command that was found: its module below ``pm.cli``, and the file of its words."""

    module: str
    path: str
    is_folder: bool

    @property
    def about(self) -> Message:
        """Its line in the help, read without loading it."""
        match = _DOCSTRING.search(registry.read_text(self.path))
        return summary(match[1] if match else "")


def command_files(folder: str) -> dict[str, File]:
    """Give the commands in a folder below ``pm.cli`` by name, in alphabetical order."""
    found: dict[str, File] = {}
    top = f"{pm.cli.__path__[0]}/{folder.replace('.', '/')}"
    for entry in os.scandir(top) if os.path.isdir(top) else ():  # noqa: PTH112  # without pathlib
        stem, _, suffix = entry.name.partition(".")
        face = f"{entry.path}/{_FACE}"
        is_folder = entry.is_dir() and os.path.exists(face)  # noqa: PTH110  # as above
        if is_folder or (suffix == "py" and entry.name != _FACE):
            name = stem.strip("_").replace("_", "-")
            path = face if is_folder else entry.path
            found[name] = File(f"{folder}.{stem}", path, is_folder)
    return dict(sorted(found.items()))


def load_command(file: File) -> click.Command:
    """Load the one command that is meant."""
    if file.is_folder:
        return FolderGroup(file)
    command: click.Command = load(file.module).COMMAND
    return command


class FolderGroup(NamedGroup):
    """The commands of a folder, each loaded when it is asked for."""

    def __init__(self, file: File) -> None:
        """Take the folder."""
        name = file.module.rpartition(".")[2].replace("_", "-")
        super().__init__(name, file.about, no_args_is_help=True)
        self._files = command_files(file.module)

    def sections(self) -> list[tuple[Message, Lines]]:
        """Give the commands in alphabetical order."""
        return [(mark("Commands"), {name: file.about for name, file in self._files.items()})]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the one command that is meant."""
        del ctx
        file = self._files.get(cmd_name)
        return None if file is None else load_command(file)
