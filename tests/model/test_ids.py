"""Ids and the paths that follow from them."""

# ruff: noqa: S311  # ids are drawn to be repeatable here

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.errors import Invalid
from pm.model.ids import (
    ALPHABET,
    SYSTEM,
    Layout,
    Parts,
    derived_part,
    is_id,
    is_slug,
    is_subject,
    new_id,
    new_subject,
    normal,
    parse_id,
    path_of,
    random_part,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MADE = st.sampled_from([Layout.DATED, Layout.STANDING])
PREFIXES = st.from_regex(r"[A-Z]{1,2}", fullmatch=True)


@given(MADE, PREFIXES, DAYS, st.integers())
def test_a_made_id_is_taken_apart_and_its_path_follows(
    layout: Layout, prefix: str, day: date, seed: int
) -> None:
    made = new_id(layout, prefix, day, Random(seed))
    parts = parse_id(made)
    assert parts is not None
    assert parts.prefix == prefix
    assert len(parts.random) == 6
    assert set(parts.random) <= set(ALPHABET)
    path = path_of(layout, "things", made)
    assert path.endswith(f"/{made}.yaml")
    if layout is Layout.DATED:
        assert path == f"records/things/{day:%Y/%m/%d}/{made}.yaml"
        assert parts.day == f"{day:%y%m%d}"
    else:
        assert path == f"records/things/{parts.random[:2]}/{made}.yaml"
        assert parts.day == ""


@given(MADE, PREFIXES, DAYS, st.integers())
def test_an_id_is_mended_however_it_is_typed(
    layout: Layout, prefix: str, day: date, seed: int
) -> None:
    made = new_id(layout, prefix, day, Random(seed))
    assert normal(made) == made
    assert normal(f"  {made.lower()}\n") == made


def test_letters_that_people_mistake_are_mended_behind_the_prefix_only() -> None:
    assert normal("i-261122-koil00") == "I-261122-K01100"
    assert normal("lo-k7q2xo") == "LO-K7Q2X0"
    assert normal("k7qo") == "K7Q0"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T",
        "T-",
        "T-261122-K7Q2X",
        "T-261122-K7Q2XMM",
        "T-261122-K7Q2XM\n",
        "\nT-261122-K7Q2XM",
        "T-261122-K7Q2XM ",
        "t-261122-k7q2xm",
        "T-261122-K7Q2XI",
        "T-261122-K7Q2XU",
        "Ｔ-261122-K7Q2XM",
        "T-２６１１２２-K7Q2XM",
        "T-261122-K7Q2X２",
        "T-٢٦١١٢٢-K7Q2XM",
        "TTT-261122-K7Q2XM",
        "T--K7Q2XM",
        "U-K7Q2XM/..",
        "../U-K7Q2XM",
        "U-K7Q2XM\x00",
    ],
)
def test_what_is_no_made_id_is_not_taken_apart(text: str) -> None:
    assert parse_id(text) is None
    assert not is_id(text) or is_slug(text)
    for layout in (Layout.DATED, Layout.STANDING):
        with pytest.raises(Invalid):
            path_of(layout, "things", text)


def test_the_two_forms_of_made_ids_are_taken_apart() -> None:
    assert parse_id("T-261122-K7Q2XM") == Parts("T", "261122", "K7Q2XM")
    assert parse_id("U-K7Q2XM") == Parts("U", "", "K7Q2XM")


@pytest.mark.parametrize("text", ["water", "water-supply", "3", "a" * 60, "con-2", "console"])
def test_a_slug_names_a_file(text: str) -> None:
    assert is_slug(text)
    assert path_of(Layout.CHOSEN, "categories", text) == f"records/categories/{text}.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Water",
        "water supply",
        "water_supply",
        "-water",
        "water-",
        "water--supply",
        "a" * 61,
        "water\n",
        "wäter",
        "水",
        "１",
        "..",
        ".",
        "a/b",
        "a.b",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "com0",
        "lpt9",
    ],
)
def test_what_some_system_cannot_hold_is_no_slug(text: str) -> None:
    assert not is_slug(text)
    with pytest.raises(Invalid):
        path_of(Layout.CHOSEN, "categories", text)


@given(st.text(max_size=20))
def test_no_text_leads_out_of_the_folder(text: str) -> None:
    for layout in (Layout.DATED, Layout.STANDING, Layout.CHOSEN):
        try:
            path = path_of(layout, "things", text)
        except Invalid:
            continue
        assert path.isascii()
        assert path.startswith("records/things/")
        assert ".." not in path


def test_the_one_record_of_its_kind_lies_at_the_top() -> None:
    assert path_of(Layout.SINGLE, "office", "office") == "records/office.yaml"


@given(st.integers())
def test_a_fresh_data_subject_is_one_and_no_id(seed: int) -> None:
    subject = new_subject(Random(seed))
    assert is_subject(subject)
    assert not is_id(subject)
    assert parse_id(subject) is None


@pytest.mark.parametrize(
    "text", ["D-", "D-K7Q2XM\n", "D-../../x", "D-K7Q2XMK7Q2\n", "D-K7Q2XMK7QU", ""]
)
def test_what_only_begins_like_a_data_subject_is_none(text: str) -> None:
    assert not is_subject(text)


@pytest.mark.parametrize("text", ["R-K7Q2XM", "office", "D-K7Q2XMK7Q2"])
def test_a_data_subject_is_a_resident_the_office_or_one_of_its_own(text: str) -> None:
    assert is_subject(text)


def test_ids_of_a_later_day_sort_behind() -> None:
    day = date(2026, 12, 31)
    first = new_id(Layout.DATED, "T", day, Random(1))
    second = new_id(Layout.DATED, "T", day + timedelta(days=1), Random(2))
    assert first < second


def test_random_parts_differ_and_repeat_with_the_seed() -> None:
    drawn = [random_part(Random(seed)) for seed in range(200)]
    assert len(set(drawn)) == 200
    assert drawn == [random_part(Random(seed)) for seed in range(200)]


def test_a_part_that_follows_from_a_text_is_the_same_everywhere() -> None:
    assert derived_part("task/pool/2027-01-01") == "BX46FC"
    assert is_subject(f"D-{derived_part('task/pool/2027-01-01', 10)}")
    assert len({derived_part(str(number)) for number in range(2000)}) == 2000


def test_the_system_is_a_member_of_staff() -> None:
    assert parse_id(SYSTEM) == Parts("E", "", "SYSTEM")
