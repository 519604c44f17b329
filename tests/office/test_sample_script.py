"""The script of the sample estate: what is written in it can be played, and does not repeat."""

import csv
import re
from collections import Counter

import pytest

from pm.office import registry
from pm.office.demo.script import WEEKDAYS, Script, line_of
from pm.office.demo.use_cases import USE_CASES
from pm.office.founding import sample_records
from pm.office.sample import records_folder

OF_THE_STAGE = {*USE_CASES, "intake"}
OFTEN = 6
"""A title without a place is told no more often than this in four months."""


@pytest.fixture(scope="module")
def script() -> Script:
    folder = records_folder()
    return Script.read(folder, folder / "scenario.yml", whole=True)


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a list."""
    with (records_folder() / "lists" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_line_of_a_course_names_a_verb_and_options_that_there_are(script: Script) -> None:
    for course, lines in script.courses.items():
        for line in lines:
            if line.verb in OF_THE_STAGE:
                continue
            kind = registry.kind(line.noun)
            verb = kind.verbs[line.verb.rpartition(" ")[2]]
            offered = {field.name for field in kind.offered(verb)}
            typed = {re.sub("_(en|zh)$", "", name) for name in line.values}
            assert typed <= offered, (course, line)


def test_every_story_goes_by_a_course_and_every_day_names_a_story(script: Script) -> None:
    assert {story.course for story in script.stories.values()} <= set(script.courses)
    for entry in script.entries():
        assert entry.story or entry.course, entry
        if entry.story:
            assert 0 <= entry.told < len(script.stories[entry.story].told), entry
        if entry.course:
            assert entry.course in script.courses, entry
    assert {one.course for one in script.rounds} <= set(script.courses)


def test_what_is_said_to_be_somewhere_is_there(script: Script) -> None:
    places = {one["房号"] for one in rows("units.csv")}
    for noun in ("area", "equipment", "building"):
        places |= {stored.record.id for stored in sample_records(registry.kind(noun))}
    callers = {one["房号"] for one in rows("residents.csv")}
    for entry in script.entries():
        assert entry.place in {"", *places}, entry
        if entry.caller not in {"", "staff", "anonymous", "visitor"}:
            assert entry.caller in callers, entry


def test_the_stories_are_many_and_differ(script: Script) -> None:
    titles = Counter(
        script.stories[entry.story].told[entry.told].title
        for entry in script.entries()
        if entry.story
    )
    assert len(titles) > 200
    assert max(titles.values()) <= OFTEN
    assert 450 < titles.total() < 650
    english = sum(count for title, count in titles.items() if title.isascii())
    assert 0.1 < english / titles.total() < 0.4


def test_the_lists_hold_an_estate_in_three_grids() -> None:
    listed = rows("units.csv")
    base = list(sample_records(registry.kind("unit")))
    assert len(listed) + len(base) == 1104
    assert len({one["房号"] for one in listed}) == len(listed)
    assert not {one["房号"] for one in listed} & {str(one.tree["code"]) for one in base}
    grids = Counter(one["网格"] for one in listed)
    assert set(grids) == {"grid-east", "grid-west", "grid-south"}
    assert min(grids.values()) > 300


def test_nobody_in_the_lists_can_be_a_real_person() -> None:
    people = rows("residents.csv")
    assert len(people) > 600
    assert all(re.fullmatch(r"1380001\d{4}", one["联系电话"]) for one in people)
    assert not any(one["证件号码"] for one in people)
    assert all(re.fullmatch(r"138000000\d\d", one["手机"]) for one in rows("staff.csv"))


def test_a_line_says_when_who_did_what() -> None:
    line = line_of('+5 desk/worker arrive late_reason=all-out happened=-3 "note=two words"')
    assert (line.when, line.by, line.doer, line.verb) == ("+5", "desk", "worker", "arrive")
    assert line.values == {"late_reason": "all-out", "note": "two words"}
    assert (line.happened, line.noun, line.record) == ("-3", "ticket", "")
    named = line_of("+0 desk incident.gather storm ticket={ticket} called=x if=due")
    assert (named.verb, named.record, named.name, named.only_if) == (
        *("incident gather", "storm"),
        *("x", "due"),
    )


def test_the_turns_of_a_plan_go_round(script: Script) -> None:
    turns = [script.course_of("lobby-round-west", turn) for turn in range(8)]
    assert turns[:4] == turns[4:]
    assert len(set(turns)) == 3
    assert script.course_of("weekly-report", 7) == "weekly-report"
    assert script.course_of("no-such-plan", 0) is None


def test_the_rounds_have_days_of_the_week(script: Script) -> None:
    for one in script.rounds:
        assert one.weekdays
        assert all(0 <= day < len(WEEKDAYS) for day in one.weekdays)
