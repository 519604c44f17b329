"""The glossary knows every word of the office, and says it as the screen does."""

import re
from collections.abc import Iterator

import pytest

from pm.cli.commands.manual import topics
from pm.i18n.catalogue import CHINESE
from pm.i18n.formats import Code
from pm.model.labels import label
from pm.model.values import SCOPES
from pm.office import registry
from tests.manual.chapters import CODES, TREE, chapter

KINDS = registry.kinds()
TYPED = re.compile(r"`(?:pm [a-z -]+|--[a-z-]+ [a-z-]+|state [a-z-]+)`")
VERBS = {f"{kind.name}.{verb}" for kind in KINDS for verb in kind.verbs}
CAPABILITIES = {kind.capability(verb) for kind in KINDS for verb in kind.verbs.values()} - VERBS
"""The capabilities that are no verb of a kind."""


def rows(code: Code) -> list[list[str]]:
    """Give the cells of every row of the glossary."""
    lines = chapter("glossary", code).splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]


def words(code: Code) -> set[str]:
    """Give every word that is typed and has a row."""
    return {word for row in rows(code) for word in re.findall(r"`([^`]+)`", row[0])}


def trade(code: Code) -> Iterator[tuple[str, str]]:
    """Give the Chinese and the typed word of each row of the trade that has one."""
    chinese = 1 if code == "en" else 0
    for row in rows(code):
        if len(row) == 4 and re.fullmatch(
            r"`(pm [a-z -]+|--[a-z-]+ [a-z-]+|state [a-z-]+)`", row[2]
        ):
            yield row[chinese], row[2].strip("`")


def said(typed: str) -> str:
    """Give what the screen says in Chinese for a word that is typed."""
    first, *rest = typed.split()
    if first == "state":
        return CHINESE.say(label("state", rest[0]))
    if first.startswith("--"):
        return CHINESE.say(label("choice", rest[0]))
    found = TREE[tuple(rest)]
    assert found.kind is not None
    return CHINESE.say(found.kind.verbs[rest[-1]].label if found.is_verb else found.kind.label)


@pytest.mark.parametrize("code", CODES)
def test_every_kind_state_verb_and_scope_has_a_line(code: Code) -> None:
    typed = {verb.name for kind in KINDS for verb in kind.verbs.values() if not verb.hidden}
    states = {state for kind in KINDS for state in kind.states}
    nouns = {kind.noun for kind in KINDS}
    assert {*typed, *states, *nouns, *SCOPES, *CAPABILITIES} - words(code) == set()


def test_the_words_of_the_trade_are_those_of_the_screen() -> None:
    for code in CODES:
        told = list(trade(code))
        assert len(told) > 30
        assert [(chinese, typed) for chinese, typed in told if not agrees(chinese, typed)] == []


def agrees(chinese: str, typed: str) -> bool:
    """Tell whether a word of the trade is the screen's, or one of them holds the other."""
    screen = said(typed)
    return screen in chinese or chinese in screen


def test_both_languages_have_the_same_words_of_the_trade() -> None:
    assert list(trade("en")) == list(trade("zh"))


@pytest.mark.parametrize(
    ("chinese", "typed"), [("派活", "pm ticket assign"), ("停用", "state void")]
)
def test_another_word_than_the_screens_is_found(chinese: str, typed: str) -> None:
    assert not agrees(chinese, typed)


@pytest.mark.parametrize("code", CODES)
def test_a_chapter_that_the_glossary_names_is_there(code: Code) -> None:
    named = set(re.findall(r"`pm manual ([a-z-]+)`", chapter("glossary", code)))
    assert len(named) > 10
    assert named <= set(topics())
