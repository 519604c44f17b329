"""Text about a person of which only a part is shown: names, phones, id cards, plates, flats."""

from typing import Annotated, ClassVar
from unicodedata import normalize

from pm.model.field_types import LineType
from pm.model.pattern import pattern
from pm.model.sensitive import HIDDEN, STARS, masked_card, masked_phone, masked_plate

_BETWEEN = pattern(r"[\s·•・.]+")
_PHONE = pattern(r"(?P<plus>\+?)(?P<digits>[(]?[0-9][0-9 ().‐–—-]*)")
_NO_DIGIT = pattern(r"[^0-9]+")
_HOME = pattern(r"(?:00)?86(?=1[3-9][0-9]{9}\Z)")
_PLATE = pattern(r"(?=.*[0-9])(?=.*[^\W0-9])\w{5,10}")


class PersonNameType(LineType):
    """The name of a person."""

    name = "person-name"
    sample = "周建华"
    is_begun: ClassVar[bool] = True

    def mask(self, value: str) -> str:
        """Show the first sign, the family name as a rule; its length is no matter."""
        return value[:1] + STARS * 2

    def sought(self, text: str) -> str:
        """Leave out spaces and dots inside, and capitals; a number is no name."""
        plain = _BETWEEN.sub("", normalize("NFKC", text)).casefold()
        return plain if any(sign.isalpha() for sign in plain) else ""


class PhoneType(LineType):
    """A phone number."""

    name = "phone"
    sample = "13800000115"

    def mask(self, value: str) -> str:
        """Show the first three and the last four digits."""
        return masked_phone(value)

    def sought(self, text: str) -> str:
        """Take the digits alone, without the country's 86."""
        found = _PHONE.fullmatch(normalize("NFKC", text).strip())
        if found is None:
            return ""
        digits = _NO_DIGIT.sub("", found["digits"])
        mobile = _HOME.sub("", digits)
        if mobile == digits and found["plus"] and digits.startswith("86"):
            return "0" + digits.removeprefix("86")  # a fixed line, as it is dialled at home
        return mobile


class IdNumberType(LineType):
    """The number of an id card or passport."""

    name = "id-number"
    sample = "440106199001011234"

    def mask(self, value: str) -> str:
        """Show the first four and the last four signs."""
        return masked_card(value)


class PlateType(LineType):
    """The plate of a vehicle."""

    name = "plate"
    sample = "粤B12323"

    def mask(self, value: str) -> str:
        """Show the first two and the last two signs."""
        return masked_plate(value)

    def sought(self, text: str) -> str:
        """Leave out spaces, dots and dashes, and the size of letters."""
        plain = _BETWEEN.sub("", normalize("NFKC", text)).replace("-", "").upper()
        return plain if _PLATE.fullmatch(plain) else ""


class FlatType(LineType):
    """The code of a flat: known to all by itself, masked where somebody lives there."""

    name = "flat"
    sample = "3-1-402"

    def mask(self, value: str) -> str:
        """Show the building and the entrance."""
        building, hyphen, _ = value.rpartition("-")
        return building + hyphen + HIDDEN


PersonName = Annotated[str, PersonNameType()]
Phone = Annotated[str, PhoneType()]
IdNumber = Annotated[str, IdNumberType()]
Plate = Annotated[str, PlateType()]
Flat = Annotated[str, FlatType()]
