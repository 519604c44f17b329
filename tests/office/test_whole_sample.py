"""The whole sample estate: it plays at any date, and what it tells of is there."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pm.model.times import week_name
from pm.office.demo import Played, play
from pm.office.environment import Environment
from pm.office.reporting import summary, weekly
from tests.cli.running import Shell

NOW = "2026-11-26T11:40:00+08:00"
DATES = [
    pytest.param("2026-02-17T10:00", id="new-year-of-the-moon"),
    pytest.param("2026-10-01T15:30", id="national-day"),
    pytest.param("2026-03-01T09:00", id="first-of-march"),
    pytest.param("2026-11-23T00:10", id="ten-past-midnight-on-monday"),
    pytest.param("2026-11-22T23:40", id="late-on-sunday"),
    pytest.param("2026-12-31T18:00", id="last-of-the-year"),
    pytest.param("2028-02-29T12:00", id="leap-day"),
    pytest.param("2026-05-05T21:00", id="evening-of-a-holiday"),
]
STORM = 39
"""The day of the script on which the storm comes."""
BAD_WEEK, WEEK_AFTER = 9, 11
WEEKS = 17
TURNS = (
    *("hand-back", "hand-on", "chase", "escalate", "climb", "take-up", "duplicate", "split"),
    *("withdraw", "nobody-home", "pause", "resume", "reopen", "pass-on", "gather", "post-notice"),
    *("settle", "waive", "plan", "appoint", "arrive"),
)
"""What may happen to a ticket, besides its straight way."""


def played_at(folder: Path, now: str) -> Played:
    """Play the whole estate up to a time."""
    environment = Environment({"PM_NOW": now, "PM_IDENTITIES": str(folder / "identities")})
    return play(folder / "office", environment, whole=True)


class Sample:
    """The estate as it was played once, and what its index says."""

    def __init__(self, played: Played, folder: Path) -> None:
        self.played = played
        self.office = played.office
        self.shell = Shell(folder / "office", PM_NOW=NOW, PM_IDENTITIES=str(folder / "identities"))

    def one(self, query: str, *values: Any) -> Any:
        """Give the one value that a question is answered by."""
        return self.office.index.run(query, values)[0][0]

    def figures(self, week: int) -> dict[str, Any]:
        """Give the figures of a week of the script."""
        return {line.now.key: line.now for line in weekly(self.office, self.week(week)).lines}

    def week(self, number: int) -> str:
        """Give the name of a week of the script."""
        return week_name(self.played.last_monday - timedelta(weeks=WEEKS - number))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("whole")
    played = played_at(folder, NOW)
    yield Sample(played, folder)
    played.office.close()


pytestmark = pytest.mark.long


@pytest.mark.parametrize("now", DATES)
def test_it_plays_without_a_refusal_at_any_date(tmp_path: Path, now: str) -> None:
    played = played_at(tmp_path, now)
    played.office.close()
    assert [str(problem) for problem in played.problems] == []
    assert played.acts > 3500


def test_it_is_an_estate_of_a_thousand_units_in_three_grids(sample: Sample) -> None:
    assert sample.one("SELECT count(*) FROM unit") == 1104
    assert sample.one("SELECT count(DISTINCT grid) FROM unit") == 3
    assert sample.one("SELECT count(*) FROM resident WHERE state = 'registered'") > 650
    assert sample.played.problems == ()
    assert sample.shell.done("check").out == "every record is right\n"
    assert sample.shell.done("check", "--history").out == "every record is right\n"
    assert sample.shell.git("status", "--porcelain") == ""


def test_every_steward_has_as_many_households_as_is_right(sample: Sample) -> None:
    grids = sample.shell.done("report", "weekly", "--week", sample.week(WEEKS)).out
    assert "too few" not in grids
    assert grids.count("fitting: ") == 3


def test_ordinary_tickets_have_a_life_of_several_acts(sample: Sample) -> None:
    total = sample.one("SELECT count(*) FROM ticket")
    assert 480 < total < 650
    ended = sample.one("SELECT count(*) FROM ticket WHERE state = 'closed'")
    assert ended / total > 0.85
    acts = Counter(
        re.findall(r"(?m)^Record: ticket/(T-\S+)$", sample.shell.git("log", "--format=%B"))
    )
    closed = sample.office.index.run("SELECT id FROM ticket WHERE state = 'closed'")
    assert min(acts[ticket] for (ticket,) in closed) >= 3
    assert sum(acts.values()) / total > 5
    rows = sample.office.index.run("SELECT type, count(*) FROM ticket GROUP BY type")
    assert min(count for _, count in rows) >= 10
    assert len(rows) == 8


def test_the_storm_brought_many_to_one_incident(sample: Sample) -> None:
    rows = sample.office.index.run(
        "SELECT incident, count(*) AS n FROM ticket WHERE incident IS NOT NULL"
        " GROUP BY incident ORDER BY n DESC"
    )
    assert len(rows) >= 4
    assert rows[0][1] >= 8
    assert sample.one("SELECT count(*) FROM incident WHERE state = 'solved'") >= 4


def test_the_bad_week_shows_and_so_does_what_mended_it(sample: Sample) -> None:
    bad, after = sample.figures(BAD_WEEK), sample.figures(WEEK_AFTER)
    assert bad["escalated"].value > 2 * after["escalated"].value
    assert bad["replied_on_time"].value < after["replied_on_time"].value
    assert bad["overdue_at_end"].value > after["overdue_at_end"].value


def test_what_a_guard_is_blamed_for_is_kept_from_him(sample: Sample) -> None:
    rows = sample.office.index.run("SELECT id, state FROM ticket WHERE about IS NOT NULL")
    ((ticket, state),) = rows
    assert state == "closed"
    path = next((sample.shell.folder / "records" / "tickets").rglob(f"{ticket}.yaml"))
    assert "about: pm1.conduct." in path.read_text(encoding="utf-8")
    assert "title: pm1.conduct." in path.read_text(encoding="utf-8")


def test_the_leaver_has_no_keys_and_the_newcomer_has(sample: Sample) -> None:
    holders = sample.shell.done("vault", "status").out
    assert sample.one("SELECT state FROM staff WHERE name = '吴倩'") == "left"
    assert "吴倩" not in holders
    assert "周敏" in holders


def test_somebody_was_forgotten(sample: Sample) -> None:
    assert sample.one("SELECT count(*) FROM resident WHERE state = 'forgotten'") == 1
    assert sample.one("SELECT count(*) FROM erasure") == 1


def test_what_failed_was_put_right_and_verified(sample: Sample) -> None:
    assert sample.one("SELECT count(*) FROM rectification WHERE state = 'closed'") > 8
    assert sample.one("SELECT count(*) FROM rectification WHERE state = 'submitted'") >= 1
    assert sample.one("SELECT count(*) FROM rectification WHERE rejections > 0") >= 1
    assert sample.one("SELECT count(*) FROM inspection WHERE passed = 'no'") >= 2
    assert sample.one("SELECT count(*) FROM inspection WHERE passed = 'yes'") > 40


def test_a_roster_is_in_force_and_shifts_were_handed_over(sample: Sample) -> None:
    assert sample.one("SELECT count(*) FROM duty WHERE state = 'carried-out'") > 14
    assert sample.one("SELECT count(*) FROM duty WHERE state = 'published'") >= 1
    assert sample.one("SELECT count(*) FROM shift WHERE state = 'closed'") > 40
    assert sample.one("SELECT count(*) FROM shift WHERE state = 'on-duty'") == 1


def test_each_turn_of_a_ticket_is_there(sample: Sample) -> None:
    period = summary(
        sample.office,
        str(sample.played.last_monday - timedelta(weeks=WEEKS - 1)),
        str(sample.played.last_monday + timedelta(weeks=1)),
    )
    figures = {line.now.key: line.now for line in period.lines}
    for key in ("received", "closed", "reopened", "escalated", "visits_made", "solved_on_time"):
        assert figures[key].value, key
    subjects = sample.shell.git("log", "--format=%s")
    for verb in TURNS:
        assert f": {verb}" in subjects, verb


def test_the_page_of_today_has_something_to_say(sample: Sample) -> None:
    page = sample.shell.done("today").out
    assert page.count("next") >= 8
