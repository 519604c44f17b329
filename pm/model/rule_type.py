"""The text of a rule: how it stands on disk, how people type it and how it is shown to them.

On disk there is one way to write a rule: ``daily``, ``weekly mon,fri``, ``half-monthly 15,last``,
``monthly 2nd-mon``, ``quarterly 1 10``, ``half-yearly 6 last``, ``yearly 12 last-fri``; the number
before the day is the month of the quarter, half-year or year. People may also type ``every Friday``
or 每周五, 每月15日和月末, 每年12月31日.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from typing import Annotated, get_args

from pm.i18n import Message, mark
from pm.model.field_types import Entering, FieldType
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.recurrence import LAST, MONTHS, Every, Mark, Rule

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", LAST: "last"}
_WEEKDAY_NAMES = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_HANZI = {sign: number for number, sign in enumerate("一二三四五六日", start=1)} | {"天": 7}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMMON_YEAR = 2023
_HALVES = 2

_TOKEN = pattern(
    r"""
    (?P<half_yearly>half[ -]?yearly|every\ half[ -]?year|每半年)
    | (?P<half_monthly>half[ -]?monthly|twice\ a\ month|每半个?月)
    | (?P<daily>daily|every\ day|每[天日])
    | (?P<weekly>weekly|every\ week\b|每(?:个?星期|周))
    | (?P<monthly>monthly|every\ month|每个?月)
    | (?P<quarterly>quarterly|every\ quarter|每个?季度?)
    | (?P<yearly>yearly|annually|every\ year|每年)
    | (?P<last>last(?:\ day)?\b|月末|月?底|最后一[天日]|末日|最后一个)
    | (?:(?P<ordinal>[1-4])(?:st|nd|rd|th)|(?P<ordinal_word>first|second|third|fourth)
        |第(?P<ordinal_zh>[一二三四1-4])个)(?=[ -]?(?:mon|tue|wed|thu|fri|sat|sun|周|星期))
    | 第(?P<month_zh>[一二三四五六1-6])个月
    | (?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?s?\b
    | (?:周|星期)?(?P<weekday_zh>[一二三四五六日天])
    | (?P<number>[0-9]{1,2})(?![0-9])(?:st|nd|rd|th|月|日|号)?
    | (?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*
    | (?P<filler>[\s,，、;；:：/-]+|(?:every|each|on|the|of|and|in|month|day|days)\b|[和及与每的])
    """,
    re.VERBOSE,
)
_NUMBERED = {"first": 1, "second": 2, "third": 3, "fourth": 4}


class _Words:
    """What somebody typed, taken apart: how often, numbers, weekdays and days of a month."""

    def __init__(self, text: str) -> None:
        """Take it apart; raises :class:`BadValue` for what cannot be part of a rule."""
        self.every: list[str] = []
        self.days: list[Mark | int | str] = []
        self._ordinal: int | None = None
        self._text = text
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise _bad(text)
            self._take(str(match.lastgroup), match[str(match.lastgroup)])
            at = match.end()
        if self._ordinal == LAST:
            self._end_of_month()
        elif self._ordinal is not None:
            raise _bad(text)

    def _take(self, name: str, text: str) -> None:
        if name == "filler":
            return
        if name in {"weekday", "weekday_zh"}:
            number = _WEEKDAYS.index(text) if name == "weekday" else _HANZI[text] - 1
            self.days.append(
                _WEEKDAYS[number] if self._ordinal is None else Mark(self._ordinal, number)
            )
            self._ordinal = None
            return
        if self._ordinal == LAST:
            self._end_of_month()
        if name in {"ordinal", "ordinal_word", "ordinal_zh"}:
            self._ordinal = _number(text)
        elif name == "last":
            self._ordinal = LAST
        elif name in {"number", "month_zh"}:
            self.days.append(_number(text))
        elif name == "month":
            self.days.append(_MONTH_NAMES.index(text) + 1)
        else:
            self.every.append(name.replace("_", "-"))

    def _end_of_month(self) -> None:
        self.days.append(Mark(LAST))
        self._ordinal = None


def _number(text: str) -> int:
    return _NUMBERED.get(text) or _HANZI.get(text) or int(text)


def _bad(text: str) -> BadValue:
    return BadValue(
        mark(
            "'{text}' is no rule, as in: daily, weekly fri, half-monthly 15,last, "
            "monthly 2nd-mon, quarterly 1 10, yearly 12 last",
            text=text,
        )
    )


def typed_rule(text: str) -> Rule:
    """Read a rule as people type it, in English or Chinese; raises :class:`BadValue`."""
    words = _Words(text.strip().lower())
    if not words.every and words.days and all(isinstance(day, str) for day in words.days):
        words.every.append("weekly")
    found = next((one for one in get_args(Every) if [one] == words.every), None)
    if found is None:
        raise _bad(text)
    every: Every = found
    if every in MONTHS:
        return _monthly(every, words.days, text)
    weekdays = {_WEEKDAYS.index(day) for day in words.days if isinstance(day, str)}
    if len(weekdays) < len(words.days) or (every == "daily") == bool(weekdays):
        raise _bad(text)
    return Rule(every, weekdays=tuple(sorted(weekdays)))


def _monthly(every: Every, days: Sequence[Mark | int | str], text: str) -> Rule:
    month = 1
    if MONTHS[every] > 1:
        first, *days = days or [""]
        if not isinstance(first, int) or not 1 <= first <= MONTHS[every]:
            raise _bad(text)
        month = first
    marks = {Mark(day) if isinstance(day, int) else day for day in days}
    found = tuple(
        sorted((one for one in marks if isinstance(one, Mark) and one.number), key=_order)
    )
    is_half = every == "half-monthly"
    if not found or len(found) < len(marks) or (is_half and len(found) != _HALVES):
        raise _bad(text)
    rule = Rule(every, marks=found, month=month)
    shortest = _shortest(rule)
    if any(one.weekday is None and one.number > shortest for one in found):
        raise BadValue(mark("not every month has such a day: up to {day}, or last", day=shortest))
    return rule


def _order(one: Mark) -> tuple[bool, bool, int, int]:
    return (
        one.weekday is not None,
        one.number == LAST,
        one.number,
        -1 if one.weekday is None else one.weekday,
    )


def _shortest(rule: Rule) -> int:
    """Give the number of days in the shortest month in which something is due."""
    months = range(rule.month, 13, MONTHS[rule.every])
    return min(monthrange(_COMMON_YEAR, month)[1] for month in months)


def rule_text(rule: Rule) -> str:
    """Write a rule in the one way in which it stands on disk."""
    if rule.every == "daily":
        return rule.every
    if rule.every == "weekly":
        return f"{rule.every} {','.join(_WEEKDAYS[day] for day in rule.weekdays)}"
    month = f"{rule.month} " if MONTHS[rule.every] > 1 else ""
    return f"{rule.every} {month}{','.join(_mark_text(one) for one in rule.marks)}"


def _mark_text(one: Mark) -> str:
    if one.weekday is not None:
        return f"{_ORDINALS[one.number]}-{_WEEKDAYS[one.weekday]}"
    return "last" if one.number == LAST else str(one.number)


def rule_words(rule: Rule) -> Message:
    """Say a rule to people."""
    if rule.every == "daily":
        return mark("every day")
    if rule.every == "weekly":
        return mark("every {days}", days=_joined([_WEEKDAY_NAMES[day] for day in rule.weekdays]))
    return _monthly_words(rule, _joined(list(_mark_words(rule.marks))))


def _monthly_words(rule: Rule, days: Message) -> Message:
    month = rule.month
    return {
        "half-monthly": mark("twice a month: {days}", days=days),
        "monthly": mark("every month: {days}", days=days),
        "quarterly": mark("every quarter, month {month}: {days}", month=month, days=days),
        "half-yearly": mark("every half-year, month {month}: {days}", month=month, days=days),
        "yearly": mark("every year, month {month}: {days}", month=month, days=days),
    }[rule.every]


def _mark_words(marks: Sequence[Mark]) -> Iterator[Message]:
    for one in marks:
        if one.weekday is not None:
            yield _nth(one.number, _WEEKDAY_NAMES[one.weekday])
        elif one.number == LAST:
            yield mark("the last day")
        else:
            yield mark("day {number}", number=one.number)


def _nth(number: int, weekday: Message) -> Message:
    return {
        1: mark("the first {weekday}", weekday=weekday),
        2: mark("the second {weekday}", weekday=weekday),
        3: mark("the third {weekday}", weekday=weekday),
        4: mark("the fourth {weekday}", weekday=weekday),
        LAST: mark("the last {weekday}", weekday=weekday),
    }[number]


def _joined(words: Sequence[Message]) -> Message:
    first, *others = words
    return mark("{first}, {second}", first=first, second=_joined(others)) if others else first


class RuleType(FieldType[str]):
    """When something is due again and again; the value is its text on disk."""

    name = "rule"
    sample = "weekly fri"

    def read(self, text: str) -> str:
        """Refuse what is no rule, and every other way to write one."""
        if rule_text(typed_rule(text)) != text:
            raise _bad(text)
        return text

    def parse(self, text: str, entering: Entering) -> str:
        """Take a rule as people type it."""
        del entering
        return rule_text(typed_rule(text))

    def show(self, value: str) -> Message | str:
        """Say it in words."""
        return rule_words(typed_rule(value))


RuleText = Annotated[str, RuleType()]
