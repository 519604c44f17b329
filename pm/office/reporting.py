"""Reporting: the week, any period, and why a figure is what it is."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Invalid
from pm.model.problem import BadValue
from pm.model.times import Period, parse_day, period, week, week_name
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.office import Office
from pm.reports import papers
from pm.reports.figure import FigureValue, Only, Target
from pm.reports.figures import ALL
from pm.reports.papers import Report
from pm.reports.terms import Grid, Terms

COUNTED = "ticket"
"""The kind whose records the papers count."""
PER_CENT = 100
Paper: TypeAlias = Report
"""A paper, as the command line hands it on to be written."""


class Narrowing(NamedTuple):
    """What a paper is to be narrowed to, as it was typed; the names are those of the kinds."""

    grid: str | None = None
    department: str | None = None
    staff: str | None = None

    def found(self, office: Office) -> Only:
        """Give the ids; raises NotFound or Ambiguous for a name that means none or several."""
        entering = office.entering()
        typed = self._asdict().items()
        return {name: entering.find([name], text) for name, text in typed if text is not None}


ALL_OF_IT = Narrowing()


def slug_names(office: Office, language: str) -> Callable[[str, str], str | None]:
    """Give what names the slugs of figures: channels and categories by the office's records."""
    known: dict[str, dict[str, str]] = {}

    def name(column: str, slug: str) -> str | None:
        noun = column if column in Narrowing._fields else _linked_kind(column)
        if noun is None:
            return None
        if noun not in known:
            known[noun] = names_of_kind(office, registry.kind(noun), language)
        return known[noun].get(slug)

    return name


def _linked_kind(column: str) -> str | None:
    """Give the kind to which a column of the counted records points, if it points to one."""
    kind = registry.kind(COUNTED)
    inner = [field for entry in kind.entries for field in entry.fields]
    for field in (*kind.fields, *inner):
        if field.name == column and field.form is not None and field.form.links():
            return field.form.links()[0]
    return None


def weekly(
    office: Office,
    name: str | None = None,
    *,
    ids: bool = False,
    narrowing: Narrowing = ALL_OF_IT,
) -> Report:
    """Make the paper of an ISO week; without a name, of the last full one."""
    only = narrowing.found(office)
    asked = _week(office, name)
    with office.index.steady():
        return papers.weekly(
            office.index.run, office.zone, asked, _terms(office, asked), ids=ids, only=only
        )


def summary(
    office: Office,
    first: str,
    day_after: str,
    *,
    ids: bool = False,
    narrowing: Narrowing = ALL_OF_IT,
) -> Report:
    """Make the paper of any half-open period between two days."""
    only = narrowing.found(office)
    asked = _period(office, first, day_after)
    with office.index.steady():
        return papers.summary(office.index.run, asked, _terms(office, asked), ids=ids, only=only)


def why(office: Office, key: str, paper: Paper) -> FigureValue:
    """Give one figure of a paper with the ids that make it up."""
    terms = _terms(office, paper.period)
    with office.index.steady():
        return papers.why(office.index.run, key, paper.period, terms, paper.only)


def _week(office: Office, name: str | None) -> Period:
    if name is None:
        name = week_name((office.now - timedelta(days=7)).date())
    try:
        return week(name, office.zone)
    except BadValue as bad:
        raise Invalid(bad.reason) from None


def _period(office: Office, first: str, day_after: str) -> Period:
    try:
        return period(parse_day(first, office.now), parse_day(day_after, office.now), office.zone)
    except BadValue as bad:
        raise Invalid(bad.reason) from None


def _terms(office: Office, asked: Period) -> Terms:
    """Gather what the office decided: its settings, its grids, the policies of the period."""
    settings: Any = office.rules.settings()
    if settings is None:
        return Terms(now=office.now)
    policies = office.rules.policies(asked.start, asked.end)
    said = office.rules.terms(asked.end - timedelta(seconds=1))
    return Terms(
        late_after_hours=settings.late_after_hours,
        targets=dict(_targets(policies[0])) if policies else {},
        policies=tuple(policy.id for policy in reversed(policies)),
        households=(said.least_households, said.most_households),
        now=office.now,
        grids=tuple(_grids(office)),
    )


def _targets(policy: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401  # a record of pm.kinds.policy
    """Give what figures should come to: the least that is asked of any limit they stand for."""
    for figure in ALL:
        if figure.target is None:
            continue
        asked = [
            limit.target for limit in _limits(policy, figure.target) if limit.target is not None
        ]
        if asked:
            yield figure.key, min(asked) / PER_CENT


def _limits(policy: Any, target: Target) -> Iterator[Any]:  # noqa: ANN401  # as above
    """Give the limits that can be that of what has these facts: up to the first that must be."""
    for limit in policy.rules:
        if limit.clock != target.clock:
            continue
        wanted: dict[str, set[str]] = {}
        for fact in limit.facts:
            wanted.setdefault(fact.field, set()).add(fact.value)
        known = {field for field in wanted if field in target.facts}
        if any(target.facts[field] not in wanted[field] for field in known):
            continue
        yield limit
        if known == set(wanted) and limit.window is None:
            return


def _grids(office: Office) -> Iterator[Grid]:
    rows = office.index.run(
        "SELECT id, steward, gold, most_households__n FROM grid WHERE state = 'active' ORDER BY id"
    )
    for name, steward, gold, most in rows:
        yield Grid(name, steward, gold == "yes", most)
