"""Records of any texts, and files of them as people write them, for hypothesis."""

import random
from itertools import chain

from hypothesis import strategies as st

from pm.model.node import Node, Tree
from pm.store.yaml_scalars import block_of_text, line_of_text
from pm.store.yaml_splicing import matched

ODD = ["- ", ": ", " #", "\n", "\n\n", "\n  ", "\t", "'", '"', "\\", "---", "...", "|", "{", "[1]"]
ODD += ["yes", "012", "1:30", "2026-11-22", "T09:15:00+08:00", "<<", "~", "&a", "*a", "!a", "%"]
ODD += [
    "电梯",
    "😀",
    "👩\u200d👧",
    "\u3000",
    "\xa0",
    "\x85",
    "\u2028",
    "\ufeff",
    "\0",
    "\r",
    "\u202e",
]

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(st.sampled_from([*ODD, "a", "b c", " "]), max_size=6).map("".join),
    st.text("0123456789+-.:_eExob ", max_size=12),
)
"""Any text: of all of Unicode, of what YAML minds, of what looks like a number."""

LINES = TEXTS.filter(lambda text: "\n" not in text)
"""Any text that is written on one line."""


def trees(texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Tree]:
    """Give records of such texts; some of their lists hold entries with an id."""
    names = st.one_of(st.sampled_from("abcdefgh"), texts)
    entry = st.dictionaries(st.sampled_from("abc"), texts, max_size=2)
    entries = st.dictionaries(st.sampled_from("123456"), entry, max_size=4).map(
        lambda found: [{"id": name, **fields} for name, fields in found.items()]
    )
    nodes: st.SearchStrategy[Node] = st.recursive(
        texts,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4), entries
        ),
        max_leaves=8,
    )
    return st.dictionaries(names, nodes, max_size=6)


def in_order_of(after: Tree, before: Tree) -> Tree:
    """Put the fields that both records have in the order of the second."""
    known = iter([name for name in before if name in after])
    order = [next(known) if name in before else name for name in after]
    return {name: _ordered(after[name], before.get(name, "")) for name in order}


def _ordered(after: Node, before: Node) -> Node:
    if isinstance(after, dict) and isinstance(before, dict):
        return in_order_of(after, before)
    if isinstance(after, list) and isinstance(before, list):
        pairs = zip(matched(before, after), after, strict=True)
        return [node if at is None else _ordered(node, before[at]) for at, node in pairs]
    return after


def leaves(node: list[Node] | Tree) -> list[tuple[list[Node] | Tree, int | str]]:
    """Give where each text stands: in which list or mapping, and its place or name there."""
    found: list[tuple[list[Node] | Tree, int | str]] = []
    for at, child in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(child, str):
            found.append((node, at))
        else:
            found += leaves(child)
    return found


class Hand:
    """Somebody who writes a record by hand: comments, space, quotes, brackets, any indent."""

    def __init__(self, chance: random.Random, *, brackets: bool) -> None:
        self._chance = chance
        self._brackets = 0.1 if brackets else 0.0

    def record(self, tree: Tree) -> str:
        return "".join(self._fields(tree, 0)) or "{} # nothing\n"

    def _fields(self, tree: Tree, column: int) -> list[str]:
        colons = self._chance.choice([":", ":", " :"])
        parts = [self._part(line_of_text(name) + colons, tree[name], column) for name in tree]
        return list(chain.from_iterable(parts))

    def _part(self, head: str, node: Node, column: int) -> list[str]:
        margin = " " * column
        above = ["", "", "", "\n", f"{margin}# own\n", f"{margin}   # deeper\n"]
        lines = [self._chance.choice(above)]
        comment = self._chance.choice(["", "", "  # 为什么"])
        block = self._block(node, column)
        if block is not None:
            return [*lines, f"{margin}{head} {block[0]}{comment}\n{block[1]}"]
        if isinstance(node, str) or not node or self._chance.random() < self._brackets:
            gap = self._chance.choice([" ", "    "])
            return [*lines, f"{margin}{head}{gap}{self._flow(node)}{comment}\n"]
        lines.append(f"{margin}{head}{comment}\n")
        inner = column + self._chance.choice([1, 2, 2, 4])
        if isinstance(node, dict):
            return lines + self._fields(node, inner)
        inner = self._chance.choice([inner, column]) if head.endswith(":") else inner
        return lines + [line for child in node for line in self._part("-", child, inner)]

    def _block(self, node: Node, column: int) -> tuple[str, str] | None:
        if not isinstance(node, str) or "\n" not in node or self._chance.random() < 0.3:
            return None
        deeper = 2 if node[0].isspace() else self._chance.choice([1, 2, 2, 4])
        return block_of_text(node, column + deeper)

    def _flow(self, node: Node) -> str:
        if isinstance(node, dict):
            return "{" + ", ".join(f"{quoted(k)}: {self._flow(v)}" for k, v in node.items()) + "}"
        if isinstance(node, list):
            return "[" + ", ".join(self._flow(child) for child in node) + "]"
        return quoted(node)


def quoted(text: str) -> str:
    """Write a text between double quotes, whatever it is."""
    return '"' + line_of_text(f"\t{text}").removeprefix('"\\t')


@st.composite
def hand_written(
    draw: st.DrawFn, records: st.SearchStrategy[Tree], *, brackets: bool = True
) -> str:
    """Give files that people wrote."""
    chance = draw(st.randoms(use_true_random=False))
    text = Hand(chance, brackets=brackets).record(draw(records))
    opening, ending = draw(st.sampled_from(["", "", "\ufeff", "# top\n", "---\n"])), ""
    if not opening:
        ending = draw(st.sampled_from(["", "\n", "# end\n", "...\n"]))
    return (opening + text + ending) if draw(st.booleans()) else (opening + text).rstrip("\n")
