"""The stage: every line of the script is played at its time, through the doors of the office."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pm.i18n import Message
from pm.model.kind import Kind
from pm.model.times import midnight, parse_time
from pm.office import registry
from pm.office.demo.cast import Cast, Crew
from pm.office.demo.clock import StageClock
from pm.office.demo.scenes import Scene
from pm.office.demo.script import BETWEEN_VALUES, Entry, Line, Script, Told
from pm.office.desk import Command, Desk, Written, at_desk
from pm.office.office import Office
from pm.office.performing import Circumstances
from pm.office.standing import OpenDesk
from pm.office.ticking import due_by_now, tick_at

TICK = Line("", "", "desk tick", {})
TICKED_AT = timedelta(hours=6)
DUE_DAYS = ("due", "due_by")
PLANNED_AT = timedelta(hours=9)
"""What a plan asks for is seen to on its day from this hour on."""
SOON = timedelta(minutes=10)
INTAKE = "intake"
"""The verb of a line by which a story comes in at the desk."""
NEW = "ticket new"


UseCase: TypeAlias = Callable[["Stage", Line, Mapping[str, str]], None]
"""What is no verb of a kind and opens a desk of its own; it is given the values of its line."""


class Props(NamedTuple):
    """What the stage is set with: the sample records, the script, its first Monday, and now.

    ``use_cases`` are those that lines name besides the verbs.
    """

    records: Path
    script: Script
    monday: date
    until: datetime
    use_cases: Mapping[str, UseCase]


class _Cue(NamedTuple):
    """A line that waits for its time; the number keeps those of one minute in their order."""

    at: datetime
    number: int
    line: Line
    scene: Scene | None


class Stage:
    """Plays lines one after the other; what later lines call a record is kept by name."""

    def __init__(self, office: Office, clock: StageClock, props: Props, opened: ExitStack) -> None:
        """Set the stage; whoever ends ``opened`` writes what was done at the desk."""
        self.office = office
        self.clock = clock
        self.records = props.records
        self.named: dict[str, str] = {}
        self.acts = 0
        self.problems: list[Message] = []
        self._script = props.script
        self._monday = props.monday
        self._until = props.until
        self._use_cases = props.use_cases
        self._crew = Crew(props.script)
        self._cast: Cast | None = None
        self._desk: Desk | None = None
        self._opened = opened
        self._numbers = count()
        self._cues: list[_Cue] = []
        self._staff: dict[str, str] = {}
        self._planned: Counter[str] = Counter()
        self._set()

    def _set(self) -> None:
        for line in self._script.lines:
            self._wait(self._time(line.when), line, None)
        for one in self._script.rounds:
            for day in range(one.first, min(one.last, self._day(self._until)) + 1):
                if (day - 1) % 7 in one.weekdays:
                    self._begin(Entry(f"{day}", one.time, "", 0, one.place, "staff", one.course))
        for entry in self._script.entries():
            self._begin(entry)

    def _day(self, at: datetime) -> int:
        """Give the day of the script: the first Monday is 1."""
        return (at.date() - self._monday).days + 1

    def _time(self, when: str) -> datetime:
        """Give the time of a day of the script: ``15 08:30``, or ``t-2 08:30`` before the last."""
        number, _, clock = when.partition(" ")
        if number.startswith("t"):
            day = self._until.date() + timedelta(days=int(number[1:] or 0))
        else:
            day = self._monday + timedelta(days=int(number) - 1)
        zone = self.clock.zone
        return parse_time(f"{day} {clock}", self.clock.at, zone).time.astimezone(zone)

    def _wait(self, at: datetime, line: Line, scene: Scene | None) -> None:
        heappush(self._cues, _Cue(at, next(self._numbers), line, scene))

    def _begin(self, entry: Entry, at: datetime | None = None) -> Scene:
        """Let a story begin at its time."""
        story = self._script.stories.get(entry.story)
        course = entry.course or ("" if story is None else story.course)
        scene = Scene(
            next(self._numbers),
            at or self._time(f"{entry.day} {entry.time}"),
            entry,
            self._script,
            self._script.courses[course],
        )
        self._go_on(scene)
        return scene

    def _go_on(self, scene: Scene) -> None:
        """Let the next line of a scene wait for its time."""
        line = next(scene.lines, None)
        if line is not None:
            self._wait(scene.time_of(line), line, scene)

    # -- playing ------------------------------------------------------------------------------

    def play_day(self, day: date) -> None:
        """Play what happens on a day, or up to now."""
        morning = midnight(day, self.clock.zone)
        if self._script.is_whole:
            self._wait(morning + TICKED_AT, TICK, None)
        end = min(morning + timedelta(days=1), self._until + timedelta(seconds=1))
        while self._cues and self._cues[0].at < end:
            cue = heappop(self._cues)
            self.clock.at = cue.at
            scene = cue.scene
            if scene is not None:
                scene.at = cue.at
                self._prepare(scene)
            if self._is_wanted(cue.line, scene):
                self._play(cue.line, scene)
            if scene is not None:
                self._go_on(scene)

    def _play(self, line: Line, scene: Scene | None) -> None:
        """Play a line: an act at the desk, or what opens a desk of its own."""
        if line.verb == TICK.verb:
            self._tick()
            return
        use_case = self._use_cases.get(line.verb)
        if use_case is None:
            self._act(line, scene)
            self.acts += 1
            return
        values = line.values if scene is None else scene.filled(line)
        self.clock.acting = self.staff(self._name(line.by, scene)) if line.by else None
        self.close_desk()
        use_case(self, line, values)
        self.clock.acting = None

    def _prepare(self, scene: Scene) -> None:
        """Let a scene know its words, its place and its people, before its first line."""
        if scene.is_told:
            return
        entry = scene.entry
        story = self._script.stories.get(entry.story)
        told = Told("", ()) if story is None else story.told[entry.told % len(story.told)]
        cast = self.cast
        caller = cast.people.get(entry.caller or entry.place)
        place = cast.places.get(entry.place)
        category = "" if story is None else story.category
        scene.tell(told, (category, cast.departments.get(category, "")), place, caller)

    def _is_wanted(self, line: Line, scene: Scene | None) -> bool:
        """Tell whether the field is there for which a line asks."""
        if not line.only_if:
            return True
        kind = registry.kind(line.noun)
        record: Any = self.desk.reader.get(kind, self._record(line, scene)).record
        return getattr(record, line.only_if) is not None

    # -- acts ---------------------------------------------------------------------------------

    def _act(self, line: Line, scene: Scene | None) -> None:
        values: Mapping[str, str] = line.values
        if scene is not None:
            values = scene.filled(line)
            if line.verb == INTAKE:
                line, values = line._replace(verb=NEW), scene.intake(values)
        kind = registry.kind(line.noun)
        verb = line.verb.rpartition(" ")[2]
        record = self._record(line, scene)
        by = self._name(line.by, scene)
        doer = self._name(line.doer, scene)
        happened = line.happened if scene is None else scene.before(line.happened)
        command = Command(
            kind,
            verb,
            self._linked(kind, verb, values, scene),
            Circumstances(
                by=self.staff(doer) if doer and doer != by else None,
                at=happened or None,
                reason=line.reason or None,
                override=line.override or None,
                late=line.late or None,
            ),
            (record,) if record else (),
        )
        self._keep(line, self.desk.act(self.staff(by), command), scene)

    def _keep(self, line: Line, written: Written, scene: Scene | None) -> None:
        """Keep what was made under the names by which later lines call it."""
        made = [deed for deed in written.deeds if not deed.source]
        if line.name:
            self.named[line.name] = (made or written.deeds)[-1].record
        if scene is None:
            return
        for deed in made:
            scene.made.setdefault(deed.kind, deed.record)  # the first of a kind is the scene's
            if scene.entry.name:
                self.named.setdefault(scene.entry.name, deed.record)

    def _record(self, line: Line, scene: Scene | None) -> str:
        """Give the id of the record that a line is about; none where it makes one."""
        made = {} if scene is None else scene.made
        if line.record:
            wanted = line.record if scene is None else line.record.format_map(scene.texts)
            return made.get(wanted) or self.named.get(wanted, wanted)
        if scene is None or line.verb.endswith(" new"):
            return ""
        return made.get(line.noun, "")

    def _linked(
        self, kind: Kind, verb: str, values: Mapping[str, str], scene: Scene | None
    ) -> dict[str, str | list[str]]:
        """Give what is typed; a link may name an earlier record, or somebody by what he does."""
        given: dict[str, str | list[str]] = dict(values)
        for field in kind.offered(kind.verbs[verb]):
            value = values.get(field.name)
            if value is None or field.form is None:
                continue
            nouns = field.form.links()
            if field.many:
                given[field.name] = value.split(BETWEEN_VALUES)
            elif "staff" in nouns:
                given[field.name] = self.staff(self._name(value, scene))
            elif any(not registry.kind(noun).chosen for noun in nouns):
                given[field.name] = self.named.get(value, value)
        return given

    # -- who ----------------------------------------------------------------------------------

    def _name(self, role: str, scene: Scene | None) -> str:
        """Give who is meant by a role; a role that is none is the name of somebody."""
        if scene is None or not role:
            return role
        if role in {"assignee", "liable"}:
            return self._holder(role, scene)
        if role in {"worker", "other"}:
            if role not in scene.roles:
                scene.roles[role] = self._who(scene.work, scene, int(role == "other"))
            return scene.roles[role]
        work = scene.place.grid if role == "steward" and scene.place is not None else role
        return self._who(work, scene) if self._crew.knows(work) else role

    def _who(self, work: str, scene: Scene, more: int = 0) -> str:
        return self._crew.who(work, scene.at, self._day(scene.at), scene.number + more)

    def _holder(self, field: str, scene: Scene) -> str:
        """Give who has the scene's ticket or rectification in hand."""
        noun = "ticket" if field == "assignee" else "rectification"
        record: Any = self.desk.reader.get(registry.kind(noun), scene.made[noun]).record
        held = getattr(record, field)
        return self._name("worker", scene) if held is None else str(held)

    def staff(self, name: str) -> str:
        """Give the id of a member of staff."""
        if name not in self._staff:
            self._staff[name] = self.desk.entering().find(["staff"], name)
        return self._staff[name]

    # -- the office at hand -------------------------------------------------------------------

    @property
    def cast(self) -> Cast:
        """The households and places as they are now."""
        if self._cast is None:
            self.close_desk()
            self._cast = Cast(self.office, self.records)
        return self._cast

    @property
    def desk(self) -> Desk:
        """The desk at which acts are recorded, opened for the next ones."""
        if self._desk is None:
            self._desk = self._opened.enter_context(at_desk(self.office, self.clock.now))
            self._desk.says_clock = False
        return self._desk

    def cast_anew(self) -> None:
        """Look anew who lives where: a list has come in."""
        self._cast = None

    def close_desk(self) -> None:
        """Write what was done, so that all of it can be read."""
        self._desk = None
        self._opened.close()

    def _tick(self) -> None:
        """Do what time does, and let what plans have made be seen to."""
        due = due_by_now(OpenDesk(self.office, self.desk))
        if not due:
            return
        ticked = tick_at(self.desk, due)
        self.problems += ticked.problems
        for one in ticked.done:
            if one.about is not None and not one.deed.source:
                kind = registry.kind(one.deed.kind)
                record: Any = self.desk.reader.get(kind, one.deed.record).record
                day = next(getattr(record, name) for name in DUE_DAYS if hasattr(record, name))
                self._see_to(one.about, kind.name, record.id, day)

    def _see_to(self, plan: str, noun: str, record: str, due: date) -> None:
        """Let what a plan has made be seen to on its day, where the script says how."""
        course = self._script.course_of(plan, self._planned[plan])
        if course is not None:
            self._planned[plan] += 1
            day = max(due, self.clock.at.date())
            at = max(midnight(day, self.clock.zone) + PLANNED_AT, self.clock.at + SOON)
            scene = self._begin(Entry("", "", "", 0, "", "staff", course), at)
            scene.made[noun] = record
