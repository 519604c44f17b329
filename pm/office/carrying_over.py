"""Carrying over: the records of an office without a vault, sealed in a new repository.

The old history holds what is personal in plain text and cannot be mended, so it stays behind.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pm.errors import Conflict, Invalid, Refused
from pm.i18n import mark
from pm.index.reading import under_records
from pm.model.capabilities import refuse_without
from pm.office.founding import Founded, establish, taken_over
from pm.office.handwork import kind_of_path, personal_problems
from pm.office.keys.desk import MANAGE
from pm.office.keys.making import Sealing
from pm.office.office import Office
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
    refuse_without(office.rules, staff, MANAGE)
    records = list(_records(office))
    _refuse_problems(office, records)
    zone = office.rules.settings().timezone
    return establish(
        folder, zone, office.environment, lambda desk: taken_over(desk, records, staff), sealing
    )


def _refuse_problems(office: Office, records: Iterable[Stored]) -> None:
    """Refuse what is no value of its field: sealed, nobody could tell."""
    details = [
        mark("{file}: {reason}", file=stored.path, reason=problem)
        for stored in records
        for problem in personal_problems(office, stored.kind, {}, stored.tree)
    ]
    if details:
        raise Invalid(
            mark("nothing was carried over: some values are not what their fields hold"),
            details=details,
            hint=mark("first set them right: in the files, and then run: pm commit"),
        )


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
