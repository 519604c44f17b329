"""The sample office at work: its records, and its life up to now, played as a stream of acts.

:mod:`script <pm.office.demo.script>` reads what happens, :mod:`scenes <pm.office.demo.scenes>`
makes acts of a story, :mod:`cast <pm.office.demo.cast>` says who plays it, and the
:mod:`stage <pm.office.demo.stage>` plays it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pm.i18n import Message
from pm.model.times import midnight, zone_named
from pm.office import registry
from pm.office.demo.clock import StageClock
from pm.office.demo.script import Script
from pm.office.demo.stage import Props, Stage
from pm.office.demo.use_cases import USE_CASES
from pm.office.desk import Desk
from pm.office.environment import Environment
from pm.office.founding import Beginning, establish, sample_records, taken_over, top_post
from pm.office.keys.making import Sealing
from pm.office.office import Office
from pm.office.sample import records_folder

SCENARIO = "scenario.yml"
"""The last weeks, act by act; they can be played alone, in the small estate."""
WEEK = timedelta(days=7)
OPENS = timedelta(hours=8)
NOT_COPIED = frozenset({"map"})
Watch: TypeAlias = Callable[[Sequence[date]], Iterable[date]]
"""Gives the days one after the other, and may show how far it is."""


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
    problems: tuple[Message, ...] = ()
    """What time could not do by itself; none, unless the scenario is wrong."""


def play(
    folder: Path, environment: Environment, *, whole: bool = False, watch: Watch = iter
) -> Played:
    """Make the sample office in a folder and play its weeks up to now.

    The ``whole`` estate takes in its lists first, and has months behind it; else it is small, and
    has a few weeks.
    """
    records = records_folder()
    script = Script.read(records, records / SCENARIO, whole=whole)
    settings: Any = next(sample_records(registry.kind("office"))).record
    zone = zone_named(settings.timezone)
    now = environment.now(zone)
    monday = now.date() - timedelta(days=now.weekday()) - script.weeks * WEEK
    clock = StageClock(environment, midnight(monday, zone) + OPENS)
    founded = establish(
        folder,
        settings.timezone,
        clock,
        _filled,
        Sealing(),
        clock.now,
        for_all=True,
    )
    office = founded.office
    assert founded.recovery is not None  # noqa: S101  # the sample office is sealed
    recovery = office.identities.keep_recovery(founded.recovery)
    days = [monday + timedelta(days=n) for n in range((now.date() - monday).days + 1)]
    with ExitStack() as opened:
        stage = Stage(office, clock, Props(records, script, monday, now, USE_CASES), opened)
        for day in watch(days):
            stage.play_day(day)
    office.environment = environment
    last_monday = monday + (script.weeks - 1) * WEEK
    return Played(
        office,
        stage.acts,
        last_monday,
        founded.warnings,
        recovery,
        stage.named,
        tuple(stage.problems),
    )


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
