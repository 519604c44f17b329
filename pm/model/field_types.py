"""Field types: each owns reading, typing, showing, its SQL column, JSON Schema and a sample.

Nothing else in pm switches on the type of a field. ``read`` takes disk text and is strict;
``parse`` takes what a person typed, against an :class:`Entering`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pm.i18n import Beside, Message, mark
from pm.model.ids import is_id
from pm.model.labels import label
from pm.model.nearness import alone, nearest
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.sensitive import HIDDEN, masked_text
from pm.model.times import parse_day, parse_time, read_day, read_time, write_time
from pm.model.values import Link, Prose

T = TypeVar("T")

_CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What no text holds: control characters, and the halves of a pair that UTF-8 cannot write."""
LINE_LENGTH = 500
PROSE_LENGTH = 20_000


class Entering(Protocol):
    """What a typed value is read against: the clock, the place, the records of the office."""

    @property
    def now(self) -> datetime:
        """The present time."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The office's time zone."""
        ...

    def find(self, kinds: Sequence[str], text: str) -> str:
        """Give the id of the one record meant by ``text``; raises NotFound or Ambiguous."""
        ...

    def choose(self, labels: Mapping[str, Message], text: str) -> str:
        """Give the one of some fixed words that is meant; the text itself where none is."""
        ...

    def warn(self, message: Message) -> None:
        """Tell the person something that does not stop the work."""
        ...


class FieldType(Generic[T]):
    """How one type of value is read, typed, shown, stored and described."""

    name: ClassVar[str]
    sql: ClassVar[str] = "TEXT"
    sample: ClassVar[str]
    right: ClassVar[bool] = False
    is_begun: ClassVar[bool] = False
    of: str = ""
    """The field whose values these are, where their labels depend on it."""

    def read(self, text: str) -> T:
        """Read disk text; raises :class:`BadValue`."""
        raise NotImplementedError

    def write(self, value: T) -> str:
        """Write disk text."""
        return str(value)

    def parse(self, text: str, entering: Entering) -> T:
        """Read what a person typed; raises :class:`BadValue`."""
        del entering
        return self.read(text)

    def column(self, text: str) -> str | int | float | None:
        """Give the value of the SQL column for disk text."""
        return text

    def show(self, value: T) -> Message | str:
        """Give what a person reads."""
        return self.write(value)

    def json(self, value: T) -> object:
        """Give the value for scripts."""
        return self.write(value)

    def mask(self, value: T) -> str:
        """Give what is shown of a personal value that is not revealed: nothing of it."""
        del value
        return HIDDEN

    def sought(self, text: str) -> str:
        """Give a text as it is compared when people look for a value; empty where it can be none.

        What is typed and what is kept are compared so, as a whole, or by the beginning of what
        is kept where ``is_begun`` says so.
        """
        del text
        return ""

    def choices(self) -> Sequence[str]:
        """Give the only values there are, for help and completion; empty where there are many."""
        return ()

    def listed(self) -> list[Beside]:
        """Give those values as people read them: each with its label beside it."""
        return [Beside(one, label("choice", one, self.of)) for one in self.choices()]

    def links(self) -> Sequence[str]:
        """Give the kinds that a value may point to."""
        return ()

    def schema(self) -> dict[str, object]:
        """Describe the disk text as JSON Schema: always a string (failsafe reading)."""
        return {"type": "string"}


class LineType(FieldType[str]):
    """One line of text."""

    name = "text"
    sample = "3号楼电梯异响"

    def read(self, text: str) -> str:
        """Refuse an empty line, a line break and control characters."""
        if not text:
            raise BadValue(mark("there is no text"))
        if "\n" in text:
            raise BadValue(mark("the text has more than one line"))
        return _checked(text, LINE_LENGTH)

    def parse(self, text: str, entering: Entering) -> str:
        """Drop the space around what was typed."""
        del entering
        return self.read(text.strip())

    def mask(self, value: str) -> str:
        """Show the text, and nothing in it that looks like a person's number."""
        return masked_text(value)

    def schema(self) -> dict[str, object]:
        """Say the length."""
        return {"type": "string", "minLength": 1, "maxLength": LINE_LENGTH}


