"""The grids of a paper: what each steward has to bear, beside what he should (S-156)."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from pm.reports.evaluation import HUNDRED, MEASURED_DECIMALS
from pm.reports.figure import FigureValue
from pm.reports.terms import Grid

Load: TypeAlias = Literal["few", "fitting", "many"]


class GridRow(NamedTuple):
    """One grid of a paper.

    ``steward_households`` are those of all grids of its steward; ``load`` says whether they are as
    many as he should have, none where the grid has no steward.
    """

    grid: Grid
    households: int
    steward_households: int | None
    load: Load | None
    received: int
    open: int
    complaints: int

    @property
    def complaints_per_hundred(self) -> float | None:
        """The valid complaints for a hundred households; none where nobody lives there."""
        if not self.households:
            return None
        return round(HUNDRED * self.complaints / self.households, MEASURED_DECIMALS)


COLUMNS = ("households_by_grid", "received_by_grid", "open_at_end_by_grid")
COMPLAINTS = "valid_complaints_by_grid"


def grid_rows(
    grids: Sequence[Grid], values: Mapping[str, FigureValue], bounds: tuple[int, int]
) -> tuple[GridRow, ...]:
    """Put together what figures say of each grid, in the order of the grids."""
    households, received, left_open, complaints = (
        _counts(values, key) for key in (*COLUMNS, COMPLAINTS)
    )
    by_steward: dict[str, int] = {}
    for grid in grids:
        if grid.steward is not None:
            before = by_steward.get(grid.steward, 0)
            by_steward[grid.steward] = before + households.get(grid.id, 0)
    return tuple(
        GridRow(
            grid=grid,
            households=households.get(grid.id, 0),
            steward_households=by_steward.get(grid.steward or ""),
            load=_load(grid, by_steward.get(grid.steward or ""), bounds),
            received=received.get(grid.id, 0),
            open=left_open.get(grid.id, 0),
            complaints=complaints.get(grid.id, 0),
        )
        for grid in grids
    )


def _counts(values: Mapping[str, FigureValue], key: str) -> Mapping[str, int]:
    found = values[key].value if key in values else None
    return {slug: int(count) for slug, count in found.items()} if isinstance(found, Mapping) else {}


def _load(grid: Grid, households: int | None, bounds: tuple[int, int]) -> Load | None:
    """Weigh what a steward has; a gold steward has more where he agreed to it (S-018)."""
    if households is None:
        return None
    fewest, most = bounds
    if grid.gold and grid.most is not None:
        most = grid.most
    if households > most:
        return "many"
    return "few" if households < fewest else "fitting"
