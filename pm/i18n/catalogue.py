"""A language that says messages: English as it stands in the code, Chinese by the catalogue.

English loads nothing. Chinese is read from ``locale/zh/LC_MESSAGES/pm.mo`` with the first
sentence; what the catalogue lacks is said in English, and nothing here ever raises.
"""

import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from gettext import NullTranslations, translation
from typing import Protocol, runtime_checkable

from pm.i18n import CONTEXT_END, Beside, Message, mark
from pm.i18n.formats import Code, duration, enumeration, long_day, long_time

LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib: 4 ms
DOMAIN = "pm"


@cache
def _chinese() -> NullTranslations:
    """Read the Chinese catalogue once; an empty one where the file is missing."""
    return translation(DOMAIN, LOCALE, ["zh"], fallback=True)


class Holes(dict[str, str]):
    """What fills the holes of a sentence; a hole that nothing fills stays as it is written."""

    def __missing__(self, hole: str) -> str:
        """Give the hole itself."""
        return f"{{{hole}}}"


def _filled(sentence: str, holes: Holes) -> str | None:
    """Fill the holes; none where the sentence is no format."""
    try:
        return sentence.format_map(holes)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


@runtime_checkable
class Named(Protocol):
    """What has a name in each language."""

    def pick(self, language: str) -> str:
        """Give the name in a language."""
        ...


class Language:
    """One language of the people who read: says messages and shows values in it."""

    __slots__ = ("code",)

    def __init__(self, code: Code) -> None:
        """Take ``en`` or ``zh``."""
        self.code: Code = code

    def say(self, message: Message | str) -> str:
        """Translate a message and fill it; a plain text is said as it is."""
        if isinstance(message, str):
            return message
        english = message.text.rpartition(CONTEXT_END)[2]
        holes = self._holes(message.values)
        for sentence in (self._translated(message.text, english), english):
            filled = _filled(sentence, holes)
            if filled is not None:
                return filled
        return english

    def show(self, value: object) -> str:
        """Write a value as it stands in a sentence; nothing where there is none."""
        shown = str(value)
        match value:
            case Message() | str():
                shown = self.say(value)
            case None:
                shown = ""
            case bool():
                shown = self.say(YES if value else NO)
            case datetime():
                shown = long_time(value, self.code)
            case date():
                shown = long_day(value, self.code)
            case timedelta():
                shown = duration(value, self.code)
            case Beside():
                shown = self._beside(value)
            case list() | tuple():
                shown = enumeration([self.show(part) for part in value], self.code)
            case Named():
                shown = value.pick(self.code)
        return shown

    def _beside(self, value: Beside) -> str:
        called = self.show(value.called)
        if called.lower().replace(" ", "-") == value.word:
            return value.word
        return f"{value.word} {called}" if self.code == "zh" else f"{value.word} ({called})"

    def _translated(self, msgid: str, english: str) -> str:
        if self.code == "en":
            return english
        found = _chinese().gettext(msgid)
        return english if found == msgid else found

    def _holes(self, values: Mapping[str, object]) -> Holes:
        return Holes({name: self.show(value) for name, value in values.items()})


YES = mark("yes")
NO = mark("no")

ENGLISH = Language("en")
CHINESE = Language("zh")
LANGUAGES: dict[Code, Language] = {"en": ENGLISH, "zh": CHINESE}
