"""Every figure of what is no ticket, counted by hand of rows around the edges of a week."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from pm.model.times import week
from pm.reports.evaluation import evaluate, name_ids
from pm.reports.figures import FIGURES
from pm.reports.grids import grid_rows
from pm.reports.terms import Grid, Terms
from tests.reports.histories import DAY, HOUR, History, Told
from tests.reports.tables import Tables

WEEK = week("2026-W47", ZoneInfo("Asia/Shanghai"))
SINCE, UNTIL = (int(bound.timestamp()) for bound in (WEEK.start, WEEK.end))
MONDAY, SUNDAY = WEEK.first_day, WEEK.day_after - timedelta(days=1)


def office() -> Tables:
    """Fill the tables of an office."""
    complaints = [
        Told("T-1", SINCE, type="complaint", validity="valid", grid="east"),
        Told("T-2", UNTIL - 1, type="complaint", validity="not-valid", grid="east"),
        Told("T-3", UNTIL, type="complaint", validity="valid", grid="east"),
    ]
    tables = Tables(History(tuple(complaints)))
    _inspections(tables)
    _rectifications(tables)
    _tasks(tables)
    _units(tables)
    _reports(tables)
    return tables


def _inspections(tables: Tables) -> None:
    for name, state, submitted, total, passed in (
        ("first", "reviewed", SINCE, 92.5, "yes"),
        ("last", "submitted", UNTIL - 1, 70, "no"),
        ("before", "submitted", SINCE - 1, 10, "no"),
        ("after", "submitted", UNTIL, 10, "no"),
        ("struck", "void", SINCE, 10, "no"),
        ("begun", "in-progress", None, None, None),
    ):
        row = {"total__n": total, "passed": passed, "submitted_at__n": submitted}
        tables.put("inspection", id=name, state=state, grid="east", inspected_by="E-1", **row)
        for item, rectification in (("A", None), ("B", f"R-{name}")):
            entry = {"position": item, "id": item, "rectification": rectification}
            tables.put("inspection__scores", record_id=name, **entry)
    planned = {"plan": "rounds", "due_by": MONDAY.isoformat(), "assignee": "E-1"}
    handed_in = {"state": "submitted", "submitted_at": f"{MONDAY}T23:59:00+08:00"}
    tables.put("inspection", id="round", **handed_in, **planned)
    tables.put("inspection", id="void-round", state="void", **planned)


def _rectifications(tables: Tables) -> None:
    for name, state, due, closed in (
        ("in-time", "closed", SINCE, SINCE),
        ("late", "closed", UNTIL - 1, UNTIL),
        ("open", "issued", UNTIL - 5 * HOUR, None),
        ("to-come", "issued", UNTIL, None),
        ("long-ago", "closed", SINCE - DAY, UNTIL + DAY),
        ("struck", "void", SINCE, None),
    ):
        issued = SINCE - 1 if name == "long-ago" else SINCE
        times = {"issued_at__n": issued, "due__n": due, "closed_at__n": closed}
        tables.put("rectification", id=name, state=state, liable="E-1", grid="west", **times)


def _tasks(tables: Tables) -> None:
    tables.put("plan", id="rounds", type="inspection")
    tables.put("plan", id="drills", type="drill")
    for name, plan, state, due, done in (
        ("kept", "rounds", "done", MONDAY, f"{MONDAY}T23:59:00+08:00"),
        ("too-late", "rounds", "done", SUNDAY, f"{WEEK.day_after}T00:00:00+08:00"),
        ("left", "rounds", "overdue", SUNDAY, None),
        ("excused", "rounds", "excused", MONDAY, None),
        ("next", "rounds", "to-do", WEEK.day_after, None),
        ("other", "drills", "to-do", MONDAY, None),
    ):
        row = {"due": due.isoformat(), "done_at": done, "assignee": "E-1"}
        tables.put("task", id=name, plan=plan, state=state, **row)


def _units(tables: Tables) -> None:
    for name, state, grid, since in (
        ("U-1", "occupied", "east", None),
        ("U-2", "let", "east", SUNDAY.isoformat()),
        ("U-3", "occupied", "west", MONDAY.isoformat()),
        ("U-4", "occupied", "west", WEEK.day_after.isoformat()),
        ("U-5", "vacant", "west", None),
    ):
        tables.put("unit", id=name, state=state, grid=grid, state_since=since)


def _reports(tables: Tables) -> None:
    tables.put("post", id="assistant", weekly_report="yes")
    tables.put("post", id="manager", weekly_report="no")
    friday = SINCE + 5 * DAY
    for name, post, handed_in in (
        ("in-time", "assistant", friday),
        ("late", "assistant", friday + 1),
        ("without", "assistant", None),
        ("boss", "manager", friday),
    ):
        tables.put("staff", id=name, state="active", post=post, department="service")
        if handed_in is not None:
            times = {"due__n": friday, "handed_in_at__n": handed_in}
            tables.put("weekly_report", id=f"W-{name}", state="handed-in", reporter=name, **times)
    tables.put("staff", id="gone", state="left", post="assistant")
    earlier = {"due__n": friday - 7 * DAY, "handed_in_at__n": friday - 7 * DAY}
    tables.put("weekly_report", id="W-old", state="reviewed", reporter="without", **earlier)


BY_ROWS: Mapping[str, tuple[object, str, str]] = {
    "inspections_on_plan": (0.5, "kept round", "left too-late"),
    "inspections_made": (2, "first last", ""),
    "inspections_passed": (0.5, "first", "last"),
    "mean_score": (81.25, "first last", ""),
    "failed_items": (2, "first/B last/B", ""),
    "rectifications_issued": (4, "in-time late open to-come", ""),
    "rectified_on_time": (0.3333, "in-time", "late open"),
    "rectifications_overdue_at_end": (3, "late long-ago open", "to-come"),
    "longest_hours_to_rectify_overdue": (192.0, "late long-ago open", ""),
    "weekly_reports_handed_in": (0.3333, "in-time", "late without"),
    "households": (3, "U-1 U-2 U-3", ""),
    "valid_complaints_per_hundred_households": (33.33, "T-1", "T-2"),
    "households_by_grid": ({"east": 2, "west": 1}, "U-1 U-2 U-3", ""),
}
"""What each figure comes to, the ids that it counts, and the others of its population."""


@pytest.mark.parametrize("key", BY_ROWS)
def test_a_figure_is_what_was_counted_by_hand(key: str) -> None:
    run, figure = office().run, FIGURES[key]
    value = evaluate(run, [figure], [WEEK], Terms())[key][0]
    ids = name_ids(run, figure, WEEK, Terms())
    rest = set(ids.population) - set(ids.counted)
    assert (value.value, " ".join(ids.counted), " ".join(sorted(rest))) == BY_ROWS[key]


@pytest.mark.parametrize(
    ("key", "only", "value"),
    [
        ("inspections_made", {"grid": "west"}, 0),
        ("inspections_made", {"staff": "E-1"}, 2),
        ("rectified_on_time", {"grid": "west", "staff": "E-1"}, 0.3333),
        ("households", {"grid": "west"}, 1),
        ("valid_complaints_per_hundred_households", {"grid": "east"}, 50.0),
        ("weekly_reports_handed_in", {"staff": "late"}, 0.0),
        ("weekly_reports_handed_in", {"department": "service"}, 0.3333),
    ],
)
def test_a_figure_is_narrowed(key: str, only: dict[str, str], value: object) -> None:
    assert evaluate(office().run, [FIGURES[key]], [WEEK], Terms(), only)[key][0].value == value


@pytest.mark.parametrize("name", ["grid", "department"])
def test_acts_are_not_kept_by_grid_or_department(name: str) -> None:
    unkept = {key for key, figure in FIGURES.items() if not figure.is_kept_by({name: "x"})}
    assert {"overrides", "other_clock", "late_entries"} <= unkept
    assert "received" not in unkept


def test_households_are_kept_by_grid_alone_and_so_is_their_rate() -> None:
    for key in ("households", "valid_complaints_per_hundred_households"):
        kept = [name for name in ("grid", "department", "staff") if FIGURES[key].column(name)]
        assert kept == ["grid"]


@pytest.mark.parametrize(
    ("households", "agreed", "load"),
    [
        (349, None, "few"),
        (350, None, "fitting"),
        (400, None, "fitting"),
        (401, None, "many"),
        (500, 500, "fitting"),
        (501, 500, "many"),
    ],
)
def test_a_steward_has_so_many_households_and_a_gold_one_what_he_agreed_to(
    households: int, agreed: int | None, load: str
) -> None:
    grids = [Grid("east", "E-1", agreed is not None, agreed), Grid("west", None)]
    tables = Tables(History())
    for number in range(households):
        tables.put("unit", id=f"U-{number}", state="let", grid="east")
    values = {
        key: found[0]
        for key, found in evaluate(
            tables.run, [FIGURES["households_by_grid"]], [WEEK], Terms()
        ).items()
    }
    east, west = grid_rows(grids, values, (350, 400))
    assert (east.households, east.load, west.load) == (households, load, None)


def test_a_steward_of_two_grids_has_the_households_of_both() -> None:
    tables = Tables(History())
    for number in range(360):
        grid = "east" if number else "west"
        tables.put("unit", id=f"U-{number}", state="occupied", grid=grid)
    found = evaluate(tables.run, [FIGURES["households_by_grid"]], [WEEK], Terms())
    values = {key: each[0] for key, each in found.items()}
    rows = grid_rows([Grid("east", "E-1"), Grid("west", "E-1")], values, (350, 400))
    assert [(row.households, row.steward_households, row.load) for row in rows] == [
        (359, 360, "fitting"),
        (1, 360, "fitting"),
    ]
