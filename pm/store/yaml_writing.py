"""Writing a record: block style, order of insertion, UTF-8, line feeds, nothing folded.

The same tree always gives the same bytes.
"""

from collections.abc import Mapping
from functools import lru_cache

from pm.errors import Invalid
from pm.i18n import mark
from pm.model.node import Node
from pm.store.yaml_reading import DEPTH_LIMIT, NAME_LIMIT, RECORD_LIMIT
from pm.store.yaml_scalars import block_of_text, line_of_text

STEP = 2
"""By how many columns each level is indented."""


def write_tree(tree: Mapping[str, Node], *, limit: int = RECORD_LIMIT) -> bytes:
    """Write a record as canonical YAML; Invalid when it could not be read again."""
    refuse_depth(tree)
    return encode(CANONICAL.record(tree), limit)


def refuse_depth(node: Mapping[str, Node] | list[Node], depth: int = 1) -> None:
    """Raise Invalid where a node is nested deeper than a record is read."""
    if depth > DEPTH_LIMIT:
        raise Invalid(mark("lists and fields stand too deep in each other"))
    for child in node if isinstance(node, list) else node.values():
        if isinstance(child, (list, dict)):
            refuse_depth(child, depth + 1)


def encode(text: str, limit: int) -> bytes:
    """Give the bytes of a text; refuse what is no Unicode, and what is too long to read."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        message = mark("a text holds half a character: it was not typed or read as UTF-8")
        raise Invalid(message) from None
    if len(data) > limit:
        raise Invalid(
            mark("the record has {size} bytes, {limit} are allowed", size=len(data), limit=limit)
        )
    return data


class Writer:
    """A way to write nodes at a column of the page."""

    def __init__(self, *, blocks: bool) -> None:
        """Write texts of several lines as literal blocks, or else on one line with escapes."""
        self._blocks = blocks

    def record(self, tree: Mapping[str, Node]) -> str:
        """Write a whole record."""
        return self._mapping(tree, 0) if tree else "{}\n"

    def field(self, name: str, node: Node, column: int) -> str:
        """Write one field of a mapping that stands at a column."""
        beside, below = self.beside_name(node, column)
        gap = " " if beside else ""
        return f"{' ' * column}{_name(name)}:{gap}{beside}\n{below}"

    def entry(self, node: Node, column: int) -> str:
        """Write one entry of a list that stands at a column."""
        beside, below = self.beside_hyphen(node, column)
        return f"{' ' * column}- {beside}\n{below}"

    def beside_name(self, node: Node, column: int) -> tuple[str, str]:
        """Write a value: what stands on the line of its name, and the lines below it."""
        if isinstance(node, str):
            block = block_of_text(node, column + STEP) if self._blocks and "\n" in node else None
            return block or (line_of_text(node), "")
        if isinstance(node, dict):
            return ("", self._mapping(node, column + STEP)) if node else ("{}", "")
        if isinstance(node, list):
            return ("", self._sequence(node, column + STEP)) if node else ("[]", "")
        raise TypeError(node)

    def beside_hyphen(self, node: Node, column: int) -> tuple[str, str]:
        """Write a value of a list: what it holds begins on the line of its hyphen."""
        beside, below = self.beside_name(node, column)
        if not beside:
            beside, _, below = below[column + STEP :].partition("\n")
        return beside, below

    def _mapping(self, tree: Mapping[str, Node], column: int) -> str:
        return "".join([self.field(name, node, column) for name, node in tree.items()])

    def _sequence(self, entries: list[Node], column: int) -> str:
        return "".join([self.entry(node, column) for node in entries])


CANONICAL = Writer(blocks=True)
"""How a record is written."""

UNBROKEN = Writer(blocks=False)
"""The same without literal blocks, for places where the lines after it would join them."""


@lru_cache(maxsize=1024)
def _name(name: str) -> str:
    if len(name) > NAME_LIMIT:
        raise Invalid(mark("the name of the field is too long"))
    return line_of_text(name)
