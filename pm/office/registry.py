"""The kinds, found by their folder: the one file that imports them by name.

Names and one-line summaries come from the folder and the files' text, so that help and completion
import no kind.
"""

import importlib
import os
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pm.kinds
from pm import __version__
from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.labels import summary
from pm.model.pattern import pattern

if TYPE_CHECKING:
    from pm.model.kind import Kind

_DOCSTRING = pattern(
    r'^class (\w+)\(\w+[^)]*\):\n    """(.+?)(?:"""|\n\n)',
    re.MULTILINE | re.DOTALL,
)
_INSIDE = "__init__.py"
_PREFIX = pattern(r'^    prefix: ClassVar\[str\] = "([A-Z]+)"', re.MULTILINE)


def names() -> list[str]:
    """Give the nouns of all kinds, in alphabetical order, without importing one."""
    return sorted(_files())


def text(name: str) -> str:
    """Give the text of the file that defines a kind."""
    return read_text(_files()[name])


def texts(name: str) -> list[str]:
    """Give the text of every file in which a kind is told: one, or those of its package."""
    path = _files()[name]
    folder, _, file = path.rpartition("/")
    if file != _INSIDE:
        return [text(name)]
    inside = sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".py"))
    return [read_text(one) for one in inside]


def read_text(path: str) -> str:
    """Read a file of pm's own; help and completion do without pathlib, which costs 4 ms."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  # as said above
        return file.read()


def about(name: str) -> Message:
    """Give what a kind is, from the text of its file: the first paragraph of its class."""
    noun = "".join(part.capitalize() for part in name.split("_"))
    found = {match[1]: match[2] for match in _DOCSTRING.finditer(text(name))}
    return summary(found.get(noun, ""))


@cache
def by_prefix() -> "dict[str, str]":
    """Give the noun for the beginning of each made id, from the text of the files."""
    told = ((name, text) for name in _files() for text in texts(name))
    return {match[1]: name for name, text in told if (match := _PREFIX.search(text))}


@cache
def kind(name: str) -> "Kind":
    """Load one kind; raises :class:`NotFound` for a noun that is none."""
    from pm.model.kind import Kind, kind_class  # noqa: PLC0415  # help and completion do without

    if name not in _files():
        raise NotFound(
            mark("there is no kind of record called '{name}'", name=name),
            hint=mark("there are: {names}", names=", ".join(names())),
        )
    return Kind(name, kind_class(importlib.import_module(f"pm.kinds.{name}"), name))


def kinds() -> "Iterator[Kind]":
    """Load every kind."""
    return (kind(name) for name in names())


def schema_key() -> str:
    """Name the state of the classes: an index that was made under another one is made anew."""
    from pathlib import Path  # noqa: PLC0415  # help and completion do without

    stamps = [__version__]
    rooms = Path(__file__).parents[1]
    folders = [*pm.kinds.__path__, *(str(rooms / room) for room in ("model", "index", "reports"))]
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.py")):
            found = path.stat()
            stamps.append(f"{path.name}:{found.st_size}:{found.st_mtime_ns}")
    return "\n".join(stamps)


@cache
def _files() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in (entry for folder in pm.kinds.__path__ for entry in os.scandir(folder)):
        name, _, suffix = entry.name.partition(".")
        if suffix == "py" and name != "__init__":
            found[name] = entry.path
        elif entry.is_dir() and _INSIDE in {inside.name for inside in os.scandir(entry)}:
            found[name] = f"{entry.path}/{_INSIDE}"
    return found
