"""What follows from a change of a household: its unit, and who is to be told (S-058)."""

from typing import Any, NamedTuple

from pm.office import registry
from pm.office.desk import Written
from pm.office.office import Office
from pm.office.showing import names_of

MOVES_IN = {"owner": "occupy", "co-owner": "occupy", "tenant": "let", "user": "let"}
CHANGES = frozenset({"new", "change-owner", "move-out", "move-back"})


class Following(NamedTuple):
    """Who answers for the grid and is to be told, and the command that brings the unit up."""

    steward: str | None
    grid: str | None
    command: str | None


def following(office: Office, written: Written, language: str) -> Following | None:
    """Give what follows from an act on a household's file, if anything does.

    The unit is not changed in the same commit: the two records side by side would tell everybody
    where the resident lives. For the same reason the command names no flat.
    """
    verbs = {deed.verb for deed in written.deeds if deed.kind == "resident"}
    if written.kind.name != "resident" or not verbs & CHANGES:
        return None
    resident: Any = written.stored[-1].record
    grid = _record(office, "grid", resident.grid)
    steward = None if grid is None else _record(office, "staff", grid.steward)
    return Following(
        None if steward is None else steward.name,
        None if grid is None else names_of(grid, language),
        _command(resident, verbs),
    )


def _command(resident: Any, verbs: set[str]) -> str | None:  # noqa: ANN401  # a record of pm.kinds.resident
    if "change-owner" in verbs:
        return f"pm resident show {resident.successor}"
    verb = "vacate" if "move-out" in verbs else MOVES_IN.get(resident.capacity or "")
    return None if verb is None or resident.unit is None else f"pm unit {verb} UNIT"


def _record(office: Office, noun: str, record_id: str | None) -> Any:  # noqa: ANN401  # a record of a kind that office does not name
    stored = None if record_id is None else office.reader.find(registry.kind(noun), record_id)
    return None if stored is None else stored.record
