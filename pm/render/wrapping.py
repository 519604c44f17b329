"""Long texts in lines of a terminal; a line of Chinese may end after each character."""

from collections.abc import Iterator, Sequence

from pm.model.pattern import pattern
from pm.render.ink import without_colours
from pm.render.width import width

_PIECE = pattern(
    r" *(?:\([\u2e80-\ufffd]{1,8}\)[,.;:]*"
    r"|[（“]*(?:[\u2e80-\ufffd]|[^\s\u2e80-\ufffd（“]+)?[，。、；：）”！？…]*)"
)
"""What stays together: a Chinese character or a word, with the marks that cling to it.

In an English text a Chinese term in brackets is one word.
"""


_COMMAND = pattern(r"pm(?: [^\s\u2e80-\ufffd;,]+)+")
"""A command inside a refusal: it is copied as a whole, so that no line ends in it."""
_STAYS = "\u02ff"
"""Stands for a space at which no line ends; no text has it."""


def fitted(
    text: str, columns: int | None, indent: str = "", *, names_commands: bool = False
) -> str:
    """Break a line that is longer than a terminal; what follows its beginning is indented.

    Where a sentence names commands, each stays in one line.
    """
    if columns is None or _width(text) <= columns:
        return text
    if not names_commands:
        return _broken(text, columns, indent)
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", _STAYS), text)
    return _broken(whole, columns, indent).replace(_STAYS, " ")


def _broken(text: str, columns: int, indent: str) -> str:
    words = text.lstrip(" ")
    before = len(text) - len(words)
    lines = wrapped(words, columns - before, len(indent) - before)
    return " " * before + f"\n{indent}".join(lines)


def wrapped(text: str, columns: int, less: int = 0) -> list[str]:
    """Break a text into lines of so many columns, or some less after the first.

    A word that is longer stands alone.
    """
    return list(_lines(pieces(text), columns, less))


def pieces(text: str) -> list[str]:
    """Cut a text into what stays together; a line may end after each piece."""
    return [piece for piece in _PIECE.findall(" ".join(text.split())) if piece]


def _lines(pieces: Sequence[str], columns: int, less: int) -> Iterator[str]:
    line, room = "", columns
    for piece in pieces:
        if line and _width(line) + _width(piece.rstrip()) > room:
            yield line
            line, room = piece.lstrip(), columns - less
        else:
            line += piece
    if line:
        yield line


def _width(text: str) -> int:
    return width(without_colours(text))
