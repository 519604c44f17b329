"""A spy in the catalogue: what is asked of it while pm speaks Chinese, and what it lacks."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations
from typing import Any, NamedTuple
from unittest.mock import patch

from pm.i18n import CONTEXT_END
from tests.i18n.translations import PO, read

HOLE = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
WORD = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Heard(NamedTuple):
    """What was asked of the catalogue, and which of it the catalogue does not have."""

    asked: set[str]
    lacking: set[str]


@contextmanager
def listening() -> Iterator[Heard]:
    """Listen to every question that pm and click ask the catalogue."""
    heard = Heard(set(), set())

    def hear(text: str) -> None:
        heard.asked.add(text)
        if text not in _known() and is_english(text):
            heard.lacking.add(text)

    with (
        patch.object(GNUTranslations, "gettext", _ear(GNUTranslations.gettext, hear)),
        patch.object(GNUTranslations, "ngettext", _ear(GNUTranslations.ngettext, hear)),
    ):
        yield heard


@cache
def _known() -> set[str]:
    return {key.stored for key in read([PO])}


def _ear(answer: Callable[..., str], hear: Callable[[str], None]) -> Callable[..., str]:
    """Answer as before, and tell what was asked: a text, or a text with its plural and a count."""

    def asked(self: GNUTranslations, *question: Any) -> str:  # texts and a count
        hear("\0".join(word for word in question if isinstance(word, str)))
        return answer(self, *question)

    return asked


def is_english(text: str) -> bool:
    """Tell whether a text has English words of its own, and is not a translation already."""
    bare = HOLE.sub("", text.rpartition(CONTEXT_END)[2])
    return bool(WORD.search(bare)) and not CHINESE.search(text)
