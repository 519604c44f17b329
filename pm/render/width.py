"""How many columns of a terminal a text takes: Chinese characters take two.

wcwidth knows them all and costs more to import than a whole list to print, so it is asked only
about texts outside the ranges that are simple; a test compares the two.
"""

from functools import lru_cache


def width(text: str) -> int:
    """Give the columns that a printable text takes."""
    return len(text) if text.isascii() else _width_of_any(text)


@lru_cache(1000)
def _width_of_any(text: str) -> int:
    columns = 0
    for character in text:
        simple = _width_of_simple(character)
        if not simple:
            return _width_of_all(text)
        columns += simple
    return columns


def _width_of_simple(character: str) -> int:
    """Give one or two columns, or none where wcwidth has to be asked."""
    chinese = "\u4e00" <= character <= "\u9fff" or "\u3001" <= character <= "\u3020"
    if chinese or "\uff01" <= character <= "\uff60":
        return 2
    ascii_or_dash = " " <= character <= "~" or "\u2010" <= character <= "\u2027"
    block = "\u2580" <= character <= "\u259f"
    latin = "\xa1" <= character <= "\xac" or "\xae" <= character <= "\u02ff"
    return 1 if ascii_or_dash or latin or block else 0


def _width_of_all(text: str) -> int:
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a text up with spaces, on its left where it is aligned to the right."""
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap


def shortened(text: str, columns: int) -> str:
    """Cut a text to so many columns; ``…`` says that it was longer."""
    if width(text) <= columns:
        return text
    kept = text[: columns - 1]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
