"""The short way to read a record: lines such as pm writes them, and nothing else.

An index from nothing reads every record of the office, and most are plain lines of ``name: value``
without any of YAML's turns. Those are read here in a fraction of the time; for everything else
the answer is none, and the YAML door reads it and says what is wrong. What is read here is
exactly what the door would read.
"""

import re
from typing import Any, NamedTuple

from pm.model.node import Tree
from pm.store.yaml_reading import RECORD_LIMIT

_NAME = "[A-Za-z_][A-Za-z0-9_]{0,99}"
_PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n:]*(?::(?![ \n])[^\n:]*)*(?<! )"


_VALUE = rf"(?:({_PLAIN})|'([^'\n]*)'|\"([^\"\\\n]*)\")"
_LINE = rf"(  - |    |  |)({_NAME}):( ?)(?:(?<= ){_VALUE})?|(  - ){_VALUE}"

_KEPT = 20_000
"""How many lines are known again: most lines of an office stand in many records."""


class _Line(NamedTuple):
    """A line taken apart: a field with its indent, or a text in a list, which has no name.

    ``closed`` says that the value stands on the line, be it empty; else it may stand below.
    """

    indent: str
    name: str
    closed: bool
    value: str


class ShortReading:
    """Reads records the short way, one after the other."""

    def __init__(self) -> None:
        """Know no line yet."""
        self._known: dict[str, _Line] = {}
        self._line = re.compile(_LINE)

    def read(self, data: bytes) -> Tree | None:
        """Read a record that holds nothing but plain lines; none for any other."""
        if len(data) > RECORD_LIMIT or not data.endswith(b"\n"):
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        known = self._known
        lines: list[_Line] = []
        for line in text[:-1].split("\n"):
            taken = known.get(line) or self._take_apart(line)
            if taken is None:
                return None
            lines.append(taken)
        return _build(lines)

    def _take_apart(self, line: str) -> _Line | None:
        match = self._line.fullmatch(line)
        if match is None or " #" in line or not line.isprintable():
            return None
        indent, name, gap, plain, single, double, *item = match.groups("")
        value = plain or single or double or item[1] or item[2] or item[3]
        taken = _Line(indent or item[0], name, bool(gap), value)
        if len(self._known) < _KEPT:
            self._known[line] = taken
        return taken


def _build(lines: list[_Line]) -> Tree | None:  # noqa: C901  # a call for each line costs half as much again
    """Put the lines together; none where one does not belong where it stands.

    ``above`` is the last field of the record if its value stands below it, ``holder`` what stands
    there, ``entry`` the last mapping of a list.
    """
    tree: Tree = {}
    above: str | None = None
    holder: Any = None
    entry: dict[str, Any] | None = None
    for indent, name, closed, value in lines:
        if not indent:
            if name in tree or (above is not None and holder is None):
                return None
            if closed:
                tree[name], above = value, None
            else:
                above = name
            holder = entry = None
            continue
        if holder is None:
            if above is None:
                return None
            holder = tree[above] = {} if indent == "  " else []
        if indent == "  - ":
            if holder.__class__ is dict:
                return None
            entry = {} if name else None
            holder.append(value if entry is None else entry)
            if entry is None:
                continue
        target = holder if indent == "  " else entry
        if target.__class__ is not dict or not closed or name in target:
            return None
        target[name] = value
    return None if above is not None and holder is None else tree
