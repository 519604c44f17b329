"""The parts of an inspection: the scores of its items."""

from datetime import datetime
from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.groups import CalledEntry
from pm.model.number_types import Score
from pm.model.values import Link, Personal, Prose, Voice


class ItemScore(CalledEntry, kw_only=True):
    """The score of one item; its id is that of the item on the checklist."""

    score: Annotated[Score | None, mark("from 0 to 100, or pass or fail")] = None
    note: Annotated[Personal[Prose, Voice] | None, mark("what was found")] = None
    evidence: Annotated[
        Personal[str, Voice] | None, mark("where the photo or the paper is kept")
    ] = None
    rectification: Annotated[Link[Literal["rectification"]] | None, mark("what puts it right")] = (
        None
    )
    scored_at: datetime | None = None
    scored_by: Link[Literal["staff"]] | None = None
