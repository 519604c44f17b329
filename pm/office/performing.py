"""One act while it happens: from typed options through the transition function to files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import Any, NamedTuple

import msgspec

from pm.errors import Conflict, Invalid, PmError, Refused, Sealed
from pm.i18n import Message, mark
from pm.model.act import Act, Deed, Texts
from pm.model.completion import completed
from pm.model.copying import copied
from pm.model.field_types import TimeType
from pm.model.grammar import is_word
from pm.model.ids import SUBJECT, SYSTEM, Layout, derived_part, new_id, new_subject, random_part
from pm.model.kind import Kind
from pm.model.options import parse_options
from pm.model.problem import BadValue
from pm.model.record import VOID, Record
from pm.model.transition import Making, create, perform
from pm.model.values import Personal
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.making import Told, obstacles
from pm.office.reader import values_of
from pm.office.rules import Founding
from pm.office.surroundings import Surroundings
from pm.office.system import nobody_acts_as_system
from pm.office.vaulting import kept_away
from pm.store.record_writing import sealed_stored, write_stored
from pm.store.records import Stored
from pm.store.session import Change

_TIME = TimeType()
Given = Mapping[str, str | Sequence[str]]


class Circumstances(NamedTuple):
    """How an act came about, besides who typed it: texts as people give them.

    ``by`` is the doer, ``at`` when it happened, ``reason`` a code, ``override`` the code for
    going past a guard; ``late`` a code and ``slip`` a number for what is typed long after.
    """

    by: str | None = None
    at: str | None = None
    reason: str | None = None
    override: str | None = None
    late: str | None = None
    slip: str | None = None


class Acting:
    """One act while it happens: the office as it sees it, and what it has changed so far."""

    def __init__(self, around: Surroundings, typist: str, how: Circumstances) -> None:
        """Take what surrounds the act, who types, and how it came about."""
        self._around = around
        self.typist = typist
        self.entering = around.entering()
        self.now = self.entering.now
        self.how = how
        self.by = typist if how.by is None else self.entering.find(["staff"], how.by)
        if self.by == SYSTEM != typist:
            raise nobody_acts_as_system()
        self.at = self._happened()
        self._refuse_odd_slip()
        self.deeds: list[Deed] = []
        self.told: list[Message] = []
        self._changed: dict[str, Stored] = {}
        self._sources: Iterator[str] = iter(())
        self._refuse_stranger()

    def _happened(self) -> datetime:
        if self.how.at is None:
            return self.now
        try:
            return _TIME.parse(self.how.at, self.entering)
        except BadValue as bad:
            raise Invalid(mark("{option}: {reason}", option="--at", reason=bad.reason)) from None

    def _refuse_odd_slip(self) -> None:
        """The number of a slip stands in the clear, in a commit: it is no place for words."""
        if self.how.slip is not None and not is_word(self.how.slip):
            raise Invalid(
                mark(
                    "{option}: {reason}",
                    option="--slip",
                    reason=mark("this is no number of a slip"),
                ),
                hint=mark("write it in letters, digits and hyphens, as in --slip A-0012"),
            )

    def _refuse_stranger(self) -> None:
        if isinstance(self._around.policy, Founding):
            return
        for who in {self.typist, self.by}:
            record = self._around.reader.get(registry.kind("staff"), who).record
            if record.state != "active":
                raise Refused(
                    mark("{who} has left and can act no more", who=who),
                    hint=mark("say who acts with: pm as NAME"),
                )

    def changes(self) -> list[Change]:
        """Give the files that the act changes."""
        return [Change(stored.path, stored.data) for stored in self._changed.values()]

    # -- creating and changing ----------------------------------------------------------------

    def create(self, kind: Kind, verb: Verb, given: Given) -> Stored:
        """Make a record of typed options."""
        values = parse_options(kind.offered(verb), given, self.entering)
        return self.make(kind, verb, values)

    def perform(self, kind: Kind, stored: Stored, verb: Verb, given: Given) -> Stored:
        """Change a record by typed options."""
        current = stored.record if verb.edits else None
        besides = ["reason"] if verb.reasons is not None and self.how.reason is None else []
        offered = kind.offered(verb)
        values = parse_options(offered, given, self.entering, current, verb.clears, besides=besides)
        return self.change(kind, stored, verb, values)

    def make(
        self,
        kind: Kind,
        verb: Verb,
        values: Mapping[str, Any],
        *,
        day: datetime | None = None,
        making: Making | None = None,
    ) -> Stored:
        """Make a record of values; ``making`` names one whose id is not drawn but follows."""
        act = self.act()
        filled = dict(values)
        kind.record.complete(filled, act)
        named = making or self._making(kind, filled, day or self.at)
        done_before = len(self.deeds)
        with self._deriving(named.id, verb):
            outcome = create(kind, verb, act, named, filled)
        self.deeds.insert(done_before, outcome.deed)  # before what it did to other records
        return self._keep(write_stored(kind, outcome.record, self._around.vault, None))

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let nothing of what is done inside stay, if it ends in a refusal."""
        deeds, changed, told = list(self.deeds), dict(self._changed), len(self.told)
        try:
            with self._around.reader.apart():
                yield
        except PmError:
            self.deeds, self._changed = deeds, changed
            del self.told[told:]
            raise

    def take(self, stored: Stored, verb: str) -> None:
        """Take over a record as it stands in the sample office."""
        self.note(stored.kind, stored.record.id, verb, target=stored.record.state)
        self._keep(sealed_stored(stored, self._around.vault))

    def settle(self, field: str, value: object) -> None:
        """Write what is nobody's to type into the record of an office that is being made."""
        kind = registry.kind("office")
        stored = self._around.reader.get(kind, kind.name)
        settings = copied(stored.record)
        msgspec.structs.force_setattr(settings, field, value)
        self._keep(write_stored(kind, settings, self._around.vault, stored))

    @property
    def staff(self) -> list[str]:
        """The members of staff among the records that the act changes."""
        return [one.record.id for one in self._changed.values() if one.kind.name == "staff"]

    def note(  # noqa: PLR0913  # the facts of a deed
        self,
        kind: Kind,
        record_id: str,
        verb: str,
        *,
        source: str = "",
        target: str = "",
        subject: str | None = None,
    ) -> None:
        """Note what is done to a record outside of its verbs: a hand edit, an undo, a move."""
        self.deeds.append(
            Deed(
                kind=kind.name,
                record=record_id,
                verb=verb,
                source=source,
                target=target,
                by=self.by,
                at=self.at,
                reason=self.how.reason,
                override=None,
                subject=subject or verb,
            )
        )

    def change(self, kind: Kind, stored: Stored, verb: Verb, values: Mapping[str, Any]) -> Stored:
        """Change a record by values."""
        done_before = len(self.deeds)
        act = self.act()
        filled = completed(kind, stored.record, values, act) if verb.edits else values
        with self._deriving(stored.record.id, verb):
            outcome = perform(kind, stored.record, verb, act, filled)
        written = write_stored(kind, outcome.record, self._around.vault, stored)
        is_same = written.data == stored.data
        if is_same and len(self.deeds) == done_before:
            return stored
        self.deeds.insert(done_before, outcome.deed)  # before what it did to other records
        if is_same:
            return stored
        return self._keep(written)

    def act(self) -> Act:
        """Give the act as rules see it."""
        return Act(
            by=self.by,
            typist=self.typist,
            now=self.now,
            at=self.at,
            policy=self._around.policy,
            world=self,
            vault=self._around.vault,
            reason=self.how.reason,
            override=self.how.override,
            late=self.how.late,
            slip=self.how.slip,
            told=self.told,
        )

    @contextmanager
    def _deriving(self, record_id: str, verb: Verb) -> Iterator[None]:
        """Let the entries that the system makes follow from the record, the verb and the time."""
        outer = self._sources
        moment = self.at.isoformat()
        self._sources = (f"{record_id}/{verb.name}/{moment}/{number}" for number in count())
        try:
            yield
        finally:
            self._sources = outer

    def _keep(self, stored: Stored) -> Stored:
        self._changed[stored.path] = stored
        self._around.reader.put(stored)
        return stored

    def _making(self, kind: Kind, values: dict[str, Any], at: datetime) -> Making:
        if kind.chosen:
            return self._chosen(kind, str(values.pop("id")))
        if kind.layout is Layout.SINGLE:
            return Making(kind.name, "office")
        day = at.astimezone(self.entering.zone).date()
        for _ in range(100):
            record_id = self._new_id(kind, day)
            if not self._around.reader.holds(kind, record_id):
                return Making(record_id, self._subject(kind, record_id, values))
        raise Conflict(mark("no free id was found; try again"))

    def _new_id(self, kind: Kind, day: date) -> str:
        """Draw an id; that of a person takes one which has keys already, if there is one."""
        draw = partial(new_id, kind.layout, kind.prefix, day, self._around.random)
        return self._around.vault.fresh(kind.prefix, draw) if kind.record.is_subject else draw()

    def _chosen(self, kind: Kind, slug: str) -> Making:
        """Take a slug that is free: nothing has it, or only what was struck out."""
        found = self._around.reader.find(kind, slug)
        if found is not None and found.record.state != VOID:
            raise Conflict(
                mark("there is a {kind} '{id}' already", kind=kind.label, id=slug),
                hint=mark("see it with: pm {kind} show {id}", kind=kind.name, id=slug),
            )
        return Making(slug, "office")

    def _subject(self, kind: Kind, record_id: str, values: Mapping[str, Any]) -> str:
        if kind.record.is_subject:
            return record_id
        leaf = kind.leaf(kind.record.subject_of) if kind.record.subject_of else None
        if leaf is None or values.get(kind.record.kept_from) is not None:
            return self.new_subject()
        value: Any = values.get(leaf.path[0])
        for name in leaf.path[1:]:
            value = getattr(value, name, None)
        return str(value) if value else self.new_subject()

    # -- the office as an act sees it (pm.model.act.World) --------------------------------------

    def get(self, kind: str, record_id: str) -> Record:
        """Give a record by its kind and id."""
        return self._around.reader.get(registry.kind(kind), record_id).record

    def linked(self, target: str, kind: str, field: str) -> Iterator[Record]:
        """Give the records of a kind whose clear field points to a record."""
        return self.having(kind, field, target)

    def having(self, kind: str, field: str, value: str) -> Iterator[Record]:
        """Give the records of a kind whose clear field has a value, as the act left them."""
        wanted = registry.kind(kind)
        leaf = wanted.leaf(field)
        if leaf is None or leaf.field.scope is not None:
            message = f"{kind}.{field} is not a clear field"
            raise TypeError(message)
        reader = self._around.reader
        known = self._around.lookup.links(wanted, leaf, value)
        for record_id in dict.fromkeys([*known, *reader.put_having(wanted, leaf, value)]):
            record = reader.get(wanted, record_id).record
            if value in values_of(record, leaf):
                yield record

    def every(self, kind: str) -> Iterator[Record]:
        """Give every record of a kind of which there are few."""
        wanted = registry.kind(kind)
        known = self._around.lookup.ids(wanted)
        for record_id in dict.fromkeys([*known, *self._around.reader.put_ids(wanted)]):
            yield self._around.reader.get(wanted, record_id).record

    def is_kept_from(self, accused: Personal[Any, Any], staff: str) -> bool:
        """Tell whether what is about a member of staff is kept from another one."""
        try:
            about = accused.open(self.act())
        except Sealed:
            return True
        reader = self._around.reader
        return staff in kept_away(reader, [staff], about)

    def add(self, kind: str, verb: str, values: dict[str, object]) -> Record:
        """Make a record of another kind through its own gate, into the same commit."""
        wanted = registry.kind(kind)
        return self.make(wanted, wanted.verbs[verb], values).record

    def do(
        self, record: Record, verb: str, values: dict[str, object], by: str | None = None
    ) -> Record:
        """Run a verb of another record through its own gate; ``by`` did it, if somebody else."""
        kind = _kind_of(record)
        stored = self._around.reader.get(kind, record.id)
        doer, self.by = self.by, by or self.by
        try:
            return self.change(kind, stored, kind.verbs[verb], values).record
        finally:
            self.by = doer

    def obstacles(self, noun: str, verb: str, given: Texts, besides: Texts) -> Sequence[Message]:
        """Name all that stands in the way of a plan's making a record of these options."""
        return obstacles(noun, verb, Told(given, besides), self.entering, self._around.policy)

    def new_entry_id(self) -> str:
        """Make an id for an entry: one that follows from the act where it is the system's."""
        if self.typist == SYSTEM:
            return derived_part(next(self._sources))
        return random_part(self._around.random)

    def new_subject(self) -> str:
        """Make a fresh data subject."""
        return self._around.vault.fresh(SUBJECT, partial(new_subject, self._around.random))


def _kind_of(record: Record) -> Kind:
    """Give the kind of a record: the file in which its class stands."""
    return registry.kind(type(record).__module__.rpartition(".")[2])
