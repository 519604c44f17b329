"""Rules as people type and read them, in both languages; there is one way to write each."""

from datetime import UTC, datetime, tzinfo

import pytest

from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.model.problem import BadValue
from pm.model.rule_type import RuleType

TYPED = [
    ("daily", ["every day", "每天", "每日"]),
    ("weekly fri", ["every Friday", "Fridays", "weekly on Friday", "每周五", "每星期五", "friday"]),
    ("weekly mon,thu", ["Monday, Thursday", "every Thu and Mon", "每周一、四", "每周一和周四"]),
    ("half-monthly 15,last", ["half-monthly on the 15th and the last day", "每半月15日和月末"]),
    ("half-monthly 1,16", ["twice a month, 1st and 16th", "每半个月1日、16日"]),
    ("monthly 10", ["every month on the 10th", "每月10日", "每月10号"]),
    ("monthly 1,11,21", ["monthly 21, 11, 1", "每月1日、11日、21日"]),
    ("monthly last", ["monthly on the last day", "每月最后一天", "每月底", "每月月末"]),
    (
        "monthly 2nd-mon",
        ["monthly on the second Monday", "2nd Monday every month", "每月第二个周一"],
    ),
    ("monthly last-fri", ["monthly, last Friday", "每月最后一个周五"]),
    ("quarterly 1 10", ["quarterly, month 1, day 10", "每季度第1个月10日", "每季第一个月10号"]),
    ("half-yearly 6 last", ["half-yearly 6 last day", "每半年第6个月最后一天"]),
    ("yearly 12 31", ["every year on December 31", "yearly 12-31", "每年12月31日"]),
]
BAD = [
    "",
    " ",
    "weekly",
    "daily fri",
    "monthly",
    "monthly 0",
    "monthly fri",
    "monthly 5th-mon",
    "half-monthly 15",
    "half-monthly 1,11,21",
    "quarterly 4 10",
    "quarterly last",
    "yearly 13 1",
    "weekly 3",
    "weekly weekly fri",
    "blue moon",
    "monthly １５",
    "9" * 400,
]


class Nobody:
    """What a rule is read against: nothing."""

    now = datetime(2026, 11, 22, tzinfo=UTC)
    zone: tzinfo = UTC


@pytest.mark.parametrize(
    ("written", "typed"), [(text, one) for text, many in TYPED for one in [text, *many]]
)
def test_a_rule_may_be_typed_in_many_ways_and_is_written_in_one(written: str, typed: str) -> None:
    form = RuleType()
    assert form.parse(typed, Nobody()) == written  # type: ignore[arg-type]  # it asks nothing
    assert form.read(written) == written


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_rule_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadValue) as bad:
        RuleType().parse(text, Nobody())  # type: ignore[arg-type]  # as above
    assert "weekly fri" in str(bad.value.reason)


@pytest.mark.parametrize(
    ("text", "most"), [("monthly 29", 28), ("quarterly 1 31", 30), ("yearly 2 29", 28)]
)
def test_a_day_that_not_every_month_has_is_refused(text: str, most: int) -> None:
    with pytest.raises(BadValue) as bad:
        RuleType().read(text)
    assert str(bad.value.reason) == f"not every month has such a day: up to {most}, or last"


@pytest.mark.parametrize("text", ["every Friday", "weekly fri,mon", "weekly fri,fri", "Daily"])
def test_on_disk_there_is_no_other_way(text: str) -> None:
    with pytest.raises(BadValue):
        RuleType().read(text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("daily", "every day", "每天"),
        ("weekly mon,fri", "every Monday, Friday", "每周一、周五"),
        ("half-monthly 15,last", "twice a month: day 15, the last day", "每半月：15日、最后一天"),
        ("monthly 2nd-mon", "every month: the second Monday", "每月第二个周一"),
        ("quarterly 1 10", "every quarter, month 1: day 10", "每季度第1个月10日"),
        ("half-yearly 6 last", "every half-year, month 6: the last day", "每半年第6个月最后一天"),
        ("yearly 12 last-fri", "every year, month 12: the last Friday", "每年12月最后一个周五"),
    ],
)
def test_a_rule_is_said_in_both_languages(text: str, english: str, chinese: str) -> None:
    words = RuleType().show(text)
    assert (ENGLISH.say(words), CHINESE.say(words)) == (english, chinese)
    assert RuleType().parse(chinese, Nobody()) == text  # type: ignore[arg-type]  # as above
