"""What a map may say, and the slugs that follow from the texts of a file."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.errors import Invalid
from pm.model.ids import is_slug
from pm.office import registry
from pm.office.importing.configuration import Catalogue, Known, slug_of
from pm.office.importing.plan import Plan, make_plan
from pm.office.sample import records_folder
from pm.store.records import read_stored
from tests.office.incoming import map_text

ZONE = ZoneInfo("Asia/Shanghai")


def plan(text: str) -> Plan:
    record = read_stored(registry.kind("map"), "old.yaml", text.encode()).record
    return make_plan(record, ZONE, "en")


def refused(*changes: tuple[str, str]) -> list[str]:
    """Give what is wrong with the made-up map after these changes."""
    text = map_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(Invalid) as error:
        plan(text)
    return [str(one) for one in error.value.details]


def test_every_map_that_comes_with_pm_can_be_used() -> None:
    paths = sorted((records_folder() / "maps").glob("*.yaml"))
    assert paths
    for path in paths:
        assert plan(path.read_text(encoding="utf-8")).system == path.stem


def test_a_plan_names_every_column_once() -> None:
    names = plan(map_text()).columns
    assert names == tuple(dict.fromkeys(names))
    assert names[0] == "Number"
    assert {"Status", "Note", "Detail"} <= set(names)


def test_a_map_without_a_zone_takes_that_of_the_office() -> None:
    assert plan(map_text().replace("timezone: Asia/Shanghai\n", "")).zone == ZONE


def test_everything_that_is_wrong_with_a_map_is_named() -> None:
    assert refused(
        ("field: due", "field: deu"),
        ("field: title", "field: source_key"),
        ("'%Y-%m-%d %H:%M'", "'%d nonsense'"),
        ("value: phone", "value: phone\n    columns:\n      - Type"),
    ) == [
        "ticket import needs fields that the map does not fill: title",
        "channel is filled either from columns or with a value",
        "source_key is filled by the import itself",
        "there is no field deu; there are: " + ", ".join(plan(map_text()).leaves),
        "'%d nonsense' is no way to write a day or a time",
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("key: Number\n", "key: Number\nkind: parcels\n", "no kind of record called 'parcels'"),
        ("key: Number\n", "key: Number\nverb: assign\n", "assign makes no ticket; there are: new"),
        ("key: Number\n", "key: Number\nverb: new\n", "does not keep where it comes from"),
        ("key: Number\n", "key: Number\nhappened: title\n", "title is no time of the record"),
        ("key: Number\n", "key: Number\nhappened: closed_at\n", "the map does not fill closed_at"),
        ("field: due", "field: received_at", "received_at is filled twice"),
        ("  - category\nfields", "  - area\nfields", "cannot be made from its name alone"),
        ("  - category\nfields", "  - cat\nfields", "no kind of record called 'cat'"),
    ],
)
def test_a_map_that_cannot_work_is_refused(old: str, new: str, reason: str) -> None:
    assert any(reason in told for told in refused((old, new)))


# -- slugs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Noise - Street/Sidewalk", "noise-street-sidewalk"),
        ("Alzheimer's Care", "alzheimers-care"),
        ("HEAT/HOT WATER", "heat-hot-water"),
        ("Café", "cafe"),
        ("3 Phase", "3-phase"),
    ],
)
def test_a_slug_is_made_of_letters_and_digits(text: str, slug: str) -> None:
    assert slug_of(text, "category") == slug


@pytest.mark.parametrize("text", ["给排水", "3号楼", "con", "!!", "a" * 70])
def test_a_text_that_makes_no_slug_gets_one_with_a_check_sum(text: str) -> None:
    slug = slug_of(text, "category")
    assert is_slug(slug)
    assert slug == slug_of(text, "category")
    assert slug != slug_of(text + "x", "category")


@given(st.text(min_size=1))
def test_every_text_has_a_slug(text: str) -> None:
    assert is_slug(slug_of(text, "category"))


@given(st.lists(st.sampled_from(["a b", "a-b", "A B", "a  b", "a/b", "ab", "甲", "乙"])))
def test_texts_share_a_slug_only_where_they_are_the_same_but_for_capitals_and_spaces(
    texts: list[str],
) -> None:
    catalogue = Catalogue(registry.kind("category"), "en", [])
    slugs = {text: catalogue.slug(text) for text in texts}
    folded = {" ".join(text.split()).casefold() for text in texts}
    assert len(set(slugs.values())) == len(folded)
    assert all(is_slug(slug) for slug in slugs.values())


def catalogue(*known: Known) -> Catalogue:
    return Catalogue(registry.kind("channel"), "en", known)


def test_what_the_office_has_is_used_by_its_name_or_its_slug() -> None:
    found = catalogue(
        Known("phone", ("Phone", "来电"), active=True),
        Known("water", ("Water supply and drainage", "给排水"), active=True),
    )
    assert [found.slug(text) for text in ("PHONE", "来电", "给排水", "Water")] == [
        *("phone", "phone", "water", "water")
    ]


def test_another_thing_that_makes_the_same_slug_gets_one_of_its_own() -> None:
    found = catalogue(Known("noise-park", ("Noise - Park",), active=True))
    other = found.slug("Noise/Park")
    assert found.slug("noise - park") == "noise-park"
    assert other != "noise-park"
    later = catalogue(
        Known("noise-park", ("Noise - Park",), active=True),
        Known(other, ("Noise/Park",), active=True),
    )
    assert later.slug("Noise/Park") == other


def test_what_is_not_in_use_is_told_once() -> None:
    found = catalogue(Known("fax", ("Fax",), active=False))
    assert [found.slug("Fax"), found.slug("fax")] == ["fax", "fax"]
    assert found.unused == ["fax"]


UNITS = (
    "id: old\nstate: active\ndata_subject: office\nname:\n  en: Units\nkind: unit\nverb: import\n"
    "key: Code\nfields:\n  - field: code\n    columns:\n      - Code\n  - field: building\n"
    "    columns:\n      - Building\n"
)


def test_a_record_whose_id_tells_no_day_needs_no_beginning() -> None:
    assert plan(UNITS).happened is None
    assert plan(map_text()).happened == "received_at"


def test_what_a_kind_cannot_hold_is_named() -> None:
    with pytest.raises(Invalid) as error:
        plan(UNITS.replace("      - Code\n", "      - Code\n    split_by: /\n") + "kept:\n  - X\n")
    assert [str(one) for one in error.value.details] == [
        "a unit keeps no columns for reference",
        "code holds one value: nothing is split",
    ]


ROSTER = """\
id: rosters
state: active
data_subject: office
name:
  en: Rosters
