"""Where something is: what follows from a flat, a piece of equipment, an area or a building."""

from collections.abc import Sequence
from typing import Any

from pm.errors import Refused
from pm.i18n import mark
from pm.model.act import Act
from pm.model.labels import label
from pm.model.options import flag
from pm.model.record import Record
from pm.model.values import Personal

PLACES = ("unit", "equipment", "area", "building")
"""What has a place of its own, the narrowest first; each is a link by that name."""

FIRM = {"unit": ("building", "grid"), "equipment": ("building",), "area": ("building",)}
"""What a place says for certain; the grid of a building may be another one for a part of it."""


def complete_place(
    values: dict[str, Any], act: Act, fields: Sequence[str] = ("area", "building", "grid")
) -> None:
    """Take these fields from the place that was given, where they were not given themselves."""
    for name in PLACES:
        link = values.get(name)
        wanted = [field for field in fields if values.get(field) is None]
        if link is None or not wanted:
            continue
        place = _place(act, name, link)
        for field in wanted:
            values[field] = getattr(place, field, None)


def refuse_contradictions(record: Record, act: Act) -> None:
    """Refuse places that contradict each other: the flat of one building in another one."""
    details = [
        mark(
            "{field}: {place} belongs to {known}, not to {given}",
            field=flag(field),
            place=label("kind", name),
            known=known,
            given=given,
        )
        for name, firm in FIRM.items()
        if getattr(record, name) is not None
        for place in [_place(act, name, getattr(record, name))]
        for field in firm
        for known, given in [(getattr(place, field, None), getattr(record, field))]
        if None not in {known, given} and known != given
    ]
    if details:
        raise Refused(
            mark("the places contradict each other"),
            details=details,
            hint=mark("leave out what follows from the narrower place"),
        )


def _place(act: Act, name: str, link: Any) -> Record:  # noqa: ANN401  # a link, personal or not
    return act.get(name, link.open(act) if isinstance(link, Personal) else link)
