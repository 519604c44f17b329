"""Calendars for tests: a made-up year of days off, and hours with a lunch."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pm.model.clocks import WorkingLimit
from pm.model.hours_types import DaysOffType, MonthDayType, WeekHoursType
from pm.model.spans import SpanType
from pm.model.working_time import WorkingTime, Year, year_of

CHINA = "Asia/Shanghai"
OFFICE = ("mon-fri 08:30-12:00 14:00-18:00",)
ROUND_THE_CLOCK = ("mon-sun 00:00-24:00",)
SPRING = "02-15/02-23 spring-festival"
HOLIDAYS = ("01-01/01-03 new-year", SPRING, "10-01/10-07 national-day")
WORKED = ("01-04", "02-14", "02-28", "09-20", "10-10")


def announced(number: int) -> Year | None:
    """Give the days off of 2026 and of 2028; no other year is announced."""
    if number == 2026:
        return year_of(2026, map(DaysOffType().read, HOLIDAYS), map(MonthDayType().read, WORKED))
    return Year({}, frozenset()) if number == 2028 else None


def working_time(*hours: str, zone: str = CHINA, days_off: bool = True) -> WorkingTime:
    """Make a calendar."""
    week = [WeekHoursType().read(line) for line in hours or OFFICE]
    return WorkingTime(ZoneInfo(zone), week, announced if days_off else None)


def limit(span: str, time: WorkingTime | None = None, clock: str = "solve") -> WorkingLimit:
    """Make a limit of the policy 2026."""
    return WorkingLimit(
        clock=clock,
        version="2026",
        span=SpanType().read(span),
        calendar="office-hours",
        time=time or working_time(),
    )


def at(text: str, zone: str = CHINA) -> datetime:
    """Give a wall-clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def shown(time: datetime) -> str:
    """Write a time as the office's clock shows it."""
    return time.isoformat(sep=" ", timespec="minutes")[:16]
