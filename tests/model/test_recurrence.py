"""Recurrence: what is due falls on the days that the rule names, and a holiday neither loses nor
doubles it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.model.recurrence import (
    LAST,
    LONGEST,
    MONTHS,
    Due,
    Every,
    Holidays,
    Mark,
    Rule,
    due_days,
    on_weekdays,
    shifted,
)
from pm.model.rule_type import rule_text, typed_rule

ONE = timedelta(days=1)
MARKS = st.one_of(
    st.integers(1, 28).map(Mark),
    st.builds(Mark, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6)),
    st.just(Mark(LAST)),
)


def in_months(every: Every) -> st.SearchStrategy[Rule]:
    fewest, most = (2, 2) if every == "half-monthly" else (1, 4)
    return st.builds(
        Rule,
        st.just(every),
        st.just(()),
        st.lists(MARKS, min_size=fewest, max_size=most, unique=True).map(tuple),
        st.integers(1, MONTHS[every]),
    )


RULES = st.one_of(
    st.just(Rule("daily")),
    st.lists(st.integers(0, 6), min_size=1, unique=True).map(
        lambda days: Rule("weekly", weekdays=tuple(sorted(days)))
    ),
    *(in_months(every) for every in MONTHS),
)
FIRST = st.dates(date(1999, 1, 1), date(2101, 12, 31))
LENGTH = st.integers(0, 800)
OFF = st.frozensets(st.integers(0, 860), max_size=60)


def fits(rule: Rule, day: date) -> bool:
    """Judge one day by itself, as a person with a calendar would."""
    if rule.every == "daily":
        return True
    if rule.every == "weekly":
        return day.weekday() in rule.weekdays
    if (day.month - rule.month) % MONTHS[rule.every]:
        return False
    return any(fits_mark(mark, day) for mark in rule.marks)


def fits_mark(mark: Mark, day: date) -> bool:
    if mark.weekday is None:
        return (day + ONE).day == 1 if mark.number == LAST else day.day == mark.number
    if day.weekday() != mark.weekday:
        return False
    week = timedelta(days=7)
    if mark.number == LAST:
        return (day + week).month != day.month
    return (day - mark.number * week).month != day.month == (day - (mark.number - 1) * week).month


def between(first: date, length: int) -> list[date]:
    return [first + ONE * number for number in range(length)]


@given(rule=RULES, first=FIRST, length=LENGTH)
def test_the_days_are_those_that_fit_one_by_one(rule: Rule, first: date, length: int) -> None:
    until = first + ONE * length
    assert list(rule.days(first, until)) == [
        day for day in between(first, length) if fits(rule, day)
    ]


@given(rule=RULES, first=FIRST, length=LENGTH, cut=LENGTH)
def test_nothing_drifts_wherever_one_begins_to_look(
    rule: Rule, first: date, length: int, cut: int
) -> None:
    until, middle = first + ONE * length, first + ONE * min(cut, length)
    halves = [*rule.days(first, middle), *rule.days(middle, until)]
    assert list(rule.days(first, until)) == halves


def working(first: date, off: frozenset[int]) -> Callable[[date], bool]:
    """Give an office that is closed at weekends and on some other days."""
    return lambda day: on_weekdays(day) and (day - first).days not in off


@given(rule=RULES, first=FIRST, length=LENGTH, off=OFF)
def test_a_holiday_neither_loses_nor_doubles(
    rule: Rule, first: date, length: int, off: frozenset[int]
) -> None:
    until, is_working = first + ONE * length, working(first, off)
    plain = list(rule.days(first, until))

    def due(holidays: Holidays) -> list[Due]:
        return list(due_days(rule, holidays, first, until, is_working))

    assert due("keep") == [Due(day, day) for day in plain]
    assert due("skip") == [Due(day, day) for day in plain if is_working(day)]
    for holidays, sign in (("before", -1), ("after", 1)):
        found = due(holidays)  # type: ignore[arg-type]  # one of the words
        days = [one.day for one in found]
        assert days == sorted(set(days))
        assert {day for day in plain if is_working(day)} <= set(days)
        for by_rule in plain:
            moved = next(
                day
                for count in range(LONGEST + 30)
                if is_working(day := by_rule + ONE * sign * count)
            )
            if abs((moved - by_rule).days) <= LONGEST:
                assert moved in days
        assert all(one.by_rule in plain for one in found)


def test_where_nothing_is_a_working_day_it_stays_where_it_is() -> None:
    rule = typed_rule("weekly fri")
    first = date(2026, 11, 1)
    for holidays in ("before", "after"):
        found = due_days(rule, holidays, first, first + ONE * 7, lambda _: False)
        assert list(found) == [Due(date(2026, 11, 6), date(2026, 11, 6))]


def test_a_week_of_holidays_makes_one_of_two_weekly_ones() -> None:
    """National Day, from the 1st to the 8th: what falls into it is due after it, and so is the
    next; the earlier one gives it its name."""
    off = {date(2026, 10, day) for day in range(1, 9)}
    found = due_days(
        typed_rule("weekly thu,fri"),
        "after",
        date(2026, 10, 1),
        date(2026, 10, 12),
        lambda day: on_weekdays(day) and day not in off,
    )
    assert list(found) == [Due(date(2026, 10, 1), date(2026, 10, 9))]


@pytest.mark.parametrize(
    ("rule", "year", "days"),
    [
        ("monthly last", 2024, ["01-31", "02-29", "03-31", "04-30"]),
        ("monthly last", 2026, ["01-31", "02-28", "03-31", "04-30"]),
        ("half-monthly 15,last", 2028, ["01-15", "01-31", "02-15", "02-29", "03-15", "03-31"]),
        ("half-monthly 1,16", 2026, ["01-01", "01-16", "02-01", "02-16"]),
        ("monthly 2nd-mon", 2026, ["01-12", "02-09", "03-09"]),
        ("monthly last-fri", 2026, ["01-30", "02-27", "03-27"]),
        ("quarterly 3 last", 2026, ["03-31", "06-30", "09-30", "12-31"]),
        ("quarterly 1 10", 2026, ["01-10", "04-10", "07-10", "10-10"]),
        ("half-yearly 6 last", 2026, ["06-30", "12-31"]),
        ("yearly 2 last", 2024, ["02-29"]),
        ("yearly 12 31", 2026, ["12-31"]),
    ],
)
def test_the_days_of_a_year_are_as_people_expect(rule: str, year: int, days: list[str]) -> None:
    found = typed_rule(rule).days(date(year, 1, 1), date(year + 1, 1, 1))
    assert [f"{day:%m-%d}" for day in found][: len(days)] == days


@given(rule=RULES)
def test_a_rule_is_read_back_as_it_is_written(rule: Rule) -> None:
    text = rule_text(rule)
    first = date(2026, 1, 1)
    again = typed_rule(text)
    assert rule_text(again) == rule_text(typed_rule(text.upper()))
    assert list(again.days(first, first + ONE * 400)) == list(rule.days(first, first + ONE * 400))


def test_the_calendar_has_two_ends() -> None:
    assert shifted(date.max, 1) == date.max
    assert shifted(date.min, -1) == date.min
    assert list(Rule("daily").days(date.max - ONE, date.max)) == [date.max - ONE]
    assert list(typed_rule("monthly last").days(date.max - ONE, date.max)) == []
