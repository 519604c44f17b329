"""Personal values, words in two languages, problems: the small values of the model."""

import copy
from typing import Any

import pytest

from pm.errors import Sealed
from pm.i18n import mark
from pm.model.field_types import LineType
from pm.model.problem import BadValue, Problem
from pm.model.values import Link, Personal, Place, Prose, Voice, Words
from tests.contract.world import LockedVault, SampleWorld
from tests.model.case import CASE

HERE = Place("case", "C-261122-K7Q2XM", "title", "voice", "D-K7Q2XMK7Q2")
THERE = HERE._replace(path="visits[K7Q2XM].words")
LINE = LineType()


class Reversing(LockedVault):
    """A vault whose tokens are the texts turned round."""

    def __init__(self) -> None:
        self.vault = self
        self.sealed: list[Place] = []

    def seal(self, place: Place, text: str) -> str:
        self.sealed.append(place)
        return text[::-1]

    def open(self, place: Place, disk: str) -> str:
        del place
        return disk[::-1]


def typed(text: str) -> Personal[str, Voice]:
    return Personal(LINE, plain=text)


def stored(text: str, place: Place = HERE) -> Personal[str, Voice]:
    return Personal(LINE, disk=text, place=place)


def test_a_personal_value_says_that_it_is_there_and_not_what() -> None:
    for value in (typed("a cry"), stored("yrc a")):
        assert value.present
        assert bool(value)
        assert "cry" not in repr(value) + str(value) + f"{value}"
        assert "yrc" not in repr(value)
        with pytest.raises(TypeError):
            hash(value)


def test_a_stored_value_opens_for_who_has_the_key() -> None:
    act = SampleWorld.around(CASE).act()
    assert stored("yrc a").open(Reversing()) == "a cry"
    assert typed("a cry").open(act) == "a cry"
    with pytest.raises(Sealed):
        stored("yrc a").open(act)
    empty: Personal[str, Voice] = Personal(LINE)
    assert not empty.present
    with pytest.raises(Sealed):
        empty.open(act)
    with pytest.raises(Sealed):
        empty.written(HERE, LockedVault())


def test_what_is_stored_is_written_as_it_stands_and_what_is_typed_is_sealed() -> None:
    vault = Reversing()
    assert stored("yrc a").written(HERE, vault) == "yrc a"
    assert vault.sealed == []
    assert typed("a cry").written(HERE, vault) == "yrc a"
    assert vault.sealed == [HERE]


def test_a_value_that_moves_is_sealed_for_its_new_place() -> None:
    vault = Reversing()
    assert stored("yrc a").written(THERE, vault) == "yrc a"
    assert vault.sealed == [THERE]
    with pytest.raises(Sealed):
        stored("yrc a").written(THERE, LockedVault())


def test_values_are_compared_unopened() -> None:
    assert stored("a") == stored("a")
    assert stored("a") != stored("b")
    assert stored("a") != typed("a")
    assert typed("a") == typed("a")
    assert typed("a") != "a"


def test_a_copy_of_a_record_shares_what_never_changes() -> None:
    value = typed("a")
    assert copy.deepcopy([value])[0] is value


def test_words_are_picked_in_the_language_or_the_other() -> None:
    both = Words(en="Water", zh="供水")
    assert (both.pick("en"), both.pick("zh"), both.pick("fr")) == ("Water", "供水", "Water")
    assert Words(zh="供水").pick("en") == "供水"
    assert Words(en="Water").pick("zh") == "Water"
    assert Words().pick("en") == ""
    changed: Any = both
    with pytest.raises(AttributeError):
        changed.en = "Gas"


def test_prose_and_links_are_text() -> None:
    link: Link[Any] = Link("U-K7Q2XM")
    assert (link, Prose("a\nb")) == ("U-K7Q2XM", "a\nb")


def test_a_problem_names_its_field() -> None:
    reason = mark("the field is missing")
    assert str(Problem("caller.phone", reason).message) == "caller.phone: the field is missing"
    assert str(Problem("", reason).message) == "the field is missing"
    assert str(BadValue(reason)) == "the field is missing"
