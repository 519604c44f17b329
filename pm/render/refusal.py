"""What goes to standard error: a refusal, its single points, and what to type next."""

from collections.abc import Iterator

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.i18n.catalogue import Language
from pm.render.text import printable


def render_error(error: PmError, language: Language) -> str:
    """Write a refusal: ``pm: error: …``, a line for each detail, ``pm: hint: …``."""
    return "".join(f"{line}\n" for line in _lines(error, language))


def render_warning(message: Message, language: Language) -> str:
    """Write what a person should know of work that was done all the same."""
    return _said(mark("pm: warning: {sentence}", sentence=message), language) + "\n"


def _lines(error: PmError, language: Language) -> Iterator[str]:
    yield _said(mark("pm: error: {sentence}", sentence=error.message), language)
    for point in error.details:
        yield _said(mark("pm:   {sentence}", sentence=point), language)
    if error.hint is not None:
        yield _said(mark("pm: hint: {sentence}", sentence=error.hint), language)


def _said(message: Message, language: Language) -> str:
    return printable(language.say(message))
