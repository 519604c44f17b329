"""Text about a person of which only a part is shown: names, phones, id cards, plates, flats."""

from typing import Annotated

from pm.model.field_types import LineType
from pm.model.sensitive import HIDDEN, STARS, masked_card, masked_phone, masked_plate


class PersonNameType(LineType):
    """The name of a person."""

    name = "person-name"
    sample = "周建华"

    def mask(self, value: str) -> str:
        """Show the first sign, the family name as a rule; its length is no matter."""
        return value[:1] + STARS * 2


class PhoneType(LineType):
    """A phone number."""

    name = "phone"
    sample = "13800000115"

    def mask(self, value: str) -> str:
        """Show the first three and the last four digits."""
        return masked_phone(value)


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
