"""What a clock counted, in words of both languages: every interval that counted or did not."""

from typing import Any

import pytest

from pm.i18n.catalogue import CHINESE, ENGLISH, Language
from pm.model.clocks import Reading
from pm.model.stretch import Stretch
from pm.render.clock import paragraph
from tests.model.working_times import ROUND_THE_CLOCK, at, limit, working_time

ALWAYS = working_time(*ROUND_THE_CLOCK, days_off=False)
NAMES = {
    "en": {"office-hours": "Office hours", "no-access": "nobody at home"},
    "zh": {"office-hours": "办公时间", "no-access": "无人在家"},
}


def said(reading: Reading, language: Language) -> list[str]:
    names = NAMES[language.code]
    whole = paragraph(reading, lambda _, name: names.get(name, name), language)
    end = "。" if language is CHINESE else ". "
    return [sentence.strip(" .。") for sentence in whole.split(end) if sentence]


def read(span: str, start: str, end: str | None, *pauses: Any, **more: Any) -> Reading:
    stretches = [
        Stretch(at(begun), None if ended is None else at(ended), reason)
        for begun, ended, reason in pauses
    ]
    now = at(more.pop("now", end))
    return limit(span, **more).reading(
        at(start), stretches, end=None if end is None else at(end), now=now
    )


OVER_THE_HOLIDAY = read(
    "2 working-days",
    "2026-02-13 16:20",
    "2026-02-26 09:10",
    ("2026-02-14 10:00", "2026-02-24 09:00", "no-access"),
)


def test_a_clock_over_a_holiday_in_english() -> None:
    assert said(OVER_THE_HOLIDAY, ENGLISH) == [
        "solution: 2 working days, counted on the calendar «Office hours», as policy 2026 has it",
        (
            "It began on 13 Feb 2026 16:20 and was due on 24 Feb 2026 18:00; what was paused moved "
            "that to 25 Feb 2026 17:00"
        ),
        (
            "Counted: 13 Feb 2026 16:20–18:00; 14 Feb 2026 08:30–10:00; "
            "24 Feb 2026 09:00–12:00, 14:00–18:00; 25 Feb 2026 08:30–12:00, 14:00–18:00; "
            "26 Feb 2026 08:30–09:10; together 18 h 20 min of 304 h 50 min that passed"
        ),
        (
            "Paused: 14 Feb 2026 10:00–12:00, 14:00–18:00; 24 Feb 2026 08:30–09:00 (6 h 30 min), "
            "nobody at home"
        ),
        (
            "Not counted: Spring Festival (15 Feb 2026 to 23 Feb 2026); the time outside the hours "
            "of working days"
        ),
        "Make-up workdays: 14 Feb 2026",
        "It ended on 26 Feb 2026 09:10: late by 16 h 10 min, of which 1 h 40 min counted",
    ]


def test_a_clock_over_a_holiday_in_chinese() -> None:
    assert said(OVER_THE_HOLIDAY, CHINESE) == [
        "完成时限：2个工作日，按“办公时间”计时，依据 2026 版时限标准",
        (
            "2026年2月13日 16:20 起计，原定时限 2026年2月24日 18:00，"
            "因挂起顺延至 2026年2月25日 17:00"
        ),
        (
            "计入时间：2026年2月13日 16:20–18:00；2026年2月14日 08:30–10:00；"
            "2026年2月24日 09:00–12:00、14:00–18:00；2026年2月25日 08:30–12:00、14:00–18:00；"
            "2026年2月26日 08:30–09:10；共18小时20分钟（历时304小时50分钟）"
        ),
        (
            "挂起：2026年2月14日 10:00–12:00、14:00–18:00；2026年2月24日 08:30–09:00"
            "（6小时30分钟），原因：无人在家"
        ),
        "不计入：春节（2026年2月15日至2026年2月23日）；工作日的非工作时间",
        "调休上班：2026年2月14日",
        "2026年2月26日 09:10 停计：超时16小时10分钟，其中计入1小时40分钟",
    ]


@pytest.mark.parametrize(
    ("reading", "sentences"),
    [
        (
            read("3 days", "2026-01-05 16:00", "2026-01-08 09:00", time=ALWAYS),
            [
                "It began on 5 Jan 2026 16:00 and is due on 8 Jan 2026 24:00",
                "Counted: 5 Jan 2026 16:00 to 8 Jan 2026 09:00; together 65 h, all that passed",
                "It ended on 8 Jan 2026 09:00: in time, with 15 h left",
            ],
        ),
        (
            read("5 minutes", "2026-01-05 23:57", "2026-01-06 00:09", time=ALWAYS, clock="arrive"),
            [
                "It began on 5 Jan 2026 23:57 and is due on 6 Jan 2026 00:02",
                "Counted: 5 Jan 2026 23:57 to 6 Jan 2026 00:09; together 12 min, all that passed",
                "It ended on 6 Jan 2026 00:09: late by 7 min",
            ],
        ),
        (
            read("1 working-day", "2026-01-05 09:00", None, now="2026-01-08 09:00"),
            [
                "It began on 5 Jan 2026 09:00 and is due on 6 Jan 2026 18:00",
                ("Counted: 5 Jan 2026 09:00–12:00, 14:00–18:00; 6 Jan 2026 to 7 Jan 2026 each "
                "08:30–12:00, 14:00–18:00; 8 Jan 2026 08:30–09:00; together 22 h 30 min of 72 h "
                "that passed"),
                "Not counted: the time outside the hours of working days",
                "It is 8 Jan 2026 09:00 and it still runs: overdue by 39 h, of which 8 h counted",
            ],
        ),
        (
            read("2 hours", "2026-01-10 09:00", None, now="2026-01-11 09:00"),
            [
                "It began on 10 Jan 2026 09:00 and is due on 12 Jan 2026 10:30",
                "No time counted",
                "Not counted: weekend (10 Jan 2026 to 11 Jan 2026)",
                "It is 11 Jan 2026 09:00 and it still runs: 2 h are left",
            ],
        ),
        (
            read("2 hours", "2026-12-31 17:00", None, ("2026-12-31 17:30", None, ""),
                 now="2026-12-31 17:40"),
            [
                ("It began on 31 Dec 2026 17:00 and was due on 1 Jan 2027 09:30; what was paused "
                "moved that to 1 Jan 2027 09:40"),
                "Counted: 31 Dec 2026 17:00–17:30; together 30 min of 40 min that passed",
                "Paused: 31 Dec 2026 17:30–17:40 (10 min)",
                "It is paused now; the due time moves on until it runs again",
                "It is 31 Dec 2026 17:40 and it still runs: 1 h 30 min are left",
                ("The days off of 2027 are not announced yet: that year is counted by weekdays, "
                "and the due time may still move"),
            ],
        ),
    ],
    ids=["in time", "by night", "overdue", "weekend", "paused now"],
)  # fmt: skip
def test_a_reading_is_said_in_full(reading: Reading, sentences: list[str]) -> None:
    assert said(reading, ENGLISH)[1:] == sentences
    assert len(said(reading, CHINESE)) == len(sentences) + 1
