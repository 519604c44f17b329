"""Figures read the tables that the index really has."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pm.index.layout import BASE, BASE_INDEXES, tables
from pm.model.times import week
from pm.office import registry
from pm.reports.evaluation import evaluate
from pm.reports.figure import Figure
from pm.reports.figures import ALL
from pm.reports.papers import weekly
from pm.reports.sources import INDEXES
from pm.reports.terms import Terms

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = week("2026-W47", ZONE)
SECONDS = int(WEEK.start.timestamp())


@pytest.fixture
def index() -> Iterable[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    made = [table for kind in registry.kinds() for table in tables(kind)]
    indexes = [statement for table in made for statement in table.indexes()]
    creations = [table.creation() for table in made]
    for statement in (*BASE, *creations, *BASE_INDEXES, *indexes):
        connection.execute(statement)
    yield connection
    connection.close()


@pytest.mark.parametrize("figure", ALL, ids=[figure.key for figure in ALL])
def test_a_figure_finds_its_columns(index: sqlite3.Connection, figure: Figure) -> None:
    assert evaluate(index.execute, [figure], [WEEK], Terms())[figure.key][0].left_out == 0


@pytest.mark.parametrize("statement", INDEXES)
def test_an_index_that_figures_propose_finds_its_columns(
    index: sqlite3.Connection, statement: str
) -> None:
    index.execute(statement)


def test_a_ticket_of_the_index_is_counted(index: sqlite3.Connection) -> None:
    index.execute(
        "INSERT INTO ticket (id, state, type, received_at__n, due__n) VALUES (?, ?, ?, ?, ?)",
        ("T-261116-K7Q2XM", "closed", "repair", SECONDS, SECONDS + 60),
    )
    index.execute(
        "INSERT INTO ticket__solutions (record_id, position, solved_at__n, closed_at__n, due__n)"
        " VALUES (?, 1, ?, ?, ?)",
        ("T-261116-K7Q2XM", *(SECONDS + 60,) * 3),
    )

    def run(sql: str, parameters: Mapping[str, int | str]) -> Iterable[tuple[Any, ...]]:
        return index.execute(sql, parameters)

    lines = {line.now.key: line.now.value for line in weekly(run, ZONE, WEEK, Terms()).lines}
    assert lines["received"] == lines["solved"] == lines["closed"] == 1
    assert lines["open_at_end"] == lines["overdue_at_end"] == 0
    assert lines["solved_on_time"] == 1.0
