"""Text about a person of which only a part is shown: names, phones, id cards, plates."""

from typing import Annotated

from pm.model.field_types import LineType


class PersonNameType(LineType):
    """The name of a person."""

    name = "person-name"
    sample = "周建华"


class PhoneType(LineType):
    """A phone number."""

    name = "phone"
    sample = "13800000115"


class IdNumberType(LineType):
    """The number of an id card or passport."""

    name = "id-number"
    sample = "440106199001011234"


class PlateType(LineType):
    """The plate of a vehicle."""

    name = "plate"
    sample = "粤B12323"


PersonName = Annotated[str, PersonNameType()]
Phone = Annotated[str, PhoneType()]
IdNumber = Annotated[str, IdNumberType()]
Plate = Annotated[str, PlateType()]
