"""One record for people: a line for each field, what belongs together below its label."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.render.ink import Tone
from pm.render.text import printable
from pm.render.value import Page
from pm.render.width import padded, width
from pm.render.wrapping import wrapped

INDENT = "  "
BULLET = "- "
LABEL = mark("{label}: ")
LEAST = 20
"""A value has so many columns of a terminal at least; else it stands below its label."""


class Entry(NamedTuple):
    """A label and its value, or a label and the parts below it, each of them entries again.

    A value is a message, a text (which may have several lines) or what a language can show; one
    that is ``whole`` is not broken into lines.
    """

    label: Message
    value: object = None
    parts: Sequence[Sequence["Entry"]] = ()
    tone: Tone | None = None
    whole: bool = False


def detail(entries: Sequence[Entry], page: Page) -> str:
    """Write the entries that have something to say, their values aligned."""
    return "".join(f"{line}\n" for line in _lines(entries, page, page.width))


def _lines(entries: Sequence[Entry], page: Page, room: int | None) -> Iterator[str]:
    """Write the lines; ``room`` is the columns that there are for them, none where all fits."""
    said = [(_label(entry, page), entry) for entry in entries if _says_something(entry)]
    column = max((width(label) for label, entry in said if not entry.parts), default=0)
    below = room is not None and room - column < LEAST
    for label, entry in said:
        if entry.parts:
            yield label.rstrip()
            yield from _parts(entry, page, room)
        elif below:
            yield label.rstrip()
            yield from (INDENT + line for line in _value(entry, page, room, len(INDENT)))
        else:
            first, *more = _value(entry, page, room, column)
            yield (padded(label, column) + first).rstrip()
            yield from ((" " * column + line).rstrip() for line in more)


def _value(entry: Entry, page: Page, room: int | None, taken: int) -> Iterator[str]:
    """Write the lines of a value; on a terminal they are broken where there is no more room."""
    columns = None if room is None or entry.whole else max(room - taken, 1)
    text = printable(page.language.show(entry.value), keep="\n")
    if entry.tone is None and isinstance(entry.value, Message) and _fits(text, columns):
        yield page.say(entry.value)
        return
    for line in text.split("\n"):
        pieces = [line] if columns is None or _fits(line, columns) else wrapped(line, columns)
        yield from (page.ink.paint(piece, entry.tone) for piece in pieces)


def _fits(text: str, columns: int | None) -> bool:
    """Tell whether a text is one line that has room."""
    return "\n" not in text and (columns is None or width(text) <= columns)


def _parts(entry: Entry, page: Page, room: int | None) -> Iterator[str]:
    several = len(entry.parts) > 1
    for part in entry.parts:
        bullet = BULLET if several else ""
        taken = len(INDENT) + len(bullet)
        for line in _lines(part, page, None if room is None else room - taken):
            yield INDENT + bullet + line
            bullet = " " * len(bullet)


def _label(entry: Entry, page: Page) -> str:
    return printable(page.language.say(LABEL._replace(values={"label": entry.label})))


def _says_something(entry: Entry) -> bool:
    return bool(entry.parts) or entry.value is not None