class ProseType(FieldType[Prose]):
    """Text of several lines."""

    name = "prose"
    sample = "电梯运行时有异响。\n住户请求尽快检查。"

    def read(self, text: str) -> Prose:
        """Refuse nothing but control characters and endless length."""
        if not text:
            raise BadValue(mark("there is no text"))
        return Prose(_checked(text, PROSE_LENGTH))

    def parse(self, text: str, entering: Entering) -> Prose:
        """Take line ends as LF and drop the space around."""
        del entering
        return self.read(text.replace("\r\n", "\n").strip())

    def mask(self, value: Prose) -> str:
        """Show the text, and nothing in it that looks like a person's number."""
        return masked_text(value)

    def schema(self) -> dict[str, object]:
        """Say the length."""
        return {"type": "string", "minLength": 1, "maxLength": PROSE_LENGTH}


def _checked(text: str, length: int) -> str:
    if len(text) > length:
        raise BadValue(mark("the text is longer than {length} characters", length=length))
    if match := _CONTROL.search(text):
        code = f"{ord(match[0]):04X}"
        raise BadValue(mark("the text holds a control character (U+{code})", code=code))
    return text


class PatternType(FieldType[str]):
    """Text of a fixed form: a slug, an id, a check sum."""

    name = "pattern"

    def __init__(
        self, name: str, test: Callable[[str], bool], sample: str, reason: Message
    ) -> None:
        """Name the form, how it is tested, a sample and what to say to others."""
        self.name = name  # type: ignore[misc]  # each pattern is a type of its own
        self.sample = sample  # type: ignore[misc]  # as above
        self._test = test
        self._reason = reason

    def read(self, text: str) -> str:
        """Refuse what does not have the form."""
        if not self._test(text):
            raise BadValue(self._reason)
        return text


class TruthType(FieldType[bool]):
    """Yes or no."""

    name = "yes-no"
    sql = "INTEGER"
    sample = "yes"

    _TRUE = frozenset({"yes", "true", "y", "1", "是"})
    _FALSE = frozenset({"no", "false", "n", "0", "否"})

    def read(self, text: str) -> bool:
        """Take ``yes`` or ``no``."""
        if text not in {"yes", "no"}:
            raise BadValue(mark("'{text}' is neither yes nor no", text=text))
        return text == "yes"

    def write(self, value: bool) -> str:  # noqa: FBT001  # the value of this type is a truth
        """Write ``yes`` or ``no``."""
        return "yes" if value else "no"

    def parse(self, text: str, entering: Entering) -> bool:
        """Take what people write for yes and no."""
        del entering
        low = text.strip().lower()
        if low in self._TRUE | self._FALSE:
            return low in self._TRUE
        raise BadValue(mark("'{text}' is neither yes nor no", text=text))

    def column(self, text: str) -> int:
        """Give 1 or 0."""
        return int(self.read(text))

    def show(self, value: bool) -> Message | str:  # noqa: FBT001  # as above
        """Say it in words."""
        return label("choice", "yes" if value else "no")

    def json(self, value: bool) -> object:  # noqa: FBT001  # as above
        """Give the truth value."""
        return value

    def choices(self) -> Sequence[str]:
        """Yes and no."""
        return ("yes", "no")

    def schema(self) -> dict[str, object]:
        """Give the two texts."""
        return {"enum": ["yes", "no"]}


