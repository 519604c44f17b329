"""Who plays and where: the households with their flats, the places, and the staff at work."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pm.index.filters import Filter, Operator
from pm.office import registry
from pm.office.demo.script import DAY, Script
from pm.office.founding import sample_records
from pm.office.importing.plan import KEY, SYSTEM
from pm.office.office import Office

RESIDENTS = "residents"
"""The map and the list by which households come in."""
CAPACITIES = {"业主": "owner", "租户": "tenant"}
COMMON = ("area", "equipment", "building")
"""The kinds of places that are nobody's home."""
SATURDAY = 5


class Person(NamedTuple):
    """Somebody of a household, as the desk knows him."""

    name: str
    phone: str
    unit: str
    resident: str
    capacity: str


class Place(NamedTuple):
    """A place: the option by which a ticket names it, its id, its grid, and what it is called."""

    noun: str
    id: str
    grid: str
    zh: str
    en: str


class Cast:
    """The households and places of the office as it stands."""

    def __init__(self, office: Office, records: Path) -> None:
        """Read the office's index, the list that came in, and the sample residents."""
        units = office.index.run("SELECT id, code, building, grid FROM unit")
        self._codes = {code: unit for unit, code, *_ in units}
        self.places: dict[str, Place] = {}
        for noun in COMMON:
            rows = office.index.run(f"SELECT id, grid, name_zh, name_en FROM {noun}")  # noqa: S608  # a kind's name
            self.places |= {slug: Place(noun, slug, grid, zh, en) for slug, grid, zh, en in rows}
        for unit, code, building, grid in units:
            whole = self.places[building]
            self.places[code] = Place("unit", unit, grid, whole.zh, whole.en)
        self.departments = dict(office.index.run("SELECT id, department FROM category"))
        self.people = {**self._of_list(office, records), **self._of_samples()}

    def _of_list(self, office: Office, records: Path) -> Mapping[str, Person]:
        """Give the households of the list, by the codes of their flats."""
        system = Filter(SYSTEM, Operator.ANY_OF, (RESIDENTS,))
        rows = office.index.select(registry.kind("resident"), [system], columns=["id", KEY]).rows
        ids = {key: str(record_id) for record_id, key in rows}
        with (records / "lists" / f"{RESIDENTS}.csv").open(encoding="utf-8", newline="") as file:
            return {
                row["房号"]: Person(
                    row["姓名"],
                    row["联系电话"],
                    self._codes[row["房号"]],
                    ids[row["编号"]],
                    CAPACITIES.get(row["身份"], "other"),
                )
                for row in csv.DictReader(file)
                if row["编号"] in ids
            }

    def _of_samples(self) -> Mapping[str, Person]:
        codes = {unit: code for code, unit in self._codes.items()}
        found: dict[str, Person] = {}
        for stored in sample_records(registry.kind("resident")):
            one: Any = stored.record
            unit = str(stored.tree.get("unit"))
            if one.state == "registered" and unit in codes:
                found[codes[unit]] = Person(
                    str(stored.tree.get("name")),
                    str(stored.tree.get("phone")),
                    unit,
                    one.id,
                    one.capacity if one.capacity in {"owner", "tenant"} else "other",
                )
        return found


class Crew:
    """The staff at work: who does what, and when."""

    def __init__(self, script: Script) -> None:
        """Take the script, which says who works when."""
        self._crew = script.crew
        self._stays = script.stays

    def who(self, work: str, at: datetime, day: int, number: int) -> str:
        """Give who does something at a time; the number shares it out among several."""
        names = self._at_work(work, at, day)
        return names[number % len(names)]

    def knows(self, work: str) -> bool:
        """Tell whether a word says what somebody does; else it is his name."""
        return work in self._crew

    def _at_work(self, work: str, at: datetime, day: int) -> Sequence[str]:
        by_time = self._crew[work]
        if not DAY[0] <= at.hour < DAY[1] and "night" in by_time:
            names = by_time["night"]
        elif at.weekday() >= SATURDAY and "weekend" in by_time:
            names = by_time["weekend"]
        else:
            names = by_time["day"]
        return [name for name in names if self._is_there(name, day)]

    def _is_there(self, name: str, day: int) -> bool:
        first, last = self._stays.get(name, (day, day))
        return first <= day <= last
