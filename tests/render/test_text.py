"""What cannot be seen is shown by its code, and widths are those of a terminal."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from pm.render.text import one_line, printable, unseen
from pm.render.width import padded, shortened, width

UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
INVISIBLE_LETTERS = "\u034f\u115f\u1160\u3164\uffa0\ufe00\ufe0d\U000e0100"

seen = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b[2J", "\\u001b[2J"),
        ("a\x00b\x7f", "a\\u0000b\\u007f"),
        ("\x9b31m", "\\u009b31m"),
        ("abc\u202egpj.exe", "abc\\u202egpj.exe"),
        ("李\u200b雷", "李\\u200b雷"),
        ("\ufeffid", "\\ufeffid"),
        ("\udcff", "\\udcff"),
        ("\ue000", "\\ue000"),
        ("\U000e0041", "\\U000e0041"),
        ("tab\tline\n", "tab\\u0009line\\u000a"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_code(raw: str, safe: str) -> None:
    assert printable(raw) == safe


@pytest.mark.parametrize(
    "text",
    ["T-261122-K7Q2XM", "水管漏水，请速来！", "　全角", "naïve café", "❤️ 👍🏽", "𠮷野家", "㐂"],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert printable(text) == text


def test_a_kept_character_stays() -> None:
    assert printable("a\nb\x07", keep="\n") == "a\nb\\u0007"


def test_one_line_is_one_line() -> None:
    assert one_line("first\nsecond\r") == "first second\\u000d"


def test_no_control_format_or_private_character_passes() -> None:
    passed = [
        hex(ord(character))
        for character in EVERY_CHARACTER
        if unicodedata.category(character) in UNSEEN_CATEGORIES
        and printable(character) == character
    ]
    assert passed == []
    assert all(printable(character) != character for character in INVISIBLE_LETTERS)


def test_the_quick_look_and_the_list_agree() -> None:
    differ = [
        hex(ord(character))
        for character in EVERY_CHARACTER
        if unseen().fullmatch(character) and printable(character) == character
    ]
    assert differ == []


@given(st.text())
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)


def test_widths_of_single_characters_are_those_of_wcwidth() -> None:
    differ = [
        hex(ord(character))
        for character in EVERY_CHARACTER[:0x30000]
        if printable(character) == character and width(character) != max(wcswidth(character), 0)
    ]
    assert differ == []


@given(seen)
def test_widths_of_texts_are_those_of_wcwidth(text: str) -> None:
    assert width(printable(text)) == wcswidth(printable(text))


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("水管漏水", 8, "水管漏水"),
        ("水管漏水", 7, "水管漏…"),
        ("水管漏水", 6, "水管…"),
        ("a b c", 3, "a…"),
    ],
)
def test_a_text_is_cut_by_columns(text: str, columns: int, cut: str) -> None:
    assert shortened(text, columns) == cut


@given(seen.map(printable), st.integers(1, 30))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    assert width(shortened(text, columns)) <= columns


def test_a_text_is_filled_up_on_its_right_or_left() -> None:
    assert padded("漏水", 6) == "漏水  "
    assert padded("漏水", 6, right=True) == "  漏水"
