"""Reporting: the week, any period, and why a figure is what it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

from pm.errors import Invalid
from pm.model.problem import BadValue
from pm.model.times import Period, parse_day, period, week, week_name
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.office import Office
from pm.reports import papers
from pm.reports.evaluation import Terms
from pm.reports.figure import FigureValue
from pm.reports.papers import Report

COUNTED = "ticket"
"""The kind whose records the papers count."""
Paper: TypeAlias = Report
"""A paper, as the command line hands it on to be written."""


def slug_names(office: Office, language: str) -> Callable[[str, str], str | None]:
    """Give what names the slugs of figures: channels and categories by the office's records."""
    known: dict[str, dict[str, str]] = {}

    def name(column: str, slug: str) -> str | None:
        noun = _linked_kind(column)
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


def weekly(office: Office, name: str | None = None, *, ids: bool = False) -> Report:
    """Make the paper of an ISO week; without a name, of the last full one."""
    with office.index.steady():
        return papers.weekly(
            office.index.run, office.zone, _week(office, name), _terms(office), ids=ids
        )


def summary(office: Office, first: str, day_after: str, *, ids: bool = False) -> Report:
    """Make the paper of any half-open period between two days."""
    asked = _period(office, first, day_after)
    with office.index.steady():
        return papers.summary(office.index.run, asked, _terms(office), ids=ids)


def why(office: Office, key: str, paper: Paper) -> FigureValue:
    """Give one figure of a paper with the ids that make it up."""
    with office.index.steady():
        return papers.why(office.index.run, key, paper.period, _terms(office))


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


def _terms(office: Office) -> Terms:
    settings: Any = office.rules.settings()
    return Terms() if settings is None else Terms(late_after_hours=settings.late_after_hours)
