"""The sample office at work: its records, and some weeks of its life played as a stream of acts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pm.errors import Invalid
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.model.node import Node, Tree
from pm.model.times import parse_time, zone_named
from pm.office import registry
from pm.office.desk import Command, Desk, at_desk
from pm.office.environment import Environment
from pm.office.founding import Beginning, establish, sample_records, taken_over, top_post
from pm.office.keys.making import Sealing
from pm.office.office import Office
from pm.office.performing import Circumstances
from pm.office.sample import records_folder
from pm.store.yaml_reading import read_tree

SCENARIO = "scenario.yml"
LONGEST = 1_000_000
"""How many bytes the scenario may have."""
WEEK = timedelta(days=7)
NOT_COPIED = frozenset({"map"})


Watch: TypeAlias = Callable[[Sequence[Tree]], Iterable[Tree]]
"""Gives steps one after the other, for somebody who sees how many are done."""


class Played(NamedTuple):
    """The sample office, how many acts were played in it, and the Monday of its last full week."""

    office: Office
    acts: int
    last_monday: date
    warnings: tuple[Message, ...]
    recovery: Path
    """Where the recovery key is kept, beside the identities of the sample staff."""
    named: Mapping[str, str]
    """What the steps call their records, and the ids."""


class _Clock:
    """The clock of the stream: it stands at the time of the step that is played."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self, zone: tzinfo) -> datetime:
        return self.at.astimezone(zone)


def play(folder: Path, environment: Environment, watch: Watch = iter) -> Played:
    """Make the sample office in a folder and play its weeks up to now.

    ``watch`` is given the steps and gives them back one after the other.
    """
    path = records_folder() / SCENARIO
    scenario = read_tree(path.read_bytes(), SCENARIO, limit=LONGEST)
    settings: Any = next(sample_records(registry.kind("office"))).record
    zone = zone_named(settings.timezone)
    now = environment.now(zone)
    weeks = int(_text(scenario, "weeks"))
    monday = now.date() - timedelta(days=now.weekday()) - weeks * WEEK
    clock = _Clock(datetime(monday.year, monday.month, monday.day, 8, tzinfo=zone))
    founded = establish(
        folder, settings.timezone, environment, _filled, Sealing(), clock, for_all=True
    )
    office = founded.office
    assert founded.recovery is not None  # noqa: S101  # the sample office is sealed
    recovery = office.identities.keep_recovery(founded.recovery)
    with at_desk(office, clock) as desk:
        desk.says_clock = False
        steps = _steps(scenario)
        stream = _Stream(desk, clock, monday, now)
        acts = stream.play(watch(steps))
    last_monday = monday + (weeks - 1) * WEEK
    return Played(office, acts, last_monday, founded.warnings, recovery, stream.named)


def _filled(desk: Desk) -> Beginning:
    """Take over every record of the sample office; its manager signs."""
    taken = [
        stored
        for kind in registry.kinds()
        if kind.name not in NOT_COPIED
        for stored in sample_records(kind)
    ]
    manager = next(
        stored.record.id
        for stored in taken
        if getattr(stored.record, "post", None) == top_post(taken)
    )
    return taken_over(desk, taken, manager)


def _steps(scenario: Tree) -> list[Tree]:
    steps = scenario.get("steps")
    if not isinstance(steps, list):
        raise Invalid(mark("{file} is not a valid record", file=SCENARIO))
    return [step for step in steps if isinstance(step, dict)]


def _text(tree: Mapping[str, Node], name: str) -> str:
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""


class _Stream:
    """Plays steps one after the other; what later steps call a record is kept by name."""

    def __init__(self, desk: Desk, clock: _Clock, monday: date, until: datetime) -> None:
        self._desk = desk
        self._clock = clock
        self._monday = monday
        self._until = until
        self.named: dict[str, str] = {}

    def play(self, steps: Iterable[Tree]) -> int:
        """Play the steps that happened before now; gives how many."""
        played = 0
        for step in steps:
            self._clock.at = self._time(step)
            if self._clock.at > self._until:
                break
            self._act(step)
            played += 1
        return played

    def _time(self, step: Tree) -> datetime:
        day = self._monday + timedelta(days=int(_text(step, "day")) - 1)
        zone = self._clock.at.tzinfo
        assert isinstance(zone, tzinfo)  # noqa: S101  # the clock was made with one
        return parse_time(f"{day} {_text(step, 'time')}", self._clock.at, zone).time.astimezone(
            zone
        )

    def _act(self, step: Tree) -> None:
        noun, _, verb = _text(step, "verb").rpartition(" ")
        kind = registry.kind(noun or "ticket")
        record = self.named.get(_text(step, "record"), _text(step, "record"))
        command = Command(
            kind,
            verb,
            self._values(kind, verb, step),
            Circumstances(
                by=_text(step, "doer") or None,
                at=_text(step, "happened") or None,
                reason=_text(step, "reason") or None,
                override=_text(step, "override") or None,
                late=_text(step, "late") or None,
            ),
            (record,) if record else (),
        )
        typist = self._desk.entering().find(["staff"], _text(step, "by"))
        written = self._desk.act(typist, command)
        if name := _text(step, "name"):
            self.named[name] = written.stored[0].record.id

    def _values(self, kind: Kind, verb: str, step: Tree) -> dict[str, str]:
        """Give what was typed; a link may name an earlier step."""
        values = step.get("values", {})
        links = {
            field.name
            for field in kind.offered(kind.verbs[verb])
            if field.form is not None and any(not _is_chosen(one) for one in field.form.links())
        }
        given = {name: _text(values, name) for name in values} if isinstance(values, dict) else {}
        return {
            name: self.named.get(text, text) if name in links else text
            for name, text in given.items()
        }


def _is_chosen(noun: str) -> bool:
    """Tell whether the records of a kind have names of their own."""
    return registry.kind(noun).chosen
