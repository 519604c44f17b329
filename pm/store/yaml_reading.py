"""Reading a record with YAML's failsafe schema: every scalar is text.

Straight from the parser's events, without a document tree between. What the disk format
does not have (anchors, tags, several documents …) is refused with its line, and so is
what would cost without bound: size, depth, long names.
"""

from collections.abc import Callable
from typing import NoReturn

from pm.errors import Unreadable
from pm.i18n import Message, mark
from pm.model.node import Node, Tree
from pm.store.yaml_events import Event, grammar
from pm.store.yaml_faults import forbidden_character, unreadable

RECORD_LIMIT = 64 * 1024
"""The longest record, in bytes."""

DEPTH_LIMIT = 16
"""How deep lists and mappings may stand in each other, the record itself being the first."""

NAME_LIMIT = 128
"""The longest name of a field, in characters: YAML itself stops at 1,024, escapes included."""

BYTE_ORDER_MARK = "\ufeff"

_FORBIDDEN = ("\r", "\x85", "\u2028", "\u2029", BYTE_ORDER_MARK)

Pull = Callable[[], Event]


def read_tree(data: bytes, where: str, *, limit: int = RECORD_LIMIT) -> Tree:
    """Read the bytes of the file ``where`` (a path relative to the office) as text.

    A field without a value is the empty text. Raises Unreadable, and nothing else.
    """
    return parse(decode(data, where, limit), where)


def decode(data: bytes, where: str, limit: int) -> str:
    """Give the text of a file without its byte order mark; refuse what is no clean text."""
    if len(data) > limit:
        reason = mark("the file has {size} bytes, {limit} are allowed", size=len(data), limit=limit)
        raise Unreadable(where, None, reason)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Unreadable(where, line, mark("the text is not in UTF-8")) from None
    text = text.removeprefix(BYTE_ORDER_MARK)
    for character in _FORBIDDEN:
        if character in text:
            raise forbidden_character(text, text.index(character), where)
    return text


def parse(text: str, where: str, events: list[Event] | None = None) -> Tree:
    """Build the tree of a decoded text, and gather the events that it comes from."""
    rules = grammar()
    pull: Pull = rules.parser(text).get_event
    if events is not None:
        pull = _gathering(pull, events)
    try:
        return _Builder(text, where, pull).document()
    except rules.error as fault:
        raise unreadable(fault, text, where) from None


def _gathering(pull: Pull, events: list[Event]) -> Pull:
    def pull_and_keep() -> Event:
        event = pull()
        events.append(event)
        return event

    return pull_and_keep


class _Builder:
    """One pass over the events of one text."""

    __slots__ = ("_depth", "_end_mapping", "_end_sequence", "_pull", "_scalar", "_signs", "_where")

    def __init__(self, text: str, where: str, pull: Pull) -> None:
        rules = grammar()
        self._where = where
        self._pull = pull
        self._scalar = rules.scalar
        self._end_mapping = rules.mapping_end
        self._end_sequence = rules.sequence_end
        self._depth = 0
        self._signs = any(sign in text for sign in "&!")

    def document(self) -> Tree:
        """Read the one mapping that a record is, to the end of the stream."""
        rules = grammar()
        self._pull()
        start = self._pull()
        if type(start) is rules.stream_end:
            raise Unreadable(self._where, None, mark("the file is empty"))
        if start.version is not None or start.tags:
            self._refuse(start, mark("a line that begins with % does not belong in a record"))
        root = self._pull()
        if self._signs:
            self._refuse_signs(root)
        if type(root) is not rules.mapping_start:
            self._refuse(root, mark("a record is fields, each with its name and a colon"))
        self._enter(root)
        tree = self._mapping()
        self._pull()
        end = self._pull()
        if type(end) is not rules.stream_end:
            self._refuse(end, mark("a second document begins: a file holds one record"))
        return tree

    def _mapping(self) -> Tree:
        tree: Tree = {}
        pull, scalar, signs = self._pull, self._scalar, self._signs
        while True:
            key = pull()
            if type(key) is not scalar:
                if type(key) is self._end_mapping:
                    return tree
                self._refuse(key, mark("the name of a field must be a plain text"))
            name = key.value
            if name in tree:
                self._refuse(key, mark("the field {field} stands twice", field=name))
            if len(name) > NAME_LIMIT:
                self._refuse(key, mark("the name of the field is too long"))
            event = pull()
            if signs:
                self._refuse_signs(key)
                self._refuse_signs(event)
            tree[name] = event.value if type(event) is scalar else self._collection(event)

    def _sequence(self) -> list[Node]:
        entries: list[Node] = []
        pull, scalar, signs = self._pull, self._scalar, self._signs
        while True:
            event = pull()
            if type(event) is self._end_sequence:
                return entries
            if signs:
                self._refuse_signs(event)
            entries.append(event.value if type(event) is scalar else self._collection(event))

    def _collection(self, event: Event) -> Node:
        rules = grammar()
        if type(event) is rules.alias:
            self._refuse(event, mark("a text that begins with * goes between quotes"))
        self._enter(event)
        mapping = type(event) is rules.mapping_start
        node: Node = self._mapping() if mapping else self._sequence()
        self._depth -= 1
        return node

    def _enter(self, event: Event) -> None:
        """Count the depth while events come: the parser slows down in what is nested deep."""
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            self._refuse(event, mark("lists and fields stand too deep in each other"))

    def _refuse_signs(self, event: Event) -> None:
        if event.anchor is not None:
            self._refuse(event, mark("a text that begins with & or * goes between quotes"))
        if event.tag is not None:
            self._refuse(event, mark("a text that begins with ! goes between quotes"))

    def _refuse(self, event: Event, reason: Message) -> NoReturn:
        raise Unreadable(self._where, event.start_mark.line + 1, reason)
