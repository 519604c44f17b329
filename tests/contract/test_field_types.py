"""Every field type keeps to what types promise; a planted defect of each sort is found."""
# ruff: noqa: ARG002  # a planted rule takes what every rule takes

from decimal import Decimal
from typing import Any

import pytest

from pm.i18n import mark
from pm.model.field_types import ChoiceType, Entering, FieldType, LineType
from pm.model.problem import BadValue
from tests.contract.type_rules import problems_of_type, type_classes, types_of
from tests.contract.world import every_kind

TYPES = types_of(every_kind().values())


@pytest.mark.parametrize("form", TYPES, ids=lambda form: form.name)
def test_every_field_type_keeps_its_promises(form: FieldType[Any]) -> None:
    assert problems_of_type(form) == []


def test_every_class_of_field_types_is_used_and_so_tested() -> None:
    own = {each for each in type_classes() if each.__module__.startswith("pm.")}
    assert own == {type(form) for form in TYPES}


class LaxNumber(FieldType[Decimal]):
    """A number as Python reads it."""

    name = "lax"
    sql = "REAL"
    sample = "1.5"

    def read(self, text: str) -> Decimal:
        return Decimal(text)

    def json(self, value: Decimal) -> object:
        return float(value)


class Strict(LineType):
    """A line that its own sample is not."""

    name = "strict"

    def read(self, text: str) -> str:
        raise BadValue(mark("no"))


class Forgets(LineType):
    """A line that is cut where it is typed, and shows as nothing."""

    name = "forgets"

    def parse(self, text: str, entering: Entering) -> str:
        return text[:10]

    def show(self, value: str) -> str:
        return ""


def test_a_number_that_is_read_as_python_reads_it_is_found() -> None:
    found = problems_of_type(LaxNumber())
    assert "lax: '１' is a second way to write '1'" in found
    assert "lax: 'NaN' does not come back" in found
    assert "lax: '' ends in InvalidOperation([<class 'decimal.ConversionSyntax'>])" in found
    assert "lax: '1_000' is a second way to write '1000'" in found


def test_a_type_whose_sample_is_no_value_is_found() -> None:
    assert problems_of_type(Strict()) == ["strict: the sample is refused: no"]


def test_a_type_that_takes_what_no_file_can_hold_is_found() -> None:
    found = problems_of_type(Forgets())
    assert "forgets: '3号楼电梯异响' shows as nothing" in found
    assert any("ends in BadValue" in each for each in found)


def test_a_choice_with_a_word_twice_is_found() -> None:
    assert problems_of_type(ChoiceType(["a", "a"])) == ["choice: says a word twice"]
