"""What is due when, counted anew after a calendar, a year or the policy changed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pm.errors import PmError, Usage
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator
from pm.model.codec import Change
from pm.model.copying import copied
from pm.model.kind import Kind
from pm.model.record import Record
from pm.office import registry
from pm.office.clocking import NOUN, AsRead
from pm.office.desk import Desk, at_desk
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances

RECLOCK = "reclock"
BESIDE = "due_typed"
"""Says whence a due time is, and is none: that alone is no reason to change a ticket."""


class Recounted(NamedTuple):
    """A ticket whose due times are others now, each from old to new."""

    id: str
    changes: Sequence[Change]


class Reclocked(NamedTuple):
    """What was counted anew, what could not be, and the commit; empty where nothing was written."""

    done: Sequence[Recounted]
    problems: Sequence[Message]
    warnings: Sequence[Message]
    commit: str = ""


def reclock(
    office: Office, names: Sequence[str], *, everything: bool = False, dry_run: bool = False
) -> Reclocked:
    """Count anew what is due when for some tickets, or all open ones, in one commit.

    Of all, those are named that it is refused for, and the others are done.
    """
    if everything == bool(names):
        raise Usage(
            mark("name tickets, or say --all"),
            hint=mark("see which differ with: pm check"),
        )
    done, problems, warnings, commit = list[Recounted](), list[Message](), list[Message](), ""
    with at_desk(office, dry_run=dry_run) as desk:
        acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
        meant = _open(office) if everything else _named(acting, names)
        for record_id in meant:
            try:
                done += _reclocked(desk, acting, record_id)
            except PmError as error:
                if not everything:
                    raise
                problems.append(mark("{id}: {reason}", id=record_id, reason=error.message))
        warnings += desk.rules.take_warnings()
        commit = desk.record(acting, bulk="" if len(acting.deeds) > 1 else None)
    return Reclocked(done, problems, warnings, commit if done and not dry_run else "")


def differing(office: Office) -> Iterator[Recounted]:
    """Give the open tickets whose due times would be others if they were counted now."""
    ruled = AsRead(office.rules, office.reader, office.now)
    kind = registry.kind(NOUN)
    for record_id in _open(office):
        changes = recounted(kind, office.reader.get(kind, record_id).record, ruled)
        if changes:
            yield Recounted(record_id, changes)


def recounted(kind: Kind, record: Record, ruled: AsRead) -> list[Change]:
    """Give the due times of a record that would be others, each from old to new."""
    verb, after = kind.verbs[RECLOCK], copied(record)
    verb.body(after, ruled)
    changes = []
    for field in kind.fields:
        sides = (getattr(one, field.name) for one in (record, after))
        if field.form is None or field.name not in kind.writes(verb) - {BESIDE}:
            continue
        old, new = (None if side is None else field.form.write(side) for side in sides)
        if old != new:
            changes.append(Change(field.name, old, new))
    return changes


def _reclocked(desk: Desk, acting: Acting, record_id: str) -> list[Recounted]:
    """Count one ticket anew, if that changes anything; refused of what has ended."""
    kind = registry.kind(NOUN)
    stored = desk.reader.get(kind, record_id)
    ended = stored.record.state in kind.final
    changes = (
        [] if ended else recounted(kind, stored.record, AsRead(desk.rules, desk.reader, acting.at))
    )
    if not changes and not ended:
        return []
    with acting.apart():
        acting.change(kind, stored, kind.verbs[RECLOCK], {})
    return [Recounted(record_id, changes)]


def _named(acting: Acting, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(acting.entering.find([NOUN], name) for name in names))


def _open(office: Office) -> list[str]:
    """Give the tickets that have not ended, the oldest first, from the index."""
    kind = registry.kind(NOUN)
    going = tuple(state for state in kind.states if state not in kind.final)
    found = office.index.select(kind, [Filter("state", Operator.ANY_OF, going)], columns=["id"])
    return sorted(str(record_id) for (record_id,) in found.rows)
