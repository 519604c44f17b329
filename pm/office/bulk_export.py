"""A bulk export: many records unmasked, for who asked for it, after a second person allowed it."""

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pm.errors import Invalid
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.model.times import write_time
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.listing import Wanted, listed
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.office.sight import Sight

EXPORT, WRITE = "export", "write"
_TRIED = {"rows": 0, "checksum": "0" * 64}
"""What the act is told when it is only tried, before anything is read."""


class Bulk(NamedTuple):
    """The records of an export with every value in clear, and the stamp of the file."""

    export: str
    kind: Kind
    columns: Sequence[str]
    rows: Sequence[dict[str, object]]
    stamp: dict[str, str]
    warnings: Sequence[Message]


def read_bulk(office: Office, name: str) -> Bulk:
    """Give what an export holds; refused to all but who asked for it, and until it is allowed."""
    export, who, now = _tried(office, name)
    kind = registry.kind(export.noun)
    wanted = Wanted(_filters(office, export), whole=True, language=None)
    found = listed(office, kind, wanted, Sight(office, revealed=True))
    stamp = {
        "exported_by": _named(office, who),
        "exported_at": write_time(now),
        "purpose": str(export.purpose),
        "approved_by": _named(office, str(export.approved_by)),
        "export": export.id,
    }
    return Bulk(export.id, kind, found.columns, found.rows, stamp, found.warnings)


def note_written(office: Office, export: str, rows: int, checksum: str) -> str:
    """Record that the file was written; give the commit."""
    with at_desk(office) as desk:
        acting = _write(desk, office, export, {"rows": rows, "checksum": checksum})
        return desk.record(acting)


def lies_in_office(office: Office, file: Path) -> bool:
    """Tell whether a file lies where git might take it up."""
    return file.resolve().is_relative_to(office.repository.root.resolve())


def _tried(office: Office, name: str) -> tuple[Any, str, datetime]:
    """Try the act: whoever may not do it reads nothing."""
    kind = registry.kind(EXPORT)
    export = office.entering().find([kind.name], name)
    found: list[tuple[str, datetime]] = []
    with at_desk(office, dry_run=True) as desk:
        acting = _write(desk, office, export, _TRIED)
        found.append((acting.by, acting.now))
    ((who, now),) = found
    return office.reader.get(kind, export).record, who, now


def _write(desk: Desk, office: Office, export: str, values: dict[str, object]) -> Acting:
    kind = registry.kind(EXPORT)
    acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
    acting.change(kind, desk.reader.get(kind, export), kind.verbs[WRITE], values)
    return acting


def _filters(office: Office, export: Any) -> dict[str, str]:  # noqa: ANN401  # a record of pm.kinds.export, which office does not name
    """Read ``state=registered "name=Mrs Zhou"``: words as a shell parts them."""
    text = "" if export.filters is None else export.filters.open(office)
    try:
        words = shlex.split(text)
    except ValueError:
        raise _bad_filters(export.id) from None
    filters = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (name and equals):
            raise _bad_filters(export.id)
        filters[name.lstrip("-").replace("-", "_")] = value
    return filters


def _bad_filters(export: str) -> Invalid:
    return Invalid(
        mark("the filters of {id} cannot be read", id=export),
        hint=mark("ask for another export, with filters like: state=registered capacity=owner"),
    )


def _named(office: Office, staff: str) -> str:
    return f"{office.rules.name_of(staff)} ({staff})"
