"""The chapters of the manual as texts: their headings, blocks, commands and mentions."""

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

import click

from pm.cli.commands.manual import CHAPTERS, topics
from pm.errors import PmError
from pm.i18n.formats import Code
from tests.contract.command_tree import Found, tree

CODES: tuple[Code, Code] = ("en", "zh")
TREE = {found.words: found for found in tree()}
FLAG = re.compile(r"--?[a-z][a-z-]*")
INDENT = "    "
_PROGRAMS = ("pm ", "cd ", "git ")
"""What the lines begin with that are typed; the others are what is answered, or files."""


class Typed(NamedTuple):
    """A line that is typed, and the lines below it that are answered."""

    line: str
    answer: tuple[str, ...] = ()


def chapter(topic: str, code: Code) -> str:
    """Read a chapter as it is kept."""
    return (CHAPTERS / f"{topic}.{code}.md").read_text(encoding="utf-8")


def chapters(code: Code) -> dict[str, str]:
    """Read all chapters of a language."""
    return {topic: chapter(topic, code) for topic in topics()}


def blocks(text: str) -> Iterator[list[str]]:
    """Give the indented blocks, each as its lines; what ends with ``\\`` goes on in the next.

    What stands between fences is no session of an office.
    """
    unfenced = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for found in re.finditer(r"(?<=\n\n)(?: {4,}.*\n)+(?=\n|\Z)", unfenced):
        whole = re.sub(r" \\\n +", " ", found[0])
        yield [line.strip() for line in whole.splitlines()]


def typed(text: str) -> Iterator[Typed]:
    """Give what the blocks of a chapter tell to type; a block of something else is left alone."""
    for block in blocks(text):
        told: list[Typed] = []
        for line in block:
            if line.startswith(_PROGRAMS):
                told.append(Typed(line))
            elif told:
                told[-1] = told[-1]._replace(answer=(*told[-1].answer, line))
        yield from told


def commands(text: str) -> list[str]:
    """Give the lines of the blocks that run pm."""
    return [one.line for one in typed(text) if one.line.startswith("pm ")]


def mentions(text: str) -> list[str]:
    """Give the commands that stand inside a sentence."""
    return re.findall(r"`(pm [^`]+)`", text)


def headings(text: str) -> list[int]:
    """Give the level of each heading."""
    return [len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)]


def found_in(line: str) -> tuple[Found, list[str]]:
    """Give the command of a line, and the words that follow its name; of tickets without noun."""
    words = shlex.split(line)[1:]
    if words[:1] == ["-C"]:
        words = words[2:]
    for typed_words in (words, ["ticket", *words]):
        for end in range(len(typed_words), 0, -1):
            found = TREE.get(tuple(typed_words[:end]))
            if found is not None and (end > 1 or typed_words is words):
                return found, typed_words[end:]
    raise LookupError(line)


def problems(line: str) -> Iterator[str]:
    """Say why a line of a block cannot be typed."""
    try:
        found, rest = found_in(line)
        if found.is_group:
            yield f"no such command: {line}"
            return
        found.command.make_context(found.words[-1], rest, parent=found.context.parent)
    except LookupError:
        yield f"no such command: {line}"
    except (click.ClickException, click.exceptions.Exit, PmError) as refused:
        yield f"cannot be typed: {line}: {refused}"


def unknown(mention: str) -> Iterator[str]:
    """Say what in a mention is no command and no option."""
    words = mention.split()
    if words[1].isupper() or words[1].startswith("-"):
        return
    try:
        found, rest = found_in(mention)
    except LookupError:
        yield f"no such command: {mention}"
        return
    if found.is_group and rest and not (rest[0].startswith("-") or rest[0].isupper()):
        yield f"no such command: {mention}"
    yield from (
        f"no such option: {mention}"
        for word in rest
        if FLAG.fullmatch(word) and word not in {*found.flags, "--help", "-h"}
    )


def outline(line: str) -> list[str]:
    """Give what of a line is the same in both languages: command and options."""
    found, rest = found_in(line)
    flags = (re.sub("-(?:en|zh)$", "-LANG", word) for word in rest if FLAG.fullmatch(word))
    return [*found.words, *flags]
