"""To whom work is given: what must be said of it, whatever the kind."""

from collections.abc import Sequence
from typing import Protocol

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.values import Link


class Assigned(Protocol):
    """What is given to somebody."""

    @property
    def assignee(self) -> Link[object] | None:
        """The member of staff who is to do it."""
        ...

    @property
    def department(self) -> Link[object] | None:
        """The department that is to do it."""
        ...


def somebody_is_named(record: Assigned, act: Act) -> Sequence[Missing]:
    """Work is given to somebody: a member of staff or a department."""
    del act
    if record.assignee or record.department:
        return []
    return [Missing(mark("who is to do it (--assignee or --department)"))]


def doer_is_assignee(record: Assigned, act: Act) -> Sequence[Missing]:
    """Only the one to whom it was assigned can take it on."""
    if record.assignee in {None, act.by}:
        return []
    return [
        Missing(
            mark(
                "it was assigned to {assignee}; name the doer with --by",
                assignee=act.policy.name_of(record.assignee or ""),
            )
        )
    ]
