"""A tick: what time does by itself, in one commit of the system's.

The plans make what is due; what has waited too long climbs or lapses, by the verbs that its kind
says are run by time. It opens and seals nothing, so that it runs without a key, and what it writes
follows from records and days alone: two desks write the same.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator, Value
from pm.model.act import Deed
from pm.model.field_types import TimeType
from pm.model.ids import SYSTEM
from pm.model.kind import Kind
from pm.model.options import parse_options
from pm.model.times import midnight
from pm.model.transition import latest_stamp
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.making import Told
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.office.planning import (
    Planned,
    cannot_make,
    not_announced,
    passed_over,
    plans_in_force,
    to_be_made,
)
from pm.office.standing import Standing
from pm.office.system import refuse_without_system

REMINDED = (("task", "due"), ("inspection", "due_by"), ("rectification", "due"), ("order", "due"))
"""Of which kinds a tick reminds: whatever is not ended and due by today, by this day or time."""
OWNERS = ("assignee", "liable", "owner", "post", "department")
"""The fields that say who is to see to it, the nearest first."""
DAY_LENGTH = len("2026-11-22")
MOST = 20
"""No record climbs more often in one tick: a climb that does not lead on ends somewhere."""


class Waiting(NamedTuple):
    """A record on which time is to run a verb."""

    kind: Kind
    verb: Verb
    field: str
    id: str


class DueByNow(NamedTuple):
    """What a tick has to do: what plans make, and what climbs or lapses."""

    made: Sequence[Planned]
    waiting: Sequence[Waiting]
    problems: Sequence[Message]
    warnings: Sequence[Message]

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.made or self.waiting)


class Reminder(NamedTuple):
    """Something that is due by today and not ended."""

    kind: str
    id: str
    due: date
    state: str
    about: str | None
    who: str | None


class Done(NamedTuple):
    """What a tick did to one record, and the plan that says what it is about, if any."""

    deed: Deed
    about: str | None


class Ticked(NamedTuple):
    """What a tick did, what it could not do, and of what it reminds."""

    done: Sequence[Done]
    problems: Sequence[Message]
    reminders: Sequence[Reminder]
    commit: str = ""
    told: Sequence[Message] = ()
    warnings: Sequence[Message] = ()


def tick(office: Office, *, dry_run: bool = False) -> Ticked:
    """Do what is due, in one commit; nothing is locked or written where nothing is."""
    due = due_by_now(office)
    ticked = Ticked((), due.problems, ())
    if due:
        with at_desk(office, dry_run=dry_run) as desk:
            ticked = tick_at(desk, due)
    return ticked._replace(reminders=_reminders(office))


def due_by_now(office: Standing) -> DueByNow:
    """Give what a tick would do now."""
    in_force = plans_in_force(office)
    today = office.now.date()
    made = to_be_made(office, in_force.plans, today)
    waiting = list(_waiting(office))
    warnings: list[Message] = []
    if made or waiting:
        refuse_without_system(office.reader)
        rested = any(one.made_on < today - timedelta(days=1) for one in made)
        warnings = passed_over(office, in_force.plans, today) if rested else []
        warnings += not_announced(office.rules, made)
    return DueByNow(made, waiting, in_force.problems, warnings)


def tick_at(desk: Desk, due: DueByNow) -> Ticked:
    """Do at a desk what is due, in one commit; it reminds of nothing."""
    acting = desk.acting(SYSTEM, Circumstances())
    problems = [*due.problems, *_make_all(desk, acting, due.made)]
    for each in [*due.waiting, *_of_made(acting)]:
        problems += _run(desk, acting, each)
    done = [Done(deed, _about(desk, deed)) for deed in acting.deeds]
    return Ticked(done, problems, (), desk.record(acting), acting.told, due.warnings)


def waits(office: Office) -> bool:
    """Tell whether a tick would do something."""
    planned = to_be_made(office, plans_in_force(office).plans, office.now.date())
    return bool(planned) or any(True for _ in _waiting(office))


def _about(desk: Desk, deed: Deed) -> str | None:
    kind = registry.kind(deed.kind)
    if kind.leaf("plan") is None:
        return None
    record: Any = desk.reader.get(kind, deed.record).record
    plan: str | None = record.plan
    return plan


# -- what plans make ------------------------------------------------------------------------------


def _make_all(desk: Desk, acting: Acting, made: Sequence[Planned]) -> list[Message]:
    """Make all; a plan that cannot be carried out is told of once."""
    problems: dict[str, list[Message]] = {}
    for one in made:
        if one.plan.id not in problems and (hindered := _make(desk, acting, one)):
            problems[one.plan.id] = hindered
    return [message for messages in problems.values() for message in messages]


def _make(desk: Desk, acting: Acting, one: Planned) -> list[Message]:
    """Make what a plan says, unless another desk's was brought in meanwhile; name what hinders."""
    if desk.reader.holds(one.kind, one.making.id):
        return []
    acting.at = one.made_at(acting.entering.zone)
    told = Told(one.plan.values_for(one.due.day), one.plan.besides(one.due.day))
    try:
        verb = one.kind.verbs[one.plan.by_verb]
        given = told.options(one.kind, verb)
        values = parse_options(one.kind.offered(verb), given, acting.entering)
        with acting.apart():
            acting.make(one.kind, verb, values, making=one.making)
    except PmError as error:
        return cannot_make(one, error)
    return []


