"""Field types of limits: the name of a clock, and a fact that must match."""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from pm.i18n import Beside, Message, mark
from pm.model.field_types import Entering, FieldType
from pm.model.ids import is_slug
from pm.model.labels import label
from pm.model.pattern import pattern
from pm.model.problem import BadValue

CLOCKS: Mapping[str, Message] = {
    "accept": mark("taking on"),
    "reply": mark("reply"),
    "reply-cap": mark("longest promise of a reply"),
    "arrive": mark("arrival"),
    "solve": mark("solution"),
    "return-visit": mark("return visit"),
}
"""The clocks of a ticket; an office may name more."""
KNOWN_VALUES: Mapping[str, Sequence[str]] = {
    "type": (
        *("repair", "complaint", "inquiry", "report"),
        *("special", "request", "suggestion", "praise"),
    ),
    "urgency": ("urgent", "ordinary"),
    "severity": ("minor", "important", "major"),
    "grade": ("minor", "ordinary", "serious"),
}
"""The values of facts that have no others: a slip of the hand would never match."""
FACTS = (*KNOWN_VALUES, "category")
"""The facts that a limit is asked for with; the category is of the office's own list."""
_FACT = pattern(r"([a-z][a-z0-9_]*)=([a-z0-9]+(?:-[a-z0-9]+)*)")


def clock_name(clock: str) -> Message | str:
    """Say the name of a clock."""
    return CLOCKS.get(clock, clock)


class ClockType(FieldType[str]):
    """The name of a clock."""

    name = "clock"
    sample = "solve"

    def read(self, text: str) -> str:
        """Take small letters, digits and hyphens."""
        if not is_slug(text):
            raise BadValue(
                mark(
                    "'{text}' is no clock like: {clocks}",
                    text=text,
                    clocks=", ".join(CLOCKS),
                )
            )
        return text

    def parse(self, text: str, entering: Entering) -> str:
        """Take it in capitals too."""
        del entering
        return self.read(text.strip().lower())

    def show(self, value: str) -> Message | str:
        """Say its name."""
        return clock_name(value)


class Fact(NamedTuple):
    """A fact that must match: the field of the record and its value."""

    field: str
    value: str


class FactType(FieldType[Fact]):
    """A fact that must match."""

    name = "fact"
    sample = "type=repair"

    def read(self, text: str) -> Fact:
        """Take ``type=repair``."""
        match = _FACT.fullmatch(text)
        if match is None:
            raise BadValue(mark("'{text}' is no fact like type=repair", text=text))
        if match[1] not in FACTS:
            raise BadValue(
                mark(
                    "'{text}' is no fact on which a limit depends: {facts}",
                    text=match[1],
                    facts=", ".join(FACTS),
                )
            )
        known = KNOWN_VALUES.get(match[1])
        if known is not None and match[2] not in known:
            raise BadValue(
                mark(
                    "'{text}' is not one of: {choices}",
                    text=match[2],
                    choices=[Beside(one, label("choice", one)) for one in known],
                )
            )
        return Fact(match[1], match[2])

    def write(self, value: Fact) -> str:
        """Write it."""
        return f"{value.field}={value.value}"

    def parse(self, text: str, entering: Entering) -> Fact:
        """Drop the space that people leave."""
        del entering
        return self.read("=".join(part.strip().lower() for part in text.split("=")))


ClockText = Annotated[str, ClockType()]
FactText = Annotated[Fact, FactType()]
