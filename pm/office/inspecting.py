"""The sheet of an inspection: its checklist as it stood then, with the scores beside the items."""

from typing import Any, NamedTuple

from pm.model.values import Words
from pm.office import registry
from pm.office.office import Office


class Line(NamedTuple):
    """One line of the sheet; without a score where the item is still to be looked at."""

    item: str
    name: Words
    criterion: Words | None
    method: str | None
    weight: int
    veto: bool
    score: str | None
    rectification: str | None


def sheet(office: Office, record_id: str) -> list[Line]:
    """Give the items of the version with which an inspection began, in their order."""
    inspection: Any = office.reader.get(registry.kind("inspection"), record_id).record
    checklist: Any = office.reader.get(registry.kind("checklist"), inspection.checklist).record
    scores = {one.id: one for one in inspection.scores}
    return [
        Line(
            item=item.id,
            name=item.name,
            criterion=item.criterion,
            method=item.method,
            weight=item.weight,
            veto=item.veto,
            score=None if item.id not in scores else str(scores[item.id].score),
            rectification=getattr(scores.get(item.id), "rectification", None),
        )
        for item in checklist.in_force(inspection.version)
    ]
