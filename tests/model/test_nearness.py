"""What a word means that is no whole one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.model.nearness import alone, meant, nearest

WORDS = {"repair": ("报修",), "report": ("报事",), "complaint": ("投诉",), "re": ()}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("repair", ["repair"]),
        ("REPA", ["repair"]),
        ("投", ["complaint"]),
        ("报修", ["repair"]),
        ("报", ["repair", "report"]),
        ("rep", ["repair", "report"]),
        ("re", ["re"]),
        (" comp ", ["complaint"]),
        ("", []),
        ("x", []),
    ],
)
def test_a_word_means_what_is_called_so_or_begins_so(text: str, keys: list[str]) -> None:
    assert meant(text, WORDS) == keys


@given(st.dictionaries(st.text(min_size=1), st.lists(st.text(min_size=1))))
def test_every_key_means_itself(words: dict[str, list[str]]) -> None:
    for key in words:
        if key.strip():
            assert key in meant(key, words) or key.strip() != key


@pytest.mark.parametrize(
    ("text", "keys"),
    [("repiar", ["repair"]), ("reprot", ["report"]), ("投拆", ["complaint"]), ("zzz", [])],
)
def test_what_is_near_is_found(text: str, keys: list[str]) -> None:
    assert nearest(text, WORDS)[:1] == keys


def test_names_alone_are_called_nothing_else() -> None:
    assert alone(["a"]) == {"a": ()}
