"""Who calls, or where it is: from one word said at the counter to the options of a new ticket."""

from collections.abc import Mapping, Sequence
from typing import Any

from pm.errors import Ambiguous, NotFound, PmError, Sealed
from pm.i18n import mark
from pm.model.field_types import Entering
from pm.model.places import PLACES
from pm.model.problem import BadValue
from pm.office import registry
from pm.office.households import flat_of
from pm.office.listing import Wanted, listed
from pm.office.office import Office

QUESTION = mark("who calls, or where it is: a phone, a flat, a name, a plate, a place")
PLACES_BY_NAME = ("area", "equipment", "building")
"""What may be meant by a name, besides a flat."""


def options_for(office: Office, text: str) -> dict[str, str]:
    """Give the options of a new ticket for which one word stands.

    The file of the one household that is called so; else the flat, the place, or a phone number
    that no file has. Raises Ambiguous where several people are called so, NotFound where nobody
    is and nothing.
    """
    entering = office.entering()
    flat = _found(entering, "unit", text)
    if flat is not None:
        file = _file_of_flat(entering, text)
        return {"unit": flat} if file is None else {"caller_resident": file, "unit": flat}
    file = _found(entering, "resident", text)
    if file is not None:
        return {"caller_resident": file}
    for noun in PLACES_BY_NAME:
        place = _found(entering, noun, text)
        if place is not None:
            return {noun: place}
    if _is_phone(entering, text):
        return {"caller_phone": text}
    raise NotFound(
        mark("nobody and no place is called so"),
        hint=mark("say who calls with --caller-name, --caller-phone; where it is with --area"),
    )


def files_for(office: Office, text: str) -> list[dict[str, object]]:
    """Give the files of everybody who is called so, masked: of a flat all its households."""
    kind = registry.kind("resident")
    entering = office.entering()
    flat = _found(entering, "unit", text)
    if flat is None:
        file = _found(entering, kind.name, text)
        filters = {} if file is None else {"id": file}
    else:
        filters = {"unit": flat}
    if not filters:
        return []
    wanted = Wanted(filters, columns=",".join(kind.record.columns), language=None)
    return listed(office, kind, wanted).rows


def tickets_of(office: Office, files: Sequence[str]) -> list[dict[str, object]]:
    """Give the tickets of some residents, masked, the latest first."""
    kind = registry.kind("ticket")
    columns = ",".join(kind.record.columns)
    rows = [
        row
        for file in files
        for row in listed(
            office, kind, Wanted({"caller_resident": file}, columns=columns, language=None)
        ).rows
    ]
    return sorted(rows, key=lambda row: str(row["received_at"]), reverse=True)


def complete_caller(office: Office, given: Mapping[str, str]) -> dict[str, str]:
    """Add the flat of a caller whose file is named, where no place was given.

    The file is named by its id then: to look among sealed phones once more would open them all.
    """
    if "caller_resident" not in given or any(place in given for place in PLACES):
        return dict(given)
    kind = registry.kind("resident")
    try:
        file = office.entering().find([kind.name], given["caller_resident"])
    except PmError:  # told with whatever else is wrong
        return dict(given)
    resident: Any = office.reader.get(kind, file).record
    flat = flat_of(office, resident)
    completed = {**given, "caller_resident": file}
    return completed if flat is None else {**completed, "unit": flat}


def _found(entering: Entering, noun: str, text: str) -> str | None:
    try:
        return entering.find([noun], text)
    except NotFound:
        return None


def _file_of_flat(entering: Entering, text: str) -> str | None:
    """Give the file of the household in a flat, if it is the only one and may be looked for."""
    try:
        return entering.find(["resident"], text)
    except (Ambiguous, NotFound, Sealed):
        return None


def _is_phone(entering: Entering, text: str) -> bool:
    leaf = registry.kind("ticket").leaf("caller_phone")
    assert leaf is not None  # noqa: S101  # a ticket has it
    assert leaf.field.form is not None  # noqa: S101  # a leaf has a form
    try:
        leaf.field.form.parse(text, entering)
    except BadValue:
        return False
    return any(letter.isdigit() for letter in text)
