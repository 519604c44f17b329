"""One record for people: a line for each field, what belongs together below its label."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.i18n.catalogue import Language
from pm.render.text import printable
from pm.render.value import Page
from pm.render.width import padded, width

INDENT = "  "
BULLET = "- "
LABEL = mark("{label}: ")


class Entry(NamedTuple):
    """A label and its value, or a label and the parts below it, each of them entries again.

    A value is a message, a text (which may have several lines) or what a language can show.
    """

    label: Message
    value: object = None
    parts: Sequence[Sequence["Entry"]] = ()


def detail(entries: Sequence[Entry], page: Page) -> str:
    """Write the entries that have something to say, their values aligned."""
    return "".join(f"{line}\n" for line in _lines(entries, page.language))


def _lines(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    said = [(_label(entry, language), entry) for entry in entries if _says_something(entry)]
    column = max((width(label) for label, entry in said if not entry.parts), default=0)
    for label, entry in said:
        if entry.parts:
            yield label.rstrip()
            yield from _parts(entry, language)
        else:
            first, *more = printable(language.show(entry.value), keep="\n").split("\n")
            yield (padded(label, column) + first).rstrip()
            yield from ((" " * column + line).rstrip() for line in more)


def _parts(entry: Entry, language: Language) -> Iterator[str]:
    several = len(entry.parts) > 1
    for part in entry.parts:
        bullet = BULLET if several else ""
        for line in _lines(part, language):
            yield INDENT + bullet + line
            bullet = " " * len(bullet)


def _label(entry: Entry, language: Language) -> str:
    return printable(language.say(LABEL._replace(values={"label": entry.label})))


def _says_something(entry: Entry) -> bool:
    return bool(entry.parts) or entry.value is not None
