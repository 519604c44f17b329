"""Small drawings: heights and lengths that go with the numbers beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.render.drawing import bar, spark
from pm.render.width import width

numbers = st.floats(min_value=0, max_value=1e6)


@pytest.mark.parametrize(
    ("values", "drawn", "plainly"),
    [
        ([0, 4, 8], "▁▅█", "_-#"),
        ([14, 14.0], "██", "##"),
        ([0, 0], "▁▁", "__"),
        ([None, 1, None], " █ ", " # "),
        ([None], " ", " "),
        ([], "", ""),
        ([-1, 1], "▁█", "_#"),
    ],
)
def test_a_figure_goes_up_and_down(values: list[float | None], drawn: str, plainly: str) -> None:
    assert spark(values) == drawn
    assert spark(values, blocks=False) == plainly


@pytest.mark.parametrize(
    ("value", "drawn", "plainly"),
    [
        (8, "████", "####"),
        (4, "██", "##"),
        (5, "██▌", "##"),
        (0.01, "▏", "#"),
        (0, "", ""),
    ],
)
def test_the_largest_fills_the_room_and_the_least_is_seen(
    value: float, drawn: str, plainly: str
) -> None:
    assert bar(value, 8, 4) == drawn
    assert bar(value, 8, 4, blocks=False) == plainly


@given(st.lists(numbers, min_size=1, max_size=8))
def test_a_drawing_has_a_mark_for_each_value_and_is_no_wider_than_its_room(
    values: list[float],
) -> None:
    for blocks in (True, False):
        assert len(spark(values, blocks=blocks)) == len(values)
        drawn = [bar(value, max(values), 12, blocks=blocks) for value in values]
        assert all(width(one) <= 12 for one in drawn)
        assert [bool(one) for one in drawn] == [value > 0 for value in values]


@given(numbers, numbers)
def test_more_is_never_drawn_smaller(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert list(spark([low, high])) == sorted(spark([low, high]))
    assert len(bar(low, high, 12)) <= len(bar(high, high, 12))
