"""Carrying over: the records of an office without a vault, sealed in a new repository.

The old history holds what is personal in plain text and cannot be mended, so it stays behind.
"""

from collections.abc import Iterator
from pathlib import Path

from pm.errors import Conflict, Refused
from pm.i18n import mark
from pm.index.reading import under_records
from pm.office.desk import Desk
from pm.office.founding import FOUND, Founded, establish
from pm.office.handwork import kind_of_path
from pm.office.keys.desk import MANAGE
from pm.office.keys.making import Sealing
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.store.records import Stored, read_stored


def carry_over(office: Office, folder: Path | None, sealing: Sealing) -> Founded:
    """Make a sealed office of the records as they are now; raises Refused without a folder."""
    if office.vault_name is not None:
        raise Conflict(
            mark("this office has a vault already"), hint=mark("see it with: pm vault status")
        )
    if folder is None:
        raise Refused(
            mark(
                "what is personal stands in plain text in the history of this office, and no key "
                "can seal that any more"
            ),
            hint=mark(
                "carry the records over into a new office, without their history: "
                "pm vault init --into DIR"
            ),
        )
    staff = office.acting_staff(office.entering())
    if not office.rules.may(staff, MANAGE):
        raise Refused(
            mark(
                "{who} may not do this: {capability} is missing",
                who=office.rules.name_of(staff),
                capability=MANAGE,
            ),
            hint=mark("ask a colleague whose post has it"),
        )
    records = list(_records(office))
    zone = office.rules.settings().timezone

    def build(desk: Desk) -> tuple[Acting, str]:
        acting = desk.acting("", Circumstances())
        for stored in records:
            acting.take(stored, FOUND)
        return acting, staff

    return establish(folder, zone, office.environment, build, sealing)


def _records(office: Office) -> Iterator[Stored]:
    """Give every record at HEAD; raises Unreadable or Invalid for one that is broken."""
    head = office.repository.head()
    for file in () if head is None else office.repository.tree(head):
        if not under_records(file.path):
            continue
        kind, _ = kind_of_path(file.path)
        data = office.repository.read(head or "", file.path)
        if kind is None or data is None:
            raise Refused(mark("{file} is no record", file=file.path), hint=mark("see: pm check"))
        yield read_stored(kind, file.path, data)
