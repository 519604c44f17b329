"""Clocks: by when something is due on the hours of a calendar, and what a clock counted (U1-U3).

All of it is a pure function of the events, so that anybody can count it again.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Literal, NamedTuple, TypeAlias

from pm.i18n import Message, mark
from pm.model.spans import Span
from pm.model.stretch import Stretch
from pm.model.working_time import DAY_MINUTES, Day, WeekHours, Window, WorkingTime

PartSort: TypeAlias = Literal["counted", "paused", "closed"]
NamedBy: TypeAlias = Literal["typed", "promised", "slot", "old-system", "reopened", "record"]
"""Who named a due time that no limit gives: a person, or nobody knows but the record."""
ROUND_THE_CLOCK = (WeekHours(0, 6, (Window(0, DAY_MINUTES),)),)


class Pause(NamedTuple):
    """A pause that has an end: where pauses overlap, the time belongs to the first."""

    start: datetime
    end: datetime
    reason: str


class Part(NamedTuple):
    """What a piece of time within one day was for a clock; ``reason`` is that of its pause."""

    sort: PartSort
    start: datetime
    end: datetime
    day: Day
    reason: str = ""

    @property
    def length(self) -> timedelta:
        """How long it was."""
        return self.end - self.start


class Reading(NamedTuple):
    """What a clock shows: its start, its due time, and what every piece of time was for it.

    ``end`` is none while it runs; then it is read ``until`` now. ``first_due`` is what would be
    due without a pause, ``left`` the counted time between ``until`` and the due time.
    """

    limit: "Counting"
    start: datetime
    end: datetime | None
    until: datetime
    first_due: datetime
    due: datetime
    parts: tuple[Part, ...]
    is_paused: bool
    left: timedelta
    unannounced: tuple[int, ...]

    @property
    def gross(self) -> timedelta:
        """All the time since the start."""
        return self.until - self.start

    @property
    def net(self) -> timedelta:
        """The time that counted: within the hours and not paused."""
        return total(self.of("counted"))

    @property
    def paused(self) -> timedelta:
        """The time within the hours that was paused."""
        return total(self.of("paused"))

    @property
    def is_late(self) -> bool:
        """Whether it ended, or runs still, after the due time that its pauses have moved."""
        return self.until > self.due

    @property
    def over(self) -> timedelta:
        """The time that counted after the due time."""
        late = (part._replace(start=max(part.start, self.due)) for part in self.of("counted"))
        return total(part for part in late if part.start < part.end)

    def of(self, sort: PartSort) -> Iterator[Part]:
        """Give the pieces of one sort."""
        return (part for part in self.parts if part.sort == sort)


class Counting(ABC):
    """What a clock counts: hours on which time counts, and when it is due on them."""

    def __init__(self, clock: str, time: WorkingTime) -> None:
        """Take the clock and the hours."""
        self.clock = clock
        self.time = time

    def reading(
        self,
        start: datetime,
        pauses: Sequence[Stretch] = (),
        *,
        end: datetime | None = None,
        now: datetime,
    ) -> Reading:
        """Read the clock: from its start to its end, or to now while it runs."""
        until = self.time.local(now if end is None else end)
        start = self.time.local(start)
        ended = closed(pauses, until)
        due = self._due(start, ended)
        return Reading(
            limit=self,
            start=start,
            end=None if end is None else until,
            until=until,
            first_due=self._due(start, ()),
            due=due,
            parts=tuple(self._parts(start, until, ended)),
            is_paused=end is None and any(pause.end is None for pause in pauses),
            left=self.time.worked(until, due) if until < due else timedelta(),
            unannounced=self.time.unannounced(start, max(due, until)),
        )

    @abstractmethod
    def _first_due(self, start: datetime) -> datetime:
        """Give the time by which it is due if nothing pauses it."""

    def _due(self, start: datetime, pauses: Iterable[Pause]) -> datetime:
        """Move the due time by every pause that begins before it, with all of its length."""
        due = self._first_due(start)
        for pause in joined(pauses):
            if pause.start >= due:
                break
            if pause.end > start:
                spent = self.time.worked(max(pause.start, start), pause.end)
                due = self.time.advance(due, spent)
        return due

    def _parts(self, start: datetime, end: datetime, pauses: Sequence[Pause]) -> Iterator[Part]:
        for piece in self.time.pieces(start, end):
            if not piece.is_open:
                yield Part("closed", piece.start, piece.end, piece.day)
                continue
            done = piece.start
            for pause in pauses:
                begun, ended = max(done, pause.start), min(pause.end, piece.end)
                if begun >= ended:
                    continue
                if done < begun:
                    yield Part("counted", done, self.time.local(begun), piece.day)
                done = self.time.local(ended)
                yield Part("paused", self.time.local(begun), done, piece.day, pause.reason)
            if done < piece.end:
                yield Part("counted", done, piece.end, piece.day)


class WorkingLimit(Counting):
    """The limit of a clock: a span on the hours of a calendar, set by a version of a policy."""

    def __init__(  # noqa: PLR0913  # these are the facts of a limit
        self,
        *,
        clock: str,
        version: str,
        span: Span,
        calendar: str,
        time: WorkingTime,
        warn: Callable[[Message], None] | None = None,
    ) -> None:
        """Take them, and what is told of a due time that may still change."""
        super().__init__(clock, time)
        self._version = version
        self.span = span
        self.calendar = calendar
        self._warn = warn

    @property
    def version(self) -> str:
        """The policy that sets it."""
        return self._version

    @property
    def text(self) -> Message:
        """The span in words."""
        return self.span.text

    def due(self, start: datetime, pauses: Sequence[Stretch] = ()) -> datetime:
        """Give the time by which it is due; a pause that still runs has moved nothing yet."""
        ended = closed(pauses, None)
        due = self._due(start, ended)
        if self._warn is not None and (ended or not self.span.is_of_plain_days):
            for year in self.time.unannounced(start, due):
                self._warn(not_announced(year))
        return due

    def _first_due(self, start: datetime) -> datetime:
        return self.span.end(start, self.time)


class AgreedTime(Counting):
    """A due time that somebody named in place of a limit; it counts day and night.

    ``because`` says who named it, in the word of :data:`NamedBy`.
    """

    def __init__(self, clock: str, due: datetime, because: NamedBy, zone: tzinfo) -> None:
        """Take the clock, the time, why it is that time, and the zone in which it is told."""
        super().__init__(clock, WorkingTime(zone, ROUND_THE_CLOCK))
        self.named = self.time.local(due)
        self.because = because

    def due(self, start: datetime, pauses: Sequence[Stretch] = ()) -> datetime:
        """Give it, moved by what was paused."""
        return moved(self.named, start, pauses)

    def _first_due(self, start: datetime) -> datetime:
        del start
        return self.named


def closed(pauses: Iterable[Stretch], until: datetime | None) -> list[Pause]:
    """Order pauses so that none overlaps; one that still runs ends now, or is left out."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        end = pause.end or until
        start = max(pause.start, found[-1].end) if found else pause.start
        if end is not None and start < end:
            found.append(Pause(start, end, pause.reason))
    return found


def moved(due: datetime, start: datetime, pauses: Iterable[Stretch]) -> datetime:
    """Move a due time that somebody named by what was paused, day and night."""
    for pause in joined(closed(pauses, None)):
        if pause.start >= due:
            break
        if pause.end > start:
            due += pause.end - max(pause.start, start)
    return due


def joined(pauses: Iterable[Pause]) -> Iterator[Pause]:
    """Make one pause of those that follow one another without a gap."""
    last: Pause | None = None
    for pause in pauses:
        if last is not None and last.end == pause.start:
            last = last._replace(end=pause.end)
            continue
        if last is not None:
            yield last
        last = pause
    if last is not None:
        yield last


def total(parts: Iterable[Part]) -> timedelta:
    """Add up the time of some pieces."""
    return sum((part.length for part in parts), timedelta())


def not_announced(year: int) -> Message:
    """Say that a due time may still change, and what to do then."""
    return mark(
        "the days off of {year} are not announced yet: it was counted by weekdays. When they are, "
        "type: pm year new {year} --days-off …, then: pm ticket reclock --all",
        year=year,
    )
