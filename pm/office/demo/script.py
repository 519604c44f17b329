"""The script of the sample office: its acts one by one, and the stories that are played often.

What is told once stands act by act in ``scenario.yml``. What happens every day stands in
``scenario/``: ``courses.yml`` says how a matter goes, ``tales.yml`` what goes in a way of its own,
``stories.yml`` what is said, and ``days.csv`` when which story is played, and where.
"""

import csv
import shlex
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pm.errors import Invalid
from pm.i18n import mark
from pm.model.node import Node, Tree
from pm.store.yaml_reading import read_tree

FOLDER = "scenario"
COURSES = "courses.yml"
TALES = "tales.yml"
STORIES = "stories.yml"
DAYS = "days.csv"
LONGEST = 1_000_000
"""How many bytes a file of the script may have."""
ABOUT = frozenset({"doer", "happened", "reason", "override", "late", "called", "if"})
"""What is said of a line beside the values of its verb."""
BETWEEN = "|"
BETWEEN_VALUES = ";"
VARIANT = "~"
"""What is between a course and its number, where it goes another way each time."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST_DAY = 1_000
DAY = (8, 20)
"""The hours between which the day shift works."""
NOTHING: Tree = {name: [] for name in ("courses", "crew", "stays", "phrases", "rounds")}


class Line(NamedTuple):
    """One act: when, typed by whom, which verb of which record, and what is said.

    ``when`` is a day of the script and a time, or how long after the line before. ``only_if``
    names a field that must be there for the act to be done.
    """

    when: str
    by: str
    verb: str
    values: Mapping[str, str]
    record: str = ""
    name: str = ""
    doer: str = ""
    happened: str = ""
    reason: str = ""
    override: str = ""
    late: str = ""
    only_if: str = ""

    @property
    def noun(self) -> str:
        """What kind of record it is about; a ticket, where nothing is said."""
        return self.verb.rpartition(" ")[0] or "ticket"


class Told(NamedTuple):
    """A story as one person tells it: the title and the texts that its course asks for."""

    title: str
    texts: tuple[str, ...]

    @property
    def is_english(self) -> bool:
        """Tell in which language it is told."""
        return self.title.isascii()


class Story(NamedTuple):
    """A matter that comes again and again, as different people tell it."""

    name: str
    course: str
    category: str
    told: tuple[Told, ...]


class Entry(NamedTuple):
    """One line of the days: which story is played when, how it is told, where, and by whom.

    The day counts from the first Monday; ``t-2`` is two days before the last.
    """

    day: str
    time: str
    story: str
    told: int
    place: str
    caller: str
    course: str
    name: str = ""


class Round(NamedTuple):
    """A course that is gone on the same days of every week."""

    course: str
    time: str
    weekdays: tuple[int, ...]
    first: int
    last: int
    place: str


class Script:
    """All that is played."""

    def __init__(self, weeks: int, lines: tuple[Line, ...], folder: Path | None = None) -> None:
        """Take the weeks up to now, the acts that are told one by one, and where the rest is."""
        self.weeks = weeks
        self.lines = lines
        self._folder = folder

    @classmethod
    def read(cls, folder: Path, recent: Path, *, whole: bool) -> "Script":
        """Read the last weeks alone, or the whole script."""
        tree = read_tree(recent.read_bytes(), recent.name, limit=LONGEST)
        lines = tuple(_told_line(step, 0) for step in _trees(tree, "steps", recent.name))
        weeks = int(text(tree, "weeks"))
        if not whole:
            return cls(weeks, lines)
        script = cls(int(text(_read(folder / FOLDER, COURSES), "weeks")), (), folder / FOLDER)
        later = (script.weeks - weeks) * 7
        script.lines = tuple(_told_line(step, later) for step in _trees(tree, "steps", recent.name))
        return script

    @cached_property
    def _courses(self) -> Tree:
        return NOTHING if self._folder is None else _read(self._folder, COURSES)

    @property
    def is_whole(self) -> bool:
        """Tell whether the stories are played too."""
        return self._folder is not None

    @cached_property
    def courses(self) -> Mapping[str, tuple[Line, ...]]:
        """How matters go, by the names of the courses."""
        found: dict[str, tuple[Line, ...]] = {}
        tales = NOTHING if self._folder is None else _read(self._folder, TALES)
        for tree in [
            *_trees(self._courses, "courses", COURSES),
            *_trees(tales, "courses", TALES),
        ]:
            lines = tree.get("lines")
            texts = lines if isinstance(lines, list) else []
            found[text(tree, "course")] = tuple(line_of(str(one)) for one in texts)
        return found

    def course_of(self, plan: str, turn: int) -> str | None:
        """Give how that goes which a plan asks for, at its turn; none where nothing is said.

        The turns begin again after the highest number; what has no number is the usual course.
        """
        if plan not in self.courses:
            return None
        ways = [name.partition(VARIANT) for name in self.courses]
        turns = max(int(number or 1) for name, _, number in ways if name == plan)
        special = f"{plan}{VARIANT}{turn % turns + 1}"
        return special if special in self.courses else plan

    @property
    def crew(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Who does what by day, on days off and by night."""
        found: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for tree in _trees(self._courses, "crew", COURSES):
            by_time = {name: tuple(str(names).split("、")) for name, names in tree.items()}
            found[text(tree, "work")] = by_time
        return found

    @property
    def stays(self) -> Mapping[str, tuple[int, int]]:
        """The first and the last day of those who were not there all the time."""
        return {
            text(tree, "staff"): (
                int(text(tree, "from") or 1),
                int(text(tree, "until") or LAST_DAY),
            )
            for tree in _trees(self._courses, "stays", COURSES)
        }

    @cached_property
    def phrases(self) -> Mapping[str, tuple[str, ...]]:
        """What people say again and again, by the occasion."""
        found: dict[str, tuple[str, ...]] = {}
        for tree in _trees(self._courses, "phrases", COURSES):
            said = tree.get("said")
            found[text(tree, "phrase")] = tuple(map(str, said if isinstance(said, list) else []))
        return found

    @cached_property
    def stories(self) -> Mapping[str, Story]:
        """The stories, by their names."""
        if self._folder is None:
            return {}
        found: dict[str, Story] = {}
        for tree in _trees(_read(self._folder, STORIES), "stories", STORIES):
            told = tree.get("told")
            texts = told if isinstance(told, list) else []
            story = Story(
                text(tree, "story"),
                text(tree, "course"),
                text(tree, "category"),
                tuple(_told(str(one)) for one in texts),
            )
            found[story.name] = story
        return found

    @property
    def rounds(self) -> Iterator[Round]:
        """Give the courses that are gone every week."""
        for tree in _trees(self._courses, "rounds", COURSES):
            yield Round(
                text(tree, "course"),
                text(tree, "time"),
                tuple(WEEKDAYS.index(day) for day in text(tree, "weekdays").split()),
                int(text(tree, "from")),
                int(text(tree, "until") or LAST_DAY),
                text(tree, "place"),
            )

    def entries(self) -> Iterator[Entry]:
        """Give the lines of the days."""
        if self._folder is None:
            return
        with (self._folder / DAYS).open(encoding="utf-8", newline="") as file:
            for day, time, story, told, *rest in list(csv.reader(file))[1:]:
                yield Entry(day, time, story, int(told or 0), *rest)


