"""A span: how long something may take, and what that means on the hours of a calendar.

``n working days`` ends at the closing of the n-th working day and ``n days`` at 24:00 of the n-th;
the day on which it begins is not counted (Civil Code, article 201).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal, NamedTuple, TypeAlias, cast, get_args

from pm.i18n import Message, mark
from pm.model.field_types import Entering, FieldType
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.working_time import WorkingTime

Unit: TypeAlias = Literal["minute", "hour", "day", "working-day", "end-of-day"]
END_OF_DAY = "end-of-day"
_WRITTEN = pattern(r"([1-9][0-9]{0,3}) (minute|hour|day|working-day)(s?)")
_TYPED = pattern(r"([1-9][0-9]{0,3})\s*(\D+)")
_WORDS: Mapping[Unit, Sequence[str]] = {
    "minute": ("m", "min", "minute", "minutes", "分", "分钟"),
    "hour": ("h", "hour", "hours", "小时", "个小时"),
    "day": ("d", "day", "days", "天", "日", "个自然日"),
    "working-day": (
        *("wd", "working-day", "working-days", "working day", "working days"),
        *("工作日", "个工作日"),
    ),
}
_UNITS = {word: unit for unit, words in _WORDS.items() for word in words}
_TO_THE_END = frozenset({END_OF_DAY, "end of day", "当天", "当日", "当日内", "24:00"})
_ONE: Mapping[Unit, Message] = {
    "minute": mark("1 minute"),
    "hour": mark("1 hour"),
    "day": mark("1 day"),
    "working-day": mark("1 working day"),
}


class Span(NamedTuple):
    """So many minutes, hours, days or working days, or what is left of the day."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        """Write it as it stands on disk: ``6 hours``, ``1 working-day``, ``end-of-day``."""
        if self.unit == END_OF_DAY:
            return END_OF_DAY
        return f"{self.number} {self.unit}{'s' if self.number > 1 else ''}"

    @property
    def text(self) -> Message:
        """What people read."""
        if self.unit == END_OF_DAY:
            return mark("by the end of the day")
        if self.number == 1:
            return _ONE[self.unit]
        many: Mapping[str, Message] = {
            "minute": mark("{number} minutes", number=self.number),
            "hour": mark("{number} hours", number=self.number),
            "day": mark("{number} days", number=self.number),
            "working-day": mark("{number} working days", number=self.number),
        }
        return many[self.unit]

    @property
    def is_of_plain_days(self) -> bool:
        """Whether days off and working days are the same to it."""
        return self.unit in {"day", END_OF_DAY}

    def end(self, start: datetime, time: WorkingTime) -> datetime:
        """Give the instant at which it ends when it begins at a start and nothing pauses it."""
        if self.unit == "working-day":
            return time.closing(start, self.number)
        if self.is_of_plain_days:
            return time.day_end(start, self.number)
        minutes = self.number * (60 if self.unit == "hour" else 1)
        return time.advance(start, timedelta(minutes=minutes))


REST_OF_DAY = Span(0, "end-of-day")


class SpanType(FieldType[Span]):
    """How long something may take."""

    name = "span"
    sample = "6 hours"

    def read(self, text: str) -> Span:
        """Take ``5 minutes``, ``1 working-day``, ``end-of-day``, written in one way only."""
        if text == END_OF_DAY:
            return REST_OF_DAY
        match = _WRITTEN.fullmatch(text)
        if match is None or (match[1] == "1") == bool(match[3]):
            raise _no_span(text)
        return Span(int(match[1]), _unit(match[2]))

    def parse(self, text: str, entering: Entering) -> Span:
        """Take what people write: ``30 min``, ``6h``, ``3天``, ``1个工作日``, ``当天``."""
        del entering
        low = " ".join(text.lower().split())
        if low in _TO_THE_END:
            return REST_OF_DAY
        match = _TYPED.fullmatch(low)
        unit = None if match is None else _UNITS.get(match[2])
        if match is None or unit is None:
            raise _no_span(text)
        return Span(int(match[1]), unit)

    def show(self, value: Span) -> Message | str:
        """Say it in words."""
        return value.text


def _unit(word: str) -> Unit:
    assert word in get_args(Unit)  # noqa: S101  # the pattern takes no other
    return cast("Unit", word)


def _no_span(text: str) -> BadValue:
    return BadValue(
        mark(
            "'{text}' is not a span like 5 minutes, 6 hours, 3 days, 1 working-day or end-of-day",
            text=text,
        )
    )


SpanText = Annotated[Span, SpanType()]
