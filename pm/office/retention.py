"""Retention: which records are past the term of a rule of the office; nothing is done by itself.

A term begins the day after the one it is counted from and ends with a whole day, as the law counts;
a record is due from the next day on. Only clear values are asked for: no key is needed.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any, NamedTuple

from pm.errors import NotFound, Usage
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator, Value
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.model.problem import BadValue
from pm.model.record import Record
from pm.model.times import midnight
from pm.office import registry
from pm.office.keys.tombstones import erased_subjects
from pm.office.office import Office
from pm.office.redacting import by_hand, edit

FORGET = "forget"
ENDED = frozenset({"void", "forgotten"})
"""The states in which nothing personal is kept any more, or nothing counts."""
BLANK = "…"
"""What stands for a text that may not be empty."""


class Due(NamedTuple):
    """A record that is past its term: since when, what the rule proposes, what holds it.

    ``command`` is what to type; none where a hold forbids it, or where nothing can be cleared.
    """

    kind: str
    id: str
    rule: str
    since: date
    proposes: str
    held: str | None
    command: str | None


class Proposed(NamedTuple):
    """What is due, the longest due first, and what the person is to be told of rules."""

    due: list[Due]
    warnings: list[Message]


class Term(NamedTuple):
    """How long something is kept: calendar years, and days besides."""

    years: int
    days: int

    @classmethod
    def of(cls, rule: Any) -> "Term":  # noqa: ANN401  # a record of pm.kinds.retention, which office does not name
        """Give the term of a rule."""
        return cls(rule.keep_years or 0, rule.keep_days or 0)

    def due_since(self, day: date) -> date | None:
        """Give the day from which a record is due; none where there is no such day."""
        try:
            return _later(day, self.years) + timedelta(days=self.days + 1)
        except (ValueError, OverflowError):
            return None

    def first_kept(self, today: date) -> date | None:
        """Give a day of which everything counted from it, or from later, is not due yet."""
        try:
            return _later(today, -self.years) - timedelta(days=self.days - 1)
        except (ValueError, OverflowError):
            return None


def _later(day: date, years: int) -> date:
    """Give the same day of another year; of 29 February the last day of the month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def due(office: Office, noun: str | None = None) -> Proposed:
    """Give what is due by the active rules, of one kind or of all."""
    wanted = None if noun is None else registry.kind(noun.replace("-", "_")).name
    persons, found, warnings = Persons(office), list[Due](), list[Message]()
    for rule in _rules(office):
        if wanted not in {None, rule.noun}:
            continue
        try:
            found += Question(office, rule, persons).answers()
        except (NotFound, Usage) as error:
            warnings.append(
                mark(
                    "the rule {rule} asks for nothing: {reason}", rule=rule.id, reason=error.message
                )
            )
    return Proposed(sorted(found, key=lambda one: (one.since, one.kind, one.id)), warnings)


def _rules(office: Office) -> Iterator[Any]:
    kind = registry.kind("retention")
    active = Filter("state", Operator.ANY_OF, (kind.record.initial,))
    for (record_id,) in office.index.select(kind, [active], columns=["id"]).rows:
        yield office.reader.get(kind, str(record_id)).record


def ended_terms(office: Office, kind: Kind, record: Record, day: date) -> list[str]:
    """Give the active rules that say to forget, and whose term had ended for a record on a day."""
    found = []
    for rule in _rules(office):
        counted = getattr(record, rule.count_from, None)
        if rule.noun == kind.name and rule.proposes == FORGET and isinstance(counted, date):
            since = Term.of(rule).due_since(_local_day(counted, office.zone))
            found += [rule.id] if since is not None and since <= day else []
    return found


