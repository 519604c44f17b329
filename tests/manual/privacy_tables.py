"""What is personal and who may read it, as tables of the chapter on privacy."""

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
from tests.manual.tables import COMMA, Table, called

RIGHTS = ("reveal", "export", "export.approve", "forget", "vault")
"""The capabilities over what is personal, besides reading it."""

_FIELDS: dict[Code, Sequence[str]] = {
    "en": ("record", "scope", "fields"),
    "zh": ("记录", "信息类别", "加密字段"),
}
_POSTS: dict[Code, Sequence[str]] = {
    "en": ("posts", "read", "and may"),
    "zh": ("岗位", "可查阅", "另可"),
}


def fields(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell which fields are sealed in which scope."""
    assert not words
    return Table(_FIELDS[code], _fields(LANGUAGES[code]))


def posts(code: Code, words: Sequence[str] = ()) -> Table:
    """Tell which posts read which scopes and hold which rights."""
    assert not words
    return Table(_POSTS[code], _posts(code))


def _fields(language: Language) -> Iterator[Sequence[str]]:
    for kind in registry.kinds():
        found = list(_sealed(kind.fields, ()))
        for scope in SCOPES:
            names = [_name(labels, language) for labels, held in found if held == scope]
            if names:
                yield (
                    called(kind.name, kind.label, language),
                    called(scope, label("scope", scope), language),
                    COMMA[language.code].join(names),
                )


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
        yield COMMA[code].join(names), reads_, rights_


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names) or "–"


def _weight(row: tuple[tuple[str, str], list[str]]) -> tuple[int, int]:
    (reads, rights), _ = row
    return len(rights.split()), len(reads.split())
