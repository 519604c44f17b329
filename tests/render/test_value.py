"""Values are put side by side as the reader's language does it."""

from pm.i18n import mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.render.value import in_series


def test_sentences_are_parted_as_the_language_parts_them() -> None:
    series = in_series([mark("yes"), "b", mark("no")])
    assert (ENGLISH.show(series), CHINESE.show(series)) == ("yes; b; no", "是；b；否")


def test_one_sentence_stands_alone() -> None:
    assert in_series(["a; b"]) == "a; b"
    assert in_series([]) == ""
