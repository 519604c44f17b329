"""What follows from a change of a household: its unit, and who is to be told (S-058)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pm.errors import Sealed
from pm.index.filters import Filter, Operator
from pm.office import registry
from pm.office.desk import Written
from pm.office.office import Office
from pm.office.showing import names_of

MOVES_IN = {"owner": "occupy", "co-owner": "occupy", "tenant": "let", "user": "let"}
CHANGES = frozenset({"new", "change-owner", "move-out", "move-back"})
OWNED_ANEW = frozenset({"new", "move-back"})
OWNER = "owner"


class Following(NamedTuple):
    """Who answers for the grid and is to be told, and the command that brings the unit up.

    ``others`` are the files of the same flat that say they are its owner's too.
    """

    steward: str | None
    grid: str | None
    command: str | None
    others: list[str]


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
        sorted(_other_owners(office, resident)) if verbs & OWNED_ANEW else [],
    )


def _command(resident: Any, verbs: set[str]) -> str | None:  # noqa: ANN401  # a record of pm.kinds.resident
    if "change-owner" in verbs:
        return f"pm resident show {resident.successor}"
    verb = "vacate" if "move-out" in verbs else MOVES_IN.get(resident.capacity or "")
    return None if verb is None or resident.unit is None else f"pm unit {verb} UNIT"


def _other_owners(office: Office, resident: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    """Give the owners' files of the same flat, as far as whoever acts can read where they live."""
    flat = flat_of(office, resident)
    if resident.capacity != OWNER or resident.building is None or flat is None:
        return
    kind = registry.kind("resident")
    facts = {"state": kind.record.initial, "capacity": OWNER, "building": resident.building}
    filters = [Filter(name, Operator.ANY_OF, (value,)) for name, value in facts.items()]
    rows = office.index.select(kind, filters, columns=["id"]).rows
    ids = [str(record_id) for (record_id,) in rows]
    office.vault.load(ids)
    for record_id in ids:
        other = _record(office, "resident", record_id)
        if record_id in {resident.id, resident.successor} or other is None:
            continue
        if flat_of(office, other) == flat:
            yield record_id


def flat_of(office: Office, resident: Any) -> str | None:  # noqa: ANN401  # as above
    """Give the flat of a household, as far as whoever acts can read where it lives."""
    try:
        return None if resident.unit is None else str(resident.unit.open(office))
    except Sealed:  # or erased, or damaged
        return None


def _record(office: Office, noun: str, record_id: str | None) -> Any:  # noqa: ANN401  # a record of a kind that office does not name
    stored = None if record_id is None else office.reader.find(registry.kind(noun), record_id)
    return None if stored is None else stored.record
