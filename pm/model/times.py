"""Times of the office: what people type, and what is kept with its offset.

A local hour that occurs twice is the first one, one that does not exist shifts forward; each
comes with a warning (design, section 11).
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.model.pattern import pattern
from pm.model.problem import BadValue

_DAY_WORDS = {"today": 0, "今天": 0, "yesterday": -1, "昨天": -1, "tomorrow": 1, "明天": 1}
_CLOCK = pattern(r"([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2}))?")
_DAY = pattern(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_DISK_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DISK_TIME = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-9]{2}){2}"
    r"[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"  # seconds: a zone before its standard time
)
_WHOLE = pattern(r"[0-9]{4}-.*(?:T.*|\+.*|[0-9] ?-[0-9]{2}:?[0-9]{2}|Z)")
"""A time with its offset, or as ISO 8601 writes it."""
_DAY_AND_CLOCK = pattern(rf"(.*?)(?:\s+|(?<=[^\s0-9]))({_CLOCK.pattern})")
"""A day and a clock time; after a word there may be no space: ``昨天17:00``."""
_WEEK = pattern(r"([0-9]{4})-W([0-9]{2})", re.IGNORECASE)


class Local(NamedTuple):
    """An aware time and the warning that belongs to it, if any."""

    time: datetime
    warning: Message | None


def zone_named(name: str) -> tzinfo:
    """Give a time zone by its name; raises :class:`BadValue` for one that the system lacks."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415  # most readers need no zone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadValue(mark("this is not a time zone like Asia/Shanghai")) from None


def localize(naive: datetime, zone: tzinfo) -> Local:
    """Give a wall-clock time of ``zone`` its offset."""
    first = naive.replace(tzinfo=zone, fold=0)
    second = naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return Local(first, None)
    back = first.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) == naive:
        return Local(
            first,
            mark("{time} occurs twice that day; the first is taken", time=minute(naive)),
        )
    return Local(
        back,
        mark(
            "{time} does not exist that day; {shifted} is taken",
            time=minute(naive),
            shifted=minute(back.replace(tzinfo=None)),
        ),
    )


def fixed(time: datetime) -> datetime:
    """Give a time with a plain offset and whole seconds, as it is kept."""
    offset = time.utcoffset()
    if offset is None or offset.microseconds:
        raise BadValue(mark("the time has no offset"))
    whole = time.replace(microsecond=0)
    return datetime.fromisoformat(whole.isoformat())


def write_time(time: datetime) -> str:
    """Write a time as it stands on disk: ``2026-11-22T09:15:00+08:00``."""
    return time.isoformat(timespec="seconds")


def read_time(text: str) -> datetime:
    """Read a time from disk; raises :class:`BadValue` where the offset or the day is wrong."""
    if _DISK_TIME.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise BadValue(mark("'{text}' is not a time like 2026-11-22T09:15:00+08:00", text=text))


def read_day(text: str) -> date:
    """Read a day ``2026-11-22`` from disk; raises :class:`BadValue`."""
    if _DISK_DAY.fullmatch(text) is None:
        raise _bad_day(text)
    return _typed_day(text)


def parse_day(text: str, now: datetime) -> date:
    """Read a day as people and spreadsheets write it: 2026-11-22, 2026/11/22, today, 昨天."""
    shift = _DAY_WORDS.get(text.lower())
    return _typed_day(text) if shift is None else now.date() + timedelta(days=shift)


def _typed_day(text: str) -> date:
    match = _DAY.fullmatch(text)
    if match is None:
        raise _bad_day(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise _bad_day(text) from None


def _bad_day(text: str) -> BadValue:
    return BadValue(mark("'{text}' is not a day like 2026-11-22", text=text))


def parse_time(text: str, now: datetime, zone: tzinfo) -> Local:
    """Read a time as people type it.

    ``09:15`` is today's, ``yesterday 17:00`` and ``昨天17:00`` work, ``2026-11-22 09:15`` is
    local, and a time with an offset is taken as it is. Raises :class:`BadValue`.
    """
    text = text.strip()
    here = now.astimezone(zone)
    if text.lower() in {"now", "现在"}:
        return Local(fixed(here), None)
    if _WHOLE.fullmatch(text):
        return _whole_time(text, zone)
    day_text, clock_text = text, ""
    if _CLOCK.fullmatch(text):
        day_text, clock_text = "today", text
    elif match := _DAY_AND_CLOCK.fullmatch(text):
        day_text, clock_text = match[1], match[2]
    try:
        day = parse_day(day_text, here)
    except BadValue:
        raise _bad_time(text) from None
    naive = datetime(day.year, day.month, day.day, *_clock(clock_text, text))  # noqa: DTZ001  # localized below
    return _kept(localize(naive, zone))


def _whole_time(text: str, zone: tzinfo) -> Local:
    try:
        time = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        raise _bad_time(text) from None
    return Local(fixed(time), None) if time.tzinfo else _kept(localize(time, zone))


def _kept(local: Local) -> Local:
    return Local(fixed(local.time), local.warning)


def _clock(text: str, whole: str) -> tuple[int, int, int]:
    if not text:
        return (0, 0, 0)
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise _bad_time(whole)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004  # a clock's own numbers
        raise _bad_time(whole)
    return (hour, minute, second)


def _bad_time(text: str) -> BadValue:
    return BadValue(
        mark("'{text}' is not a time like 2026-11-22 09:15, 09:15 or 'yesterday 17:00'", text=text)
    )


def minute(time: datetime) -> str:
    """Write a time to the minute, without its zone: what a sentence says of it."""
    return time.strftime("%Y-%m-%d %H:%M")


class Period(NamedTuple):
    """A half-open stretch of time [start, end) between two local midnights."""

    start: datetime
    end: datetime

    @property
    def first_day(self) -> date:
        """The first day in it."""
        return self.start.date()

    @property
    def day_after(self) -> date:
        """The first day after it."""
        return self.end.date()


def period(first: date, day_after: date, zone: tzinfo) -> Period:
    """Make the period between two local midnights; ``day_after`` is no longer in it."""
    if day_after <= first:
        raise BadValue(mark("the period ends before it begins"))
    return Period(midnight(first, zone), midnight(day_after, zone))


def midnight(day: date, zone: tzinfo) -> datetime:
    """Give the start of a local day; where midnight does not exist, the first instant after."""
    return fixed(localize(datetime(day.year, day.month, day.day), zone).time)  # noqa: DTZ001  # localized here


def week(text: str, zone: tzinfo) -> Period:
    """Make the period of an ISO week, ``2019-W12``; Monday to Monday."""
    match = _WEEK.fullmatch(text)
    if match is not None:
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return period(monday, monday + timedelta(days=7), zone)
        except (ValueError, OverflowError):  # the last week of the year 9999 has no end
            pass
    raise BadValue(mark("'{text}' is not a week like 2026-W47", text=text))


def week_name(day: date) -> str:
    """Name the ISO week of a day: ``2026-W47``."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"
