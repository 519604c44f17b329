"""The real file comes in whole, and its figures are those that are counted from it by hand."""

import csv
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from pm.office.reporting import summary, weekly
from pm.reports.papers import Report
from tests.cli.running import Answer, Shell
from tests.office.incoming import REAL, open_office

ZONE = ZoneInfo("America/New_York")
WEEKS = ("2018-W26", "2018-W35", "2019-W05", "2019-W11", "2019-W12", "2019-W13")


class Request(NamedTuple):
    """A row of the file as the count takes it."""

    created: datetime
    closed: datetime | None
    due: datetime | None
    channel: str
    complaint: str


def moment(text: str) -> datetime | None:
    if not text:
        return None
    local = datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZONE)
    return local.astimezone(UTC)


@pytest.fixture(scope="module")
def requests() -> list[Request]:
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        created = moment(row["Created Date"])
        assert created is not None
        found.append(
            Request(
                created=created,
                closed=moment(row["Closed Date"]) if row["Status"] == "Closed" else None,
                due=moment(row["Due Date"]),
                channel=row["Open Data Channel Type"].lower(),
                complaint=row["Complaint Type"],
            )
        )
    return found


class Came(NamedTuple):
    """An office into which the file came, and what the command said."""

    shell: Shell
    answer: Answer


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("real") / "office"
    Shell(folder.parent).done(
        *("init", "office", "--name", "City", "--timezone", "America/New_York"),
        *("--lang", "en", "--staff", "Ann Lee", "--no-input"),
    )
    shell = Shell(folder)
    return Came(shell, shell.done("import", str(REAL), "--map", "nyc311", "--json"))


