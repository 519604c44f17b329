"""A kind in one file gets everything that a kind has."""

import sys
from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from pm.errors import NotFound
from pm.model.codec import decode, encode
from pm.model.ids import new_id
from pm.model.kind import Kind
from pm.model.schema import schema
from pm.model.transition import Making, create, perform
from pm.model.values import Link
from pm.office import registry
from tests.contract.guard_rules import problems_of_guards
from tests.contract.kind_rules import KIND_RULES, problems_of_house
from tests.contract.samples import typed_value
from tests.contract.verb_rules import problems_of_running
from tests.contract.world import LockedVault, SampleWorld, every_kind


def test_it_is_found_by_its_file_without_being_imported(parcel: str) -> None:
    assert parcel in registry.names()
    assert registry.about(parcel).text == "A parcel that the desk keeps for a resident."
    assert registry.by_prefix()["P"] == parcel
    assert "pm.kinds.parcel" not in sys.modules


def test_it_is_gone_when_its_file_is_gone() -> None:
    assert "parcel" not in registry.names()
    with pytest.raises(NotFound):
        registry.kind("parcel")


def test_it_has_states_and_verbs(parcel: str) -> None:
    kind = registry.kind(parcel)
    assert kind.states == ("held", "fetched", "void")
    assert list(kind.verbs) == ["hand-over", "new", "edit", "void"]
    hand_over = kind.verbs["hand-over"]
    assert hand_over.about.text == "Give the parcel to a resident."
    assert [option.name for option in kind.offered(hand_over)] == ["fetched_by"]
    assert [option.name for option in kind.offered(kind.verbs["new"])] == ["unit"]
    assert kind.capability(hand_over) == "parcel.hand-over"


def test_it_has_a_schema(parcel: str) -> None:
    described = schema(registry.kind(parcel))
    assert described["title"] == "parcel"
    assert described["required"] == ["id", "state", "data_subject", "unit"]
    properties = described["properties"]
    assert isinstance(properties, dict)
    assert properties["state"] == {"enum": ["held", "fetched", "void"]}
    assert properties["unit"] == {"type": "string", "x-personal": "address"}
    assert properties["fetched_by"] == {"type": "string", "x-links": ["resident"]}


def test_it_has_a_path_that_follows_from_its_id(parcel: str) -> None:
    kind = registry.kind(parcel)
    record_id = new_id(kind.layout, kind.prefix, date(2026, 11, 22), Random(1))  # noqa: S311  # repeatable
    assert kind.path(record_id) == f"records/parcels/2026/11/22/{record_id}.yaml"


def test_a_record_of_it_is_made_handed_over_and_comes_back_from_disk(parcel: str) -> None:
    kind = registry.kind(parcel)
    world = SampleWorld.around(kind)
    leaf = kind.leaf("unit")
    assert leaf is not None
    values = {"unit": typed_value(leaf.field, world)}
    making = Making("P-261122-K7Q2XM", "D-K7Q2XMK7Q2")
    made = create(kind, kind.verbs["new"], world.act(), making, values).record
    resident = world.ids(("resident",))[0]
    outcome = perform(
        kind, made, kind.verbs["hand-over"], world.act(), {"fetched_by": Link(resident)}
    )
    tree = encode(kind, outcome.record, LockedVault())
    assert list(tree) == ["id", "state", "data_subject", "unit", "fetched_by"]
    assert (tree["state"], tree["fetched_by"]) == ("fetched", resident)
    assert str(tree["unit"]).startswith("pm1.address.1.")
    record = decode(kind, tree).record
    assert record is not None
    assert encode(kind, record, LockedVault()) == tree


@pytest.mark.parametrize(
    "rule", [*KIND_RULES, problems_of_running, problems_of_guards], ids=lambda rule: rule.__name__
)
def test_it_passes_every_contract(rule: Callable[[Kind], list[str]], parcel: str) -> None:
    assert rule(registry.kind(parcel)) == []


def test_it_stands_in_nobodys_way(parcel: str) -> None:
    kinds = every_kind()
    assert parcel in kinds
    assert problems_of_house(kinds.values()) == []
