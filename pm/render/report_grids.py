"""The grids of a paper: a row for each, with its steward and what he has to bear."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from pm.i18n import Message, mark
from pm.model.labels import label
from pm.render.value import Column, Table
from pm.reports.grids import GridRow

Names: TypeAlias = Callable[[str, str], Message | str]

COLUMNS = (
    Column("grid", label("field", "grid")),
    Column("steward", label("field", "steward")),
    Column("households", mark("households"), align="right"),
    Column("steward_households", mark("of the steward"), align="right"),
    Column("load", mark("load")),
    Column("received", mark("received"), align="right"),
    Column("open", mark("open at the end"), align="right"),
    Column("complaints", mark("valid complaints"), align="right"),
    Column("per_hundred", mark("per 100 households"), align="right"),
)
LOADS = {"few": mark("too few"), "fitting": mark("fitting"), "many": mark("too many")}
NOTHING = "–"


def grid_table(rows: Sequence[GridRow], names: Names) -> Table:
    """Give the grids for people; a gold steward is marked (S-018)."""
    return Table("grid", COLUMNS, list(_rows(rows, names)))


def _rows(rows: Sequence[GridRow], names: Names) -> Iterator[dict[str, Any]]:
    for row in rows:
        steward = row.grid.steward
        per_hundred = row.complaints_per_hundred
        name = NOTHING if steward is None else names("staff", steward)
        yield {
            "grid": names("grid", row.grid.id),
            "steward": mark("{name} (gold)", name=name) if row.grid.gold else name,
            "households": row.households,
            "steward_households": NOTHING if steward is None else row.steward_households,
            "load": NOTHING if row.load is None else LOADS[row.load],
            "received": row.received,
            "open": row.open,
            "complaints": row.complaints,
            "per_hundred": NOTHING if per_hundred is None else f"{per_hundred:.2f}",
        }


def grid_objects(rows: Sequence[GridRow]) -> list[dict[str, Any]]:
    """Give the grids for scripts."""
    return [
        {
            "grid": row.grid.id,
            "steward": row.grid.steward,
            "gold": row.grid.gold,
            "households": row.households,
            "steward_households": row.steward_households,
            "load": row.load,
            "received": row.received,
            "open_at_end": row.open,
            "valid_complaints": row.complaints,
            "valid_complaints_per_hundred_households": row.complaints_per_hundred,
        }
        for row in rows
    ]
