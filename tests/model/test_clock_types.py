"""Spans, hours, days off and facts as people write them, and the one way in which they are kept."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.model.clock_types import KNOWN_VALUES, ClockType, FactType
from pm.model.field_types import FieldType
from pm.model.hours_types import DaysOffType, MonthDayType, WeekHoursType, WindowType
from pm.model.problem import BadValue
from pm.model.spans import SpanType
from pm.office import registry


class Desk:
    """Nothing that these types ask for."""

    now = datetime(2026, 11, 24, tzinfo=UTC)
    zone = UTC

    def find(self, kinds: Any, text: str) -> str:
        raise NotImplementedError

    def choose(self, labels: Any, text: str) -> str:
        raise NotImplementedError

    def warn(self, message: Any) -> None:
        raise NotImplementedError


TYPED = [
    (SpanType(), "5 min", "5 minutes", "5 minutes", "5分钟"),
    (SpanType(), "1 hours", "1 hour", "1 hour", "1小时"),
    (SpanType(), "24h", "24 hours", "24 hours", "24小时"),
    (SpanType(), "3天", "3 days", "3 days", "3天"),
    (SpanType(), "1个工作日", "1 working-day", "1 working day", "1个工作日"),
    (SpanType(), "7 Working Days", "7 working-days", "7 working days", "7个工作日"),
    (SpanType(), "当天", "end-of-day", "by the end of the day", "当天 24:00 前"),
    (WindowType(), "6:00-18:00", "06:00-18:00", "06:00–18:00", "06:00–18:00"),
    (
        WeekHoursType(),
        "周一至周五 8:30-12:00，14:00-18:00",
        "mon-fri 08:30-12:00 14:00-18:00",
        "Mon–Fri 08:30–12:00, 14:00–18:00",
        "周一至周五 08:30–12:00、14:00–18:00",
    ),
    (
        WeekHoursType(),
        "星期六 9：00～12：00",
        "sat 09:00-12:00",
        "Sat 09:00–12:00",
        "周六 09:00–12:00",
    ),
    (
        DaysOffType(),
        "2月5日至11日 春节",
        "02-05/02-11 spring-festival",
        "02-05/02-11 Spring Festival",
        "02-05/02-11 春节",
    ),
    (
        DaysOffType(),
        "9月30日至10月2日 国庆",
        "09-30/10-02 national-day",
        "09-30/10-02 National Day",
        "09-30/10-02 国庆节",
    ),
    (DaysOffType(), "01-01 元旦", "01-01 new-year", "01-01 New Year's Day", "01-01 元旦"),
    (DaysOffType(), "05-04 店庆", *["05-04 店庆"] * 3),
    (MonthDayType(), "2月14日", *["02-14"] * 3),
    (ClockType(), "Return-Visit", "return-visit", "return visit", "回访"),
    (ClockType(), "re-inspect", "re-inspect", "re-inspect", "re-inspect"),
    (FactType(), "type = repair", "type=repair", "type=repair", "type=repair"),
]


@pytest.mark.parametrize(("form", "typed", "kept", "english", "chinese"), TYPED)
def test_what_people_type_is_kept_in_one_way_and_shown_in_two(
    form: FieldType[Any], typed: str, kept: str, english: str, chinese: str
) -> None:
    value = form.parse(typed, Desk())
    assert form.write(value) == kept
    assert form.read(kept) == value
    assert (ENGLISH.say(form.show(value)), CHINESE.say(form.show(value))) == (english, chinese)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *((SpanType(), text) for text in ("5", "0 days", "-1 day", "1 days", "2 day", "1.5 hours")),
        *((SpanType(), text) for text in ("6 weeks", "99999 minutes", "05 minutes")),
        *((WindowType(), text) for text in ("24:00-06:00", "06:00-06:00", "06:60-07:00", "6-18")),
        *((WeekHoursType(), text) for text in ("mon-fri", "fri-mon 08:00-09:00", "mo 08:00-09:00")),
        *((WeekHoursType(), text) for text in ("mon 22:00-06:00", "mon 14:00-18:00 08:00-12:00")),
        *(
            (WeekHoursType(), text)
            for text in ("mon 08:00-12:00 11:00-13:00", "mon-mon 08:00-09:00")
        ),
        *((DaysOffType(), text) for text in ("02-05", "02-11/02-05 x", "02-05/02-05 x")),
        *((DaysOffType(), text) for text in ("02-30 x", "13-01 x", "2027-02-05 x", "2-5 x")),
        *((MonthDayType(), text) for text in ("02-30", "2027-02-14", "00-10", "2-14")),
        *((FactType(), text) for text in ("type", "type=repairs", "urgency=high", "=x", "a=b=c")),
        *((FactType(), text) for text in ("urgencey=urgent", "severity=grave", "grade=major")),
        (ClockType(), "what time"),
    ],
)
def test_what_has_another_form_is_refused(form: FieldType[Any], text: str) -> None:
    with pytest.raises(BadValue, match=r"'|text"):
        form.read(text)


@pytest.mark.parametrize("name", sorted(KNOWN_VALUES))
def test_the_known_values_of_a_fact_are_those_of_its_record(name: str) -> None:
    leaf = registry.kind("rectification" if name == "grade" else "ticket").leaf(name)
    assert leaf is not None
    assert leaf.field.form is not None
    assert tuple(leaf.field.form.choices()) == tuple(KNOWN_VALUES[name])
