"""Nothing that can be typed is left out of the manual, and every noun has its chapter."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

import pm
from pm.i18n.formats import Code
from pm.office import registry
from tests.contract.command_tree import Found, leaves
from tests.manual.chapters import CODES, chapter, chapters, commands, found_in, mentions
from tests.manual.generated import markers

PACKAGE = Path(pm.__file__).parent
EVERY_NOUN_HAS = {"show", "list", "log"}
"""What is the same for every noun, and told once."""
PLAIN = {"new", "edit", "void", "retire", "restore"}
"""The verbs of a setting that has no others: told of all settings at once."""


class Told(NamedTuple):
    """What chapters tell of: commands by their words, and nouns with a table of each sort."""

    commands: set[tuple[str, ...]]
    verbs: Counter[str]
    nouns: Counter[str]


def told(texts: Iterable[str]) -> Told:
    """Read what chapters tell of."""
    found: set[tuple[str, ...]] = set()
    tables: dict[str, Counter[str]] = {"verbs": Counter(), "nouns": Counter()}
    for text in texts:
        for line in [*commands(text), *mentions(text)]:
            try:
                found.add(found_in(line)[0].words)
            except LookupError:  # a shape, as in pm NOUN VERB; another test looks at mentions
                continue
        for maker, nouns in markers(text):
            if maker in tables:
                tables[maker].update(noun.replace("-", "_") for noun in nouns)
    return Told(found, tables["verbs"], tables["nouns"])


MANUAL = {code: told(chapters(code).values()) for code in CODES}


def undocumented(found: Found, manual: Told) -> bool:
    """Tell whether nothing says what a command is for."""
    if {found.words, ("ticket", *found.words)} & manual.commands:
        return False
    kind = found.kind
    if kind is None:
        return True
    if found.words[-1] in EVERY_NOUN_HAS:
        return False
    if kind.name in manual.verbs:
        return not found.is_verb
    return not (kind.name in manual.nouns and found.words[-1] in PLAIN)


@pytest.mark.parametrize("code", CODES)
def test_every_command_is_told_of_in_some_chapter(code: Code) -> None:
    assert [one.typed for one in leaves() if undocumented(one, MANUAL[code])] == []


@pytest.mark.parametrize("code", CODES)
def test_every_noun_has_one_chapter_with_its_table(code: Code) -> None:
    manual = MANUAL[code]
    assert set(registry.names()) - {*manual.verbs, *manual.nouns} == set()
    for tables in (manual.verbs, manual.nouns):
        assert [noun for noun, count in tables.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_every_noun_is_told_of_in_prose_too(code: Code) -> None:
    told_of = {words[0] for words in MANUAL[code].commands if words}
    assert {noun.replace("_", "-") for noun in registry.names()} - told_of == set()


@pytest.mark.parametrize("code", CODES)
def test_every_variable_of_the_environment_is_told_of(code: Code) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    read = set(re.findall(r"""["'](PM_[A-Z]+)["']""", sources))
    assert len(read) > 6
    assert {name for name in read if f"| `{name}` |" not in chapter("scripts", code)} == set()


def test_a_command_that_no_chapter_tells_of_is_found() -> None:
    manual = told(["# Tickets\n\n    pm ticket list\n\n<!-- nouns area -->\n<!-- end -->\n"])
    left = {found.typed for found in leaves() if undocumented(found, manual)}
    assert {"pm undo", "pm ticket assign", "pm duty on-call", "pm grid load"} <= left
    assert not {"pm ticket list", "pm area new", "pm area list"} & left
