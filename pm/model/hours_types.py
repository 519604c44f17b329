"""Field types of working time: weekly hours, part of a day, days off; strict short texts."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pm.i18n import Message, mark
from pm.model.field_types import Entering, FieldType
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.working_time import DAY_MINUTES, DaysOff, MonthDay, WeekHours, Window

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHOWN: Sequence[Message] = (
    mark("Mon"),
    mark("Tue"),
    mark("Wed"),
    mark("Thu"),
    mark("Fri"),
    mark("Sat"),
    mark("Sun"),
)
_CHINESE = "一二三四五六日天"
_CHINESE_DAY = pattern(rf"(?:周|星期)([{_CHINESE}])")
_CLOCK = pattern(r"(?<![0-9:])([0-9]):")
_WINDOW = pattern(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_WEEK = pattern(r"([a-z]{3})(?:-([a-z]{3}))?((?: [0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2})+)")
_MONTH_DAY = pattern(r"([0-9]{2})-([0-9]{2})")
_DAYS_OFF = pattern(r"([0-9-]{5})(?:/([0-9-]{5}))? (\S(?:.*\S)?)")
_CHINESE_DATE = pattern(r"(?:([0-9]{1,2})月)?([0-9]{1,2})日?")
_NAME_LENGTH = 60
_LEAP = 2028
"""A year in which every day of any year exists."""

OFFICIAL: Mapping[str, Message] = {
    "new-year": mark("New Year's Day"),
    "spring-festival": mark("Spring Festival"),
    "tomb-sweeping": mark("Tomb-sweeping Day"),
    "labour-day": mark("Labour Day"),
    "dragon-boat": mark("Dragon Boat Festival"),
    "mid-autumn": mark("Mid-Autumn Festival"),
    "national-day": mark("National Day"),
}
"""The official days off of China; each has its name in every language."""
_ALSO = {
    "元旦": "new-year",
    "春节": "spring-festival",
    "清明节": "tomb-sweeping",
    "清明": "tomb-sweeping",
    "劳动节": "labour-day",
    "端午节": "dragon-boat",
    "端午": "dragon-boat",
    "中秋节": "mid-autumn",
    "中秋": "mid-autumn",
    "国庆节": "national-day",
    "国庆": "national-day",
}


def day_name(name: str) -> Message | str:
    """Say the name of a day off: an official one in the reader's language."""
    return OFFICIAL.get(name, name)