def _read(folder: Path, name: str) -> Tree:
    return read_tree((folder / name).read_bytes(), name, limit=LONGEST)


def _trees(tree: Tree, name: str, file: str) -> list[Tree]:
    found = tree.get(name)
    if not isinstance(found, list):
        raise Invalid(mark("{file} is not a valid record", file=file))
    return [one for one in found if isinstance(one, dict)]


def text(tree: Mapping[str, Node], name: str) -> str:
    """Give a text of a tree, empty where there is none."""
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""


def _told(words: str) -> Told:
    title, *texts = (one.strip() for one in words.split(BETWEEN))
    return Told(title, tuple(texts))


def _told_line(step: Tree, later: int) -> Line:
    """Read an act that is told by itself; it may be so many days later than it says."""
    values = step.get("values", {})
    return Line(
        f"{int(text(step, 'day')) + later} {text(step, 'time')}",
        text(step, "by"),
        text(step, "verb"),
        {name: text(values, name) for name in values} if isinstance(values, dict) else {},
        text(step, "record"),
        text(step, "name"),
        text(step, "doer"),
        text(step, "happened"),
        text(step, "reason"),
        text(step, "override"),
        text(step, "late"),
        text(step, "if"),
    )


def line_of(written: str) -> Line:
    """Read a line of a course: when, who, the verb, and what is said.

    ``+5 desk/worker arrive late_reason=all-out`` is typed five minutes later at the desk.
    """
    when, who, verb, *said = shlex.split(written)
    by, _, doer = who.partition("/")
    facts: dict[str, str] = {}
    record = ""
    for one in said:
        name, sign, value = one.partition("=")
        if sign:
            facts[name] = value
        else:
            record = name
    about = {name: facts.pop(name, "") for name in ABOUT}
    return Line(
        when,
        by,
        verb.replace(".", " "),
        facts,
        record,
        about["called"],
        doer,
        about["happened"],
        about["reason"],
        about["override"],
        about["late"],
        about["if"],
    )
