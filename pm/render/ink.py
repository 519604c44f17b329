"""What colours mean on a terminal: one tone for each meaning, and no meaning by colour alone.

A text is first made plain, and its widths are those of the plain text; then its parts get their
tones. Without colours an :class:`Ink` changes nothing. The colours are among the first eight, so
that they read on dark and on light terminals; what is muted is only faint.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from pm.i18n import CONTEXT_END, Beside, Message
from pm.i18n.catalogue import Language
from pm.render.text import printable


class Tone(Enum):
    """What a colour says; each has a character that no printable text holds."""

    LATE = "\x01"
    SOON = "\x02"
    GOOD = "\x03"
    REFUSED = "\x05"
    NEXT = "\x06"
    MUTED = "\x07"
    HEADING = "\x0e"


_END = "\x0f"
_MARKS = _END + "".join(tone.value for tone in Tone)
_PLAIN_AGAIN = "\x1b[0m"

COLOURS: Mapping[Tone, str] = {
    Tone.LATE: "\x1b[31m",
    Tone.SOON: "\x1b[33m",
    Tone.GOOD: "\x1b[32m",
    Tone.REFUSED: "\x1b[1;31m",
    Tone.NEXT: "\x1b[36m",
    Tone.MUTED: "\x1b[2m",
    Tone.HEADING: "\x1b[1m",
}

NAMED: Mapping[str, Tone] = {
    "command": Tone.NEXT,
    "next": Tone.NEXT,
    "commit": Tone.MUTED,
    "old": Tone.MUTED,
    "late": Tone.LATE,
}
"""What the name of a hole of a sentence, or of a column, says about what stands in it."""

STATES: Mapping[str, Tone] = {
    **dict.fromkeys(("overdue", "expired"), Tone.LATE),
    **dict.fromkeys(("rejected", "paused"), Tone.SOON),
    **dict.fromkeys(
        (
            *("solved", "closed", "done", "finished", "returned", "reviewed", "carried-out"),
            *("written", "adopted"),
        ),
        Tone.GOOD,
    ),
    **dict.fromkeys(
        (
            *("void", "withdrawn", "duplicate", "external", "excused", "retired", "left"),
            *("moved-out", "archived", "forgotten", "lifted", "noted"),
        ),
        Tone.MUTED,
    ),
}
"""What a state says about a record; the others say that it is in hand."""


class Ink(NamedTuple):
    """The colours of one stream; none where it is no terminal, or where nobody wants them."""

    colours: Mapping[Tone, str] = {}

    def paint(self, text: str, tone: Tone | None) -> str:
        """Give a printable text its tone, but for the spaces around it."""
        if tone is None or tone not in self.colours or not (core := text.strip(" ")):
            return text
        before, _, after = text.partition(core)
        return f"{before}{self.colours[tone]}{core}{_PLAIN_AGAIN}{after}"

    def say(self, message: Message | str, language: Language, *, keep: str = "") -> str:
        """Say a message so that all of it can be seen, with the tones of what it tells."""
        if not self.colours:
            return printable(language.say(message), keep=keep)
        said = printable(_toned(message, language), keep=keep + _MARKS)
        codes = {ord(tone.value): self.colours.get(tone, "") for tone in Tone}
        return said.translate({**codes, ord(_END): _PLAIN_AGAIN})


PLAIN = Ink()


def without_colours(text: str) -> str:
    """Give the plain text again."""
    return re.sub("\x1b\\[[0-9;]*m", "", text) if "\x1b" in text else text


def tone_of(value: object) -> Tone | None:
    """Tell what a word says: of those with a meaning, the names of states are words."""
    if not isinstance(value, Message):
        return None
    context, end, name = value.text.partition(CONTEXT_END)
    return STATES.get(name) if end and context.partition(" ")[0] == "state" else None


def _toned(value: object, language: Language) -> str:
    """Say a value, with marks around what has a tone; what it says itself holds no marks."""
    if isinstance(value, Message):
        holes = {name: _in_hole(name, one, language) for name, one in value.values.items()}
        sentence = printable(value.text, keep=f"\n\t{CONTEXT_END}")
        return _marked(language.say(Message(sentence, holes)), tone_of(value))
    if isinstance(value, Beside):
        return printable(language.show(value))
    if isinstance(value, (list, tuple)):
        return language.show([_toned(one, language) for one in value])
    return printable(language.show(value), keep="\n\t")


def _in_hole(name: str, value: object, language: Language) -> str:
    return _marked(_toned(value, language), NAMED.get(name))


def _marked(text: str, tone: Tone | None) -> str:
    return f"{tone.value}{text}{_END}" if text and tone is not None and _END not in text else text