class TimeType(FieldType[datetime]):
    """A point in time with its offset; in SQL, seconds since 1970 (UTC)."""

    name = "time"
    sql = "INTEGER"
    sample = "2026-11-22T09:15:00+08:00"

    def read(self, text: str) -> datetime:
        """Take ``2026-11-22T09:15:00+08:00``."""
        return read_time(text)

    def write(self, value: datetime) -> str:
        """Write it with its offset, to the second."""
        return write_time(value)

    def parse(self, text: str, entering: Entering) -> datetime:
        """Take a local time, a clock time of today, yesterday 17:00, or a full time."""
        local = parse_time(text, entering.now, entering.zone)
        if local.warning is not None:
            entering.warn(local.warning)
        return local.time

    def column(self, text: str) -> int:
        """Give seconds since 1970."""
        return int(read_time(text).timestamp())

    def show(self, value: datetime) -> Message | str:
        """Show the local minute."""
        return value.strftime("%Y-%m-%d %H:%M")

    def schema(self) -> dict[str, object]:
        """Give the format."""
        return {"type": "string", "format": "date-time"}


class DayType(FieldType[date]):
    """A calendar day."""

    name = "day"
    sample = "2026-11-22"

    def read(self, text: str) -> date:
        """Take ``2026-11-22``."""
        return read_day(text)

    def write(self, value: date) -> str:
        """Write ``2026-11-22``."""
        return value.isoformat()

    def parse(self, text: str, entering: Entering) -> date:
        """Take a day, today, yesterday or tomorrow."""
        return parse_day(text.strip(), entering.now.astimezone(entering.zone))

    def schema(self) -> dict[str, object]:
        """Give the format."""
        return {"type": "string", "format": "date"}


class ChoiceType(FieldType[str]):
    """One of a few fixed words, each with its label."""

    name = "choice"

    def __init__(self, values: Sequence[str], of: str = "") -> None:
        """Take the words in the order in which they are shown, and the name of their field."""
        self._values = tuple(values)
        self.of = of
        self.sample = self._values[0]  # type: ignore[misc]  # each choice is a type of its own

    def read(self, text: str) -> str:
        """Refuse any other word and list them."""
        if text not in self._values:
            raise BadValue(
                mark("'{text}' is not one of: {choices}", text=text, choices=self.listed())
            )
        return text

    def parse(self, text: str, entering: Entering) -> str:
        """Take the word as it is typed, capitals or not; its beginning, or its label, will do."""
        word = text.strip().lower()
        if word in self._values:
            return word
        chosen = entering.choose({one: self.show(one) for one in self._values}, word)
        if chosen not in self._values and (near := nearest(word, alone(self._values))):
            raise BadValue(
                mark(
                    "'{text}' is not one of: {choices}; did you mean {near}?",
                    text=word,
                    choices=self.listed(),
                    near=near,
                )
            )
        return self.read(chosen)

    def show(self, value: str) -> Message:
        """Show the label."""
        return label("choice", value, self.of)

    def choices(self) -> Sequence[str]:
        """Give the words."""
        return self._values

    def schema(self) -> dict[str, object]:
        """Give the words."""
        return {"enum": list(self._values)}


class LinkType(FieldType["Link[Any]"]):
    """The id of another record, of one kind or one of several."""

    name = "link"
    sample = "U-K7Q2XM"

    def __init__(self, kinds: Sequence[str]) -> None:
        """Take the kinds that may be meant."""
        self.kinds = tuple(kinds)

    def read(self, text: str) -> "Link[Any]":
        """Take the id as it stands; whether it exists is asked where records are known."""
        if not text:
            raise BadValue(mark("there is no id"))
        if not is_id(text):
            raise BadValue(mark("'{text}' is not an id", text=text))
        return Link(text)

    def parse(self, text: str, entering: Entering) -> "Link[Any]":
        """Take an id, the beginning of its random part, or a name; give the id."""
        return Link(entering.find(self.kinds, text.strip()))

    def mask(self, value: "Link[Any]") -> str:
        """Show the prefix of an id that was made: of what kind the record is."""
        prefix, hyphen, _ = value.partition("-")
        return prefix + hyphen + HIDDEN if prefix.isupper() else HIDDEN

    def links(self) -> Sequence[str]:
        """Give the kinds."""
        return self.kinds
