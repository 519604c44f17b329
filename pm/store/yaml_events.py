"""The one door to ruamel.yaml: its C parser, and the events that it gives.

Only the event stream is used, never ruamel's schemas or its round trip: the schemas
retype text, and the round trip rewrites lines that nobody changed.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple, Protocol

from pm.errors import PmError
from pm.i18n import mark


class Mark(Protocol):
    """A place in the text that was parsed, counted from 0 in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """One event of the stream; which of the attributes there are depends on its type.

    A scalar has ``value`` and ``style``, the start of a collection has ``flow_style``,
    both have ``anchor`` and ``tag``; the start of a document has ``version`` and ``tags``.
    """

    start_mark: Mark
    end_mark: Mark
    value: str
    style: str
    flow_style: bool
    anchor: str | None
    tag: str | None
    version: object
    tags: object


class Parser(Protocol):
    """The C parser over one text."""

    def get_event(self) -> Event:
        """Give the next event; the end of the stream is the last."""


class Grammar(NamedTuple):
    """The parser and the types of what it gives and raises."""

    parser: Callable[[str], Parser]
    error: type[Exception]
    scalar: type[object]
    alias: type[object]
    mapping_start: type[object]
    mapping_end: type[object]
    sequence_start: type[object]
    sequence_end: type[object]
    document_start: type[object]
    stream_end: type[object]


@cache
def grammar() -> Grammar:
    """Load the C parser; without it nothing is read, rather than slowly or differently."""
    try:
        from ruamel.yaml import cyaml, error, events  # noqa: PLC0415 - heavy, needed here only
    except ImportError as missing:
        raise PmError(
            mark("the YAML parser written in C is missing"),
            hint=mark("type: pip install ruamel.yaml ruamel.yaml.clib"),
        ) from missing
    return Grammar(
        parser=cyaml.CParser,  # type: ignore[attr-defined]  # it comes from the C library
        error=error.YAMLError,
        scalar=events.ScalarEvent,
        alias=events.AliasEvent,
        mapping_start=events.MappingStartEvent,
        mapping_end=events.MappingEndEvent,
        sequence_start=events.SequenceStartEvent,
        sequence_end=events.SequenceEndEvent,
        document_start=events.DocumentStartEvent,
        stream_end=events.StreamEndEvent,
    )