def slug(complaint: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", complaint.lower().replace("'", "")).strip("-")


def counted(requests: list[Request], since: datetime, until: datetime) -> dict[str, Any]:
    """Count the nine figures of a period."""
    received = [one for one in requests if since <= one.created < until]
    closed = [one for one in requests if one.closed and since <= one.closed < until]
    still_open = [
        one for one in requests if one.created < until and not (one.closed and one.closed < until)
    ]
    with_due = [one for one in closed if one.due]
    on_time = [one for one in with_due if one.closed and one.due and one.closed <= one.due]
    hours = [(one.closed - one.created) / timedelta(hours=1) for one in closed if one.closed]
    return {
        "received": len(received),
        "closed": len(closed),
        "open_at_end": len(still_open),
        "overdue_at_end": len([one for one in still_open if one.due and one.due < until]),
        "solved_on_time": (len(on_time), len(with_due)),
        "median_hours_to_solve": round(median(hours), 2) if hours else None,
        "received_by_type": {"report": len(received)} if received else {},
        "received_by_channel": dict(Counter(one.channel for one in received)),
        "received_by_category": dict(Counter(slug(one.complaint) for one in received)),
    }


def reported(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in report.lines:
        value = line.now
        found[value.key] = (value.k, value.n) if value.key == "solved_on_time" else value.value
    return found


def test_all_rows_come_in_with_a_warning_for_each_doubtful_one(came: Came) -> None:
    said = came.answer.json
    assert (said["schema"], said["kind"]) == (1, "import")
    assert (said["imported"], said["unchanged"], said["errors"]) == (1000, 0, [])
    assert len(said["warnings"]) == 17
    early = [one for one in said["warnings"] if "before Created Date" in one["reason"]]
    assert len(early) == 10
    assert said["commit"] == came.shell.head
    lines = came.answer.err.splitlines()
    assert len(lines) == 17
    assert lines[0].endswith(
        "line 20, Closed Date '08/28/2018 08:50:00 AM': not taken over: Status is 'Open'"
    )


def test_all_of_it_is_one_commit_that_says_so(came: Came) -> None:
    message = came.shell.git("log", "-1", "--format=%B")
    assert message.startswith("import 1000 ticket records from nyc311\n")
    assert "\nVerb: import\n" in message
    assert "\nRecords: 1000\nSource: nyc311\n" in message
    assert came.shell.git("rev-list", "--count", "HEAD").strip() == "2"
    assert came.shell.git("status", "--porcelain") == ""


def test_its_five_channels_stay_five_and_its_categories_are_its_complaint_types(
    came: Came,
) -> None:
    said = came.answer.json
    assert said["made"]["channel"] == ["unknown", "mobile"]
    assert len(said["made"]["category"]) == 100
    office = open_office(came.shell)
    asked = "SELECT count(DISTINCT category), count(DISTINCT channel) FROM ticket"
    assert office.index.run(asked) == [(101, 5)]
    named = office.index.run("SELECT name_en FROM category WHERE id = 'alzheimers-care'")
    assert named == [("Alzheimer's Care",)]
    office.close()


@pytest.mark.parametrize("name", WEEKS)
def test_the_figures_of_a_week_are_those_of_a_count_by_hand(
    came: Came, requests: list[Request], name: str
) -> None:
    office = open_office(came.shell)
    monday = datetime.strptime(f"{name}-1", "%G-W%V-%u").replace(tzinfo=ZONE)
    after = monday + timedelta(days=7)
    wanted = counted(requests, monday.astimezone(UTC), after.astimezone(UTC))
    found = reported(weekly(office, name))
    office.close()
    assert {key: found[key] for key in wanted} == wanted


def test_the_figures_of_the_whole_period_are_those_of_a_count_by_hand(
    came: Came, requests: list[Request]
) -> None:
    office = open_office(came.shell)
    since, until = datetime(2010, 1, 1, tzinfo=ZONE), datetime(2020, 1, 1, tzinfo=ZONE)
    wanted = counted(requests, since.astimezone(UTC), until.astimezone(UTC))
    found = reported(summary(office, "2010-01-01", "2020-01-01"))
    office.close()
    assert {key: found[key] for key in wanted} == wanted
    assert (wanted["received"], wanted["closed"], wanted["open_at_end"]) == (1000, 969, 31)


def test_in_week_12_of_2019_140_of_146_were_solved_on_time(came: Came) -> None:
    office = open_office(came.shell)
    assert reported(weekly(office, "2019-W12"))["solved_on_time"] == (140, 146)
    office.close()


def test_a_record_lies_under_the_day_on_which_it_was_received(came: Came) -> None:
    office = open_office(came.shell)
    found = office.index.run("SELECT id, received_at FROM ticket")
    office.close()
    for record_id, received in found:
        day = datetime.fromisoformat(received).astimezone(ZONE).date()
        assert record_id.startswith(f"T-{day:%y%m%d}-")
    assert min(received for _, received in found) >= date(2014, 1, 1).isoformat()


def test_text_that_was_garbled_on_its_way_is_kept_as_it_is(came: Came) -> None:
    hits = came.shell.done("find", "Learn", "--json").records
    found = next(hit["id"] for hit in hits if hit["field"].endswith("measures"))
    (ticket,) = came.shell.done("ticket", "show", found, "--json").records
    (solution,) = ticket["solutions"]
    assert "Transportation\u00e2\u0080\u0099s website" in solution["measures"]
    shown = came.shell.done("find", "Learn").out
    assert "\u0080" not in shown
    assert "\\u0080\\u009cLearn" in shown


def test_what_was_not_taken_over_is_kept_for_reference(came: Came) -> None:
    office = open_office(came.shell)
    ((ticket, disk),) = office.index.run(
        "SELECT id, source_kept FROM ticket WHERE source_key = '40134213'"
    )
    office.close()
    assert disk.startswith("pm1.voice.")
    (shown,) = came.shell.done("ticket", "show", ticket, "--json").records
    assert shown["state"] == "received"
    assert "Closed Date: 08/28/2018 08:50:00 AM" in shown["source_kept"]
    assert "Status: Open" in shown["source_kept"]


def test_a_second_import_changes_nothing_and_makes_no_commit(came: Came) -> None:
    before = came.shell.head
    again = came.shell.done("import", str(REAL), "--map", "nyc311")
    assert again.out.startswith("nothing new came in\nthere already, left as they are: 1000\n")
    assert again.err == ""
    assert came.shell.head == before
    assert came.shell.git("status", "--porcelain") == ""


def test_the_map_lies_with_the_sample_office() -> None:
    assert (Path(__file__).parents[2] / "records" / "maps" / "nyc311.yaml").is_file()
