"""Words for people: what the code says in English and the catalogue says in Chinese.

Code anywhere marks what a person may read with :func:`mark`; only ``cli`` and
``render`` turn the mark into a sentence, in the language of the reader.
"""

from collections.abc import Mapping
from typing import NamedTuple

CONTEXT_END = "\x04"
"""What parts a msgid from the context before it, as gettext has it: ``state``, this, ``new``."""


class Message(NamedTuple):
    """A sentence in English with named holes, and what fills them.

    ``text`` is the msgid of the catalogue, after its context where it has one. A value may be
    a message itself: it is translated before it is put in.
    """

    text: str
    values: Mapping[str, object] = {}

    def __hash__(self) -> int:
        """Hash the sentence: annotations of fields carry messages, and typing hashes them."""
        return hash(self.text)

    def __str__(self) -> str:
        """Give the English sentence: for logs and tests, never for the screen."""
        sentence = self.text.rpartition(CONTEXT_END)[2]
        return sentence.format_map({key: _plain(value) for key, value in self.values.items()})


class Beside(NamedTuple):
    """A word that is typed, and what it is called: ``phone`` and beside it 来电.

    Where both are the same in the reader's language, the word stands alone.
    """

    word: str
    called: object


def _plain(value: object) -> str:
    if isinstance(value, Beside):
        return value.word
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def mark(text: str, /, **values: object) -> Message:
    """Mark an English sentence for translation; nothing is translated here."""
    return Message(text, values)
