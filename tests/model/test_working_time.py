"""Working time: hours, days off, make-up workdays, unannounced years, and clocks that change."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from pm.errors import Refused
from pm.model.working_time import Window, WorkingTime
from tests.model.working_times import at, shown, working_time


@pytest.mark.parametrize(
    ("day", "sort", "name", "is_worked"),
    [
        ("2026-01-05", "workday", "", True),
        ("2026-01-10", "weekend", "", False),
        ("2026-02-16", "day-off", "spring-festival", False),
        ("2026-02-14", "make-up", "", True),
        ("2027-02-16", "workday", "", True),
    ],
)
def test_a_day_is_worked_or_has_a_reason(
    day: str, sort: str, name: str, *, is_worked: bool
) -> None:
    found = working_time().day(date.fromisoformat(day))
    assert (found.sort, found.name, bool(found.windows)) == (sort, name, is_worked)


def test_a_make_up_workday_has_the_hours_of_the_first_weekday() -> None:
    time = working_time("mon-thu 08:00-12:00 13:00-17:00", "fri 08:00-12:00")
    made_up = time.day(date(2026, 2, 14))
    assert made_up.windows == (Window(480, 720), Window(780, 1020))


def test_a_weekend_that_is_worked_anyway_keeps_its_hours_on_a_make_up_day() -> None:
    time = working_time("mon-fri 08:00-18:00", "sat 09:00-12:00")
    assert time.day(date(2026, 2, 14)).windows == (Window(540, 720),)


def test_a_desk_round_the_clock_works_through_holidays() -> None:
    time = working_time("mon-sun 00:00-24:00", days_off=False)
    assert time.worked(at("2026-02-14 00:00"), at("2026-02-24 00:00")) == timedelta(days=10)
    assert time.unannounced(at("2026-12-31 00:00"), at("2027-01-02 00:00")) == ()


def test_a_year_that_is_not_announced_is_known_to_be_so() -> None:
    time = working_time()
    assert time.unannounced(at("2026-12-31 10:00"), at("2027-01-01 10:00")) == (2027,)
    assert time.unannounced(at("2026-01-01 10:00"), at("2026-12-31 10:00")) == ()


def test_night_lunch_and_weekend_do_not_count() -> None:
    time = working_time()
    friday = at("2026-01-09 11:00")
    assert time.worked(friday, at("2026-01-12 09:00")) == timedelta(hours=5, minutes=30)
    assert shown(time.advance(friday, timedelta(hours=5, minutes=30))) == "2026-01-12 09:00"
    assert shown(time.advance(friday, timedelta(hours=5))) == "2026-01-09 18:00"


def test_no_time_moves_nothing_not_even_to_the_next_opening() -> None:
    night = at("2026-01-09 23:00")
    assert working_time().advance(night, timedelta()) == night


def test_the_closing_of_a_working_day_skips_what_is_not_worked() -> None:
    time = working_time()
    assert shown(time.closing(at("2026-02-13 09:00"), 1)) == "2026-02-14 18:00"
    assert shown(time.closing(at("2026-02-14 09:00"), 1)) == "2026-02-24 18:00"
    assert shown(time.closing(at("2026-02-17 09:00"), 2)) == "2026-02-25 18:00"


def test_the_end_of_a_day_is_midnight_of_the_office() -> None:
    time = working_time()
    assert shown(time.day_end(at("2026-01-31 23:59"), 0)) == "2026-02-01 00:00"
    assert shown(time.day_end(at("2028-02-27 10:00"), 2)) == "2028-03-01 00:00"


def test_an_hour_that_occurs_twice_counts_twice_inside_the_hours() -> None:
    time = working_time("mon-sun 00:00-24:00", zone="Europe/Berlin", days_off=False)
    night = at("2026-10-25 00:00", "Europe/Berlin"), at("2026-10-26 00:00", "Europe/Berlin")
    assert time.worked(*night) == timedelta(hours=25)
    spring = at("2026-03-29 00:00", "Europe/Berlin"), at("2026-03-30 00:00", "Europe/Berlin")
    assert time.worked(*spring) == timedelta(hours=23)


def test_a_boundary_that_occurs_twice_is_the_first_and_one_that_is_missing_comes_later() -> None:
    twice = working_time("sun 01:00-02:30", zone="Europe/Berlin", days_off=False)
    closing = twice.closing(at("2026-10-24 12:00", "Europe/Berlin"), 1)
    assert closing.isoformat() == "2026-10-25T02:30:00+02:00"
    missing = working_time("sun 01:00-02:30 03:00-05:00", zone="Europe/Berlin", days_off=False)
    day = at("2026-03-29 00:00", "Europe/Berlin"), at("2026-03-29 12:00", "Europe/Berlin")
    assert missing.worked(*day) == timedelta(hours=3), "none of it counts twice"


def test_a_due_time_has_the_offset_of_its_own_day() -> None:
    time = working_time("mon-sun 00:00-24:00", zone="Europe/Berlin", days_off=False)
    due = time.advance(at("2026-10-24 20:00", "Europe/Berlin"), timedelta(hours=10))
    assert due.isoformat() == "2026-10-25T05:00:00+01:00"


def test_a_calendar_without_hours_is_refused_and_does_not_run_for_ever() -> None:
    time = WorkingTime(ZoneInfo("Asia/Shanghai"), [])
    with pytest.raises(Refused, match="no working hours"):
        time.advance(at("2026-01-09 11:00"), timedelta(hours=1))
    with pytest.raises(Refused, match="no working hours"):
        time.closing(at("2026-01-09 11:00"), 1)


@pytest.mark.parametrize(
    ("window", "time", "holds"),
    [
        (Window(360, 1080), "06:00", True),
        (Window(360, 1080), "05:59", False),
        (Window(360, 1080), "18:00", False),
        (Window(1080, 360), "23:59", True),
        (Window(1080, 360), "00:00", True),
        (Window(1080, 360), "06:00", False),
        (Window(0, 1440), "23:59", True),
    ],
)
def test_part_of_a_day_is_half_open_and_may_pass_midnight(
    window: Window, time: str, *, holds: bool
) -> None:
    assert window.holds(at(f"2026-01-09 {time}")) is holds
