"""What plans make and when, worked out without an office."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pm.model.recurrence import on_weekdays
from pm.office.planning import Planned, planned
from tests.cli.offices import copied
from tests.cli.running import Shell


def plan(**values: Any) -> Any:
    given = {
        "id": "pool",
        "noun": "task",
        "rule": "weekly thu",
        "holidays": "after",
        "lead_days": 0,
        "valid_from": date(2026, 1, 1),
        "valid_until": None,
    }
    return SimpleNamespace(**{**given, **values})


def made(of: Any, first: date, until: date, working: Callable[[date], bool]) -> list[Planned]:
    return list(planned(of, first, until, working))


def closed(*days: int) -> Callable[[date], bool]:
    return lambda day: on_weekdays(day) and not (day.month == 10 and day.day in days)


def test_the_id_follows_from_the_plan_and_the_day_by_its_rule() -> None:
    until = date(2026, 10, 20)
    short, long = (
        made(plan(), date(2026, 9, 28), until, closed(*days)) for days in (range(1, 9), range(1, 8))
    )
    assert [f"{one.due.day:%m-%d}" for one in short] == ["10-09", "10-15"]
    assert [f"{one.due.day:%m-%d}" for one in long] == ["10-08", "10-15"]
    assert short[0].making == long[0].making
    other = made(plan(id="x"), date(2026, 9, 28), until, closed(*range(1, 9)))
    assert not {one.making for one in short} & {one.making for one in other}


def test_wherever_the_look_begins_the_same_is_made() -> None:
    of, until, working = plan(rule="weekly thu,fri"), date(2026, 11, 1), closed(*range(1, 9))
    whole = made(of, date(2026, 9, 1), until, working)
    for day in range(1, 20):
        first = date(2026, 10, day)
        assert made(of, first, until, working) == [one for one in whole if one.due.day >= first]


def test_a_plan_makes_nothing_before_it_begins_and_after_it_ends() -> None:
    of = plan(valid_from=date(2026, 10, 8), valid_until=date(2026, 10, 15))
    found = made(of, date(2026, 1, 1), date(2027, 1, 1), on_weekdays)
    assert [one.due.day.day for one in found] == [8, 15]


def test_it_is_told_what_was_counted_by_weekdays_alone(founded: Path, tmp_path: Path) -> None:
    office = Shell(copied(founded, tmp_path / "office"))
    told = "the days off of 2027 are not announced yet: what plans make was counted by weekdays"
    assert office.done("plan", "due", "--to", "2027-01-01").err == ""
    assert office.done("plan", "due", "--from", "2027-01-01").err.count(told) == 1
    assert office.done("tick", PM_NOW="2027-01-20T06:00:00+08:00").err.count(told) == 1
    assert told not in office.done("tick", PM_NOW="2027-01-20T06:15:00+08:00").err


def test_an_empty_text_clears_what_a_schedule_and_a_rule_need_not_have(
    founded: Path, tmp_path: Path
) -> None:
    office = Shell(copied(founded, tmp_path / "office"))
    again = ("plan", "reschedule", "weekly-report", "--valid-until")
    office.done(*again, "2027-01-01")
    (until,) = office.done("plan", "show", "weekly-report", "--json").records
    assert until["valid_until"] == "2027-01-01"
    office.done(*again, "")
    (until,) = office.done("plan", "show", "weekly-report", "--json").records
    assert until.get("valid_until") is None
    office.done("policy", "new", "2027", "--like", "2026", "--valid-from", "2027-01-01")
    rule = ("policy", "change-rule", "2027", "--rule")
    (first,) = office.done("policy", "show", "2027", "--json").records
    limited = next(one for one in first["rules"] if one.get("window"))
    office.done(*rule, limited["id"], "--window", "", "--facts", "", "--target", "")
    office.done("policy", "set-terms", "2027", "--major-post", "", "--visit-share", "40")
    (then,) = office.done("policy", "show", "2027", "--json").records
    (left,) = (one for one in then["rules"] if one["id"] == limited["id"])
    assert not {"window", "target"} & {name for name, value in left.items() if value}
    assert not left.get("facts")
    assert (then.get("major_post"), then["visit_share"]) == (None, 40)
