"""Times: what people type, what is kept, and the days on which clocks are changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.model.problem import BadValue
from pm.model.times import (
    fixed,
    localize,
    midnight,
    parse_day,
    parse_time,
    period,
    read_day,
    read_time,
    week,
    week_name,
    write_time,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
HAVANA = ZoneInfo("America/Havana")
APIA = ZoneInfo("Pacific/Apia")
ZONES = st.sampled_from([SHANGHAI, NEW_YORK, SAO_PAULO, LORD_HOWE, HAVANA, APIA])
NOW = datetime(2026, 11, 22, 9, 15, 30, tzinfo=SHANGHAI)
NAIVE = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001  # wall clocks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("09:15", "2026-11-22T09:15:00+08:00"),
        ("9:15", "2026-11-22T09:15:00+08:00"),
        ("9：15", "2026-11-22T09:15:00+08:00"),
        ("09:15:20", "2026-11-22T09:15:20+08:00"),
        ("  09:15  ", "2026-11-22T09:15:00+08:00"),
        ("now", "2026-11-22T09:15:30+08:00"),
        ("NOW", "2026-11-22T09:15:30+08:00"),
        ("现在", "2026-11-22T09:15:30+08:00"),
        ("today 17:00", "2026-11-22T17:00:00+08:00"),
        ("Today 17:00", "2026-11-22T17:00:00+08:00"),
        ("TODAY 17:00", "2026-11-22T17:00:00+08:00"),
        ("yesterday 17:00", "2026-11-21T17:00:00+08:00"),
        ("Tomorrow 8:05", "2026-11-23T08:05:00+08:00"),
        ("今天 17:00", "2026-11-22T17:00:00+08:00"),
        ("昨天17:00", "2026-11-21T17:00:00+08:00"),
        ("昨天　17：00", "2026-11-21T17:00:00+08:00"),
        ("明天 8:05", "2026-11-23T08:05:00+08:00"),
        ("yesterday", "2026-11-21T00:00:00+08:00"),
        ("昨天", "2026-11-21T00:00:00+08:00"),
        ("2026-11-20", "2026-11-20T00:00:00+08:00"),
        ("2026-11-20 7:30", "2026-11-20T07:30:00+08:00"),
        ("2026-1-2 7:30", "2026-01-02T07:30:00+08:00"),
        ("2026-11-20  07:30", "2026-11-20T07:30:00+08:00"),
        ("2026-11-20T07:30", "2026-11-20T07:30:00+08:00"),
        ("2026-11-20T07:30:10.999", "2026-11-20T07:30:10+08:00"),
        ("2026-11-20T07:30:10Z", "2026-11-20T07:30:10+00:00"),
        ("2026-11-20 07:30:10 +0100", "2026-11-20T07:30:10+01:00"),
        ("2026-11-20 07:30:10+01:00", "2026-11-20T07:30:10+01:00"),
        ("2026-11-20 07:30:10-05:00", "2026-11-20T07:30:10-05:00"),
        ("2026-11-20 07:30:10 -0500", "2026-11-20T07:30:10-05:00"),
    ],
)
def test_a_typed_time_is_kept_with_its_offset(text: str, kept: str) -> None:
    local = parse_time(text, NOW, SHANGHAI)
    assert write_time(local.time) == kept
    assert local.warning is None
    assert read_time(kept) == local.time


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "noon",
        "24:00",
        "12:60",
        "12:00:60",
        "9",
        "９:15",
        "2026-11-119:15",
        "2026-13-01 09:15",
        "2026-02-30",
        "2026-11-22T",
        "2026-11-22 -0500",
        "2026-11-22T09:15+99:99",
        "2026-11-22T09:15+01:00:00.000001",
        "yesterday noon",
        "yesterday 17:00 or so",
        "17:00 yesterday",
        "1700000000",
        "09:15\x00",
        "T",
        "+",
    ],
)
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadValue) as bad:
        parse_time(text, NOW, SHANGHAI)
    assert str(bad.value)


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        time = parse_time(text, NOW, SHANGHAI).time
    except BadValue:
        return
    assert read_time(write_time(time)) == time


def test_today_is_the_day_at_the_office_and_not_at_the_machine() -> None:
    late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert write_time(parse_time("today", late, SHANGHAI).time) == "2026-11-23T00:00:00+08:00"
    assert parse_day("today", late.astimezone(SHANGHAI)) == date(2026, 11, 23)


def test_an_hour_that_occurs_twice_is_the_first_with_a_warning() -> None:
    local = parse_time("2019-11-03 01:30", NOW, NEW_YORK)
    assert write_time(local.time) == "2019-11-03T01:30:00-04:00"
    assert str(local.warning) == "2019-11-03 01:30 occurs twice that day; the first is taken"


def test_an_hour_that_does_not_exist_shifts_forward_with_a_warning() -> None:
    local = parse_time("2019-03-10 02:30", NOW, NEW_YORK)
    assert write_time(local.time) == "2019-03-10T03:30:00-04:00"
    assert (
        str(local.warning) == "2019-03-10 02:30 does not exist that day; 2019-03-10 03:30 is taken"
    )


def test_half_an_hour_that_occurs_twice_is_the_first() -> None:
    local = parse_time("2026-04-05 01:45", NOW, LORD_HOWE)
    assert write_time(local.time) == "2026-04-05T01:45:00+11:00"
    assert local.warning is not None


def test_an_offset_that_was_typed_settles_which_of_the_two_is_meant() -> None:
    local = parse_time("2019-11-03T01:30:00-05:00", NOW, NEW_YORK)
    assert write_time(local.time) == "2019-11-03T01:30:00-05:00"
    assert local.warning is None


def test_a_midnight_that_does_not_exist_is_the_first_instant_after() -> None:
    assert write_time(midnight(date(2018, 11, 4), SAO_PAULO)) == "2018-11-04T01:00:00-02:00"


def test_a_midnight_that_occurs_twice_is_the_first() -> None:
    assert write_time(midnight(date(2026, 11, 1), HAVANA)) == "2026-11-01T00:00:00-04:00"


def test_a_day_that_does_not_exist_is_an_empty_period() -> None:
    skipped = period(date(2011, 12, 30), date(2011, 12, 31), APIA)
    assert skipped.start == skipped.end


@given(NAIVE, ZONES)
def test_a_wall_clock_time_comes_back_unless_a_warning_says_otherwise(
    naive: datetime, zone: ZoneInfo
) -> None:
    local = localize(naive, zone)
    back = local.time.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if local.warning is None:
        assert back == naive
    else:
        assert "occurs twice" in local.warning.text or back > naive
    kept = fixed(local.time)
    assert kept == local.time.replace(microsecond=0)
    assert read_time(write_time(kept)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026-11-22T09:15:00",
        "2026-11-22T09:15:00Z",
        "2026-11-22T09:15+08:00",
        "2026-11-22 09:15:00+08:00",
        "2026-11-22T09:15:00+0800",
        "2026-11-22T09:15:00.000+08:00",
        "2026-11-22T24:00:00+08:00",
        "2026-11-22T09:60:00+08:00",
        "2026-11-22T09:15:00+24:00",
        "2026-02-30T09:15:00+08:00",
        "20261122T091500+0800",
        "2026-W47-7T09:15:00+08:00",
        "２０２６-11-22T09:15:00+08:00",
        "2026-11-22T09:15:00+08:00\n",
        "1700000000",
        "",
    ],
)
def test_a_time_stands_on_disk_in_one_way_only(text: str) -> None:
    with pytest.raises(BadValue):
        read_time(text)


@pytest.mark.parametrize("text", ["2026-1-2", "2026-11-31", "20261122", "2026-11-22\n", "today"])
def test_a_day_stands_on_disk_in_one_way_only(text: str) -> None:
    with pytest.raises(BadValue):
        read_day(text)


def test_a_typed_day_is_a_date_or_a_word() -> None:
    assert parse_day("2026-1-2", NOW) == date(2026, 1, 2)
    assert parse_day("昨天", NOW) == parse_day("Yesterday", NOW) == date(2026, 11, 21)


def test_a_time_without_an_offset_is_not_kept() -> None:
    with pytest.raises(BadValue):
        fixed(datetime(2026, 11, 22, 9, 15))  # noqa: DTZ001  # that is the fault


def test_a_week_is_half_open_from_monday_to_monday() -> None:
    found = week("2019-W12", NEW_YORK)
    assert write_time(found.start) == "2019-03-18T00:00:00-04:00"
    assert write_time(found.end) == "2019-03-25T00:00:00-04:00"
    assert (found.first_day, found.day_after) == (date(2019, 3, 18), date(2019, 3, 25))


@pytest.mark.parametrize(
    ("name", "monday"),
    [
        ("2020-W53", date(2020, 12, 28)),
        ("2021-W01", date(2021, 1, 4)),
        ("2026-w01", date(2025, 12, 29)),
        ("2024-W01", date(2024, 1, 1)),
    ],
)
def test_a_week_belongs_to_its_iso_year(name: str, monday: date) -> None:
    assert week(name, SHANGHAI).first_day == monday
    assert week_name(monday) == name.upper()


@pytest.mark.parametrize(
    "text",
    [
        "2019-W53",
        "2019-W00",
        "2019-W1",
        "2019W12",
        "2019-12",
        "",
        "0000-W01",
        "9999-W52",
        "２０１９-W12",
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        week(text, SHANGHAI)


@given(st.dates(date(1971, 1, 1), date(2100, 1, 1)), ZONES)
def test_weeks_follow_each_other_without_a_gap(day: date, zone: ZoneInfo) -> None:
    this = week(week_name(day), zone)
    following = week(week_name(day + timedelta(days=7)), zone)
    assert this.end == following.start
    assert this.first_day <= day < this.day_after or zone is APIA


def test_the_week_in_which_clocks_are_changed_is_an_hour_shorter() -> None:
    found = week("2019-W10", NEW_YORK)
    assert found.end - found.start == timedelta(days=7) - timedelta(hours=1)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(BadValue):
        period(date(2026, 11, 22), date(2026, 11, 22), SHANGHAI)
