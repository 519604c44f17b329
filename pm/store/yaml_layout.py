"""Where the parts of a record stand in its text: lines and columns at the parser's marks.

A part (a field of a mapping, an entry of a list) owns whole lines: its own, the comments
right above at its column, and those right below that are indented deeper. Comments at the
top of the file belong to the file.
"""

from pm.store.yaml_events import Event, grammar

_BLOCK_STYLES = ("|", ">")
_BLANKS = " \t"


class Unusual(Exception):
    """The text is laid out in a way that is not edited in place."""


class Layout:
    """A text and the events that it was read from."""

    def __init__(self, text: str, events: list[Event]) -> None:
        """Pair the start and the end of every collection; add a missing last line feed."""
        rules = grammar()
        self.terminated = text.endswith("\n")
        self.text = text if self.terminated else text + "\n"
        self.events = events
        self.root = 2  # after the start of the stream and of the document
        self._scalar = rules.scalar
        self._closes = {rules.mapping_end, rules.sequence_end}
        self._ends: dict[int, int] = {}
        opens = {rules.mapping_start, rules.sequence_start}
        opened: list[int] = []
        for at, event in enumerate(events):
            if type(event) in opens:
                opened.append(at)
            elif type(event) in self._closes:
                self._ends[opened.pop()] = at

    def is_mapping(self, at: int) -> bool:
        """Tell a mapping from a list."""
        return type(self.events[at]) is grammar().mapping_start

    def is_block(self, at: int) -> bool:
        """Tell a collection on lines of its own from one in brackets, and from a text."""
        return at in self._ends and not self.events[at].flow_style

    def children(self, at: int) -> list[int]:
        """Give the events at which the nodes inside a collection begin, names included."""
        found = []
        child, end = at + 1, self._ends[at]
        while child < end:
            found.append(child)
            child = self._ends.get(child, child) + 1
        return found

    def content_stop(self, at: int) -> int:
        """Find where the content of a node ends: a place on its last line."""
        last = self._last(at)
        stop = self.events[last].end_mark.index
        return self._block_stop(self.events[last]) if self.is_block_scalar(last) else stop

    def ends_in_block(self, at: int) -> bool:
        """Tell whether a node ends in a block of lines, which empty ones after it may join."""
        return self.is_block_scalar(self._last(at))

    def _last(self, at: int) -> int:
        """Find the event that ends a node: of its last text, or a closing bracket."""
        at = self._ends.get(at, at)
        event = self.events[at]
        while type(event) in self._closes and event.start_mark.index == event.end_mark.index:
            at -= 1
            event = self.events[at]
        return at

    def head_stop(self, at: int) -> int:
        """Find where ends what a scalar has on its first line: a block's sign, else all."""
        event = self.events[at]
        if self.is_block_scalar(at):
            head = event.start_mark.index + 1
            while self.text[head] in "+-123456789":
                head += 1
            return head
        return self.content_stop(at)

    def is_block_scalar(self, at: int) -> bool:
        """Tell whether a node is a text written as a block of lines."""
        event = self.events[at]
        return type(event) is self._scalar and event.style in _BLOCK_STYLES

    def line_start(self, place: int) -> int:
        """Find the beginning of the line of a place."""
        return self.text.rfind("\n", 0, place) + 1

    def line_stop(self, place: int) -> int:
        """Find the beginning of the line after that of a place."""
        return self.text.find("\n", place) + 1 or len(self.text)

    def comment_column(self, line: int) -> int | None:
        """Give the column of the comment that is all there is on a line; None without one."""
        text = self.text[line : self.line_stop(line)].lstrip(_BLANKS)
        return self.line_stop(line) - line - len(text) if text.startswith("#") else None

    def _block_stop(self, event: Event) -> int:
        """Leave out the empty lines that the parser counts to a block but does not keep."""
        start, stop = event.start_mark.index, event.end_mark.index
        head = self.text[start : self.line_stop(start)].partition("#")[0]
        if "+" in head:
            return stop - 1 if self.text[stop - 1] == "\n" else stop
        block = self.text[start:stop]
        if event.style == ">":
            return start + len(block.rstrip(_BLANKS + "\n"))
        content = event.value.rstrip("\n")
        kept = content.count("\n") + 1 if content else 0
        return start + len("\n".join(block.split("\n")[: kept + 1]))


class Collection:
    """A mapping or list in block style; its parts are counted from 0 in the file's order."""

    def __init__(self, layout: Layout, at: int) -> None:
        """Find the parts of the collection that begins at an event."""
        self.layout = layout
        self.is_mapping = layout.is_mapping(at)
        self.column = layout.events[at].start_mark.column
        self._first = layout.events[at].start_mark.index
        children = layout.children(at)
        self._names = children[::2] if self.is_mapping else []
        self.values = children[1::2] if self.is_mapping else children

    def head(self, part: int) -> int:
        """Find the first character of a part: of its name, or its hyphen."""
        if self.is_mapping:
            return self.layout.events[self._names[part]].start_mark.index
        if part == 0:
            return self._first
        line = self.layout.line_stop(self.layout.content_stop(self.values[part - 1]))
        while line < len(self.layout.text):
            hyphen = line + self.column
            if self.layout.text[line : hyphen + 1].strip(_BLANKS) == "-":
                return hyphen
            line = self.layout.line_stop(line)
        raise Unusual

    def value_place(self, part: int) -> int:
        """Find the place right after the colon or the hyphen of a part."""
        if not self.is_mapping:
            return self.head(part) + 1
        place = self.layout.events[self._names[part]].end_mark.index
        while self.layout.text[place] in _BLANKS:
            place += 1
        if self.layout.text[place] != ":":
            raise Unusual
        return place + 1

    def stands_beside(self, part: int) -> bool:
        """Tell whether a part begins on the line of a hyphen; Unusual if of something else."""
        head = self.head(part)
        beside = self.layout.text[self.layout.line_start(head) : head].strip(_BLANKS)
        if beside.strip(_BLANKS + "-"):
            raise Unusual
        return bool(beside)

    def first_line(self, part: int) -> int:
        """Find the beginning of the line of a part; Unusual where the line is not its own."""
        if self.stands_beside(part):
            raise Unusual
        return self.layout.line_start(self.head(part))

    def start(self, part: int) -> int:
        """Find where the lines of a part begin, with the comments right above it."""
        line = first = self.first_line(part)
        floor = self.stop(part - 1) if part else 0
        while line > floor:
            above = self.layout.line_start(line - 1)
            if self.layout.comment_column(above) != self.column:
                return line
            line = above
        return line or first

    def stop(self, part: int) -> int:
        """Find where the lines of a part end, with the deeper comments right below it."""
        line = self.layout.line_stop(self.layout.content_stop(self.values[part]))
        while (column := self.layout.comment_column(line)) is not None and column > self.column:
            line = self.layout.line_stop(line)
        return line
