"""The policy in force and its rules: which version is found, and what is read for it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pm.office.founding import sample_records
from pm.office.holidays import official_year
from pm.office.registry import kind
from pm.office.rules import Rules
from pm.office.sample import records_folder
from tests.cli.running import Shell
from tests.model.working_times import at, shown
from tests.office.sample_rules import YEAR, Files

URGENT = {"type": "repair", "urgency": "urgent"}
REPAIR = {"type": "repair", "urgency": "ordinary"}
COMPLAINT = {"type": "complaint"}
OLDER = """\
id: '2025'
state: adopted
data_subject: office
valid_from: '2025-06-01'
rules:
  - id: K7Q2XM
    clock: solve
    facts:
      - type=repair
      - type=request
    window: 18:00-06:00
    span: 3 working-days
    calendar: office-hours
visit_share: '50'
"""


def text_of(path: str) -> str:
    return Path(records_folder(), path).read_text(encoding="utf-8")


def with_an_older_policy() -> Files:
    newest = text_of("policies/2026.yaml").replace("rules:", "replaces: '2025'\nrules:", 1)
    return Files(policies_2026=newest, policies_2025=OLDER)


def due(rules: Rules, clock: str, start: str, **facts: str | None) -> str | None:
    begun = at(start)
    limit = rules.limit(clock, begun, **facts)
    return None if limit is None else shown(limit.due(begun))


@pytest.mark.parametrize(
    ("clock", "start", "facts", "expected"),
    [
        ("arrive", "2026-11-24 23:58", URGENT, "2026-11-25 00:03"),
        ("arrive", "2026-11-24 23:58", COMPLAINT, None),
        ("solve", "2026-11-24 05:59", URGENT, "2026-11-24 11:59"),
        ("solve", "2026-11-24 06:00", URGENT, "2026-11-25 00:00"),
        ("solve", "2026-11-24 17:59", URGENT, "2026-11-25 00:00"),
        ("solve", "2026-11-24 18:00", URGENT, "2026-11-25 00:00"),
        ("solve", "2026-11-24 20:30", URGENT, "2026-11-25 02:30"),
        ("solve", "2026-11-24 20:30", REPAIR, "2026-11-25 18:00"),
        ("solve", "2026-09-30 09:00", {"type": "repair", "urgency": None}, "2026-10-08 18:00"),
        ("reply", "2026-11-24 09:00", COMPLAINT, "2026-11-25 09:00"),
        ("reply-cap", "2026-11-24 09:00", COMPLAINT, "2026-12-05 00:00"),
        ("return-visit", "2026-11-24 09:00", REPAIR, "2026-11-28 00:00"),
        ("accept", "2026-11-24 17:45", REPAIR, "2026-11-25 08:45"),
        ("polish", "2026-11-24 09:00", REPAIR, None),
    ],
)
def test_the_sample_office_promises_what_its_sources_promise(
    clock: str, start: str, facts: dict[str, str | None], expected: str | None
) -> None:
    assert due(Files().rules, clock, start, **facts) == expected


def test_the_window_is_the_local_time_wherever_the_offset_of_the_event_is_from() -> None:
    rules = Files().rules
    begun = datetime.fromisoformat("2026-11-23T23:30:00+00:00")  # 07:30 in the office
    limit = rules.limit("solve", begun, **URGENT)
    assert limit is not None
    assert shown(limit.due(begun)) == "2026-11-25 00:00"


def test_an_older_version_counts_for_what_began_under_it() -> None:
    rules = with_an_older_policy().rules
    evening, noon = "2025-12-31 23:59", "2025-12-31 12:00"
    assert due(rules, "solve", evening, **REPAIR) == "2026-01-06 18:00"
    assert due(rules, "solve", evening, type="request") == "2026-01-06 18:00"
    assert due(rules, "solve", noon, **REPAIR) is None
    assert due(rules, "solve", "2026-01-01 00:00", **REPAIR) == "2026-01-04 18:00"
    assert due(rules, "solve", "2025-05-31 23:59", **REPAIR) is None
    assert [rules.terms(at(day)).version for day in ("2026-01-01", "2025-12-31", "2025-05-31")] == [
        *("2026", "2025", "")
    ]
    assert (
        rules.terms(at("2025-12-31")).visit_share,
        rules.terms(at("2025-12-31")).pause_days,
    ) == (
        50,
        30,
    )


def test_the_ladder_is_that_of_the_version_in_force() -> None:
    rungs = with_an_older_policy().rules.terms(at("2026-11-24")).ladder
    assert [(rung.level, rung.post, rung.after_hours) for rung in rungs] == [
        (2, "service-head", 2),
        (3, "quality-manager", 24),
        (4, "company-supervisor", 72),
    ]


def test_an_office_without_a_policy_has_no_limits_and_the_terms_of_pm() -> None:
    office = text_of("office.yaml").replace("policy: '2026'\n", "")
    rules = Files(office=office).rules
    assert due(rules, "solve", "2026-11-24 09:00", **URGENT) is None
    assert (rules.terms(at("2026-11-24")).version, rules.terms(at("2026-11-24")).visit_share) == (
        "",
        30,
    )


def test_policies_that_replace_each_other_do_not_run_for_ever() -> None:
    circle = OLDER.replace("rules:", "replaces: '2025'\nrules:")
    office = text_of("office.yaml").replace("'2026'", "'2025'")
    rules = Files(office=office, policies_2025=circle).rules
    assert rules.terms(at("2020-01-01")).version == ""


def test_a_year_that_is_not_announced_is_told_until_the_office_sets_it_up() -> None:
    rules = Files().rules
    assert due(rules, "solve", "2026-12-31 10:00", **REPAIR) == "2027-01-01 18:00"
    assert due(rules, "solve", "2026-12-31 11:00", **REPAIR) == "2027-01-01 18:00"
    (told,) = rules.take_warnings()
    assert str(told).startswith("the days off of 2027 are not announced yet")
    assert rules.take_warnings() == []
    by_hand = Files(years_2027=YEAR).rules
    assert due(by_hand, "solve", "2026-12-31 10:00", **REPAIR) == "2027-01-04 18:00"
    assert due(by_hand, "solve", "2027-01-08 10:00", **REPAIR) == "2027-01-09 18:00"
    assert by_hand.take_warnings() == []


def test_the_own_year_of_an_office_wins_over_the_official_one() -> None:
    own = YEAR.replace("2027", "2026").replace("/01-03", "")
    assert due(Files().rules, "solve", "2026-01-01 10:00", **REPAIR) == "2026-01-04 18:00"
    rules = Files(years_2026=own).rules
    assert due(rules, "solve", "2026-01-01 10:00", **REPAIR) == "2026-01-02 18:00"
    retired = Files(years_2026=own.replace("state: active", "state: retired")).rules
    assert due(retired, "solve", "2026-01-01 10:00", **REPAIR) == "2026-01-04 18:00"


def test_an_office_elsewhere_counts_by_its_own_years_only() -> None:
    calendar = text_of("calendars/office-hours.yaml").replace("china", "office")
    rules = Files(**{"calendars_office-hours": calendar, "years_2027": YEAR}).rules
    assert due(rules, "solve", "2026-02-13 10:00", **REPAIR) == "2026-02-16 18:00"
    assert len(rules.take_warnings()) == 1
    assert due(rules, "solve", "2027-01-01 10:00", **REPAIR) == "2027-01-04 18:00"
    assert rules.take_warnings() == []


def test_few_records_are_read_each_once_and_none_is_listed() -> None:
    files = with_an_older_policy()
    rules = files.rules
    for _ in range(3):
        due(rules, "solve", "2025-12-31 23:59", **REPAIR)
        due(rules, "solve", "2026-11-24 09:00", **URGENT)
    found = [path for path in files.read if "years" not in path]
    assert sorted(found) == [
        "records/calendars/office-hours.yaml",
        "records/calendars/round-the-clock.yaml",
        "records/office.yaml",
        "records/policies/2025.yaml",
        "records/policies/2026.yaml",
    ]


def test_the_official_days_off_have_names_and_end_with_what_is_announced() -> None:
    year = official_year(2026)
    assert year is not None
    assert year.off[date(2026, 2, 16)] == "spring-festival"
    assert date(2026, 10, 10) in year.workdays
    assert official_year(2099) is None


def test_every_calendar_of_the_sample_office_has_hours() -> None:
    calendars: list[Any] = [stored.record for stored in sample_records(kind("calendar"))]
    assert all(calendar.hours for calendar in calendars)


@pytest.mark.parametrize(("zone", "observed"), [("Asia/Urumqi", "china"), ("UTC", "office")])
def test_an_office_outside_of_china_observes_its_own_days_off(
    tmp_path: Path, zone: str, observed: str
) -> None:
    shell = Shell(tmp_path)
    shell.done(
        *("init", "office", "--name", "X", "--timezone", zone, "--lang", "en"),
        *("--staff", "Chen Li", "--no-input", "--no-vault"),
    )
    shown = shell.done("-C", "office", "calendar", "list", "--json").records
    assert {one["id"]: one["days_off"] for one in shown} == {
        "office-hours": observed,
        "round-the-clock": "none",
    }
    assert shell.done("-C", "office", "check").out == "every record is right\n"