def _local_day(value: date, zone: tzinfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


class Persons:
    """The residents as far as retention asks for them: who was forgotten, who is held."""

    def __init__(self, office: Office) -> None:
        """Take the office."""
        self._office = office
        self.kind = registry.kind("resident")

    @cached_property
    def gone(self) -> set[str]:
        """The data subjects whose keys were destroyed."""
        return set(erased_subjects(self._office))

    @cached_property
    def holds(self) -> Mapping[str, str]:
        """The hold on each resident that has one."""
        kind = registry.kind("hold")
        placed = Filter("state", Operator.ANY_OF, (kind.record.initial,))
        rows = self._office.index.select(kind, [placed], columns=["resident", "id"]).rows
        return {str(resident): str(hold) for resident, hold in rows}

    def among(self, ids: Iterable[str | None]) -> list[str]:
        """Give those ids that are of residents."""
        return [one for one in ids if one is not None and self.kind.fits(one)]


class Question:
    """One rule, asked of the records of its kind."""

    def __init__(self, office: Office, rule: Any, persons: Persons) -> None:  # noqa: ANN401  # a record of pm.kinds.retention, which office does not name
        """Take the rule; raises NotFound or Usage where it fits no kind."""
        self._office = office
        self._rule = rule
        self._persons = persons
        self._kind = registry.kind(rule.noun)
        self._term = Term.of(rule)
        self._counted = _clear_time(self._kind, rule.count_from)
        self._links = _links(self._kind, persons.kind.name)
        self._clearable = _clearable(self._kind)

    def answers(self) -> Iterator[Due]:
        """Give the records that are due."""
        today = self._office.now.date()
        bound = self._term.first_kept(today)
        if bound is None:
            return
        columns = [
            "id",
            "state",
            "data_subject",
            self._counted.name,
            *self._links,
            *self._clearable,
        ]
        filters = [self._states(), self._before(bound)]
        for texts in self._office.index.select(self._kind, filters, columns=columns).rows:
            row = dict(zip(columns, texts, strict=True))
            since = self._term.due_since(self._day(str(row[self._counted.name])))
            if since is not None and since <= today and self._is_kept(row, since):
                yield self._due(row, since)

    def _states(self) -> Filter:
        states = [one for one in self._rule.states or self._kind.states if one not in ENDED]
        return Filter("state", Operator.ANY_OF, tuple(states))

    def _before(self, bound: date) -> Filter:
        end: Value = bound.isoformat()
        if self._is_time:
            end = int(midnight(bound, self._office.zone).timestamp())
        return Filter(self._counted.name, Operator.BETWEEN, (None, end))

    @property
    def _is_time(self) -> bool:
        return self._counted.field.form is not None and self._counted.field.form.name == "time"

    def _day(self, text: str) -> date:
        assert self._counted.field.form is not None  # noqa: S101  # a leaf has a form
        value = self._counted.field.form.read(text)
        return _local_day(value, self._office.zone)

    def _is_kept(self, row: Mapping[str, str | None], since: date) -> bool:
        """Tell whether something personal still stands there, as far as it can be told unopened."""
        if row["data_subject"] in self._persons.gone:
            return False
        if self._forgets(row) or any(row[name] is not None for name in self._optional()):
            return True
        began = midnight(since, self._office.zone).timestamp()
        acts = self._office.index.acts(str(row["id"]), self._kind.name)
        return not any(act.verb == "edit" and act.typed_at >= began for act in acts)

    def _optional(self) -> list[str]:
        return [name for name, leaf in self._clearable.items() if not leaf.field.required]

    # -- what is proposed -------------------------------------------------------------------------

    def _due(self, row: Mapping[str, str | None], since: date) -> Due:
        persons = self._concerned(row)
        held = next(filter(None, map(self._persons.holds.get, persons)), None)
        command = None
        if held is None:
            command = self._forgetting(row) if self._forgets(row) else self._clearing(row)
        record, rule = str(row["id"]), self._rule
        return Due(self._kind.name, record, rule.id, since, rule.proposes, held, command)

    def _concerned(self, row: Mapping[str, str | None]) -> list[str]:
        ids = (row["id"], row["data_subject"], *(row[name] for name in self._links))
        return self._persons.among(ids)

    def _forgets(self, row: Mapping[str, str | None]) -> bool:
        return self._rule.proposes == FORGET and bool(self._concerned(row))

    def _forgetting(self, row: Mapping[str, str | None]) -> str:
        return f"pm {self._persons.kind.name} {FORGET} {self._concerned(row)[0]}"

    def _clearing(self, row: Mapping[str, str | None]) -> str | None:
        """Give the edit that takes every text out that can be taken out.

        Of what has ended nothing is edited but the file, by hand.
        """
        if row["state"] in self._kind.final and self._clearable:
            return by_hand(self._kind, str(row["id"]))
        options = [
            f"{flag(name)} {BLANK if leaf.field.required else chr(34) * 2}"
            for name, leaf in self._clearable.items()
            if row[name] is not None
        ]
        return " ".join([edit(self._kind, str(row["id"])), *options]) if options else None


def _clear_time(kind: Kind, name: str) -> Leaf:
    leaf = kind.leaf(name)
    form = None if leaf is None else leaf.field.form
    fits = form is not None and form.name in {"time", "day"}
    if leaf is None or not fits or leaf.field.scope is not None or leaf.field.many:
        raise Usage(mark("a {kind} has no clear time '{field}'", kind=kind.label, field=name))
    return leaf


def _links(kind: Kind, noun: str) -> list[str]:
    """Give the clear fields that point to a record of a kind."""
    return [
        leaf.name
        for leaf in kind.leaves
        if leaf.field.form is not None
        and noun in leaf.field.form.links()
        and leaf.field.scope is None
        and not leaf.field.many
    ]


def _clearable(kind: Kind) -> dict[str, Leaf]:
    """Give the personal values that an edit can take out."""
    if "edit" not in kind.verbs:
        return {}
    by_name = {leaf.name: leaf for leaf in kind.leaves}
    names = (leaf.name for leaf in option_leaves(kind.editable) if leaf.field.scope is not None)
    return {name: by_name[name] for name in names if _can_be_cleared(by_name[name])}


def _can_be_cleared(leaf: Leaf) -> bool:
    if not leaf.field.required:
        return True
    with suppress(BadValue):
        return leaf.field.form is not None and bool(leaf.field.form.read(BLANK))
    return False
