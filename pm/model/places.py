"""Where something is: what follows from an area or a piece of equipment."""

from typing import Any

from pm.model.act import Act


def complete_place(values: dict[str, Any], act: Act) -> None:
    """Take area, building and grid from the equipment or the area, where they were not given."""
    for name in ("equipment", "area"):
        if values.get(name) is None:
            continue
        place = act.get(name, values[name])
        for field in ("area", "building", "grid"):
            if values.get(field) is None:
                values[field] = getattr(place, field, None)
