"""The load of stewards: the households of each grid, and whether they are too many (S-156)."""

from typing import NamedTuple

from pm.office import registry
from pm.office.office import Office


class Load(NamedTuple):
    """One grid: its units, the households that live there, and what is the matter, if anything.

    ``most`` is the bound that holds for it: the policy's, or what its gold steward took on.
    """

    grid: str
    steward: str | None
    name: str | None
    gold: bool
    units: int
    households: int
    most: int
    verdict: str | None


def loads(office: Office) -> list[Load]:
    """Give every grid in use with its load; void units count nowhere."""
    terms = office.rules.terms(office.now)
    active = registry.kind("grid").record.initial
    with office.index.steady():
        rows = office.index.run(
            "SELECT g.id, g.steward, s.name, g.gold, g.most_households,"
            " count(u.id), sum(u.state IN ('occupied', 'let'))"
            " FROM grid g LEFT JOIN staff s ON s.id = g.steward"
            " LEFT JOIN unit u ON u.grid = g.id AND u.state <> 'void'"
            " WHERE g.state = ? GROUP BY g.id ORDER BY g.id",
            (active,),
        )
    found = []
    for grid, steward, name, gold, most, units, households in rows:
        is_gold = gold == "yes"
        bound = int(most) if is_gold and most else terms.most_households
        verdict = _verdict(steward, households or 0, terms.least_households, bound)
        found.append(Load(grid, steward, name, is_gold, units, households or 0, bound, verdict))
    return found


def _verdict(steward: str | None, households: int, least: int, most: int) -> str | None:
    if steward is None:
        return "no-steward"
    if households > most:
        return "above"
    return "below" if households < least else None