# -- what climbs and lapses -----------------------------------------------------------------------


def _timed() -> Iterator[tuple[Kind, Verb, str]]:
    """Give the verbs that time runs, and the field that says when.

    Only kinds are loaded whose text speaks of one.
    """
    for noun in registry.names():
        told = registry.texts(noun)
        if not any("by_time" in text or "def climb(" in text for text in told):
            continue
        kind = registry.kind(noun)
        for name, field in kind.record.by_time.items():
            verb = kind.verbs.get(name)
            if verb is not None and verb.hidden and kind.leaf(field) is not None:
                yield kind, verb, field


def _waiting(office: Standing) -> Iterator[Waiting]:
    """Give every record on which time is to run a verb by now."""
    now = office.now
    for kind, verb, field in _timed():
        states = [one for one in kind.states if verb.starts_from(one, kind.final)]
        bound: Value = now.date().isoformat() if _is_day(kind, field) else int(now.timestamp()) + 1
        filters = [
            Filter("state", Operator.ANY_OF, tuple(states)),
            Filter(field, Operator.BETWEEN, (None, bound)),
        ]
        for (record_id,) in office.index.select(kind, filters, columns=["id"]).rows:
            yield Waiting(kind, verb, field, str(record_id))


def _of_made(acting: Acting) -> list[Waiting]:
    """Give what was made just now and may have waited too long already: it was made late."""
    timed = list(_timed())
    return [
        Waiting(kind, verb, field, deed.record)
        for deed in acting.deeds
        for kind, verb, field in timed
        if deed.kind == kind.name and not deed.source
    ]


def _is_day(kind: Kind, field: str) -> bool:
    leaf = kind.leaf(field)
    return leaf is not None and leaf.field.form is not None and leaf.field.form.name == "day"


def _run(desk: Desk, acting: Acting, one: Waiting) -> list[Message]:
    """Run a verb until its next time lies ahead; name what hinders.

    It happens when it was to, or with the latest stamp if that is later: so it is the same at
    every desk. What was stamped after now, by a clock that was set back since, is let be.
    """
    stored = desk.reader.get(one.kind, one.id)
    for _ in range(MOST):
        value = getattr(stored.record, one.field)
        if value is None or not one.verb.starts_from(stored.record.state, one.kind.final):
            break
        _, latest = latest_stamp(one.kind, stored.record, one.verb)
        moment = _moment(value, acting.entering.zone)
        acting.at = moment if latest is None else max(moment, latest)
        if acting.at > acting.now:
            break
        before = stored
        try:
            with acting.apart():
                stored = acting.change(one.kind, stored, one.verb, {})
        except PmError as error:
            return [
                mark("{id}: {reason}", id=one.id, reason=reason)
                for reason in (error.message, *error.details)
            ]
        if stored is before:
            break
    return []


def _moment(value: date, zone: tzinfo) -> datetime:
    """Give the time itself; of a day, when it is over."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    return midnight(value + timedelta(days=1), zone)


# -- what it reminds of ---------------------------------------------------------------------------


def _reminders(office: Office) -> list[Reminder]:
    """Give what is due by today and not ended, the longest due first; nothing is opened."""
    return sorted(_due_by_today(office), key=lambda one: (one.due, one.kind, one.id))


def _due_by_today(office: Office) -> Iterator[Reminder]:
    for noun, field in REMINDED:
        kind = registry.kind(noun)
        names = [name for name in ("plan", *OWNERS) if kind.leaf(name)]
        filters = [
            Filter("state", Operator.ANY_OF, tuple(s for s in kind.states if s not in kind.final)),
            Filter(field, Operator.BETWEEN, (None, _end_of_today(office, kind, field))),
        ]
        rows = office.index.select(kind, filters, columns=["id", field, "state", *names]).rows
        for record_id, due, state, *texts in rows:
            told = dict(zip(names, texts, strict=True))
            yield Reminder(
                noun,
                str(record_id),
                date.fromisoformat(str(due)[:DAY_LENGTH]),
                str(state),
                told.get("plan"),
                next((told[name] for name in OWNERS if told.get(name)), None),
            )


def _end_of_today(office: Office, kind: Kind, field: str) -> str | int:
    """Give the bound before which something is due by today, as the index keeps the field."""
    tomorrow = office.now.date() + timedelta(days=1)
    leaf = kind.leaf(field)
    if leaf is not None and isinstance(leaf.field.form, TimeType):
        return int(midnight(tomorrow, office.zone).timestamp())
    return tomorrow.isoformat()
