"""Field types of numbers: ASCII digits in one way of writing, so that equal is equal on disk."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pm.i18n import mark
from pm.model.field_types import Entering, FieldType
from pm.model.pattern import pattern
from pm.model.problem import BadValue

_WHOLE = pattern(r"0|-?[1-9][0-9]{0,14}")
_MONEY = pattern(r"-?(?:0|[1-9][0-9]{0,11})\.[0-9]{2}")
_SCORE = pattern(r"100\.0|(?:0|[1-9][0-9]?)\.[0-9]")
_TYPED_MONEY = pattern(r"(-?(?:0|[1-9][0-9]{0,11}))(?:\.([0-9]{1,2}))?")


class WholeType(FieldType[int]):
    """A whole number."""

    name = "number"
    sql = "INTEGER"
    sample = "3"
    right = True

    def read(self, text: str) -> int:
        """Take ASCII digits only: ``1_000``, ``1e3``, ``007`` and full-width digits are refused."""
        if not _WHOLE.fullmatch(text):
            raise BadValue(mark("'{text}' is not a whole number", text=text))
        return int(text)

    def parse(self, text: str, entering: Entering) -> int:
        """Drop the space around what was typed."""
        del entering
        return self.read(text.strip())

    def column(self, text: str) -> int:
        """Give the number."""
        return self.read(text)

    def json(self, value: int) -> object:
        """Give the number."""
        return value

    def schema(self) -> dict[str, object]:
        """Give the form of the text."""
        return {"type": "string", "pattern": f"^(?:{_WHOLE.pattern})$"}


class MoneyType(FieldType[Decimal]):
    """An amount in yuan, kept as decimal text with two places."""

    name = "money"
    sql = "REAL"
    sample = "120.50"
    right = True

    def read(self, text: str) -> Decimal:
        """Take ASCII digits with two places."""
        if not _MONEY.fullmatch(text):
            raise BadValue(mark("'{text}' is not an amount like 120.50", text=text))
        return Decimal(text)

    def parse(self, text: str, entering: Entering) -> Decimal:
        """Take an amount with two places, one or none."""
        del entering
        match = _TYPED_MONEY.fullmatch(text.strip())
        if match is None:
            return self.read(text)
        return self.read(f"{match[1]}.{match[2] or '':0<2}")

    def write(self, value: Decimal) -> str:
        """Write two places."""
        return f"{value:.2f}"

    def column(self, text: str) -> float:
        """Give a number to compare; sums are taken of the text."""
        return float(self.read(text))

    def schema(self) -> dict[str, object]:
        """Give the form of the text."""
        return {"type": "string", "pattern": f"^{_MONEY.pattern}$"}


class RangeType(WholeType):
    """A whole number between two others: a share in per cent, a weight."""

    name = "range"

    def __init__(self, name: str, least: int, most: int, sample: str) -> None:
        """Name it, and say between which numbers it lies, both of them in it."""
        self.name = name  # type: ignore[misc]  # each range is a type of its own
        self.sample = sample  # type: ignore[misc]  # as above
        self._least = least
        self._most = most

    def read(self, text: str) -> int:
        """Take a whole number that is neither too small nor too large."""
        value = super().read(text)
        if not self._least <= value <= self._most:
            raise BadValue(
                mark(
                    "'{text}' does not lie between {least} and {most}",
                    text=text,
                    least=self._least,
                    most=self._most,
                )
            )
        return value


class ScoreType(FieldType[Decimal]):
    """A score from 0 to 100, kept as decimal text with one place; pass is 100 and fail is 0."""

    name = "score"
    sql = "REAL"
    sample = "88.5"
    right = True

    _WORDS: ClassVar[dict[str, str]] = {
        "pass": "100.0",
        "合格": "100.0",
        "fail": "0.0",
        "不合格": "0.0",
    }

    def read(self, text: str) -> Decimal:
        """Take ASCII digits with one place, up to 100.0."""
        if not _SCORE.fullmatch(text):
            raise BadValue(mark("'{text}' is not a score from 0 to 100, pass or fail", text=text))
        return Decimal(text)

    def parse(self, text: str, entering: Entering) -> Decimal:
        """Take a score with a place or without, or the words."""
        del entering
        typed = text.strip().lower()
        whole = f"{typed}.0" if typed.isdecimal() else typed
        return self.read(self._WORDS.get(typed, whole))

    def write(self, value: Decimal) -> str:
        """Write one place."""
        return f"{value:.1f}"

    def column(self, text: str) -> float:
        """Give a number to compare."""
        return float(self.read(text))

    def schema(self) -> dict[str, object]:
        """Give the form of the text."""
        return {"type": "string", "pattern": f"^(?:{_SCORE.pattern})$"}


Count = Annotated[int, RangeType("count", 0, 100_000, "12")]
Percent = Annotated[int, RangeType("percent", 0, 100, "90")]
Weight = Annotated[int, RangeType("weight", 1, 1000, "3")]
Position = Annotated[int, RangeType("position", 1, 100, "1")]
Times = Annotated[int, RangeType("times", 1, 100, "3")]
Days = Annotated[int, RangeType("days", 1, 366, "30")]
Hours = Annotated[int, RangeType("hours", 0, 8784, "24")]
Households = Annotated[int, RangeType("households", 0, 100_000, "400")]
Rung = Annotated[int, RangeType("rung", 2, 4, "2")]
Score = Annotated[Decimal, ScoreType()]
