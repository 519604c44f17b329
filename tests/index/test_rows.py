"""The short way of the index accepts exactly what the codec accepts."""

import copy
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pm.index.rows import RowReader
from pm.model.codec import decode
from pm.model.node import Tree
from tests.index.things import Kinds, TokenVault, things

THING = Kinds().kind("thing")
MADE = things(40, TokenVault(), seed=9)
READER = RowReader(THING)
NODES: list[Any] = ["", "x", "5", "yes", [], ["a"], {}, {"id": "x"}, [{}], [{"id": "AB"}], [["x"]]]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to every place in a tree."""
    keys: Any = ()
    if isinstance(node, dict):
        keys = node
    elif isinstance(node, list):
        keys = range(len(node))
    return [path, *(found for key in keys for found in places(node[key], (*path, key)))]


@st.composite
def bent_trees(draw: st.DrawFn) -> Tree:
    """Take a tree and change, add or remove something in it."""
    tree: Any = copy.deepcopy(draw(st.sampled_from(MADE)))
    for _ in range(draw(st.integers(0, 2))):
        (*way, last) = draw(st.sampled_from(places(tree)[1:]))
        holder = tree
        for key in way:
            holder = holder[key]
        change = draw(st.sampled_from(["set", "drop", "add"]))
        if change == "set":
            holder[last] = copy.deepcopy(draw(st.sampled_from(NODES)))
        elif change == "drop":
            del holder[last]
        elif isinstance(holder, dict):
            holder["unknown"] = copy.deepcopy(draw(st.sampled_from(NODES)))
    made: Tree = tree
    return made


@given(bent_trees())
def test_both_ways_find_the_same_problems(tree: Tree) -> None:
    decoded, reading = decode(THING, copy.deepcopy(tree)), READER.read(tree)
    assert reading.problems == decoded.problems
    assert (reading.row is None) == (decoded.record is None)
    if reading.row is not None:
        assert reading.row[0] == tree["id"]


def test_the_order_of_keys_does_not_matter() -> None:
    for tree in MADE:
        items = list(tree.items())
        Random(1).shuffle(items)  # noqa: S311  # repeatable on purpose
        assert READER.read(dict(items)) == READER.read(tree)
