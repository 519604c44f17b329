"""What the short way reads is what the YAML door reads."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pm.errors import Unreadable
from pm.index.short_reading import ShortReading
from pm.model.node import Tree
from pm.store.yaml_reading import read_tree
from pm.store.yaml_writing import write_tree
from tests.index.synthetic import ticket
from tests.index.things import TokenVault, things

PIECES = [
    *["a", "b", "key", "K_9", "null", "~", "yes", "12", "1:30", "2026-11-22T09:15:00+08:00"],
    *[": ", ":", "- ", "-", "  ", "    ", " ", "\n", "\n", "\n  ", "\n  - ", "\n    ", "\t", "#"],
    *[" #", "'", '"', "''", '""', "\\", "|", ">", "|-\n", "&a ", "*a", "!t ", "[", "]", "{", "}"],
    *[",", "?", "? ", "%", "@", "`", "---", "...", "<<", "电梯", "\u3000", "\x85", "\u2028"],
    *["\ufeff", "\x00", "é", "😀", "a: b\n", "a:\n  b: c\n", "a:\n  - b: c\n    d: e\n"],
    *["a:\n  - b\n", "a: 'x'\n", 'a: "x"\n', "b: x y\n", "b:\n", "c: \n", "key: a:b\n"],
]
LINES = st.builds(
    "{}{}{}\n".format,
    st.sampled_from(["", "", "", "  ", "  - ", "    ", "      ", "- "]),
    st.sampled_from(["a:", "b:", "c:", "d:", "e:", "", "a", "'a':", "a b:"]),
    st.sampled_from(
        ["", " x", " 'x'", ' "x"', " x y", " ", "  x", " x:y", " x: y", " x #", " x#y"]
    ),
)
NODES: st.SearchStrategy[object] = st.recursive(
    st.text(max_size=8) | st.sampled_from(PIECES),
    lambda nodes: (
        st.lists(nodes, max_size=3) | st.dictionaries(st.text(max_size=4), nodes, max_size=3)
    ),
    max_leaves=12,
)


READING = ShortReading()


def read(data: bytes) -> Tree | None:
    try:
        return read_tree(data, "x")
    except Unreadable:
        return None


def agree(data: bytes) -> None:
    short = READING.read(data)
    if short is not None:
        assert short == read(data)
        assert list(short) == list(read_tree(data, "x"))


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=600)
def test_any_text_is_read_alike_or_left_to_the_door(text: str) -> None:
    agree(text.encode())


@given(st.lists(LINES, max_size=7).map("".join))
@settings(max_examples=600)
def test_any_lines_are_read_alike_or_left_to_the_door(text: str) -> None:
    agree(text.encode())


@given(st.binary(max_size=40))
def test_any_bytes_are_read_alike_or_left_to_the_door(data: bytes) -> None:
    agree(data)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), NODES, max_size=6))
def test_what_pm_writes_is_read_alike(tree: Tree) -> None:
    agree(write_tree(tree))


def test_most_of_what_pm_writes_goes_the_short_way() -> None:
    short = [READING.read(write_tree(tree)) for tree in things(40, TokenVault())]
    assert sum(tree is not None for tree in short) > 10
    random = Random(1)  # noqa: S311  # repeatable on purpose
    for number in range(20):
        _, text, _ = ticket(random, number)
        tree = read_tree(text.encode(), "x")
        assert READING.read(write_tree(tree)) == tree


def test_a_record_that_is_too_long_is_left_to_the_door() -> None:
    assert READING.read(b"a: x\n" + b"b: " + b"y" * 70_000 + b"\n") is None
