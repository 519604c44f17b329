"""The contract of every figure; a new one is covered without anyone writing a test."""

import pytest

from pm.i18n import mark
from pm.reports.chapters.end import OPEN
from pm.reports.figure import Figure
from pm.reports.figures import ALL, FIGURES
from pm.reports.source import Source
from pm.reports.sources import ATTEMPTS, SOLUTIONS, TICKETS
from tests.reports.figure_rules import breaches

SAMPLE = FIGURES["received"]

BY_STATE = Source(
    "by_state",
    """
    SELECT id, received_at__n AS received_at, CASE WHEN state IN ('closed', 'withdrawn')
           THEN 0 ELSE 1 END AS stands
    FROM ticket WHERE state NOT IN ('void', 'duplicate')
    """,
)

PLANTED = {
    "today's state": (
        SAMPLE._replace(source=BY_STATE, time=None, where="received_at < :until AND stands = 1"),
        "when the period ended",
    ),
    "the state by name": (SAMPLE._replace(where="state = 'closed'", source=TICKETS), "ask for"),
    "the last solution of all": (
        FIGURES["closed"]._replace(where="reopened_at IS NULL"),
        "when the period ended",
    ),
    "a neighbour's period": (
        FIGURES["open_at_end"]._replace(where="begun_at < :until"),
        "periods beside it",
    ),
    "one row twice": (
        FIGURES["received_by_type"]._replace(
            source=SOLUTIONS, measure="solved_by", time="closed_at"
        ),
        "names",
    ),
    "left out in silence": (SAMPLE._replace(recorded="validity IS NOT NULL"), "go together"),
    "no requirement": (SAMPLE._replace(register=()), "no requirement"),
    "a wrong unit": (FIGURES["solved_on_time"]._replace(unit="hours"), "not measured in"),
    "no label": (SAMPLE._replace(label=mark("")), "no label"),
}


@pytest.mark.parametrize("figure", ALL, ids=[figure.key for figure in ALL])
def test_a_figure_keeps_the_contract(figure: Figure) -> None:
    assert breaches(figure) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_the_contract_finds_a_planted_defect(planted: str) -> None:
    figure, said = PLANTED[planted]
    assert any(said in breach for breach in breaches(figure)), breaches(figure)


def test_keys_are_unique() -> None:
    assert len(FIGURES) == len(ALL)


def test_the_nine_figures_of_scripts_are_there() -> None:
    assert {
        "received",
        "closed",
        "open_at_end",
        "overdue_at_end",
        "solved_on_time",
        "median_hours_to_solve",
        "received_by_type",
        "received_by_channel",
        "received_by_category",
    } <= set(FIGURES)


def test_open_is_asked_of_times_alone() -> None:
    assert "state" not in OPEN
    assert "closed_at" in ATTEMPTS.sql
