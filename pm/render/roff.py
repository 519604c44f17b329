"""Man pages in roff: headings, paragraphs, terms and lines that stay as they are.

Nothing of a text is taken for a command of roff: backslashes are escaped, and so is a dot or an
apostrophe at the beginning of a line. Chinese may break between any two characters that do not
cling to each other; roff knows breaks only at spaces, so it is told of them.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pm.render.wrapping import pieces

Terms: TypeAlias = Iterable[tuple[str, str]]
"""Terms, and what is said of each."""

_BREAK = r"\:"


def title(name: str, source: str, book: str) -> list[str]:
    """Begin a page of section 1; text is neither stretched nor hyphenated."""
    return [f'.TH "{_inside(name)}" 1 "" "{_inside(source)}" "{_inside(book)}"', ".nh", ".ad l"]


def heading(text: str) -> list[str]:
    """Begin a section."""
    return [f'.SH "{_inside(text)}"']


def subheading(text: str) -> list[str]:
    """Begin a part of a section."""
    return [f'.SS "{_inside(text)}"']


def paragraph(text: str) -> list[str]:
    """Write a paragraph."""
    return [".PP", _flowing(text)]


def name_line(name: str, about: str) -> list[str]:
    """Write the line by which a page is found: programs read it, so nothing in it may break."""
    return [rf"{_literal(name)} \- {_escaped(about)}"]


def call(command: str, rest: str) -> list[str]:
    """Write how a command is called: itself in bold, then what follows it."""
    return [rf"\fB{_literal(command)}\fP {_literal(rest)}".rstrip()]


def terms(rows: Terms) -> list[str]:
    """Write terms in bold, each with what is said of it below."""
    return [line for term, about in rows for line in (".TP", *_term(term, about))]


def _term(term: str, about: str) -> Sequence[str]:
    return rf"\fB{_literal(term)}\fP", _flowing(about) or r"\&"


def verbatim(lines: Iterable[str]) -> list[str]:
    """Write lines that are not filled."""
    return [".PP", ".nf", ".RS 4", *(_started(_literal(line)) for line in lines), ".RE", ".fi"]


def page(parts: Iterable[Sequence[str]]) -> str:
    """Join the parts of a page."""
    return "".join(f"{line}\n" for part in parts for line in part)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e")


def _literal(text: str) -> str:
    """Write what is typed: its hyphens are minus signs, which a reader can copy."""
    return _escaped(text).replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")


def _inside(text: str) -> str:
    """Write what stands between quotation marks."""
    return _literal(text).replace('"', r"\(dq")


def _flowing(text: str) -> str:
    """Write a text that is filled: where Chinese may break, roff is told so."""
    found = pieces(text)
    parts = [
        piece if not before or piece.startswith(" ") or piece.isascii() else _BREAK + piece
        for before, piece in zip(["", *found], (_literal(piece) for piece in found), strict=False)
    ]
    return _started("".join(parts))


def _started(line: str) -> str:
    """Keep roff from taking the beginning of a line for one of its commands."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
