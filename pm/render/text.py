r"""Text from records, made safe to show: what cannot be seen is written as its code.

A terminal obeys control characters, bidirectional marks reorder a line, and characters without
width make two names look alike. All of them are shown as ``\uXXXX``. The list is that of
Unicode's categories Cc, Cf, Cs, Co, Zl and Zp and of what is ignored by default; the two
variation selectors that choose between text and emoji stay. It stands here and is not asked of
``unicodedata``, so that every version of Python shows the same bytes.
"""

import re
from collections.abc import Callable
from functools import cache

PRINTABLE_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, [*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)]))
)
"""What Python calls printable and nobody sees: fillers and variation selectors."""


@cache
def unseen() -> re.Pattern[str]:
    """Compile what cannot be seen; only a text that may hold some needs it."""
    return re.compile(
        "["
        r"\x00-\x1f\x7f-\x9f\xad"
        r"\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
        r"\u115f\u1160\u17b4\u17b5\u180b-\u180f"
        r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
        r"\ud800-\udfff\ue000-\uf8ff"
        r"\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
        r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
        r"\U000e0000-\U0010ffff"
        "]"
    )


def replaced(text: str, written: Callable[[str], str]) -> str:
    """Write each character that cannot be seen in another way."""
    if text.isprintable() and PRINTABLE_UNSEEN.isdisjoint(text):
        return text
    return unseen().sub(lambda found: written(found[0]), text)


def printable(text: str, *, keep: str = "") -> str:
    r"""Show what cannot be seen as ``\uXXXX``, except the characters in ``keep``."""
    return replaced(text, lambda character: character if character in keep else _code(character))


def _code(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - Unicode's


def one_line(text: str) -> str:
    """Show a text in one line: line ends become spaces."""
    return printable(" ".join(text.split("\n")) if "\n" in text else text)
