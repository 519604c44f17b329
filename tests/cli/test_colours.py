"""Colours of whole commands: they are for terminals, and say what the words say."""

import pytest

from pm.render.ink import COLOURS, Tone, without_colours
from tests.cli.running import Shell
from tests.cli.screens import on_terminal

NOW = "2026-11-26T10:00:00+08:00"
LATE, SOON, GOOD, REFUSED, NEXT, MUTED = (
    COLOURS[tone] for tone in (Tone.LATE, Tone.SOON, Tone.GOOD, Tone.REFUSED, Tone.NEXT, Tone.MUTED)
)
TICKET = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "no light")


@pytest.fixture
def desk(office: Shell) -> Shell:
    """Give an office with a desk on a day in November."""
    return Shell(
        office.folder, **{**office.variables, "PM_NOW": NOW, "PM_LANG": "en", "NO_COLOR": ""}
    )


def taken(desk: Shell, due: str) -> str:
    return str(desk.done(*TICKET, "--due", due, "--json").records[0]["id"])


def test_what_is_late_and_what_is_soon_stands_out_in_lists_records_and_the_page(
    desk: Shell,
) -> None:
    late = taken(desk, "2026-11-26 11:00")
    soon = taken(desk, "2026-11-26 18:00")
    far = taken(desk, "2026-11-30 18:00")
    with on_terminal(100):
        variables = {"PM_NOW": "2026-11-26T12:00:00+08:00"}
        listed = desk.done("ticket", "list", **variables).out
        page = desk.done("today", **variables).out
        shown = desk.done("show", late, **variables).out
    assert f"{LATE}2026-11-26 11:00" in listed
    assert f"{SOON}2026-11-26 18:00" in listed
    assert "  2026-11-30 18:00\n" in listed
    assert f"{LATE}11:00" in page
    assert f"{SOON}18:00" in page
    assert all(f"{NEXT}pm ticket " in line for line in page.splitlines() if soon in line)
    (waiting,) = [line for line in page.splitlines() if far in line]
    assert LATE not in waiting
    assert f"due:         {LATE}2026-11-26 11:00" in shown


def test_what_is_over_is_not_late(desk: Shell) -> None:
    ticket = taken(desk, "2026-11-26 11:00")
    desk.done("ticket", "void", ticket, "--reason", "entered-twice")
    with on_terminal(100):
        listed = desk.done("ticket", "list", PM_NOW="2026-11-27T12:00:00+08:00").out
    assert f"{MUTED}void" in listed
    assert LATE not in listed


def test_acts_and_their_history_show_states_and_what_comes_next(desk: Shell) -> None:
    with on_terminal(100):
        told = desk.done(*TICKET, "--due", "2026-11-30 18:00").out
    ticket = told.split()[1]
    assert f"next: {NEXT}pm ticket triage {ticket}" in told
    desk.done("ticket", "edit", ticket, "--channel", "letter")
    with on_terminal(100):
        said = desk.done("log", ticket).out
    assert f"channel: {MUTED}Phone\x1b[0m -> Letter\n" in said


def test_a_refusal_its_hint_and_a_warning_have_their_words_in_colour(desk: Shell) -> None:
    with on_terminal(100):
        refused = desk.pm("ticket", "shwo")
    assert refused.err.startswith(f"{REFUSED}pm: error:\x1b[0m ")
    assert f"{NEXT}pm: hint:\x1b[0m " in refused.err
    assert without_colours(refused.err) == desk.pm("ticket", "shwo").err


def test_nobody_who_wants_no_colours_gets_any(desk: Shell) -> None:
    taken(desk, "2026-11-26 11:00")
    forced = {"CLICOLOR_FORCE": "1", "PM_NOW": "2026-11-27T12:00:00+08:00"}
    assert "\x1b" in desk.done("today", **forced).out
    assert "\x1b" not in desk.done("today", **{**forced, "NO_COLOR": "1"}).out
    assert "\x1b" not in desk.pm("ticket", "shwo", **{**forced, "NO_COLOR": "1"}).err
    assert "\x1b" not in desk.done("today", PM_NOW=forced["PM_NOW"]).out


def test_certificates_that_end_and_those_that_are_over_stand_out(desk: Shell) -> None:
    words = ("staff", "new", "--name", "Li Mei", "--post", "front-desk", "--json")
    staff = str(desk.done(*words).records[0]["id"])
    desk.done("qualification", "new", "lift", "--name-en", "Lift")
    for ends in ("2026-11-20", "2026-12-10", "2027-11-20"):
        what = ("--qualification", "lift", "--expires-on", ends)
        desk.done("staff", "add-certificate", staff, *what)
    with on_terminal(100):
        over, soon, later = desk.done("staff", "certificates", "--days", "400").out.splitlines()[
            2:5
        ]
    assert over.endswith(f"{LATE}-6\x1b[0m")
    assert soon.endswith(f"{SOON}14\x1b[0m")
    assert later.endswith("  359")
