"""The tables of the manual that are made from the classes and from the posts of a new office.

``UPDATE_MANUAL=1 python -m pytest tests/cli/test_manual.py`` writes them into the chapters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pm.i18n import Message
from pm.i18n.catalogue import LANGUAGES, Language
from pm.i18n.formats import Code
from pm.model.capabilities import READ, covers
from pm.model.fields import Field
from pm.model.labels import label
from pm.model.values import SCOPES
from pm.office import registry
from pm.office.founding import sample_records

RIGHTS = ("reveal", "export", "export.approve", "forget", "vault")
"""The capabilities over what is personal, besides reading it."""

_HEADS: dict[str, dict[Code, Sequence[str]]] = {
    "fields": {"en": ("record", "scope", "fields"), "zh": ("记录", "信息类别", "加密字段")},
    "posts": {"en": ("posts", "read", "and may"), "zh": ("岗位", "可查阅", "另可")},
}
_COMMA: dict[Code, str] = {"en": ", ", "zh": "、"}


def with_tables(text: str, code: Code) -> str:
    """Give a chapter with the tables that its markers name."""
    return re.sub(
        r"(?<=<!-- )(fields|posts)( -->\n).*?(?=<!-- end -->)",
        lambda found: f"{found[1]}{found[2]}\n{table(found[1], code)}\n",
        text,
        flags=re.DOTALL,
    )


def table(name: str, code: Code) -> str:
    """Make one of the tables as markdown."""
    heads = _HEADS[name][code]
    rows = _fields(LANGUAGES[code]) if name == "fields" else _posts(code)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _fields(language: Language) -> Iterator[Sequence[str]]:
    for kind in registry.kinds():
        found = list(_sealed(kind.fields, ()))
        for scope in SCOPES:
            names = [_name(labels, language) for labels, held in found if held == scope]
            if names:
                yield (
                    _called(kind.name, kind.label, language),
                    _called(scope, label("scope", scope), language),
                    _COMMA[language.code].join(names),
                )


def _called(code: str, about: Message, language: Language) -> str:
    """Give the word that is typed, and beside it what people call it where that is another."""
    said = language.say(about)
    return f"`{code}`" if said == code else f"`{code}` {said}"


def _sealed(
    fields: Iterable[Field], above: tuple[Message, ...]
) -> Iterator[tuple[tuple[Message, ...], str]]:
    """Give the labels on the way to each personal field, and its scope; lists are gone into."""
    for field in fields:
        here = (*above, field.label)
        if field.group is not None:
            yield from _sealed(field.fields, here)
        elif field.scope is not None:
            yield here, field.scope.name


def _name(labels: Sequence[Message], language: Language) -> str:
    return " / ".join(language.say(one) for one in labels)


def _posts(code: Code) -> Iterator[Sequence[str]]:
    """Give the posts, those that may do the same in one row; who may do most stands first."""
    rows: dict[tuple[str, str], list[str]] = {}
    for stored in sample_records(registry.kind("post")):
        post: Any = stored.record
        reads = [one for one in SCOPES if covers(post.capabilities, f"{READ}.{one}")]
        rights = [one for one in RIGHTS if covers(post.capabilities, one)]
        rows.setdefault((_codes(reads), _codes(rights)), []).append(post.name.pick(code))
    for (reads_, rights_), names in sorted(rows.items(), key=_weight, reverse=True):
        yield _COMMA[code].join(names), reads_, rights_


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names) or "–"


def _weight(row: tuple[tuple[str, str], list[str]]) -> tuple[int, int]:
    (reads, rights), _ = row
    return len(rights.split()), len(reads.split())
