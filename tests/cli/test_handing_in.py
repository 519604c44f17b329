"""One's own weekly report: of the week that runs, in one command, and of none to come."""

from tests.cli.running import Shell

FRIDAY = {"PM_NOW": "2026-11-27T16:00:00+08:00"}


def reports(office: Shell) -> list[tuple[object, object]]:
    found = office.done("weekly-report", "list", "--json").records
    return [(one["week"], one["state"]) for one in found]


def test_on_a_friday_the_week_that_runs_is_handed_in(office: Shell) -> None:
    office.done("report", "weekly", "--hand-in", "--text", "calm", **FRIDAY)
    assert reports(office) == [("2026-W48", "handed-in")]


def test_a_draft_says_what_hands_it_in(office: Shell) -> None:
    told = office.done("weekly-report", "new", "--week", "2026-W48", **FRIDAY).out
    words = "report weekly --week 2026-W48 --hand-in --text"
    assert f"next: pm {words} TEXT\n" in told
    office.done(*words.split(), "calm", **FRIDAY)
    assert reports(office) == [("2026-W48", "handed-in")]


def test_a_week_that_has_not_begun_is_not_handed_in(office: Shell) -> None:
    words = ("report", "weekly", "--week", "2026-W49", "--hand-in", "--text", "calm")
    answer = office.pm(*words, **FRIDAY)
    assert (answer.code, "2026-W49 has not begun" in answer.err) == (12, True), answer.told
    assert reports(office) == []
