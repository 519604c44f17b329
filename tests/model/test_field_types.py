"""Each field type on its own: what it reads, what people may type, what it refuses."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.errors import NotFound
from pm.model.field_types import (
    LINE_LENGTH,
    PROSE_LENGTH,
    ChoiceType,
    DayType,
    FieldType,
    LineType,
    LinkType,
    ProseType,
    TimeType,
    TruthType,
)
from pm.model.kind_types import is_zone
from pm.model.number_types import MoneyType, WholeType
from pm.model.problem import BadValue
from pm.model.values import Prose
from tests.contract.type_rules import HOSTILE, Desk, problems_of_type, types_of
from tests.contract.world import every_kind
from tests.model.case import CASE
from tests.model.strategies import texts

FORMS = {form.name: form for form in types_of([*every_kind().values(), CASE])}


def told(value: object) -> str:
    """Name a type or a text, the same in every process."""
    return str(getattr(value, "name", repr(value)[:20]))


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_text_of_a_type_comes_back_from_disk(form: FieldType[Any]) -> None:
    @given(texts(form))
    def comes_back(text: str) -> None:
        value = form.read(text)
        assert form.write(value) == text
        assert form.read(form.write(value)) == value

    comes_back()


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_any_text_is_a_value_or_refused(form: FieldType[Any]) -> None:
    @given(st.text(max_size=20))
    def read(text: str) -> None:
        assert _refuses(form, text) or form.write(form.read(text)) == text

    read()


@pytest.mark.parametrize(
    ("form", "taken"),
    [
        (WholeType(), {"1700000000"}),
        (MoneyType(), set[str]()),
        (TruthType(), set[str]()),
        (DayType(), {"2026-11-22"}),
        (TimeType(), set[str]()),
        (ChoiceType(["yes", "no"]), set[str]()),
    ],
    ids=told,
)
def test_of_hostile_texts_only_what_is_a_value_is_read(
    form: FieldType[Any], taken: set[str]
) -> None:
    assert {text for text in HOSTILE if not _refuses(form, text)} == taken


def _refuses(form: FieldType[Any], text: str) -> bool:
    try:
        form.read(text)
    except BadValue as bad:
        return bool(str(bad.reason))
    return False


def test_a_telephone_number_stays_text() -> None:
    assert LineType().write(LineType().read("013812345678")) == "013812345678"
    with pytest.raises(BadValue):
        WholeType().read("013812345678")


@pytest.mark.parametrize(
    ("form", "typed", "value"),
    [
        (LineType(), "  3号楼 \n", "3号楼"),
        (ProseType(), " one\r\ntwo \n", Prose("one\ntwo")),
        (WholeType(), " 12 ", 12),
        (WholeType(), "-3", -3),
        (MoneyType(), "120", Decimal("120.00")),
        (MoneyType(), " 120.5 ", Decimal("120.50")),
        (MoneyType(), "-0.05", Decimal("-0.05")),
        (TruthType(), " Yes", True),
        (TruthType(), "是", True),
        (TruthType(), "0", False),
        (TruthType(), "否", False),
        (DayType(), "昨天", date(2026, 11, 21)),
        (DayType(), " 2026-1-2 ", date(2026, 1, 2)),
        (DayType(), "2026/1/2", date(2026, 1, 2)),
        (DayType(), "2026年1月2日", date(2026, 1, 2)),
        (ChoiceType(["outside-duty"]), " Outside-Duty ", "outside-duty"),
        (LinkType(["unit"]), " u-k7q2xm ", "U-K7Q2XM"),
    ],
    ids=told,
)
def test_people_may_type_it_so(form: FieldType[Any], typed: str, value: object) -> None:
    assert form.parse(typed, Desk()) == value
    assert form.read(form.write(form.parse(typed, Desk()))) == value


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (LineType(), "   "),
        (LineType(), "one\ntwo"),
        (LineType(), "bell\x07"),
        (LineType(), "half\ud800"),
        (LineType(), "a" * (LINE_LENGTH + 1)),
        (ProseType(), " \n "),
        (ProseType(), "bell\x07"),
        (ProseType(), "a" * (PROSE_LENGTH + 1)),
        (WholeType(), "１２"),
        (WholeType(), "1 000"),
        (WholeType(), "9" * 16),
        (MoneyType(), "1,000.00"),
        (MoneyType(), "1.005"),
        (MoneyType(), "¥5"),
        (MoneyType(), "01.00"),
        (TruthType(), "maybe"),
        (DayType(), "soon"),
        (TimeType(), "soon"),
        (ChoiceType(["a", "b"]), "c"),
    ],
    ids=told,
)
def test_what_is_no_value_is_refused_when_it_is_typed(form: FieldType[Any], typed: str) -> None:
    with pytest.raises(BadValue) as bad:
        form.parse(typed, Desk())
    assert str(bad.value.reason)


def test_a_wrong_choice_lists_the_right_ones() -> None:
    with pytest.raises(BadValue, match="'c' is not one of: a, b"):
        ChoiceType(["a", "b"]).read("c")


def test_a_control_character_is_named() -> None:
    with pytest.raises(BadValue, match=r"U\+0007"):
        LineType().read("bell\x07")


def test_a_link_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound):
        LinkType(["unit"]).parse("nowhere", Desk())


@pytest.mark.parametrize("text", ["王芳", "U-K7Q2XM\n", "k7q2 ", "../x", "Ｕ-K7Q2XM", ""])
def test_a_link_on_disk_is_an_id(text: str) -> None:
    with pytest.raises(BadValue):
        LinkType(["unit"]).read(text)


def test_a_time_that_is_typed_brings_its_warning() -> None:
    desk = Desk()
    TimeType().parse("1991-09-15 01:30", desk)
    assert [message.text for message in desk.warnings] == [
        "{time} occurs twice that day; the first is taken"
    ]


def test_a_time_is_a_number_of_seconds_in_a_table_and_a_minute_for_people() -> None:
    form = TimeType()
    assert form.column("1970-01-01T08:00:01+08:00") == 1
    assert form.show(form.read("2026-11-22T09:15:30+08:00")) == "2026-11-22 09:15"


def test_numbers_and_truths_are_so_for_scripts_and_tables() -> None:
    assert (WholeType().json(3), WholeType().column("3")) == (3, 3)
    assert (TruthType().json(value=True), TruthType().column("no")) == (True, 0)
    assert (MoneyType().json(Decimal("1.50")), MoneyType().column("1.50")) == ("1.50", 1.5)


@pytest.mark.parametrize(
    ("text", "known"),
    [("Asia/Shanghai", True), ("UTC", True), ("", False), ("Nowhere/Town", False), ("../x", False)],
)
def test_a_time_zone_is_one_that_the_system_knows(text: str, known: bool) -> None:  # noqa: FBT001  # a row
    assert is_zone(text) is known


def test_the_types_of_the_model_alone_keep_their_promises_too() -> None:
    for form in FORMS.values():
        assert problems_of_type(form) == []
