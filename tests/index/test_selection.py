"""Selecting records gives what a plain loop over their trees gives."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm.errors import Usage
from pm.index.database import Index
from pm.index.filters import Filter, Operator
from pm.index.selection import Sort
from pm.model.node import Tree
from pm.model.values import Place
from tests.index.things import COLOURS, TEXTS, Kinds, TokenVault

THING = Kinds().kind("thing")
TEXT_LEAVES = ["code", "about", "colour", "day", "part_of", "tags", "name_en", "state"]
PERSONAL_LEAVES = ["secret", "phones", "owner_name", "steps_note", "members_name"]
NUMBER_LEAVES = ["number", "price", "fragile", "seen_at", "amount", "owner_age", "steps_done_at"]
NEEDLES = [*TEXTS, *COLOURS, "i", "梯", "异", "%", "_", "!", "LIFT", "ÄR", "138", "here", "2021-"]

BOUND = st.none() | st.integers(-2, 12) | st.integers(0, 10**6)
NUMBERS = st.one_of(
    st.builds(
        Filter,
        st.sampled_from(NUMBER_LEAVES),
        st.just(Operator.BETWEEN),
        st.tuples(st.integers(-2, 400), BOUND),
        st.booleans(),
    ),
    st.builds(
        Filter,
        st.sampled_from(NUMBER_LEAVES),
        st.just(Operator.ANY_OF),
        st.lists(st.integers(-2, 12), min_size=1, max_size=3).map(tuple),
        st.booleans(),
    ),
)
WORDS = st.one_of(
    st.builds(
        Filter,
        st.sampled_from(TEXT_LEAVES + PERSONAL_LEAVES),
        st.just(Operator.ANY_OF),
        st.lists(st.sampled_from(NEEDLES), min_size=1, max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(
        Filter,
        st.sampled_from(TEXT_LEAVES + PERSONAL_LEAVES),
        st.just(Operator.BETWEEN),
        st.tuples(st.none() | st.sampled_from(NEEDLES), st.none() | st.sampled_from(NEEDLES)),
        st.booleans(),
    ),
    st.builds(
        Filter,
        st.sampled_from(TEXT_LEAVES + PERSONAL_LEAVES),
        st.just(Operator.CONTAINS),
        st.tuples(st.sampled_from(NEEDLES)),
        st.booleans(),
    ),
    st.builds(
        Filter,
        st.sampled_from(TEXT_LEAVES + PERSONAL_LEAVES + NUMBER_LEAVES),
        st.just(Operator.PRESENT),
        st.just(()),
        st.booleans(),
    ),
)
FILTERS = st.lists(NUMBERS | WORDS, max_size=3)


def plain_values(tree: Tree, name: str, vault: TokenVault) -> list[str]:
    """Give the plain texts of a leaf, from the tree alone."""
    field, _, inner = name.partition("_")
    node: Any = tree.get(name)
    subject, record_id = str(tree["data_subject"]), str(tree["id"])
    if node is None and field in tree and inner:
        node = tree[field]
        if isinstance(node, dict):
            node = node.get(inner)
        else:
            return [
                _plain(
                    vault,
                    entry[inner],
                    record_id,
                    f"{field}[{entry['id']}].{inner}",
                    entry.get("data_subject", subject),
                )
                for entry in node
                if inner in entry
            ]
        name = f"{field}.{inner}"
    if node is None:
        return []
    if isinstance(node, list):
        return [
            _plain(vault, text, record_id, f"{name}[{number}]", subject)
            for number, text in enumerate(node, start=1)
        ]
    return [_plain(vault, node, record_id, name, subject)]


def _plain(vault: TokenVault, text: str, record_id: str, path: str, subject: str) -> str:
    if not text.startswith("pm1."):
        return text
    opened = vault.open(Place("thing", record_id, path, text.split(".")[1], subject), text)
    assert opened is not None
    return opened


def number_of(text: str) -> float:
    if text in {"yes", "no"}:
        return float(text == "yes")
    return datetime.fromisoformat(text).timestamp() if "T" in text else float(text)


def fits(tree: Tree, condition: Filter, vault: TokenVault) -> bool:
    """Judge one filter as a person would."""
    values: list[Any] = plain_values(tree, condition.leaf, vault)
    if condition.leaf in NUMBER_LEAVES and condition.operator is not Operator.PRESENT:
        values = [number_of(text) for text in values]
    tests: dict[Operator, Callable[[Any], bool]] = {
        Operator.ANY_OF: lambda value: value in condition.values,
        Operator.CONTAINS: lambda value: str(condition.values[0]).lower() in value.lower(),
        Operator.PRESENT: lambda _value: True,
        Operator.BETWEEN: lambda value: _between(value, *condition.values),
    }
    return any(map(tests[condition.operator], values)) != condition.negated


def _between(value: Any, first: Any, end: Any) -> bool:
    return (first is None or value >= first) and (end is None or value < end)


@given(filters=FILTERS)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_give_what_a_plain_loop_gives(
    thing_index: Index, trees: list[Tree], vault: TokenVault, filters: list[Filter]
) -> None:
    expected = sorted(
        str(tree["id"]) for tree in trees if all(fits(tree, one, vault) for one in filters)
    )
    found = thing_index.select(THING, filters, columns=("id",), open_=vault.open)
    assert [row[0] for row in found.rows] == expected
    assert thing_index.count(THING, filters, vault.open) == len(expected)


@given(
    leaf=st.sampled_from(["code", "number", "price", "seen_at", "day", "secret", "amount"]),
    second=st.sampled_from(["colour", "fragile", "owner_name"]),
    descending=st.booleans(),
    limit=st.none() | st.integers(0, 30),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sorting_puts_what_is_absent_last_and_is_stable(  # noqa: PLR0913, PLR0917  # the sort
    thing_index: Index,
    trees: list[Tree],
    vault: TokenVault,
    leaf: str,
    second: str,
    descending: bool,  # noqa: FBT001  # hypothesis draws it
    limit: int | None,
) -> None:
    ordered = sorted(trees, key=lambda tree: str(tree["id"]))
    for name, down in ((second, False), (leaf, descending)):
        known = {str(tree["id"]): plain_values(tree, name, vault) for tree in ordered}
        counts = name in {"number", "price", "seen_at", "fragile"}

        def key(tree: Tree, known: dict[str, list[str]] = known, *, counts: bool = counts) -> Any:
            text = known[str(tree["id"])][0]
            return number_of(text) if counts else text

        present = [tree for tree in ordered if known[str(tree["id"])]]
        absent = [tree for tree in ordered if not known[str(tree["id"])]]
        ordered = sorted(present, key=key, reverse=down) + absent
    sort = [Sort(leaf, descending), Sort(second)]
    found = thing_index.select(THING, sort=sort, limit=limit, columns=("id",), open_=vault.open)
    assert [row[0] for row in found.rows] == [str(tree["id"]) for tree in ordered][:limit]


def test_without_columns_every_value_comes_as_it_stands_on_disk(
    thing_index: Index, trees: list[Tree]
) -> None:
    found = thing_index.select(THING)
    by_id = {row[found.columns.index("id")]: row for row in found.rows}
    for tree in trees:
        row = by_id[str(tree["id"])]
        assert row[found.columns.index("secret")] == tree.get("secret")
        assert row[found.columns.index("number")] == tree.get("number")


def test_what_cannot_be_opened_fits_no_filter(thing_index: Index) -> None:
    for negated in (False, True):
        found = thing_index.select(
            THING,
            [
                Filter("secret", Operator.PRESENT),
                Filter("secret", Operator.CONTAINS, ("i",), negated),
            ],
            open_=lambda _place, _disk: None,
        )
        assert found.rows == []


def test_an_unknown_field_is_refused_by_name(thing_index: Index) -> None:
    with pytest.raises(Usage, match="no field called 'nonsense'"):
        thing_index.select(THING, [Filter("nonsense", Operator.PRESENT)])
    with pytest.raises(Usage, match="several values"):
        thing_index.select(THING, sort=[Sort("steps_result")])
