"""Editing a record in its own text: only the lines of what differs are changed.

The edits are made at the parser's marks; comments, spacing, order and unknown fields are
not touched. What came out is read again and compared, so that a layout that nobody
thought of costs more changed lines, and never a wrong file.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import repeat
from typing import NamedTuple, TypeAlias

from pm.errors import PmError, Unreadable
from pm.i18n import mark
from pm.model.node import Node
from pm.store.yaml_events import Event
from pm.store.yaml_layout import Collection, Layout, Unusual
from pm.store.yaml_reading import RECORD_LIMIT, decode, parse, read_tree
from pm.store.yaml_writing import CANONICAL, UNBROKEN, Writer, encode, write_tree


class Edit(NamedTuple):
    """A stretch of the text, and what comes in its place."""

    start: int
    stop: int
    text: str


Wish: TypeAlias = tuple[int | None, str, Node]
"""A part as it shall be: its place in the file (None when new), its name, its value."""


def splice_tree(
    data: bytes, after: Mapping[str, Node], where: str, *, limit: int = RECORD_LIMIT
) -> bytes:
    """Change the file ``where`` so that it reads as ``after``, in as few lines as can be.

    New fields come after the nearest field that stands before them in ``after``; the
    order of the others is the file's. Raises Unreadable for ``data``, Invalid for ``after``.
    """
    text = decode(data, where, limit)
    events: list[Event] = []
    before = parse(text, where, events)
    if before == after:
        return data
    layout = Layout(text, events)
    opening = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    for spliced in _attempts(layout, before, after):
        result = opening + encode(spliced, limit - len(opening))
        if _reads_as(result, after, where, limit):
            return result
    write_tree(after, limit=limit)
    raise PmError(
        mark("{file} could not be edited in place; nothing was written", file=where),
        hint=mark("edit {file} by hand, then type: pm commit", file=where),
    )


def _attempts(
    layout: Layout, before: Mapping[str, Node], after: Mapping[str, Node]
) -> Iterator[str]:
    """Give the edited text in ever coarser ways; the first that reads right is taken."""
    for splicer in (
        _Splicer(layout, CANONICAL, whole=False),
        _Splicer(layout, UNBROKEN, whole=False),
        _Splicer(layout, UNBROKEN, whole=True),
    ):
        text = splicer.spliced(before, after)
        if not layout.terminated:
            yield text.removesuffix("\n")
        yield text


def _reads_as(data: bytes, after: Mapping[str, Node], where: str, limit: int) -> bool:
    try:
        return read_tree(data, where, limit=limit) == after
    except Unreadable:
        return False


class _Splicer:
    """One way to edit a text: with which writer, and how closely around what differs."""

    def __init__(self, layout: Layout, writer: Writer, *, whole: bool) -> None:
        """Write the fields of the record that differ ``whole``, or look inside them."""
        self._layout = layout
        self._writer = writer
        self._whole = whole

    def spliced(self, before: Mapping[str, Node], after: Mapping[str, Node]) -> str:
        """Give the whole text with the edits in it."""
        edits = self._inside(self._layout.root, before, after)
        return _edited(self._layout.text, [self._record(after)] if edits is None else edits)

    def _record(self, after: Mapping[str, Node]) -> Edit:
        """Replace the record as a whole; what stands around it stays."""
        layout = self._layout
        place = layout.events[layout.root].start_mark.index
        start = layout.line_start(place)
        before = layout.text[start:place].rstrip()  # the three hyphens of a document
        text = self._writer.record(after)
        stop = layout.line_stop(layout.content_stop(layout.root))
        return Edit(start, stop, f"{before}\n{text}" if before else text)

    def _mapping(
        self, at: int, before: Mapping[str, Node], after: Mapping[str, Node]
    ) -> list[Edit]:
        places = {name: place for place, name in enumerate(before)}
        wishes = zip(map(places.get, after), after, after.values(), strict=True)
        return self._arrange(Collection(self._layout, at), list(before.values()), wishes)

    def _list(self, at: int, before: list[Node], after: list[Node]) -> list[Edit]:
        places = matched(before, after)
        kept = [place for place in places if place is not None]
        if kept != sorted(kept):
            raise Unusual
        wishes = zip(places, repeat(""), after, strict=False)
        return self._arrange(Collection(self._layout, at), before, wishes)

    def _arrange(
        self, collection: Collection, before: list[Node], wishes: Iterable[Wish]
    ) -> list[Edit]:
        """Change, insert and remove parts; of edits at one place the inner come first."""
        edits: list[Edit] = []
        inserted: dict[int | None, list[str]] = {}
        kept: set[int] = set()
        last: int | None = None
        for place, name, node in wishes:
            if place is None:
                inserted.setdefault(last, []).append(self._part(collection, name, node))
                continue
            last = place
            kept.add(place)
            if before[place] != node or self._is_unsafe(collection, place):
                edits += self._change(collection, place, name, before[place], node)
        edits += [
            self._insert(collection, part, "".join(texts)) for part, texts in inserted.items()
        ]
        edits += [
            Edit(collection.start(part), collection.stop(part), "")
            for part in range(len(before))
            if part not in kept
        ]
        return edits

    def _is_unsafe(self, collection: Collection, part: int) -> bool:
        """Tell whether an untouched part might change with the lines after it."""
        return self._whole and self._layout.ends_in_block(collection.values[part])

    def _part(self, collection: Collection, name: str, node: Node) -> str:
        if collection.is_mapping:
            return self._writer.field(name, node, collection.column)
        return self._writer.entry(node, collection.column)

    def _insert(self, collection: Collection, after: int | None, text: str) -> Edit:
        if after is not None:
            place = collection.stop(after)
        elif not collection.stands_beside(0):
            place = collection.start(0)
        else:
            place = collection.head(0)
            text = text[collection.column :] + " " * collection.column
        return Edit(place, place, text)

    def _change(
        self, collection: Collection, part: int, name: str, before: Node, after: Node
    ) -> list[Edit]:
        if self._whole:
            start = collection.first_line(part)
            return [Edit(start, collection.stop(part), self._part(collection, name, after))]
        edits = self._inside(collection.values[part], before, after)
        return self._replace(collection, part, after) if edits is None else edits

    def _inside(self, at: int, before: object, after: object) -> list[Edit] | None:
        """Edit inside a collection; None where its value is to be replaced as a whole."""
        if after and self._layout.is_block(at):
            with suppress(Unusual):
                if isinstance(before, Mapping) and isinstance(after, Mapping):
                    return self._mapping(at, before, after)
                if isinstance(before, list) and isinstance(after, list):
                    return self._list(at, before, after)
        return None

    def _replace(self, collection: Collection, part: int, after: Node) -> list[Edit]:
        """Replace a value: what stands beside the name or hyphen, and the lines below.

        A comment that ends the line of the name stays there.
        """
        layout, at = self._layout, collection.values[part]
        write = self._writer.beside_name if collection.is_mapping else self._writer.beside_hyphen
        beside, below = write(after, collection.column)
        start = stop = place = collection.value_place(part)
        value = layout.events[at].start_mark.index
        if "\n" not in layout.text[place:value]:
            stop = layout.head_stop(at)
            start = value if beside else place
        gap = " " if beside and start == place else ""
        below_start = layout.line_stop(stop)
        below_stop = max(below_start, layout.line_stop(layout.content_stop(at)))
        return [Edit(start, stop, gap + beside), Edit(below_start, below_stop, below)]


def matched(before: list[Node], after: list[Node]) -> list[int | None]:
    """Find for each entry of a list which one of the old list it was; None for a new one.

    Entries that all have an ``id`` are matched by it. Others are equal at the beginning
    and at the end, and in between the same when equally many.
    """
    old, new = _ids(before), _ids(after)
    if old is not None and new is not None:
        places = {name: place for place, name in enumerate(old)}
        return [places.get(name) for name in new]
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    same = len(before) == len(after)
    middle = [place if same else None for place in range(head, len(after) - tail)]
    return [*range(head), *middle, *range(len(before) - tail, len(before))]


def _ids(entries: list[Node]) -> list[str] | None:
    ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    texts = [name for name in ids if isinstance(name, str)]
    return texts if len(set(texts)) == len(entries) else None


def _edited(text: str, edits: list[Edit]) -> str:
    pieces = []
    place = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[place : edit.start], edit.text]
        place = edit.stop
    return "".join([*pieces, text[place:]])
