"""What is rendered: a table as a value, without a word about its format."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from pm.i18n import Message, mark
from pm.i18n.catalogue import Language
from pm.i18n.formats import short_day, short_time
from pm.render.ink import NAMED, PLAIN, Ink, Tone, tone_of
from pm.render.wrapping import fitted

ENTIRE = frozenset(
    (
        *("id", "record", "commit", "state", "next", "command"),
        *("at", "due", "start", "end", "since", "made_on", "by_rule", "expires_on"),
    )
)
"""Columns of these names hold what is worth nothing when it is cut: ids, times, commands."""


class Column(NamedTuple):
    """One column: the key of its values, what stands above it and how it is shown to people.

    ``whole`` keeps it from being cut where a table is wider than the terminal; unless it is said,
    the first column is, and what is so by its name. Of the columns that are ``spare`` a narrow
    terminal shows fewer; the highest number goes first. What ``wraps`` is broken into lines where
    it has no room, and not cut. What is a ``drawing`` is for terminals
    only, and nothing is lost without it. ``tone`` says what a row's cell means, where its word
    does not.
    """

    key: str
    label: Message
    align: Literal["left", "right"] = "left"
    show: Callable[[Any], Message | str] | None = None
    whole: bool | None = None
    spare: int = 0
    wraps: bool = False
    drawing: bool = False
    tone: Callable[[Mapping[str, Any]], Tone | None] | None = None

    @property
    def right(self) -> bool:
        """Whether the column is aligned to the right."""
        return self.align == "right"

    @property
    def is_entire(self) -> bool:
        """Whether its cells are never cut, wherever it stands."""
        return self.key in ENTIRE if self.whole is None else self.whole

    def tone_in(self, row: Mapping[str, Any]) -> Tone | None:
        """Tell what the cell of a row means."""
        if self.tone is not None:
            return self.tone(row)
        value = row.get(self.key)
        named = NAMED.get(self.key)
        if named is not None or value is None or self.show is None:
            return named
        return tone_of(self.show(value))


class Table(NamedTuple):
    """Rows of one kind. People and CSV get the columns, JSON gets the rows as they are.

    ``head`` is what stands before the rows in JSON where it is not schema and kind, ``body`` the
    key of the rows there.
    """

    kind: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, object]]
    head: Mapping[str, object] | None = None
    body: str = "records"


class Page(NamedTuple):
    """What a text is rendered for: the reader's language and the columns of his terminal.

    ``width`` is none where the output is no terminal: then nothing is cut, and no ``ink`` is used.
    """

    language: Language
    width: int | None = None
    ink: Ink = PLAIN
    blocks: bool = True
    """Whether the terminal has letters to draw with."""

    def say(self, message: Message | str, *, keep: str = "") -> str:
        """Say a message so that all of it can be seen, with its tones."""
        return self.ink.say(message, self.language, keep=keep)

    def fitted(self, text: str, indent: str = "", *, names_commands: bool = False) -> str:
        """Break a long line into lines of the terminal, if it is for one."""
        return fitted(text, self.width, indent, names_commands=names_commands)


def shown(value: object, column: Column, language: Language) -> str:
    """Write the value of a cell for people; short, and nothing where there is none."""
    if value is None:
        return ""
    if column.show is not None:
        return language.show(column.show(value))
    return short(value, language)


def in_series(sentences: Sequence[Message | str]) -> Message | str:
    """Put sentences one after another, parted as the reader's language parts them."""
    if not sentences:
        return ""
    first, *others = sentences
    return mark("{one}; {another}", one=first, another=in_series(others)) if others else first


def short(value: object, language: Language) -> str:
    """Write a value for a column: times are short there."""
    if isinstance(value, datetime):
        return short_time(value)
    if isinstance(value, date):
        return short_day(value)
    return language.show(value)
