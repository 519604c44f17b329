"""Days, times, money and lengths of time read naturally in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pm.i18n.formats import (
    duration,
    enumeration,
    long_day,
    long_time,
    money,
    share,
    short_day,
    short_time,
)

WHEN = datetime(2026, 11, 2, 9, 5, 59, tzinfo=UTC)


def test_a_time_is_written_out_in_a_sentence() -> None:
    assert long_time(WHEN, "en") == "2 Nov 2026 09:05"
    assert long_time(WHEN, "zh") == "2026年11月2日 09:05"
    assert long_day(date(2027, 1, 31), "en") == "31 Jan 2027"
    assert long_day(date(2027, 1, 31), "zh") == "2027年1月31日"


def test_a_time_in_a_column_is_short_and_sorts() -> None:
    assert short_time(WHEN) == "2026-11-02 09:05"
    assert short_day(WHEN) == short_day(WHEN.date()) == "2026-11-02"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("1280.5", "CNY", "CNY 1,280.5", "1,280.5元"),
        ("1280.50", "CNY", "CNY 1,280.50", "1,280.50元"),
        ("-3.00", "HKD", "HKD -3.00", "-3.00港元"),
        ("0", "SEK", "SEK 0", "SEK 0"),
        ("1000000", "USD", "USD 1,000,000", "1,000,000美元"),
        ("1E+3", "USD", "USD 1,000", "1,000美元"),
    ],
)
def test_money_is_written_with_its_currency(
    amount: str, currency: str, english: str, chinese: str
) -> None:
    assert money(Decimal(amount), "en", currency) == english
    assert money(Decimal(amount), "zh", currency) == chinese


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(0), "0 min", "0分钟"),
        (timedelta(seconds=30), "30 s", "30秒"),
        (timedelta(minutes=1, seconds=59), "1 min", "1分钟"),
        (timedelta(minutes=45), "45 min", "45分钟"),
        (timedelta(hours=1, minutes=30), "1 h 30 min", "1小时30分钟"),
        (timedelta(hours=2), "2 h", "2小时"),
        (timedelta(days=2, hours=3, minutes=5), "2 d 3 h", "2天3小时"),
        (timedelta(days=1, minutes=5), "1 d", "1天"),
        (-timedelta(hours=1), "-1 h", "-1小时"),
    ],
)
def test_a_length_is_said_by_its_two_largest_units(
    length: timedelta, english: str, chinese: str
) -> None:
    assert (duration(length, "en"), duration(length, "zh")) == (english, chinese)


def test_a_share_is_said_in_per_cent() -> None:
    assert share(0.959) == "95.9%"
    assert share(Decimal("0.9589")) == "95.9%"
    assert share(1) == "100.0%"


def test_an_enumeration_has_the_commas_of_its_language() -> None:
    assert enumeration(["a", "b"], "en") == "a, b"
    assert enumeration(["甲", "乙"], "zh") == "甲、乙"
    assert enumeration([], "zh") == ""
