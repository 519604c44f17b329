"""What goes to standard error: a refusal, its single points, and what to type next."""

from collections.abc import Iterator

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.render.ink import Tone
from pm.render.value import Page
from pm.render.width import width

INDENT = "    "
"""What stands before the further lines of a long sentence."""


def render_error(error: PmError, page: Page) -> str:
    """Write a refusal: ``pm: error: …``, a line for each detail, ``pm: hint: …``."""
    return "".join(f"{line}\n" for line in _lines(error, page))


def render_warning(message: Message, page: Page) -> str:
    """Write what a person should know of work that was done all the same."""
    return _said(mark("pm: warning: {sentence}", sentence=""), Tone.SOON, message, page) + "\n"


def _lines(error: PmError, page: Page) -> Iterator[str]:
    yield _said(mark("pm: error: {sentence}", sentence=""), Tone.REFUSED, error.message, page)
    for point in error.details:
        yield _said(mark("pm:   {sentence}", sentence=""), None, point, page)
    if error.hint is not None:
        yield _said(mark("pm: hint: {sentence}", sentence=""), Tone.NEXT, error.hint, page)


def _said(around: Message, tone: Tone | None, sentence: Message, page: Page) -> str:
    """Say a sentence after the word that says what it is; that word has the tone."""
    word = page.language.say(around)
    room = width(word)
    said = page.fitted(" " * room + page.say(sentence), INDENT, names_commands=True)
    return page.ink.paint(word, tone) + said[room:]
