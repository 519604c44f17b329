"""The official days off of China and their make-up workdays, from the library that knows them.

The one file that knows ``chinesecalendar``. It has a year once the State Council has announced it,
in November of the year before, and is renewed then; of a later year nothing is known.
"""

from functools import cache

from pm.model.hours_types import OFFICIAL
from pm.model.working_time import Year

_NAMES = {
    "New Year's Day": "new-year",
    "Spring Festival": "spring-festival",
    "Tomb-sweeping Day": "tomb-sweeping",
    "Labour Day": "labour-day",
    "Dragon Boat Festival": "dragon-boat",
    "Mid-autumn Festival": "mid-autumn",
    "National Day": "national-day",
}
"""What the library calls the official days off."""
assert set(_NAMES.values()) == set(OFFICIAL)  # noqa: S101  # both tables name the same days


@cache
def official_year(number: int) -> Year | None:
    """Give the official days off of a year; none where they are not announced yet."""
    import chinese_calendar  # noqa: PLC0415  # 6 ms: only a clock on working days asks

    off = {day: name for day, name in chinese_calendar.holidays.items() if day.year == number}
    if not off:
        return None
    workdays = frozenset(day for day in chinese_calendar.workdays if day.year == number)
    return Year({day: _NAMES.get(name, name) for day, name in off.items()}, workdays)
