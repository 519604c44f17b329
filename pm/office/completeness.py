"""The completeness of the households' files: the papers required, there and missing (完整率).

What is required follows from the capacity and the papers in use today, so that nothing is stale
after a change of the office's list; only clear values are asked for, and no key is needed.
"""

from collections import defaultdict
from typing import NamedTuple

from pm.office import registry
from pm.office.office import Office

COUNTED = "registered"
"""The state of the files that count: those of households that are here."""


class FileOfPapers(NamedTuple):
    """One household's file: how many papers it must hold, how many it holds, which it lacks."""

    id: str
    capacity: str | None
    grid: str | None
    required: int
    present: int
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether it lacks nothing."""
        return not self.missing


class Completeness(NamedTuple):
    """The files that count, and what they hold together; rates are none where nothing counts."""

    files: list[FileOfPapers]

    @property
    def required(self) -> int:
        """How many papers all files must hold."""
        return sum(one.required for one in self.files)

    @property
    def present(self) -> int:
        """How many of them they hold."""
        return sum(one.present for one in self.files)

    @property
    def complete_files(self) -> int:
        """How many files lack nothing."""
        return sum(one.is_complete for one in self.files)

    @property
    def rate(self) -> float | None:
        """The papers that are there, as a share of those required."""
        return round(self.present / self.required, 4) if self.required else None

    @property
    def full_file_rate(self) -> float | None:
        """The files that lack nothing, as a share of all."""
        return round(self.complete_files / len(self.files), 4) if self.files else None


def completeness(office: Office, grid: str | None = None) -> Completeness:
    """Give the files that count, of one grid or of all, those that lack most first."""
    with office.index.steady():
        required = _required(office)
        there = _there(office)
        rows = office.index.run(
            "SELECT id, capacity, grid FROM resident WHERE state = ? ORDER BY id", (COUNTED,)
        )
    files = [
        _file(record_id, capacity, where, required[capacity], there[record_id])
        for record_id, capacity, where in rows
        if grid in {None, where}
    ]
    return Completeness(sorted(files, key=lambda one: (-len(one.missing), one.id)))


def _file(
    record_id: str, capacity: str | None, grid: str | None, required: list[str], there: set[str]
) -> FileOfPapers:
    missing = tuple(paper for paper in required if paper not in there)
    return FileOfPapers(
        record_id, capacity, grid, len(required), len(required) - len(missing), missing
    )


def _required(office: Office) -> defaultdict[str | None, list[str]]:
    """Give the papers in use by the capacity for which they are required."""
    state = registry.kind("paper").record.initial
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for paper, capacities in office.index.run(
        "SELECT id, required_for FROM paper WHERE state = ? ORDER BY id", (state,)
    ):
        for capacity in (capacities or "").split():
            found[capacity].append(paper)
    return found


def _there(office: Office) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, paper in office.index.run(
        "SELECT record_id, paper FROM resident__papers WHERE status = 'present'"
    ):
        found[record_id].add(paper)
    return found
