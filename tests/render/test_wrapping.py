"""Long lines are broken where words end, their colours left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.render.ink import COLOURS, Ink, Tone, without_colours
from pm.render.width import width
from pm.render.wrapping import fitted

LATE = Ink(COLOURS).paint("overdue", Tone.LATE)


@pytest.mark.parametrize(
    ("text", "columns", "indent", "lines"),
    [
        ("the lift is stuck", None, "", "the lift is stuck"),
        ("the lift is stuck", 17, "", "the lift is stuck"),
        ("the lift is stuck", 16, "", "the lift is\nstuck"),
        ("two  spaces  stay", 40, "", "two  spaces  stay"),
        (
            "    the lift is stuck again",
            16,
            "        ",
            "    the lift is\n        stuck\n        again",
        ),
        ("电梯停在三层，有人被困", 14, "", "电梯停在三层，\n有人被困"),
        ("a-word-that-is-longer than", 10, "", "a-word-that-is-longer\nthan"),
        (f"{LATE} by an hour", 18, "", f"{LATE} by an hour"),
        (f"{LATE} by an hour", 12, "", f"{LATE} by\nan hour"),
    ],
)
def test_a_line_is_broken_where_it_must_be(
    text: str, columns: int | None, indent: str, lines: str
) -> None:
    assert fitted(text, columns, indent) == lines


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("see: pm ticket list; then go on", 20, "see: pm ticket list;\nthen go on"),
        ("全部见 pm ticket --help", 14, "全部见\npm ticket --help"),
    ],
)
def test_no_line_ends_in_a_command_that_is_named(text: str, columns: int, lines: str) -> None:
    assert fitted(text, columns, names_commands=True) == lines


@given(st.lists(st.text("ab漏水，", min_size=1, max_size=8), max_size=30), st.integers(20, 80))
def test_nothing_is_lost_and_every_line_fits(words: list[str], columns: int) -> None:
    text = " ".join(words)
    broken = fitted(text, columns, "  ")
    assert "".join(broken.split()) == "".join(text.split())
    assert all(width(without_colours(line)) <= columns for line in broken.split("\n"))
