"""No kind leaves what people write where anybody can read it."""

from typing import Any

import pytest

from pm.model.act import Act
from pm.model.groups import Entry
from pm.model.kind import Kind
from pm.model.values import Prose
from pm.model.verbs import verb
from pm.office import registry
from tests.contract.free_text import CLEAR, problems_of_free_text
from tests.contract.planted import Thing, kind_of


@pytest.mark.parametrize("name", registry.names())
def test_free_text_is_personal(name: str) -> None:
    assert problems_of_free_text(registry.kind(name)) == []


def test_what_is_left_clear_is_there_and_clear() -> None:
    for name, path in CLEAR:
        fields: Any = registry.kind(name).fields
        *groups, last = path.split(".")
        for group in groups:
            fields = next(field for field in fields if field.name == group).fields
        assert next(field for field in fields if field.name == last).scope is None


class Remark(Entry, kw_only=True):
    """A remark beside a thing."""

    words: Prose | None = None


class Talkative(Thing, kw_only=True):
    """Its words are clear, in fields, entries and options."""

    remarks: list[Remark] = []  # noqa: RUF012  # msgspec copies a default list for each record

    @verb("open")
    def look(self, act: Act, hint: str) -> None:
        """Look at it."""


def test_clear_words_are_found() -> None:
    assert problems_of_free_text(kind_of(Talkative)) == [
        "code is free text that anybody can read",
        "hint is free text that anybody can read",
        "remarks.words is free text that anybody can read",
    ]
    assert problems_of_free_text(Kind("category", registry.kind("category").record)) == []
