"""The words of the office in both languages, as tables of the glossary."""

from collections.abc import Iterator, Sequence
from typing import Any

from pm.i18n import Beside, Message
from pm.i18n.catalogue import CHINESE, ENGLISH, LANGUAGES
from pm.i18n.formats import Code
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.options import flag, option_leaves
from pm.model.values import SCOPES
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.founding import sample_records
from tests.manual.tables import COMMA, Table

_HEADS: dict[str, dict[Code, Sequence[str]]] = {
    "kinds": {
        "en": ("typed", "English", "中文", "what it is"),
        "zh": ("键入", "中文", "英文", "含义"),
    },
    "verbs": {
        "en": ("typed", "中文", "of", "what it does"),
        "zh": ("键入", "中文", "适用于", "含义"),
    },
    "states": {
        "en": ("in files", "English", "中文", "of"),
        "zh": ("文件中", "中文", "英文", "适用于"),
    },
    "choices": {
        "en": ("typed", "English", "中文", "in"),
        "zh": ("键入", "中文", "英文", "用于"),
    },
    "words": {"en": ("typed", "English", "中文"), "zh": ("键入", "中文", "英文")},
}
_MANY = 12
"""How many nouns a verb or a state may have before they are told as a number."""
_ALMOST_ALL: dict[Code, str] = {"en": "{count} kinds of record", "zh": "{count} 种记录"}


def kinds(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell every kind of record."""
    assert not words
    say = LANGUAGES[code].say
    rows = ((f"`{one.noun}`", *_pair(one.label, code), say(one.about)) for one in registry.kinds())
    return Table(_HEADS["kinds"][code], rows)


def verbs(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell every verb that people may type, with the kinds that have it."""
    assert not words
    told: dict[tuple[str, str], list[tuple[Kind, Verb]]] = {}
    for kind in registry.kinds():
        for verb in kind.verbs.values():
            if not verb.hidden:
                told.setdefault((verb.name, CHINESE.say(verb.about)), []).append((kind, verb))
    rows = (_verb(owners, code) for _, owners in sorted(told.items()))
    return Table(_HEADS["verbs"][code], rows)


def _verb(owners: Sequence[tuple[Kind, Verb]], code: Code) -> Sequence[str]:
    language = LANGUAGES[code]
    _, verb = owners[0]
    nouns = _owned([kind for kind, _ in owners], code)
    return f"`{verb.name}`", CHINESE.say(verb.label), nouns, language.say(verb.about)


def states(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell every state as it is called, with the kinds that call it so."""
    assert not words
    told: dict[tuple[str, str], list[Kind]] = {}
    for kind in registry.kinds():
        for state in kind.states:
            told.setdefault((state, CHINESE.say(kind.label_of_state(state))), []).append(kind)
    rows = (
        (f"`{state}`", *_pair(owners[0].label_of_state(state), code), _owned(owners, code))
        for (state, _), owners in sorted(told.items())
    )
    return Table(_HEADS["states"][code], rows)


def choices(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell every word that an option offers, as it is called there, with the options."""
    assert not words
    told: dict[tuple[str, str], tuple[Message, set[str]]] = {}
    for kind in registry.kinds():
        for name, choice in _choices(kind):
            assert isinstance(choice.called, Message)
            key = choice.word, CHINESE.say(choice.called)
            told.setdefault(key, (choice.called, set()))[1].add(name)
    rows = (
        (f"`{word}`", *_pair(called, code), _flags(names, code))
        for (word, _), (called, names) in sorted(told.items())
    )
    return Table(_HEADS["choices"][code], rows)


def _choices(kind: Kind) -> Iterator[tuple[str, Beside]]:
    """Give the option and the word of each choice that a kind offers, yes and no aside."""
    offered = [*kind.fields, *(field for verb in kind.verbs.values() for field in verb.options)]
    for leaf in option_leaves(offered):
        form = leaf.field.form
        listed = [] if form is None else form.listed()
        yield from ((flag(leaf.name), one) for one in listed if one.word not in {"yes", "no"})


def _flags(names: set[str], code: Code) -> str:
    if len(names) > _MANY:
        return _ALMOST_ALL[code].format(count=len(names))
    return COMMA[code].join(f"`{name}`" for name in sorted(names))


def scopes(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell every scope of what is personal."""
    assert not words
    rows = ((f"`{one}`", *_pair(label("scope", one), code)) for one in SCOPES)
    return Table(_HEADS["words"][code], rows)


def posts(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell the posts with which a new office begins."""
    assert not words
    return Table(_HEADS["words"][code], _posts(code))


def _posts(code: Code) -> Iterator[Sequence[str]]:
    for stored in sample_records(registry.kind("post")):
        post: Any = stored.record
        english, chinese = post.name.pick("en"), post.name.pick("zh")
        yield f"`{post.id}`", *((english, chinese) if code == "en" else (chinese, english))


def _pair(about: Message, code: Code) -> tuple[str, str]:
    """Give a word in the language of the chapter and in the other one."""
    english, chinese = ENGLISH.say(about), CHINESE.say(about)
    return (english, chinese) if code == "en" else (chinese, english)


def _owned(kinds: Sequence[Kind], code: Code) -> str:
    if len(kinds) > _MANY:
        return _ALMOST_ALL[code].format(count=len(kinds))
    return COMMA[code].join(f"`{kind.noun}`" for kind in kinds)
