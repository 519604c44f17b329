"""A scene: one story as it is played once, with its people, its place, its words and its times."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pm.model.times import minute, week_name
from pm.office.demo.script import DAY, Entry, Line, Script, Told

if TYPE_CHECKING:
    from pm.office.demo.cast import Person, Place

WEEKS = {"last_week": -7, "week": 0, "next_week": 7}
SELDOM = 6
"""Of so many callers one is content, but no more."""
LATE_JITTER = 29
"""What is said to be at a time of the day is within so many minutes after it."""
ASKED_FOR = {"complaint", "suggestion", "special", "request"}
"""The types in which a caller wants something, rather than tells it."""


class Texts(dict[str, str]):
    """The texts of a scene: its own, what it has made, what people say, and days reckoned on."""

    def __init__(self, scene: "Scene", script: Script) -> None:
        """Take the scene and the phrases of the script."""
        super().__init__()
        self._scene = scene
        self._phrases = script.phrases
        self._used = scene.number

    def __missing__(self, name: str) -> str:
        """Give a text that is not the scene's own."""
        if name[:1] in "+-":
            return self._reckoned(name)
        if name in WEEKS:
            return week_name(self._scene.at.date() + timedelta(days=WEEKS[name])).lower()
        if name == "score":
            return "basically" if self._scene.number % SELDOM == 0 else "satisfied"
        if name == "opinion":
            return self[self["score"]]
        if name in self._scene.made:
            return self._scene.made[name]
        said = self._phrases.get(f"{name}.en" if self._scene.is_english else name)
        if said is None:
            said = self._phrases.get(name, ())
        self._used += 1
        return said[self._used % len(said)] if said else ""

    def _reckoned(self, span: str) -> str:
        """Give the day so many days on, or the full hour so many hours on."""
        number, unit = int(span[:-1]), span[-1]
        if unit == "d":
            return (self._scene.at + timedelta(days=number)).date().isoformat()
        return minute(self._scene.at.replace(minute=0) + timedelta(hours=number))


class Scene:
    """One story while it is played."""

    def __init__(
        self, number: int, at: datetime, entry: Entry, script: Script, course: Iterable[Line]
    ) -> None:
        """Take its number, when it begins, its line of the days, and its course."""
        self.number = number
        self.at = at
        self.entry = entry
        self.lines = iter(course)
        self.made: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.is_told = False
        self.is_english = False
        self.work = ""
        self.place: Place | None = None
        self._caller: Person | None = None
        self.texts = Texts(self, script)

    def tell(
        self,
        told: Told,
        work: tuple[str, str],
        place: "Place | None",
        caller: "Person | None",
    ) -> None:
        """Take what is told, its category and whose work that is, where it is, and who tells it."""
        category, department = work
        self.is_told = True
        self.is_english = told.is_english and bool(told.title)
        self.work = category
        self.place = place
        self._caller = caller
        texts = self.texts
        texts |= dict.fromkeys(("extra", "measures", "more"), "")
        texts |= dict(zip(("extra", "measures", "more"), told.texts, strict=False))
        texts |= {"category": category, "department": department, "flat": self.entry.place}
        if caller is not None:
            texts["resident"] = caller.resident
        if place is not None:
            texts |= {"place": place.en if self.is_english else place.zh, "grid": place.grid}
            texts |= {place.noun: place.id}
        texts["title"] = told.title.format_map(texts)
        for name in ("extra", "measures", "more"):
            texts[name] = texts[name].format_map(texts)

    def intake(self, given: Mapping[str, str]) -> dict[str, str]:
        """Give what the desk types of who calls about what, where."""
        texts, type_ = self.texts, given["type"]
        values = {"channel": self._channel(), "title": texts["title"]}
        if texts["extra"]:
            values["request" if type_ in ASKED_FOR else "description"] = texts["extra"]
        if self.place is not None:
            values[self.place.noun] = self.place.id
        values |= self._of_caller()
        return {**values, **given}

    def _channel(self) -> str:
        if self.entry.caller == "staff":
            return "other"
        is_night = not DAY[0] <= self.at.hour < DAY[1]
        ways = ("phone",) if is_night else ("phone", "phone", "visit", "phone", "online", "phone")
        return ways[self.number % len(ways)]

    def _of_caller(self) -> Mapping[str, str]:
        caller = self._caller
        if self.entry.caller == "staff":
            return {"caller_capacity": "staff"}
        if self.entry.caller == "anonymous":
            return dict.fromkeys(
                ("caller_name_absent", "caller_phone_absent", "caller_unit_absent"), "anonymous"
            )
        if caller is None:
            return {
                "caller_name": self.texts["visitor"],
                "caller_capacity": "visitor",
                "caller_phone_absent": "refused",
                "caller_unit_absent": "unknown",
            }
        return {
            "caller_name": caller.name,
            "caller_phone": caller.phone,
            "caller_unit": caller.unit,
            "caller_resident": caller.resident,
            "caller_capacity": caller.capacity,
        }

    def filled(self, line: Line) -> dict[str, str]:
        """Give the values of a line with the scene's texts; what is empty is not typed."""
        given = {name: value.format_map(self.texts) for name, value in line.values.items()}
        return {name: value for name, value in given.items() if value}

    def before(self, minutes: str) -> str:
        """Give the time so many minutes before the present one, as it is typed; none for none."""
        return minute(self.at + timedelta(minutes=int(minutes))) if minutes else ""

    def time_of(self, line: Line) -> datetime:
        """Give when a line comes: never before the one before it."""
        if line.when.startswith("+"):
            wait = int(line.when)
            more = self.number * 7 % (wait // 3 + 1) if wait >= LATE_JITTER - 9 else 0
            return self.at + timedelta(minutes=wait + more)
        days, _, clock = line.when.partition("@")
        hour, minutes = map(int, clock.split(":"))
        day = self.at.replace(hour=hour, minute=minutes, second=0)
        day += timedelta(minutes=self.number * 11 % LATE_JITTER)
        if days == "wd":
            day += timedelta(days={4: 3, 5: 2}.get(self.at.weekday(), 1))
        else:
            day += timedelta(days=int(days.removesuffix("d")))
        return max(day, self.at + timedelta(minutes=1))
