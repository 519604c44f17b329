"""The grids of a paper: a row for each, with its steward and what he has to bear."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pm.i18n import Message, mark
from pm.model.labels import label
from pm.render.ink import Tone
from pm.render.value import Column, Table
from pm.reports.grids import GridRow, Load

Names: TypeAlias = Callable[[str, str], Message | str]

STRAIN: Mapping[Load | None, Tone] = {"few": Tone.SOON, "fitting": Tone.GOOD, "many": Tone.LATE}
COLUMNS = (
    Column("grid", label("field", "grid"), whole=False),
    Column("steward", label("field", "steward")),
    Column("households", mark("households"), align="right", spare=3),
    Column("load", mark("load"), whole=True, tone=lambda row: STRAIN.get(row["strain"])),
    Column("received", mark("received"), align="right", spare=2),
    Column("open", mark("open"), align="right"),
    Column("per_hundred", mark("valid per 100"), align="right", spare=1),
)
LOADS: Mapping[Load, Callable[[int], Message]] = {
    "few": lambda count: mark("too few: {count}", count=count),
    "fitting": lambda count: mark("fitting: {count}", count=count),
    "many": lambda count: mark("too many: {count}", count=count),
}
NOTHING = "–"


def grid_table(rows: Sequence[GridRow], names: Names) -> Table:
    """Give the grids for people, each with what its steward has in all; a gold one is marked."""
    return Table("grid", COLUMNS, list(_rows(rows, names)))


def _rows(rows: Sequence[GridRow], names: Names) -> Iterator[dict[str, Any]]:
    for row in rows:
        steward, in_all = row.grid.steward, row.steward_households
        per_hundred = row.complaints_per_hundred
        name = NOTHING if steward is None else names("staff", steward)
        yield {
            "grid": names("grid", row.grid.id),
            "steward": mark("{name} (gold)", name=name) if row.grid.gold else name,
            "households": row.households,
            "load": NOTHING if row.load is None or in_all is None else LOADS[row.load](in_all),
            "strain": row.load,
            "received": row.received,
            "open": row.open,
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
