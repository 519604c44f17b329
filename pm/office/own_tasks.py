"""The tasks of one member of staff: his own, those of his post, and those of his department."""

from collections.abc import Iterator, Mapping
from typing import Any

from pm.office import registry
from pm.office.listing import NONE, OPEN, Listed, Wanted, listed
from pm.office.office import Office


def own_tasks(office: Office, *, whole: bool, language: str | None) -> Listed:
    """Give what is not ended and to be done by who acts here, the earliest due first.

    What is a person's own is not also his post's, and a post's is not also a department's.
    """
    kind = registry.kind("task")
    me = office.acting_staff(office.entering())
    found = Listed([], [], [])
    for filters in _shares(office, me):
        wanted = Wanted({"state": OPEN, **filters}, whole=whole, language=language)
        share = listed(office, kind, wanted)
        found = Listed(share.columns, found.rows + share.rows, share.warnings)
    return found._replace(
        rows=sorted(found.rows, key=lambda row: (str(row["due"]), str(row["id"])))
    )


def _shares(office: Office, me: str) -> Iterator[Mapping[str, str]]:
    staff: Any = office.reader.get(registry.kind("staff"), me).record
    yield {"assignee": me}
    yield {"assignee": NONE, "post": staff.post}
    if staff.department is not None:
        yield {"assignee": NONE, "post": NONE, "department": staff.department}
