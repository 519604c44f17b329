"""The parts of a checklist: its items, each with the versions in which it stands."""

from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.groups import CalledEntry
from pm.model.number_types import Weight
from pm.model.values import Link, Words

Method = Literal["look", "touch", "smell", "measure", "ask", "records", "try"]
"""How an item is checked: 看、摸、闻、测、问、查记录、试用."""


class Item(CalledEntry, kw_only=True):
    """One item of a checklist; what is changed or dropped stays for the inspections before."""

    name: Words
    criterion: Annotated[Words | None, mark("what it must be like")] = None
    method: Annotated[Method | None, mark("how it is checked")] = None
    weight: Weight = 1
    veto: Annotated[bool, mark("whether the whole inspection fails with it")] = False
    needs_evidence: Annotated[bool, mark("whether a photo or a paper must show it")] = False
    standard: Link[Literal["standard"]] | None = None
    since_version: Annotated[int, mark("the first version in which it stands")] = 1
    until_version: Annotated[int | None, mark("the last version in which it stands")] = None

    def stands_in(self, version: int | None) -> bool:
        """Tell whether it stands in a version of its checklist."""
        return version is not None and self.since_version <= version <= (
            self.until_version or version
        )
