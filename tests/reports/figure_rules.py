"""What every figure owes, as functions that name each breach; tests plant one per rule."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from zoneinfo import ZoneInfo

from pm.model.times import Period, week
from pm.reports.evaluation import evaluate, name_ids
from pm.reports.figure import Figure
from pm.reports.terms import Terms
from tests.reports.histories import History, Teller
from tests.reports.tables import Tables

PERIODS = [
    week("2019-W10", ZoneInfo("America/New_York")),
    week("2019-W09", ZoneInfo("America/New_York")),
]
BOUNDS = sorted({int(bound.timestamp()) for period in PERIODS for bound in period})
TERMS = Terms()
THINGS = {
    *("tickets", "incidents", "acts", "steps", "visits", "inspections", "items"),
    *("rectifications", "households"),
}
UNITS = {
    "count": THINGS,
    "by": THINGS,
    "share": {"share"},
    "rate": {"per-hundred"},
    "median": {"hours", "minutes"},
    "longest": {"hours"},
    "mean": {"points"},
}


@cache
def tables(history: History) -> Tables:
    """Give the tables of an office, made once."""
    return Tables(history)


def words(figure: Figure) -> Iterator[str]:
    """A figure has a key, a label, the unit of its kind and the requirement that asks for it."""
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", figure.key):
        yield "its key is no name"
    if not str(figure.label).strip():
        yield "it has no label"
    if figure.unit not in UNITS[figure.kind]:
        yield f"a {figure.kind} is not measured in {figure.unit}"
    if not figure.register or not all(re.fullmatch(r"S-\d{3}", s) for s in figure.register):
        yield "no requirement asks for it"
    if (figure.recorded == "1 = 1") != (figure.lacking is None):
        yield "what is left out and why go together"


def portable(figure: Figure) -> Iterator[str]:
    """Its predicates ask for times and facts, of no state, clock or special function."""
    rules = f"{figure.where} {figure.of} {figure.measure} {figure.recorded}"
    for word in ("state", "strftime", "julianday", "datetime(", "random", "->", "current_"):
        if word in rules.lower():
            yield f"its rules ask for {word}"


def agreement(figure: Figure, history: History, period: Period) -> Iterator[str]:
    """The ids that it names are as many as it says."""
    run = tables(history).run
    value = evaluate(run, [figure], [period], TERMS)[figure.key][0]
    ids = name_ids(run, figure, period, TERMS)
    counted, population = len(ids.counted), len(ids.population)
    said: dict[str, tuple[object, object]] = {
        "count": (value.value, counted),
        "share": ((value.k, value.n), (counted, population)),
        "rate": (value.k, counted),
    }
    measured = (value.n, population)
    says, names = said.get(figure.kind, measured)
    if says != names:
        yield f"it says {says} and names {names}"
    if isinstance(value.value, dict) and sum(value.value.values()) != value.n:
        yield "its slugs do not sum up to its number"
    if value.left_out != len(ids.left_out):
        yield "it does not name what it leaves out"
    if set(ids.population) & set(ids.left_out):
        yield "what it leaves out is counted too"


def constancy(figure: Figure, history: History, period: Period) -> Iterator[str]:
    """What it says of a past period is what it said when the period ended."""
    until = int(period.end.timestamp())
    today = evaluate(tables(history).run, [figure], [period], TERMS)[figure.key]
    then = evaluate(tables(history.as_of(until)).run, [figure], [period], TERMS)[figure.key]
    if today != then:
        yield f"it said {then[0].value} when the period ended and says {today[0].value} today"


def alone(figure: Figure, history: History, period: Period) -> Iterator[str]:
    """A period's value does not depend on which other periods are asked for with it."""
    run = tables(history).run
    together = evaluate(run, [figure], PERIODS, TERMS)[figure.key][PERIODS.index(period)]
    if together != evaluate(run, [figure], [period], TERMS)[figure.key][0]:
        yield "its value changes with the periods beside it"


Rule = Callable[[Figure, History, Period], Iterator[str]]
ON_HISTORIES: tuple[Rule, ...] = (agreement, constancy, alone)
OFFICES = list(Teller(2, BOUNDS).histories(50))


def breaches(figure: Figure) -> list[str]:
    """Name every breach of a figure; one that offices show, by the first that shows it."""
    found = [*words(figure), *portable(figure)]
    for rule in () if found else ON_HISTORIES:
        shown = (
            breach
            for history in OFFICES
            for period in PERIODS
            for breach in rule(figure, history, period)
        )
        found += [breach for breach in (next(shown, None),) if breach is not None]
    return found
