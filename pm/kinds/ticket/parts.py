"""The parts of a ticket: the caller, a solution, the source of an imported one."""

from datetime import datetime
from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.groups import Entry, Group
from pm.model.private_types import PersonName, Phone
from pm.model.values import Address, Contact, Link, Personal, Prose, Voice

Absence = Literal["unknown", "refused", "anonymous"]
Capacity = Literal[
    "owner", "tenant", "family", "neighbour", "visitor", "buyer", "authority", "staff", "other"
]


class Caller(Group, kw_only=True):
    """Who brings the matter; each field may be unknown, refused or anonymous (S-032)."""

    name: Personal[PersonName, Contact] | None = None
    phone: Personal[Phone, Contact] | None = None
    unit: Annotated[
        Personal[Link[Literal["unit"]], Address] | None, mark("the flat of the caller")
    ] = None
    resident: Link[Literal["resident"]] | None = None
    capacity: Annotated[Capacity | None, mark("in which capacity the caller speaks")] = None
    name_absent: Annotated[Absence | None, mark("why there is no name")] = None
    phone_absent: Annotated[Absence | None, mark("why there is no phone number")] = None
    unit_absent: Annotated[Absence | None, mark("why there is no flat")] = None


class Solution(Entry, kw_only=True):
    """One solution of a ticket, with its end and, if it did not hold, its reopening."""

    outcome: Literal["fixed", "partly", "explained", "not-ours"] | None = None
    measures: Personal[Prose, Voice] | None = None
    due: Annotated[datetime | None, mark("the due time in force when it was solved")] = None
    solved_at: datetime | None = None
    solved_by: Link[Literal["staff"]] | None = None
    closed_at: datetime | None = None
    closed_by: Link[Literal["staff"]] | None = None
    reopened_at: datetime | None = None
    reopened_by: Link[Literal["staff"]] | None = None


class Source(Group, kw_only=True):
    """Where an imported ticket comes from."""

    system: Annotated[str, mark("the import map that brought it in")]
    key: Annotated[str, mark("its number in the old system")]
    kept: Annotated[Personal[Prose, Voice] | None, mark("columns kept for reference")] = None
