"""Where something is: what follows from a flat, a piece of equipment, an area or a building."""

from collections.abc import Sequence
from typing import Any

from pm.model.act import Act
from pm.model.values import Personal

PLACES = ("unit", "equipment", "area", "building")
"""What has a place of its own, the narrowest first; each is a link by that name."""


def complete_place(
    values: dict[str, Any], act: Act, fields: Sequence[str] = ("area", "building", "grid")
) -> None:
    """Take these fields from the place that was given, where they were not given themselves."""
    for name in PLACES:
        link = values.get(name)
        wanted = [field for field in fields if values.get(field) is None]
        if link is None or not wanted:
            continue
        place = act.get(name, link.open(act) if isinstance(link, Personal) else link)
        for field in wanted:
            values[field] = getattr(place, field, None)
