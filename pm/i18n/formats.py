"""Times, money and lengths of time as people of each language write them.

What stands in a sentence is written out (``long_day``); what stands in a column is short, the
same in every language and sorts as text (``short_day``). Times are written as they are given:
who calls has put them into the office's zone.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

Code: TypeAlias = Literal["en", "zh"]


class Habits(NamedTuple):
    """How one language writes; the patterns are filled with ``str.format``."""

    day: str
    money: str
    comma: str
    """Between the parts of an enumeration."""
    gap: str
    """Between the parts of a length of time."""
    units: tuple[str, str, str, str]
    """Days, hours, minutes, seconds."""
    currencies: dict[str, str]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

HABITS: dict[Code, Habits] = {
    "en": Habits(
        day="{day.day} {month} {day.year}",
        money="{currency} {amount}",
        comma=", ",
        gap=" ",
        units=("{} d", "{} h", "{} min", "{} s"),
        currencies={},
    ),
    "zh": Habits(
        day="{day.year}年{day.month}月{day.day}日",
        money="{amount}{currency}",
        comma="、",
        gap="",
        units=("{}天", "{}小时", "{}分钟", "{}秒"),
        currencies={"CNY": "元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "USD": "美元"},
    ),
}

UNIT_SECONDS = (86_400, 3_600, 60, 1)
MINUTES = 2
"""The place of the minutes among the units: the smallest but for what is shorter still."""


def long_day(day: date, language: Code) -> str:
    """Write a day out: ``22 Nov 2026`` or ``2026年11月22日``."""
    return HABITS[language].day.format(day=day, month=MONTHS[day.month - 1])


def long_time(when: datetime, language: Code) -> str:
    """Write a day and minute out: ``22 Nov 2026 09:15`` or ``2026年11月22日 09:15``."""
    return f"{long_day(when, language)} {when:%H:%M}"


def short_day(day: date) -> str:
    """Write a day for a column: ``2026-11-22``."""
    return day.isoformat()[:10]


def short_time(when: datetime) -> str:
    """Write a day and minute for a column: ``2026-11-22 09:15``."""
    return when.isoformat(sep=" ")[:16]


def money(amount: "Decimal", language: Code, currency: str = "CNY") -> str:
    """Write an amount with its currency (ISO 4217): ``CNY 1,280.50`` or ``1,280.50元``."""
    habits = HABITS[language]
    name = habits.currencies.get(currency)
    if name is None:
        return HABITS["en"].money.format(currency=currency, amount=f"{amount:,f}")
    return habits.money.format(currency=name, amount=f"{amount:,f}")


def duration(length: timedelta, language: Code) -> str:
    """Write a length of time by its two largest units: ``2 d 3 h`` or ``2天3小时``.

    Seconds are said only of what is shorter than a minute.
    """
    habits = HABITS[language]
    left = abs(int(length.total_seconds()))
    counts = []
    for seconds in UNIT_SECONDS:
        count, left = divmod(left, seconds)
        counts.append(count)
    largest = next((place for place, count in enumerate(counts) if count), MINUTES)
    beyond = max(largest + 1, min(largest + 2, MINUTES + 1))
    said = [place for place in range(largest, beyond) if counts[place]]
    parts = [habits.units[place].format(counts[place]) for place in said]
    sign = "-" if length < timedelta(0) else ""
    return sign + (habits.gap.join(parts) or habits.units[MINUTES].format(0))


def share(fraction: "float | Decimal") -> str:
    """Write a fraction of one as per cent: ``0.959`` is ``95.9%`` in every language."""
    return f"{fraction * 100:.1f}%"


def enumeration(parts: list[str], language: Code) -> str:
    """Put the parts of a list one after another: ``a, b`` or ``a、b``."""
    return HABITS[language].comma.join(parts)
