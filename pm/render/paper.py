"""A paper to print: a title, what it says, and sections; as Markdown or as plain text."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pm.i18n import Message
from pm.i18n.catalogue import Language
from pm.render.detail import LABEL, Entry, detail
from pm.render.table import MARKDOWN
from pm.render.text import printable
from pm.render.value import Page
from pm.render.width import width

INDENT = "  "
RULES = ("=", "-")
"""What is drawn below a heading of plain text: the title, then the sections."""


class Section(NamedTuple):
    """A heading, and below it what it says: labels with values, then points."""

    heading: Message
    entries: Sequence[Entry] = ()
    points: Sequence[Message | str] = ()


class Paper(NamedTuple):
    """A title, what stands below it, and the sections."""

    title: Message
    entries: Sequence[Entry]
    sections: Sequence[Section]


def markdown(paper: Paper, page: Page) -> str:
    """Write a paper in Markdown; what Markdown would read as its own is escaped."""
    return "\n\n".join(_markdown_parts(paper, page.language)) + "\n"


def text(paper: Paper, page: Page) -> str:
    """Write a paper as plain text."""
    return "\n\n".join(_text_parts(paper, page)) + "\n"


PAPERS: dict[str, Callable[[Paper, Page], str]] = {"markdown": markdown, "text": text}
"""The formats of a paper."""


def _headed(paper: Paper) -> Iterator[tuple[int, Section]]:
    yield 1, Section(paper.title, paper.entries)
    yield from ((2, section) for section in paper.sections)


def _markdown_parts(paper: Paper, language: Language) -> Iterator[str]:
    for level, section in _headed(paper):
        yield f"{'#' * level} {_escaped(language.say(section.heading))}"
        lines = [
            *_markdown_entries(section.entries, language, ""),
            *(f"- {_escaped(language.say(point))}" for point in section.points),
        ]
        if lines:
            yield "\n".join(lines)


def _markdown_entries(entries: Sequence[Entry], language: Language, indent: str) -> Iterator[str]:
    for entry in entries:
        if entry.value is None and not entry.parts:
            continue
        label = _escaped(language.say(LABEL._replace(values={"label": entry.label})))
        value = _escaped(language.show(entry.value))
        yield f"{indent}- {label}{value}".rstrip()
        if len(entry.parts) == 1:
            yield from _markdown_entries(entry.parts[0], language, indent + INDENT)
            continue
        for part in entry.parts:
            yield from _markdown_part(part, language, indent + INDENT)


def _markdown_part(part: Sequence[Entry], language: Language, indent: str) -> Iterator[str]:
    """Write one of several parts: its first line begins it, the others lie below."""
    lines = list(_markdown_entries(part, language, indent + INDENT))
    yield from (f"{indent}{line.lstrip()}" for line in lines[:1])
    yield from lines[1:]


def _escaped(text: str) -> str:
    escaped = MARKDOWN.sub(lambda found: "\\" + found[0], printable(text, keep="\n"))
    return escaped.replace("\n", "<br>")


def _text_parts(paper: Paper, page: Page) -> Iterator[str]:
    for level, section in _headed(paper):
        heading = printable(page.language.say(section.heading))
        yield f"{heading}\n{RULES[level - 1] * width(heading)}"
        points = [f"- {printable(page.language.say(point))}" for point in section.points]
        body = detail(section.entries, page) + "\n".join(points)
        if body:
            yield body.rstrip("\n")
