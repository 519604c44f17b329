"""The messages that no ``mark`` writes out: what classes and files say by names and docstrings."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pm import errors
from pm.i18n import Message
from pm.model.fields import Field, leaves
from pm.model.kind import Kind
from pm.model.labels import label, summary
from pm.model.verbs import Verb
from pm.office import registry
from pm.render.reference import about_guard

Said = Iterator[tuple[str, Message]]
"""Messages, each with the file that says it."""

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ROOT / "pm" / "cli" / "commands"


def extra_messages() -> Said:
    """Give all of them."""
    for kind in registry.kinds():
        place = f"pm/kinds/{kind.name}"
        yield from ((place, message) for message in of_kind(kind))
    yield from of_commands()
    yield from (("pm/errors.py", Message(about)) for _, _, about in error_tree())


def error_tree() -> list[tuple[str, str, str]]:
    """Give name, exit code and meaning of each error, from the tree at the head of its file."""
    return re.findall(r"^ {4}[│├└─ ]*(\w+) +([0-9]+) +(.+)$", errors.__doc__ or "", re.MULTILINE)


def of_kind(kind: Kind) -> Iterator[Message]:
    """Give what a kind says: its nouns, states, verbs, fields and choices."""
    yield from (kind.label, kind.label_of_many, kind.about)
    yield from map(kind.label_of_state, kind.states)
    yield from of_fields(kind.fields)
    yield from (leaf.label for leaf in kind.leaves)
    for entry in kind.entries:
        yield from (leaf.label for leaf in leaves(entry.fields))
    for verb in kind.verbs.values():
        yield from of_verb(verb)


def of_verb(verb: Verb) -> Iterator[Message]:
    """Give what a verb says: its name, its help, its options and what must be there."""
    yield from (verb.label, verb.about)
    yield from of_fields(verb.options)
    yield from (leaf.label for leaf in leaves(verb.options))
    yield from map(about_guard, verb.guards)


def of_fields(fields: Iterable[Field]) -> Iterator[Message]:
    """Give what fields say, and the fields inside them."""
    for field in fields:
        yield field.label
        if field.about is not None:
            yield field.about
        if field.scope is not None:
            yield label("scope", field.scope.name)
        if field.form is not None:
            yield label("form", field.form.name)
            yield from (
                one.called for one in field.form.listed() if isinstance(one.called, Message)
            )
        yield from of_fields(field.fields)


def of_commands() -> Said:
    """Give the line of each command, of the office or of a noun: its file's docstring."""
    for path in sorted(COMMANDS.rglob("*.py")):
        if path.stem != "__init__" or _is_shown(path.parent):
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            yield path.relative_to(ROOT).as_posix(), summary(docstring or "")


def _is_shown(folder: Path) -> bool:
    """Tell whether a folder of commands has a line of its own; a noun is told by its kind."""
    return folder != COMMANDS and folder.name not in registry.names()
