"""Verbs, nouns and exit codes, as tables of the chapters on the work."""

from collections.abc import Iterator, Sequence

from pm.i18n import Message
from pm.i18n.catalogue import LANGUAGES, Language
from pm.i18n.formats import Code
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.office import registry
from pm.render.reference import verb_table
from tests.i18n.said_by_classes import error_tree
from tests.manual.tables import COMMA, Table, called

_NOUNS: dict[Code, Sequence[str]] = {
    "en": ("noun", "what it is", "a new one needs"),
    "zh": ("名词", "是什么", "新建必填"),
}
_EXIT_CODES: dict[Code, Sequence[str]] = {
    "en": ("code", "name", "what happened"),
    "zh": ("退出码", "名称", "含义"),
}
_DONE: dict[Code, str] = {"en": "done", "zh": "已完成"}


def verbs(code: Code, words: Sequence[str]) -> Table:
    """Tell what may be done to records of one kind: from where, to where, what must be there."""
    (noun,) = words
    kind = registry.kind(noun.replace("-", "_"))
    told = [verb for verb in kind.verbs.values() if not verb.hidden]
    heads, _, *rows = (_cells(line) for line in verb_table(kind, told, LANGUAGES[code]))
    return Table(heads, rows)


def _cells(line: str) -> list[str]:
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


def nouns(code: Code, words: Sequence[str]) -> Table:
    """Tell what settings there are, and what each needs when it is made."""
    language = LANGUAGES[code]
    kinds = (registry.kind(noun.replace("-", "_")) for noun in words)
    return Table(_NOUNS[code], (_noun(kind, language) for kind in kinds))


def _noun(kind: Kind, language: Language) -> Sequence[str]:
    verb = kind.verbs.get("new")
    flags = [] if verb is None else list(_needed(kind))
    return (
        called(kind.noun, kind.label, language),
        language.say(kind.about),
        COMMA[language.code].join(f"`{one}`" for one in flags) or "–",
    )


def _needed(kind: Kind) -> Iterator[str]:
    for field in kind.offered(kind.verbs["new"]):
        if field.name == "id":
            yield "ID"
        elif field.required:
            inside = list(option_leaves([field]))
            needed = [leaf for leaf in inside if leaf.field.required] or inside[:1]
            yield from (flag(leaf.name) for leaf in needed)


def exit_codes(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell what each exit code means."""
    assert not words
    say = LANGUAGES[code].say
    rows = sorted((int(number), name, about) for name, number, about in error_tree())
    told = [(f"`{number}`", f"`{name}`", say(Message(about))) for number, name, about in rows]
    return Table(_EXIT_CODES[code], [("`0`", "–", _DONE[code]), *told])
