"""What looks like a person's number is found in any text, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.model.sensitive import looks_personal, masked_card, masked_phone, masked_plate, masked_text

PERSONAL = {
    "call 13800000115 at noon": "call 138****0115 at noon",
    "电话138 0000 0115。": "电话138****0115。",
    "+86 138-0000-0115": "+86 138****0115",
    "１３８０００００１１５": "138****0115",
    "8613800000115": "86138****0115",
    "证号44010619900101123X": "证号4401**********123X",
    "440106900101123": "4401*******1123",
    "粤B12345停在门口": "粤B***45停在门口",
    "粤b·d12345, 京A12345": "粤b***45, 京A***45",
}

NOT = [
    "",
    "2026-11-22T09:15:00+08:00",
    "T-261122-K7Q2XM",
    "2019-03-18 09:00 1380000",
    "138000001156",
    "44010619901301123X",
    "990106199001011234",
    "新WIFI5G",
    "川A栋 3-1-40",
    "order 20261122123456789",
    "12345678",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_what_looks_personal_is_found_and_masked(text: str) -> None:
    assert len(list(looks_personal(text))) == text.count(",") + 1
    assert masked_text(text) == PERSONAL[text]


@pytest.mark.parametrize("text", NOT)
def test_what_is_none_of_it_is_left_alone(text: str) -> None:
    assert list(looks_personal(text)) == []
    assert masked_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("川A栋 3-1-402漏水", "川A栋 3-1-****漏水"),
        ("from 12-2-1801 to 3-1-402.", "from 12-2-**** to 3-1-****."),
        ("2026-11-22", "2026-11-22"),
        ("1-2-3-4-402", "1-2-3-4-402"),
    ],
)
def test_flats_are_masked_in_what_a_person_says_and_are_no_leak(text: str, shown: str) -> None:
    assert list(looks_personal(text)) == []
    assert masked_text(text) == shown


@given(st.text(alphabet="138０- 粤Bx9\n", max_size=40))
def test_nothing_that_was_masked_looks_personal(text: str) -> None:
    assert list(looks_personal(masked_text(text))) == []


@given(st.text(max_size=60))
def test_finds_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    ends = 0
    for find in looks_personal(text):
        assert ends <= find.start < find.end <= len(text)
        ends = find.end


def test_what_is_short_shows_little() -> None:
    assert masked_phone("1234") == "****34"
    assert masked_card("1234") == "****"
    assert masked_plate("粤B12") == "粤B***"
