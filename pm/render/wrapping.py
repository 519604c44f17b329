"""Long texts in lines of a terminal; a line of Chinese may end after each character."""

from collections.abc import Iterator, Sequence

from pm.model.pattern import pattern
from pm.render.width import width

_PIECE = pattern(
    r" *(?:\([\u2e80-\ufffd]{1,8}\)[,.;:]*"
    r"|[（“]*(?:[\u2e80-\ufffd]|[^\s\u2e80-\ufffd（“]+)?[，。、；：）”！？…]*)"
)
"""What stays together: a Chinese character or a word, with the marks that cling to it.

In an English text a Chinese term in brackets is one word.
"""


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of so many columns; a word that is longer stands alone."""
    return list(_lines(_PIECE.findall(" ".join(text.split())), columns))


def _lines(pieces: Sequence[str], columns: int) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line
            line = piece.lstrip()
        else:
            line += piece
    if line:
        yield line
