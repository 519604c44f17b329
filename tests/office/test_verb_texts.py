"""What completion reads from a kind's text is what the class says."""

from pathlib import Path

import pytest

from pm.i18n import Message
from pm.model.kind import Kind
from pm.office import registry
from pm.office.verb_texts import typed_verbs
from tests.contract.new_kind import new_kind


def declared(kind: Kind) -> list[tuple[str, Message]]:
    return [
        (name, verb.about)
        for name, verb in kind.verbs.items()
        if not verb.hidden and not (verb.creates and kind.is_single)
    ]


@pytest.mark.parametrize("noun", registry.names())
def test_the_text_of_a_kind_gives_the_verbs_of_its_class_in_their_order(noun: str) -> None:
    assert list(typed_verbs(noun).items()) == declared(registry.kind(noun))


def test_the_text_of_a_kind_gives_the_sentence_of_its_class() -> None:
    for kind in registry.kinds():
        assert registry.about(kind.name) == kind.about


def test_the_verbs_of_a_new_kind_are_read_too(tmp_path: Path) -> None:
    with new_kind(tmp_path) as noun:
        assert list(typed_verbs(noun)) == ["hand-over", "new", "edit", "void"]
        assert list(typed_verbs(noun).items()) == declared(registry.kind(noun))
