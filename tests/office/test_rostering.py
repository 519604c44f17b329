"""Where nobody is on call, the roster that lacks a line is named with what it needs."""

from tests.cli.running import Shell

LINE = ("--shift-time", "day", "--department", "engineering", "--staff", "Chen Li")
MONDAY, TUESDAY = "2026-11-23 12:00", "2026-11-24 12:00"


def needed(shell: Shell, at: str) -> str:
    told = shell.done("duty", "on-call", "--at", at).out
    return told.strip().splitlines()[-1].partition("next: ")[2]


def test_the_next_step_is_that_of_the_roster_as_it_is(office: Shell) -> None:
    assert needed(office, MONDAY) == "pm duty new 2026-w48"
    office.done("duty", "new", "2026-w48")
    assert needed(office, MONDAY) == "pm duty add-line 2026-w48"
    office.done("duty", "add-line", "2026-w48", "--weekdays", "mon", *LINE)
    assert needed(office, MONDAY) == "pm duty publish 2026-w48"
    office.done("duty", "publish", "2026-w48")
    assert needed(office, TUESDAY) == "pm duty add-line 2026-w48"
    office.done("duty", "carry-out", "2026-w48")
    assert needed(office, TUESDAY) == "pm duty show 2026-w48"
    office.done("duty", "new", "2026-w49")
    office.done("duty", "void", "2026-w49", "--reason", "trial-entry")
    assert needed(office, "2026-12-01 12:00") == "pm duty new 2026-w49"


def test_the_last_night_of_a_week_is_missing_on_that_weeks_roster(office: Shell) -> None:
    assert needed(office, "2026-11-23 07:59") == "pm duty new 2026-w47"
    assert needed(office, "2026-11-23 08:00") == "pm duty new 2026-w48"
