"""To whom work is given: what must be said of it, whatever the kind."""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

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


def given(
    act: Act,
    assignee: Link[Literal["staff"]] | None,
    department: Link[Literal["department"]] | None,
    category: Link[Literal["category"]] | None,
) -> tuple[Link[Literal["staff"]] | None, Link[Literal["department"]] | None]:
    """Give to whom it goes: to whoever is named; of a department to him who is on call, if any.

    Without a word it goes to the department that the category belongs to.
    """
    if assignee is None and department is None and category is not None:
        department = getattr(act.get("category", category), "department", None)
    if assignee is None and department is not None:
        on_call = act.policy.on_call(department, act.at, category)
        assignee = None if on_call is None else Link(on_call)
        if assignee is not None:
            act.tell(mark("{who} is on call and gets it", who=act.policy.name_of(assignee)))
    return assignee, department


def somebody_is_named(record: Assigned, act: Act) -> Sequence[Missing]:
    """Work is given to somebody: a member of staff or a department."""
    del act
    if record.assignee or record.department:
        return []
    return [Missing(mark("who is to do it (--assignee or --department)"))]


def doer_is_assignee(record: Assigned, act: Act) -> Sequence[Missing]:
    """Only the one to whom it was assigned, or one of the department, can take it on."""
    if record.assignee is None:
        return _doer_is_of(record.department, act)
    if record.assignee == act.by:
        return []
    return [
        Missing(
            mark(
                "it was assigned to {assignee}; name the doer with --by",
                assignee=act.policy.name_of(record.assignee or ""),
            )
        )
    ]


def _doer_is_of(department: Link[object] | None, act: Act) -> Sequence[Missing]:
    """What was given to a department is taken on by one of its staff."""
    doer: Any = act.get("staff", act.by)
    if department is None or doer.department == department:
        return []
    given: Any = act.get("department", department)
    return [
        Missing(
            mark(
                "it was given to {department}; name one of its staff with --by",
                department=given.name,
            )
        )
    ]


def can_take_it_on(record: Assigned, act: Act, capability: str) -> Sequence[Missing]:
    """Work is given only to somebody whose post lets him take it on."""
    if record.assignee is None or act.policy.may(record.assignee, capability):
        return []
    return [
        Missing(
            mark(
                "somebody who can take it on: {capability} is missing to {who} (--assignee)",
                capability=capability,
                who=act.policy.name_of(record.assignee),
            )
        )
    ]
