"""A unit: who holds it and whether somebody lives there, and what rates count by it."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.unit import OCCUPANCIES
from pm.model.node import Tree
from pm.office import registry
from pm.office.founding import sample_records
from pm.office.migrating import occupancy_to_state
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing


def unit(place: Place, **values: Any) -> Any:
    building = place.put("building", "active", grid=link("east"))
    return place.new("unit", code="3-1-402", building=link(building), **values)


def test_a_unit_is_listed_in_the_state_that_is_known_of_it() -> None:
    place = Place()
    assert unit(place).state == "listed"
    assert (unit(place).grid, unit(place, grid=link("west")).grid) == ("east", "west")
    assert [unit(place, occupancy=one).state for one in OCCUPANCIES] == list(OCCUPANCIES)


def test_a_flat_is_entered_once() -> None:
    place = Place()
    there = place.put("unit", "occupied", 1, code="3-1-402a")
    place.put("unit", "void", 2, code="3-1-402")
    flat = unit(place)
    with pytest.raises(Refused) as refused:
        place.run(flat, "edit", code="3-1-402A")
    assert missing(refused) == [f"a code of its own: {there} has it (pm unit show {there})"]
    with pytest.raises(Refused):
        place.new("unit", code="3-1-402A", building=flat.building)
    assert place.run(flat, "edit", code="3-1-402", floor=4).floor == 4


def test_a_flat_that_is_there_twice_already_can_still_be_corrected() -> None:
    place = Place()
    flat = unit(place)
    place.put("unit", "occupied", 1, code=flat.code)
    assert place.run(flat, "edit", code=flat.code, floor=4).floor == 4


def test_a_flat_goes_from_the_developer_to_a_tenant_and_back() -> None:
    place = Place()
    flat = unit(place, occupancy="unsold")
    states = []
    for verb in (
        *("sell", "deliver", "begin-renovation", "end-renovation", "occupy", "vacate"),
        *("let", "occupy", "begin-renovation", "end-renovation"),
    ):
        flat = place.run(flat, verb)
        states.append(flat.state)
    assert states == [
        *("undelivered", "bare", "renovating", "vacant", "occupied", "vacant"),
        *("let", "occupied", "renovating", "vacant"),
    ]
    assert flat.delivered_on == flat.state_since == NOW.date()


def test_since_when_it_is_so_may_lie_back() -> None:
    place = Place()
    day = date(2026, 11, 1)
    flat = place.run(unit(place, occupancy="undelivered"), "deliver", state_since=day)
    assert (flat.delivered_on, flat.state_since) == (day, day)
    assert place.run(flat, "occupy").delivered_on == day


@pytest.mark.parametrize("verb", ["sell", "deliver", "occupy", "let", "vacate", "correct"])
def test_nothing_is_so_since_a_day_to_come(verb: str) -> None:
    place = Place()
    values: dict[str, Any] = {"occupancy": "bare"} if verb == "correct" else {}
    with pytest.raises(Refused) as refused:
        place.run(unit(place), verb, state_since=date(2026, 11, 24), **values)
    assert missing(refused) == ["a day that is not still to come (--state-since)"]


@pytest.mark.parametrize("verb", ["occupy", "let", "vacate", "begin-renovation"])
def test_nobody_lives_in_what_was_not_delivered(verb: str) -> None:
    place = Place()
    for state in ("unsold", "undelivered"):
        with pytest.raises(Refused):
            place.run(unit(place, occupancy=state), verb)


def test_a_state_that_was_noted_by_mistake_is_put_right() -> None:
    place = Place()
    flat = place.run(unit(place, occupancy="vacant"), "occupy")
    mended = place.run(flat, "correct", occupancy="bare", state_since=date(2026, 11, 1))
    assert (mended.state, mended.state_since) == ("bare", date(2026, 11, 1))
    uses = {use for stored in sample_records(registry.kind("reason")) for use in uses_of(stored)}
    assert registry.kind("unit").verbs["correct"].reasons in uses


def uses_of(stored: Any) -> list[str]:
    uses: list[str] = stored.record.uses
    return uses


def test_each_state_has_a_way_in_and_a_way_out() -> None:
    kind = registry.kind("unit")
    for state in OCCUPANCIES:
        assert any(state in verb.targets for verb in kind.verbs.values() if not verb.creates)
        assert any(
            verb.starts_from(state, kind.final) and verb.targets
            for verb in kind.verbs.values()
            if verb.name not in {"correct", "void"}
        )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"state": "listed", "occupancy": "let"}, {"state": "let"}),
        ({"state": "void", "occupancy": "let"}, {"state": "void"}),
        ({"state": "listed"}, {"state": "listed"}),
        ({"state": "occupied"}, {"state": "occupied"}),
    ],
)
def test_an_older_record_tells_its_occupancy_by_its_state(before: Tree, after: Tree) -> None:
    assert occupancy_to_state(before) == after
