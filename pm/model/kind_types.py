"""Text of a fixed form that several kinds share."""

from datetime import UTC
from functools import cache
from shlex import split
from typing import Annotated

from pm.i18n import Message, mark
from pm.model.field_types import Entering, PatternType
from pm.model.ids import is_id, is_slug
from pm.model.labels import label
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.times import week, zone_named

_NOUN = pattern(r"[a-z][a-z0-9_]*")
_CHECKSUM = pattern(r"[0-9a-f]{64}")
_CLOCK = pattern(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_WEEK = pattern(r"[0-9]{4}-w[0-9]{2}")
_ALIAS = pattern(r"\w[\w-]*")
LONGEST_ALIAS = 20


@cache
def is_zone(text: str) -> bool:
    """Tell whether the system knows a time zone by this name."""
    try:
        zone_named(text)
    except BadValue:
        return False
    return True


ZoneName = Annotated[
    str,
    PatternType(
        "zone", is_zone, "Asia/Shanghai", mark("this is not a time zone like Asia/Shanghai")
    ),
]


def is_noun(text: str) -> bool:
    """Tell whether a text can be the noun of a kind."""
    return _NOUN.fullmatch(text) is not None


def _is_record_name(text: str) -> bool:
    noun, slash, record_id = text.partition("/")
    return slash == "/" and is_noun(noun) and is_id(record_id)


def _is_week(text: str) -> bool:
    if _WEEK.fullmatch(text) is None:
        return False
    try:
        week(text, UTC)
    except BadValue:
        return False
    return True


class NounType(PatternType):
    """The noun of a kind of record, which people call by its label."""

    def show(self, value: str) -> Message:
        """Show the label of the kind."""
        return label("kind", value)


Noun = Annotated[
    str, NounType("noun", is_noun, "ticket", mark("this is no kind of record, as in ticket"))
]
FieldName = Annotated[
    str,
    PatternType("field-name", is_noun, "received_at", mark("this is no field, as in received_at")),
]
StateName = Annotated[
    str, PatternType("state-name", is_slug, "closed", mark("this is no state, as in closed"))
]
RecordName = Annotated[
    str,
    PatternType(
        "record-name",
        _is_record_name,
        "ticket/T-261122-K7Q2XM",
        mark("this names no record, as in ticket/T-261122-K7Q2XM"),
    ),
]
Version = Annotated[
    str, PatternType("version", is_slug, "2026-1", mark("this is no version, as in 2026-1"))
]
Checksum = Annotated[
    str,
    PatternType(
        "checksum",
        lambda text: _CHECKSUM.fullmatch(text) is not None,
        "0123456789abcdef" * 4,
        mark("this is no check sum of SHA-256"),
    ),
]
ClockTime = Annotated[
    str,
    PatternType(
        "clock-time",
        lambda text: _CLOCK.fullmatch(text) is not None,
        "08:00",
        mark("this is no time of day, as in 08:00"),
    ),
]


class WeekSlugType(PatternType):
    """An ISO week as a slug: 2026-w48."""

    def parse(self, text: str, entering: Entering) -> str:
        """Take it in capitals too."""
        del entering
        return self.read(text.strip().lower())


WeekSlug = Annotated[
    str,
    WeekSlugType("week-slug", _is_week, "2026-w48", mark("this is no week, as in 2026-w48")),
]


def _is_alias(text: str) -> bool:
    return len(text) <= LONGEST_ALIAS and _ALIAS.fullmatch(text) is not None


def _is_command_line(text: str) -> bool:
    """Tell whether a text can be taken apart as a shell does, and does not begin with pm itself."""
    try:
        words = split(text)
    except ValueError:
        return False
    return bool(words) and words[0] != "pm" and not words[0].startswith("-") and text.isprintable()


AliasWord = Annotated[
    str, PatternType("word", _is_alias, "week", mark("this is no single short word, as in week"))
]
CommandLine = Annotated[
    str,
    PatternType(
        "command",
        _is_command_line,
        "report weekly",
        mark("this is no command as it follows pm"),
    ),
]
