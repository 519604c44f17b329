"""What holds for any record, any text and any file: found by hypothesis, not thought of."""

import copy

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pm.model.node import Tree
from pm.store.yaml_reading import read_tree
from pm.store.yaml_splicing import splice_tree
from pm.store.yaml_writing import write_tree
from tests.store.yaml_trees import LINES, hand_written, in_order_of, leaves, trees

many = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@many
@given(trees())
def test_what_was_written_is_read_back(tree: Tree) -> None:
    data = write_tree(tree)
    assert read_tree(data, "f") == tree
    assert write_tree(read_tree(data, "f")) == data


@many
@given(trees())
def test_other_tools_read_the_same_texts(tree: Tree) -> None:
    assume("T09:15:00+08:00" not in str(tree))  # a moment, which they read as one
    data = write_tree(tree)
    older = YAML(typ="safe", pure=True)
    older.version = (1, 1)
    assert YAML(typ="safe").load(data) == older.load(data) == tree


@many
@given(trees(), trees())
def test_an_edit_of_a_written_record_is_the_record_written_anew(before: Tree, after: Tree) -> None:
    after = in_order_of(after, before)
    assert splice_tree(write_tree(before), after, "f") == write_tree(after)


@many
@given(hand_written(trees()), trees())
def test_an_edit_of_any_file_gives_what_was_asked_for(text: str, after: Tree) -> None:
    data = text.encode()
    before = read_tree(data, "f")
    assert splice_tree(data, before, "f") is data
    assert read_tree(splice_tree(data, after, "f"), "f") == after
    assert read_tree(splice_tree(data, before | after, "f"), "f") == before | after


@many
@given(hand_written(trees(LINES), brackets=False), LINES, st.data())
def test_a_changed_text_of_one_line_is_one_changed_line(
    text: str, new: str, data: st.DataObject
) -> None:
    before = read_tree(text.encode(), "f")
    after = copy.deepcopy(before)
    changed = [leaf for leaf in leaves(after) if leaf[1] != "id"]
    assume(changed)
    holder, at = data.draw(st.sampled_from(changed))
    holder[at] = new  # type: ignore[index]  # a name for a mapping, a place for a list
    lines = text.encode().split(b"\n")
    spliced = splice_tree(text.encode(), after, "f").split(b"\n")
    pairs = zip(lines, spliced, strict=True)
    assert sum(old != now for old, now in pairs) == (before != after)
