"""Days that make sense: what has happened is not to come, and nothing ends before it begins."""

from datetime import date

from pm.i18n import mark
from pm.model.act import Act, Missing


def not_to_come(day: date | None, act: Act, option: str) -> list[Missing]:
    """Miss a day that is over or today where one was given on which it cannot have happened."""
    if day is None or day <= act.at.date():
        return []
    return [Missing(mark("a day that is not still to come ({option})", option=option))]


def not_over(day: date | None, act: Act, option: str) -> list[Missing]:
    """Miss a day that is not over where one was given by which nothing can be done any more."""
    if day is None or day >= act.at.date():
        return []
    return [Missing(mark("a day that is not over ({option})", option=option))]


def not_before(first: date | None, last: date | None, option: str) -> list[Missing]:
    """Miss a last day that is not before the first."""
    if first is None or last is None or first <= last:
        return []
    return [Missing(mark("a last day that is not before the first ({option})", option=option))]
