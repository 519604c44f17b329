"""Checklists in versions, and the standards on which they rest."""

from typing import Any

import pytest

from pm.errors import Refused
from pm.model.values import Prose, Words
from pm.office import registry
from pm.office.founding import DEFAULTS, sample_records
from tests.kinds.judging import Place, link, missing


def checklist(place: Place, **values: Any) -> Any:
    name = Words(en="Lobby", zh="大堂")
    return place.new("checklist", id="lobby", name=name, level="weekly", extent="item", **values)


def standing(one: Any, version: int) -> list[str]:
    return [str(item.name) for item in one.in_force(version)]


def test_every_change_of_the_items_makes_a_version_and_loses_none() -> None:
    place = Place()
    one = place.run(checklist(place), "add-item", item_name=Words(en="Floor"), weight=3)
    one = place.run(one, "add-item", item_name=Words(en="Glass"), veto=True)
    floor, glass = one.items
    one = place.run(one, "change-item", item=floor.id, item_name=Words(zh="地面"), method="look")
    one = place.run(one, "drop-item", item=glass.id)
    assert one.version == 5
    assert [standing(one, version) for version in range(1, 6)] == [
        [],
        ["Floor"],
        ["Floor", "Glass"],
        ["Floor", "Glass"],
        ["Floor"],
    ]
    (changed,) = one.in_force(5)
    assert changed.name == Words(en="Floor", zh="地面")
    assert (changed.weight, changed.method, changed.veto) == (3, "look", False)
    assert changed.id != floor.id


def test_only_what_stands_on_the_list_is_changed_or_dropped() -> None:
    place = Place()
    one = place.run(checklist(place), "add-item", item_name=Words(en="Floor"))
    gone = one.items[0].id
    one = place.run(one, "drop-item", item=gone)
    for verb in ("change-item", "drop-item"):
        with pytest.raises(Refused) as refused:
            place.run(one, verb, item=gone)
        assert missing(refused) == [
            f"an item of the list (--item ID; pm checklist show {one.id})",
        ]


def standard(place: Place, **values: Any) -> Any:
    given: dict[str, Any] = {
        "id": "made",
        "name": Words(en="Floor"),
        "source": "Manual",
        "version": "2026-1",
    }
    return place.new("standard", **given, **values)


def test_a_criterion_stands_on_an_item_and_an_item_on_an_area() -> None:
    place = Place()
    area = link(place.put("standard", "active", 1, rank="area", parent=None))
    item = link(place.put("standard", "active", 2, rank="item", parent=area))
    for rank, parent in (("area", None), ("area", area), ("item", area), ("criterion", item)):
        assert standard(place, rank=rank, parent=parent).rank == rank
    for rank, parent, told in (
        ("area", item, "another area above it, or none (--parent)"),
        ("item", None, "the area to which the item belongs (--parent)"),
        ("item", item, "the area to which the item belongs (--parent)"),
        ("criterion", area, "the item to which the criterion belongs (--parent)"),
    ):
        with pytest.raises(Refused) as refused:
            standard(place, rank=rank, parent=parent)
        assert missing(refused) == [told]


def test_no_standard_stands_on_itself() -> None:
    place = Place()
    above = link(place.put("standard", "active", 1, rank="area", parent=link("made")))
    place.put("standard", "active", 2, rank="area", parent=None)
    made = standard(place, rank="area")
    made.id = "made"
    with pytest.raises(Refused) as refused:
        place.run(made, "edit", parent=above)
    assert missing(refused) == ["another standard above it: it would stand on itself (--parent)"]


def test_a_target_is_held_against_what_was_measured() -> None:
    place = Place()
    assert standard(place, rank="area", target=90, measured=90).target == 90
    with pytest.raises(Refused) as refused:
        standard(place, rank="area", target=95)
    assert missing(refused) == ["what was measured last, to hold the target against (--measured)"]
    with pytest.raises(Refused) as refused:
        standard(place, rank="area", target=95, measured=80)
    assert missing(refused) == ["how 95 is to be reached where 80 was measured (--plan)"]
    assert standard(place, rank="area", target=95, measured=80, plan=Prose("Two more rounds"))


def test_a_new_office_begins_with_checklists_whose_items_can_be_scored() -> None:
    assert {"standard", "checklist"} <= set(DEFAULTS)
    found: list[Any] = [stored.record for stored in sample_records(registry.kind("checklist"))]
    assert len(found) >= 4
    for one in found:
        items = one.in_force(one.version)
        assert {bool(item.name.en and item.name.zh) for item in items} == {True}
        assert one.department is not None
