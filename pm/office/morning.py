"""The morning page: what waits for a member of staff, a department, a grid, or the whole office."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Refused, Sealed, Usage
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator
from pm.index.layout import quoted
from pm.model.kind import Kind
from pm.model.times import read_time
from pm.model.values import Place
from pm.office import registry
from pm.office.certificates import longest_warning
from pm.office.listing import rows_of, selected
from pm.office.office import Office
from pm.office.sight import Sight
from pm.office.vaulting import kept_away
from pm.reports.morning import MORNING
from pm.reports.sections import Concerned, Moment, Section, Standing, standing
from pm.store.hand_edits import edited

Row: TypeAlias = dict[str, object]
Readers: TypeAlias = Concerned
"""Whom a page concerns, as the command line hands it on."""

HAND_EDITS = "hand-edits"
HAND_EDITS_LABEL = mark("changed by hand and not recorded")


class Whose(NamedTuple):
    """Whose page is asked for, as people type it; nothing is the page of the whole office."""

    staff: str | None = None
    mine: bool = False
    grid: str | None = None
    department: str | None = None


class Part(NamedTuple):
    """A section of a page with its rows: ``total`` counts those that were left out, too.

    Each row has ``id``, ``because`` (why it stands there), ``at`` (a time in the office's zone, or
    a day) and ``next`` (the command to type) besides the columns of its kind.
    """

    key: str
    label: Message
    kind: Kind | None
    columns: tuple[str, ...]
    rows: Sequence[Row]
    total: int
    reasons: Mapping[str, Message] = {}
    """What ``because`` says, where rows stand there for several reasons."""
    dues: frozenset[str] = frozenset()
    """The reasons whose time is one by which something is to be done."""


def keys() -> list[str]:
    """Give the keys of all sections in the order of the page."""
    return [*(section.key for section in MORNING), HAND_EDITS]


def concerned(office: Office, whose: Whose) -> Concerned:
    """Give whom a page concerns; raises where nobody of that name is found, or nobody acts."""
    if whose.mine and whose.staff:
        raise Usage(
            mark("{option} and {other} exclude each other", option="--mine", other="--staff")
        )
    entering = office.entering()
    staff = None if whose.staff is None else entering.find(["staff"], whose.staff)
    if whose.mine:
        staff = office.acting_staff(entering)
    found: Any = None if staff is None else office.reader.get(registry.kind("staff"), staff).record
    return Concerned(
        staff=staff,
        post=None if found is None else found.post,
        own_department=None if found is None else found.department,
        department=whose.department and entering.find(["department"], whose.department),
        grid=whose.grid and entering.find(["grid"], whose.grid),
        reader=staff or who_acts(office),
    )


def who_acts(office: Office) -> str | None:
    """Give who acts at this desk, none where nobody said so."""
    with suppress(Refused):
        return office.acting_staff(office.entering())
    return None


def morning(
    office: Office,
    who: Concerned,
    *,
    only: Sequence[str] = (),
    limit: int | None = None,
) -> list[Part]:
    """Give the sections of a page that are not empty, each with so many rows at most."""
    sight = Sight(office)
    parts = [
        _part(office, section, waiting(office, section, who), sight, limit)
        for section in MORNING
        if not only or section.key in only
    ]
    if (not only or HAND_EDITS in only) and not (who.department or who.grid):
        parts.append(_hand_edits(office, limit))
    return [part for part in parts if part.total]


def warnings(office: Office) -> list[Message]:
    """Tell of records that cannot be read: they stand on no page."""
    nouns = {section.kind for section in MORNING}
    count = len([one for one in office.index.broken() if one.kind in nouns])
    if not count:
        return []
    return [
        mark("records that cannot be read and are left out: {count}; see: pm check", count=count)
    ]


def waiting(office: Office, section: Section, who: Concerned) -> list[Standing]:
    """Give the records of a section that concern somebody, what is due first above."""
    may = partial(office.rules.may, who.staff) if who.staff else lambda _capability: False
    found = standing(
        office.index.run, section, Moment.of(office.now, longest_warning(office)), who, may
    )
    if not section.must_read or who.reader is None:
        return found
    kept = set(_kept_from(office, section, found, who.reader))
    return [one for one in found if one.id not in kept]


def _part(
    office: Office,
    section: Section,
    found: Sequence[Standing],
    sight: Sight,
    limit: int | None,
) -> Part:
    kind = registry.kind(section.kind)
    shown = found if limit is None else found[:limit]
    columns = dict.fromkeys(("state", *section.more, *section.columns))
    rows = rows_of(office, kind, [one.id for one in shown], list(columns), sight)
    return Part(
        section.key,
        section.label,
        kind,
        (section.detail, *section.columns) if section.detail else section.columns,
        [_row(office, section, kind, one, rows[one.id]) for one in shown],
        len(found),
        {one.key: one.words for one in section.reasons} if len(section.reasons) > 1 else {},
        frozenset(one.key for one in section.reasons if one.is_due),
    )


def _row(office: Office, section: Section, kind: Kind, one: Standing, row: Row) -> Row:
    values = {name: value for name, value in row.items() if name not in {"id", "data_subject"}}
    return {
        "id": one.id,
        "because": one.reason.key,
        "at": _at(office, one),
        **({section.detail: one.detail} if section.detail else {}),
        **values,
        "next": next_command(kind, one, str(row["state"])),
    }


def _at(office: Office, one: Standing) -> datetime | date:
    if one.reason.is_day:
        return date.fromisoformat(one.when)
    return read_time(one.when).astimezone(office.zone)


def next_command(kind: Kind, one: Standing, state: str) -> str:
    """Give what to type next: what the reason says, or what leads there from the record's state."""
    words = one.reason.next.split()
    verb = kind.verbs.get(words[2]) if words[1:2] == [kind.noun] else None
    if words and (verb is None or state in verb.sources):
        return one.reason.next.format(id=one.id, entry=one.entry)
    leading = kind.leading(state)
    return f"pm {kind.noun} {'show' if leading is None else leading.name} {one.id}"