def clock_text(minute: int) -> str:
    """Write a time of day: ``08:30``, ``24:00``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def window_text(window: Window) -> str:
    """Write part of a day for people: ``08:30–12:00``."""
    return f"{clock_text(window.start)}–{clock_text(window.end)}"


def read_window(text: str) -> Window:
    """Read ``06:00-18:00``; one that ends before it begins goes on past midnight."""
    match = _WINDOW.fullmatch(text)
    if match is not None:
        numbers = [int(part) for part in match.groups()]
        window = Window(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3])
        fits = window.start < DAY_MINUTES and window.end <= DAY_MINUTES
        if fits and max(numbers[1], numbers[3]) < 60 and window.start != window.end:  # noqa: PLR2004  # minutes
            return window
    raise BadValue(mark("'{text}' is no part of a day like 08:30-12:00", text=text))


class WindowType(FieldType[Window]):
    """Part of a day."""

    name = "window"
    sample = "06:00-18:00"

    def read(self, text: str) -> Window:
        """Take two times of day; 24:00 is the end of it."""
        return read_window(text)

    def write(self, value: Window) -> str:
        """Write them."""
        return f"{clock_text(value.start)}-{clock_text(value.end)}"

    def parse(self, text: str, entering: Entering) -> Window:
        """Take the signs that people use."""
        del entering
        return self.read(_plain(text))

    def show(self, value: Window) -> Message | str:
        """Show it."""
        return window_text(value)


class WeekHoursType(FieldType[WeekHours]):
    """The hours of some weekdays."""

    name = "week-hours"
    sample = "mon-fri 08:30-12:00 14:00-18:00"

    def read(self, text: str) -> WeekHours:
        """Take weekdays and parts of the day, one after another."""
        match = _WEEK.fullmatch(text)
        if match is None or not {match[1], match[2] or match[1]} <= set(WEEKDAYS):
            raise _no_hours(text)
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
        if first > last or match[1] == match[2]:
            raise _no_hours(text)
        windows = tuple(read_window(part) for part in match[3].split())
        before = 0
        for window in windows:
            if window.start < before or window.end < window.start:
                raise BadValue(
                    mark(
                        "'{text}': the hours of a day follow one another, and a night is two "
                        "parts: 00:00-06:00 22:00-24:00",
                        text=text,
                    )
                )
            before = window.end
        return WeekHours(first, last, windows)

    def write(self, value: WeekHours) -> str:
        """Write them: ``mon-fri 08:30-12:00 14:00-18:00``."""
        days = dict.fromkeys((WEEKDAYS[value.first], WEEKDAYS[value.last]))
        windows = (f"{clock_text(each.start)}-{clock_text(each.end)}" for each in value.windows)
        return " ".join(["-".join(days), *windows])

    def parse(self, text: str, entering: Entering) -> WeekHours:
        """Take what people type: ``Mon-Fri 8:30-12:00``, ``周一至周五 08:30-12:00``."""
        del entering
        return self.read(_plain(text))

    def show(self, value: WeekHours) -> Message | str:
        """Say the days in words."""
        windows = [window_text(window) for window in value.windows]
        first, last = _SHOWN[value.first], _SHOWN[value.last]
        if value.first == value.last:
            return mark("{day} {windows}", day=first, windows=windows)
        return mark("{first}–{last} {windows}", first=first, last=last, windows=windows)


class MonthDayType(FieldType[MonthDay]):
    """A day of the year that the record is about."""

    name = "month-day"
    sample = "02-14"

    def read(self, text: str) -> MonthDay:
        """Take the month and the day, without the year."""
        match = _MONTH_DAY.fullmatch(text)
        found = MonthDay(0, 0) if match is None else MonthDay(int(match[1]), int(match[2]))
        if found.of(_LEAP) is None:
            raise BadValue(
                mark("'{text}' is no day like 02-14: the record itself names the year", text=text)
            )
        return found

    def parse(self, text: str, entering: Entering) -> MonthDay:
        """Take a day as a notice writes it: ``2月14日``."""
        del entering
        return self.read(_chinese_day(text.strip(), ""))


class DaysOffType(FieldType[DaysOff]):
    """Days on which nobody works, and how they are called."""

    name = "days-off"
    sample = "02-15/02-23 spring-festival"

    def read(self, text: str) -> DaysOff:
        """Take a day or two with a slash between, and a name."""
        match = _DAYS_OFF.fullmatch(text)
        if match is None or len(match[3]) > _NAME_LENGTH or not match[3].isprintable():
            raise BadValue(
                mark("'{text}' are no days off like 02-05/02-11 spring-festival", text=text)
            )
        first = _MONTH_DAYS.read(match[1])
        last = _MONTH_DAYS.read(match[2] or match[1])
        if last < first or match[1] == match[2]:
            raise BadValue(
                mark("'{text}': the last day comes after the first, in the same year", text=text)
            )
        return DaysOff(first, last, match[3])

    def write(self, value: DaysOff) -> str:
        """Write them."""
        return f"{_range(value)} {value.name}"

    def parse(self, text: str, entering: Entering) -> DaysOff:
        """Take them as a notice writes them: ``2月5日至11日 春节``."""
        del entering
        days, _, name = " ".join(text.split()).partition(" ")
        for sign in ("至", "~", "～", "–", ".."):
            days = days.replace(sign, "/")
        first, _, last = days.partition("/")
        first = _chinese_day(first, "")
        days = "/".join(filter(None, [first, _chinese_day(last, first[:2])]))
        return self.read(f"{days} {_ALSO.get(name, name)}")

    def show(self, value: DaysOff) -> Message | str:
        """Say the name in words."""
        return mark("{days} {name}", days=_range(value), name=day_name(value.name))


def _range(value: DaysOff) -> str:
    return "/".join(dict.fromkeys((str(value.first), str(value.last))))


def _chinese_day(text: str, month: str) -> str:
    """Write ``2月5日`` as ``02-05``; of the second day, the month may be that of the first."""
    match = _CHINESE_DATE.fullmatch(text)
    if match is None or not (match[1] or month):
        return text
    return f"{match[1] or month:0>2}-{match[2]:0>2}"


def _plain(text: str) -> str:
    """Write the signs of hours in the one way: ``8：30 至 12：00`` is ``08:30-12:00``."""
    low = text.lower().replace("：", ":")
    for sign in ("至", "~", "～", "–", "—"):
        low = low.replace(sign, "-")
    low = _CHINESE_DAY.sub(lambda found: WEEKDAYS[min(_CHINESE.index(found[1]), 6)], low)
    for sign in (",", "，", "、"):
        low = low.replace(sign, " ")
    return _CLOCK.sub(r"0\1:", " ".join(low.split()))


def _no_hours(text: str) -> BadValue:
    return BadValue(
        mark(
            "'{text}' are no hours of the week like mon-fri 08:30-12:00 14:00-18:00, or "
            "mon-sun 00:00-24:00 for round the clock",
            text=text,
        )
    )


_MONTH_DAYS = MonthDayType()
HoursText = Annotated[WeekHours, WeekHoursType()]
WindowText = Annotated[Window, WindowType()]
DaysOffText = Annotated[DaysOff, DaysOffType()]
MonthDayText = Annotated[MonthDay, _MONTH_DAYS]