kind: duty
verb: import
key: Week
fields:
  - field: id
    columns:
      - Week
  - field: lines_staff
    columns:
      - Who
  - field: lines_stand_in
    columns:
      - Deputy
    optional: 'yes'
"""


def test_of_a_list_that_a_map_fills_all_that_an_entry_needs_is_filled() -> None:
    with pytest.raises(Invalid) as error:
        plan(ROSTER)
    (reason,) = error.value.details
    assert str(reason).endswith(": lines_weekdays, lines_shift_time, lines_department")
    none = ROSTER.replace("lines_staff", "nothing").replace("lines_stand_in", "line")
    with pytest.raises(Invalid) as error:
        plan(none)
    assert "there is no field nothing" in str(error.value.details[0])


def test_what_differs_from_row_to_row_and_what_a_file_may_lack() -> None:
    lines = "".join(
        f"  - field: lines_{name}\n    value: {value}\n"
        for name, value in (("weekdays", "mon"), ("shift_time", "day"), ("department", "security"))
    )
    found = plan(ROSTER.rstrip("\n") + "\n" + lines)
    assert found.lists == ("lines",)
    assert found.entry_columns == {"Who", "Deputy"}
    assert (found.required, found.columns) == (("Week", "Who"), ("Week", "Who", "Deputy"))