# -- what is kept from somebody -------------------------------------------------------------------


def _kept_from(
    office: Office, section: Section, found: Sequence[Standing], staff: str
) -> Iterator[str]:
    """Give the records that a member of staff must not see to: they are about him, or above him.

    What cannot be opened here is among them.
    """
    kind = registry.kind(section.kind)
    leaf = kind.leaf(kind.record.kept_from)
    if leaf is None or leaf.field.scope is None:
        return
    scope, ids = leaf.field.scope.name, [one.id for one in found]
    accused = Filter(leaf.name, Operator.PRESENT)
    for record_id, subject, disk in selected(office, kind, ids, [leaf.name], accused):
        place = Place(kind.name, str(record_id), leaf.name, scope, str(subject))
        if is_kept_from(office, place, str(disk), staff):
            yield str(record_id)


def is_kept_from(office: Office, place: Place, disk: str, staff: str) -> bool:
    """Tell whether what is about a member of staff is kept from another one, or not to be read."""
    try:
        accused = office.vault.open(place, disk)
    except Sealed:
        return True
    return staff in kept_away(office.reader, [staff], accused)


# -- what was changed by hand ---------------------------------------------------------------------


def _hand_edits(office: Office, limit: int | None) -> Part:
    """Give the open records whose files somebody changed by hand and did not record."""
    nouns = dict.fromkeys(section.kind for section in MORNING)
    recorded = [file for noun in nouns for file in _open_files(office, registry.kind(noun))]
    found = edited(office.repository, recorded)
    rows: list[Row] = [
        {
            "id": edit.path.rpartition("/")[2].removesuffix(".yaml"),
            "because": edit.state,
            "file": edit.path,
            "next": f"pm diff {edit.path}",
        }
        for edit in (found if limit is None else found[:limit])
    ]
    return Part(HAND_EDITS, HAND_EDITS_LABEL, None, ("file",), rows, len(found))


def _open_files(office: Office, kind: Kind) -> list[tuple[str, str]]:
    """Give path and blob of every record of a kind that is not ended."""
    states = [state for state in kind.states if state not in kind.final]
    marks = ",".join("?" * len(states))
    return office.index.run(
        "SELECT r.path, r.blob FROM record r WHERE r.kind = ?"  # noqa: S608  # as above
        f" AND r.id IN (SELECT t.id FROM {quoted(kind.name)} t WHERE t.state IN ({marks}))",
        (kind.name, *states),
    )
