"""Links: who points to a record, and which links point to nothing."""

from pm.index.database import Index
from pm.index.links import Dangling
from pm.model.fields import Leaf
from pm.model.node import Tree
from tests.index.things import Kinds, TokenVault

THING = Kinds().kind("thing")


def leaf(name: str) -> Leaf:
    found = THING.leaf(name)
    assert found is not None
    return found


def test_the_records_that_point_to_one_are_found(thing_index: Index, trees: list[Tree]) -> None:
    for target in {str(tree.get("part_of", "X-000000")) for tree in trees}:
        expected = sorted(str(tree["id"]) for tree in trees if tree.get("part_of") == target)
        assert thing_index.links(THING, leaf("part_of"), target) == expected


def test_a_link_to_nothing_is_found(thing_index: Index, trees: list[Tree]) -> None:
    expected = {
        Dangling("thing", str(tree["id"]), "part_of", "X-000000")
        for tree in trees
        if tree.get("part_of") == "X-000000"
    }
    assert set(thing_index.dangling([THING])) == expected


def test_a_sealed_link_to_nothing_is_found_by_who_can_open_it(
    thing_index: Index, trees: list[Tree], vault: TokenVault
) -> None:
    ids = {str(tree["id"]) for tree in trees}
    found = set(thing_index.dangling([THING], vault.open))
    clear = set(thing_index.dangling([THING]))
    sealed = {
        Dangling("thing", place.record, "home", plain)
        for (place, token), plain in vault.plain.items()
        if place.path == "home"
        and plain not in ids
        and token in {tree.get("home") for tree in trees}
    }
    assert found == clear | sealed
