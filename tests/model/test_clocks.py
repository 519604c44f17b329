"""Clocks: due times of the office's own rules, pauses, and what a reading says."""

from datetime import timedelta
from typing import Any

import pytest

from pm.i18n import Message
from pm.model.stretch import Stretch
from tests.model.working_times import ROUND_THE_CLOCK, at, limit, shown, working_time

ALWAYS = working_time(*ROUND_THE_CLOCK, days_off=False)
MORNING = "2026-01-05 09:00"
"""A Monday."""


@pytest.mark.parametrize(
    ("span", "start", "due"),
    [
        ("30 minutes", "2026-01-05 11:45", "2026-01-05 14:15"),
        ("30 minutes", "2026-01-05 12:30", "2026-01-05 14:30"),
        ("30 minutes", "2026-01-09 17:30", "2026-01-09 18:00"),
        ("30 minutes", "2026-01-09 17:31", "2026-01-12 08:31"),
        ("1 working-day", MORNING, "2026-01-06 18:00"),
        ("1 working-day", "2026-01-10 09:00", "2026-01-12 18:00"),
        ("7 working-days", "2026-02-13 09:00", "2026-03-02 18:00"),
        ("3 days", "2026-02-27 23:59", "2026-03-03 00:00"),
        ("end-of-day", MORNING, "2026-01-06 00:00"),
    ],
)
def test_a_span_ends_on_the_hours_of_its_calendar(span: str, start: str, due: str) -> None:
    assert shown(limit(span).due(at(start))) == due


def test_the_arrival_of_a_technician_does_not_wait_for_office_hours() -> None:
    assert shown(limit("5 minutes", ALWAYS).due(at("2026-02-16 23:58"))) == "2026-02-17 00:03"


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-01-05 11:00"),
        ([("2026-01-05 10:00", "2026-01-05 10:30")], "2026-01-05 11:30"),
        ([("2026-01-05 10:30", "2026-01-05 14:30")], "2026-01-05 15:00"),
        ([("2026-01-05 12:00", "2026-01-05 14:00")], "2026-01-05 11:00"),
        ([("2026-01-05 11:00", "2026-01-05 11:30")], "2026-01-05 11:00"),
        ([("2026-01-04 10:00", "2026-01-05 09:30")], "2026-01-05 11:30"),
        ([("2026-01-05 09:30", "2026-01-05 10:00"), ("2026-01-05 09:45", "2026-01-05 10:15")],
         "2026-01-05 11:45"),
        ([("2026-01-05 10:00", "2026-01-05 10:30"), ("2026-01-05 11:15", "2026-01-05 11:45")],
         "2026-01-05 12:00"),
        ([("2026-01-05 10:00", None)], "2026-01-05 11:00"),
        ([("2026-01-05 10:30", "2026-01-05 10:00")], "2026-01-05 11:00"),
    ],
)  # fmt: skip
def test_a_due_time_moves_by_what_was_paused_within_the_hours(pauses: Any, due: str) -> None:
    stretches = [Stretch(at(begun), None if end is None else at(end)) for begun, end in pauses]
    assert shown(limit("2 hours").due(at(MORNING), stretches)) == due


def test_days_move_by_what_was_paused_on_their_calendar() -> None:
    paused = [Stretch(at("2026-01-05 17:00"), at("2026-01-06 09:30"))]
    assert shown(limit("1 working-day").due(at(MORNING), paused)) == "2026-01-07 10:30"
    always = limit("1 day", ALWAYS)
    assert shown(always.due(at(MORNING), paused)) == "2026-01-07 16:30"


def test_a_reading_keeps_gross_and_net_and_why_a_pause_was() -> None:
    paused = [Stretch(at("2026-01-05 11:00"), at("2026-01-05 15:00"), "no-access")]
    ended = at("2026-01-06 09:00")
    reading = limit("2 hours").reading(at(MORNING), paused, end=ended, now=ended)
    assert reading.gross == timedelta(days=1)
    assert reading.net == timedelta(hours=5, minutes=30)
    assert reading.paused == timedelta(hours=2)
    assert [part.reason for part in reading.of("paused")] == ["no-access"] * 2
    assert shown(reading.first_due) == "2026-01-05 11:00"
    assert shown(reading.due) == "2026-01-05 11:00", "what is paused after it does not move it"
    assert reading.is_late
    assert reading.over == timedelta(hours=3, minutes=30)


def test_at_the_due_time_it_is_not_late() -> None:
    due = at("2026-01-05 11:00")
    on_time = limit("2 hours").reading(at(MORNING), end=due, now=due)
    assert (on_time.is_late, on_time.over, on_time.left) == (False, timedelta(), timedelta())
    after = limit("2 hours").reading(at(MORNING), end=due + timedelta(seconds=1), now=due)
    assert (after.is_late, after.over) == (True, timedelta(seconds=1))


def test_a_clock_that_is_paused_now_says_so_and_moves_on() -> None:
    paused = [Stretch(at("2026-01-05 10:00"))]
    early = limit("2 hours").reading(at(MORNING), paused, now=at("2026-01-05 11:30"))
    later = limit("2 hours").reading(at(MORNING), paused, now=at("2026-01-06 09:30"))
    assert (early.is_paused, early.is_late) == (True, False)
    assert (shown(early.due), shown(later.due)) == ("2026-01-05 14:30", "2026-01-06 10:30")
    assert later.left == timedelta(hours=1)


def test_a_due_time_in_a_year_that_is_not_announced_is_told_once_for_the_year() -> None:
    told: list[Message] = []
    one = limit("1 working-day")
    one._warn = told.append
    one.due(at("2026-12-30 10:00"))
    assert told == []
    assert shown(one.due(at("2026-12-31 10:00"))) == "2027-01-01 18:00"
    assert [str(message).partition(":")[0] for message in told] == [
        "the days off of 2027 are not announced yet"
    ]
    assert "pm year new 2027" in str(told[0])
    reading = one.reading(at("2026-12-31 10:00"), now=at("2026-12-31 11:00"))
    assert reading.unannounced == (2027,)


def test_plain_days_do_not_depend_on_what_is_announced_unless_they_are_paused() -> None:
    told: list[Message] = []
    for span in ("2 days", "end-of-day"):
        one = limit(span)
        one._warn = told.append
        one.due(at("2026-12-31 10:00"))
    assert told == []
    one = limit("2 days")
    one._warn = told.append
    one.due(at("2026-12-31 10:00"), [Stretch(at("2026-12-31 11:00"), at("2026-12-31 12:00"))])
    assert len(told) == 1
