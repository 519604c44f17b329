"""The papers: what stands beside a week, what is named, and the same bytes for the same records."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pm.errors import NotFound
from pm.model.times import period, week
from pm.reports.figures import FIGURES
from pm.reports.papers import Line, Report, summary, weekly, why
from pm.reports.terms import Terms
from tests.reports.histories import DAY, HOUR, History, Solved, Teller, Told
from tests.reports.tables import Tables

ZONE = ZoneInfo("Europe/Berlin")
WEEK = week("2019-W13", ZONE)
"""The clocks go forward on its Sunday."""
STARTS = [int(week(f"2019-W{number:02d}", ZONE).start.timestamp()) for number in range(9, 15)]
W09, W10, W11, W12, W13, W14 = STARTS


def received(*times: int) -> Tables:
    told = tuple(Told(f"T-{n}", time, category="water") for n, time in enumerate(times))
    return Tables(History(told))


def line(report: Report, key: str) -> Line:
    return next(line for line in report.lines if line.now.key == key)


def test_a_week_stands_beside_the_week_before_and_the_mean_of_four() -> None:
    tables = received(W09, W09, W09, W10, W11, W12, W12, W13, W14 - 1, W14)
    found = line(weekly(tables.run, ZONE, WEEK, Terms()), "received")
    assert found.now.value == 2
    assert found.before is not None
    assert found.before.value == 2
    assert found.mean == 1.75


def test_the_weeks_before_are_weeks_of_the_calendar() -> None:
    tables = received(W12, W13 - 1, W09 - 1)
    found = line(weekly(tables.run, ZONE, week("2019-W14", ZONE), Terms()), "received")
    assert found.before is not None
    assert found.before.value == 0
    assert found.mean == 0.5


def test_a_mean_leaves_out_the_weeks_before_the_first_ticket() -> None:
    tables = received(W11, W12, W12, W13)
    assert line(weekly(tables.run, ZONE, WEEK, Terms()), "received").mean == 1.5
    tables = received(W13)
    found = line(weekly(tables.run, ZONE, WEEK, Terms()), "received")
    assert (found.before, found.mean) == (None, None)


def test_the_mean_by_slugs_is_taken_slug_by_slug() -> None:
    told = [Told("T-1", W12, category="water"), Told("T-2", W11, category="water")]
    tables = Tables(History((*told, Told("T-3", W11), Told("T-4", W13, category="lifts"))))
    found = line(weekly(tables.run, ZONE, WEEK, Terms()), "received_by_category")
    assert found.now.value == {"lifts": 1}
    assert found.mean == {"water": 1.0, "none": 0.5}


def test_a_mean_of_shares_leaves_out_weeks_without_any() -> None:
    told = tuple(
        Told(f"T-{n}", W11, due=W11 + HOUR, solutions=(Solved(W11 + n * HOUR),)) for n in range(3)
    )
    found = line(weekly(Tables(History(told)).run, ZONE, WEEK, Terms()), "solved_on_time")
    assert found.now.value is None
    assert found.mean == 0.6667


def test_slugs_come_largest_first_and_then_by_name() -> None:
    names = ["water", "lifts", "noise", "noise"]
    told = tuple(Told(f"T-{n}", W13, category=name) for n, name in enumerate(names))
    value = line(summary(Tables(History(told)).run, WEEK, Terms()), "received_by_category").now
    assert isinstance(value.value, dict)
    assert list(value.value.items()) == [("noise", 2), ("lifts", 1), ("water", 1)]


def test_a_summary_has_the_same_figures_and_compares_nothing() -> None:
    report = summary(received(W12).run, WEEK, Terms())
    assert [line.now.key for line in report.lines] == list(FIGURES)
    assert all((line.before, line.mean) == (None, None) for line in report.lines)


def test_a_week_and_the_summary_of_its_days_agree() -> None:
    for history in Teller(3, STARTS).histories(20):
        run = Tables(history).run
        asked = period(date(2019, 3, 25), date(2019, 4, 1), ZONE)
        by_week = [one.now for one in weekly(run, ZONE, WEEK, Terms(), ids=True).lines]
        assert by_week == [one.now for one in summary(run, asked, Terms(), ids=True).lines]


def test_ids_are_named_when_they_are_asked_for() -> None:
    tables = received(W13, W13 + DAY, W14)
    assert line(weekly(tables.run, ZONE, WEEK, Terms()), "received").now.ids is None
    ids = line(weekly(tables.run, ZONE, WEEK, Terms(), ids=True), "received").now.ids
    assert ids is not None
    assert ids.counted == ("T-0", "T-1")


def test_why_parts_what_counts_from_the_rest() -> None:
    told = (
        Told("T-1", W13, due=W13 + HOUR, solutions=(Solved(W13 + HOUR),)),
        Told("T-2", W13, due=W13 + HOUR, solutions=(Solved(W13 + DAY),)),
        Told("T-3", W13, solutions=(Solved(W13 + DAY),)),
    )
    value = why(Tables(History(told)).run, "solved_on_time", WEEK, Terms())
    assert value.ids == (("T-1",), ("T-1", "T-2"), ("T-3",))


def test_a_figure_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(NotFound) as refused:
        why(received().run, "nosuch", WEEK, Terms())
    assert "received_by_type" in str(refused.value.hint)


def test_targets_come_from_the_office() -> None:
    terms = Terms(targets={"solved_on_time": 0.95})
    report = summary(received(W13).run, WEEK, terms)
    assert line(report, "solved_on_time").now.target == 0.95
    assert line(report, "received").now.target is None


def test_what_is_late_is_the_offices_to_say() -> None:
    tables = received(W13)
    tables.put("act", commit_id="c1", seq=0, record_id="", typed_at=W13, at=W12)
    for hours, count in ((24, 1), (7 * 24 - 1, 1), (7 * 24, 0)):
        report = summary(tables.run, WEEK, Terms(late_after_hours=hours))
        assert line(report, "late_entries").now.value == count


def test_the_first_weeks_of_the_calendar_have_no_weeks_before() -> None:
    report = weekly(received(W13).run, ZoneInfo("UTC"), week("0001-W02", ZoneInfo("UTC")), Terms())
    assert line(report, "received").now.value == 0


def test_the_same_records_make_the_same_report() -> None:
    history = list(Teller(5, STARTS).histories(40))[-1]
    reports = [weekly(Tables(history).run, ZONE, WEEK, Terms(), ids=True) for _ in range(2)]
    turned = History(history.tickets[::-1], history.acts[::-1])
    reports.append(weekly(Tables(turned).run, ZONE, WEEK, Terms(), ids=True))
    assert len({repr(report) for report in reports}) == 1


def test_a_week_takes_a_handful_of_statements() -> None:
    tables = received(W13)
    weekly(tables.run, ZONE, WEEK, Terms())
    assert len(tables.asked) < 60


def test_a_week_that_is_not_over_is_counted_up_to_now() -> None:
    told = (
        Told("T-1", W13, due=W13 + HOUR),
        Told("T-2", W13, due=W13 + 3 * DAY),
        Told("T-3", W13 + 3 * DAY),
    )
    now = datetime.fromtimestamp(W13 + 2 * DAY, ZONE)
    run, terms = Tables(History(told)).run, Terms(now=now)
    report = weekly(run, ZONE, WEEK, terms, ids=True)
    assert (report.period, report.until) == (WEEK, now)
    assert line(report, "received").now.value == 2
    assert line(report, "overdue_at_end").now.value == 1
    assert line(report, "due_solved").now.n == 1
    assert why(run, "due_solved", WEEK, terms).ids == ((), ("T-1",), ())
    assert weekly(run, ZONE, WEEK, Terms(now=WEEK.end)).until is None
