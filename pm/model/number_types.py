"""Field types of numbers: ASCII digits in one way of writing, so that equal is equal on disk."""

from decimal import Decimal

from pm.i18n import mark
from pm.model.field_types import Entering, FieldType
from pm.model.pattern import pattern
from pm.model.problem import BadValue

_WHOLE = pattern(r"0|-?[1-9][0-9]{0,14}")
_MONEY = pattern(r"-?(?:0|[1-9][0-9]{0,11})\.[0-9]{2}")
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
