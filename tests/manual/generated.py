"""The parts of the manual that are made from the classes, between markers.

``<!-- verbs ticket -->`` names the maker and what it is to tell of; what follows up to
``<!-- end -->`` is what it makes. ``UPDATE_MANUAL=1 python -m pytest tests/cli/test_manual.py``
writes it into the chapters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from pm.i18n.catalogue import LANGUAGES
from pm.i18n.formats import Code
from tests.manual import office_tables, privacy_tables, term_tables
from tests.manual.tables import Table, markdown

Maker: TypeAlias = Callable[[Code, Sequence[str]], Table]
"""Makes a part in a language, of the words that follow its name in the marker."""

MAKERS: Mapping[str, Maker] = {
    "fields": privacy_tables.fields,
    "posts": privacy_tables.posts,
    "verbs": office_tables.verbs,
    "nouns": office_tables.nouns,
    "exit-codes": office_tables.exit_codes,
    "kinds": term_tables.kinds,
    "all-verbs": term_tables.verbs,
    "states": term_tables.states,
    "choices": term_tables.choices,
    "scopes": term_tables.scopes,
    "titles": term_tables.posts,
}
_PART = re.compile(
    r"^<!-- (?P<name>(?!end )[a-z-]+)(?P<words>[ a-z_-]*) -->\n.*?^<!-- end -->$",
    re.MULTILINE | re.DOTALL,
)


def markers(text: str) -> list[tuple[str, list[str]]]:
    """Give the name and the words of each marker."""
    return [(found["name"], found["words"].split()) for found in _PART.finditer(text)]


def made(name: str, words: Sequence[str], code: Code) -> str:
    """Make a part."""
    return markdown(MAKERS[name](code, words))


def fresh(text: str, code: Code) -> str:
    """Give a chapter with each part made anew."""
    assert code in LANGUAGES

    def part(found: re.Match[str]) -> str:
        above = f"<!-- {found['name']}{found['words']} -->"
        table = made(found["name"], found["words"].split(), code)
        return f"{above}\n\n{table}\n<!-- end -->"

    return _PART.sub(part, text)
