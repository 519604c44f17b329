"""Short ways to type: beginnings of words, the office's own words, Chinese names, first words."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import PropertyMock, patch

import pytest

from pm.cli.run import Run
from pm.index.database import Index
from tests.cli.running import Shell


@pytest.fixture
def resident(office: Shell) -> Shell:
    """Give an office with one household and one garden."""
    office.done("estate", "new", "heron", "--name-en", "Heron")
    steward = next(
        one["id"]
        for one in office.done("staff", "list", "--json").records
        if one["post"] != "system"
    )
    grid = ["grid", "new", "east", "--name-zh", "东区", "--estate", "heron"]
    office.done(*grid, "--steward", steward)
    building = ["building", "new", "b3", "--name-zh", "3号楼", "--estate", "heron"]
    office.done(*building, "--grid", "east")
    office.done("unit", "new", "--code", "3-1-402", "--building", "b3", "--grid", "east")
    office.done("area", "new", "garden", "--name-zh", "中心花园", "--estate", "heron")
    person = ["--name", "林美华", "--phone", "13800000122", "--unit", "3-1-402"]
    office.done("resident", "new", *person, "--capacity", "owner")
    return office


# -- commands and options -------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["tod", "ticket lis", "ticke list", "工单 list", "派单 --help"])
def test_the_beginning_of_a_command_or_its_chinese_name_will_do(office: Shell, line: str) -> None:
    office.done(*line.split())


def test_a_beginning_of_several_commands_is_refused_and_they_are_named(office: Shell) -> None:
    answer = office.pm("ticket", "re")
    assert answer.code == 2
    assert "reply" in answer.err
    assert "reopen" in answer.err


def test_a_wrong_command_is_answered_with_the_nearest(office: Shell) -> None:
    assert "did you mean: assign" in office.pm("ticket", "asign", PM_LANG="en").err
    assert "did you mean: today" in office.pm("tdoay", PM_LANG="en").err


def test_the_beginning_of_an_option_will_do(office: Shell) -> None:
    office.done("ticket", "new", "--ty", "repair", "--chan=phone", "--ti", "x")
    (ticket,) = office.done("ticket", "list", "--json").records
    assert (ticket["type"], ticket["channel"], ticket["title"]) == ("repair", "phone", "x")


def test_a_value_that_looks_like_the_beginning_of_an_option_is_never_taken_for_one(
    office: Shell,
) -> None:
    answer = office.pm("ticket", "new", "--ty=repair", "--chan=phone", "--title", "--chan")
    assert answer.code == 2
    assert "--channel" in answer.err


def test_a_beginning_of_several_options_is_refused_and_they_are_named(office: Shell) -> None:
    answer = office.pm("ticket", "new", "--caller", "x")
    assert answer.code == 2
    assert "--caller-name" in answer.err


def test_an_option_that_begins_like_none_is_refused(office: Shell) -> None:
    answer = office.pm("ticket", "new", "--colour", "x", PM_LANG="en")
    assert "there is no option --colour" in answer.err


@pytest.mark.parametrize(
    ("typed", "kept"), [("rep", None), ("repa", "repair"), ("报修", "repair"), ("投", "complaint")]
)
def test_the_beginning_of_a_choice_or_its_label_will_do(
    office: Shell, typed: str, kept: str | None
) -> None:
    answer = office.pm(
        *["ticket", "new", "--type", typed, "--channel", "来电", "-m", "x", "--json"], PM_LANG="en"
    )
    if kept is None:
        assert (answer.code, "did you mean" in answer.err) == (12, True)
    else:
        assert answer.records[0]["type"] == kept


def test_a_wrong_link_is_answered_with_the_nearest_by_slug_and_name(office: Shell) -> None:
    answer = office.pm("ticket", "new", "--type", "repair", "--channel", "fone", "-m", "x")
    assert "phone" in answer.err
    answer = office.pm("ticket", "new", "--type", "repair", "--channel", "x9", "-m", "x")
    assert all(slug in answer.err for slug in ("phone", "visit", "letter"))


def test_a_wrong_name_or_flat_is_answered_with_the_nearest(resident: Shell) -> None:
    resident.done("staff", "new", "--name", "李强", "--post", "technician")
    assert "李强" in resident.pm("as", "李墙").err
    assert "3-1-402" in resident.pm("unit", "show", "3-1-4O2").err


# -- the office's own words -----------------------------------------------------------------------


def test_a_new_office_has_short_words_in_both_languages(office: Shell) -> None:
    office.done("报修", "-m", "漏水")
    office.done("repair", "-m", "a leak")
    listed = office.done("ticket", "list", "--json").records
    assert {(one["type"], one["channel"]) for one in listed} == {("repair", "visit")}
    assert "2026" in office.done("周报").out


def test_an_office_makes_words_of_its_own_and_drops_them(office: Shell) -> None:
    office.done("office", "add-alias", "--word", "早", "--command", "ticket list --state open")
    office.done("office", "add-alias", "--word", "早", "--command", "ticket list --limit 1")
    settings = office.done("office", "show", "office", "--json").records[0]
    assert [one["command"] for one in settings["aliases"] if one["word"] == "早"] == [
        "ticket list --limit 1"
    ]
    office.done("早")
    office.done("office", "drop-alias", "--word", "早")
    assert office.pm("早").code == 2
    refused = office.pm("office", "drop-alias", "--word", "早")
    assert refused.code == 13
    assert "周报" in refused.err


def test_the_words_of_the_office_are_offered_while_somebody_types(office: Shell) -> None:
    answer = office.pm(_PM_COMPLETE="bash_complete", COMP_WORDS="pm 报", COMP_CWORD="1")
    assert answer.out.splitlines() == ["plain,报修"]


@pytest.mark.parametrize(
    ("word", "command"),
    [("two words", "today"), ("-x", "today"), ("x", "pm today"), ("x", "--lang en"), ("x", "'")],
)
def test_a_word_that_could_not_be_typed_is_refused(office: Shell, word: str, command: str) -> None:
    answer = office.pm("office", "add-alias", f"--word={word}", f"--command={command}")
    assert answer.code == 12


@pytest.mark.parametrize(
    "command",
    [
        "git -c alias.x=!touch%20x x",
        "vault add 陈立",
        "today -o page.txt",
        "today --out page.txt",
        "today --output=page.txt",
        "new repair -m @secret.txt",
        "new repair -m@secret.txt",
        "new repair --title=@secret.txt",
        "clone somewhere",
        "-C elsewhere today",
        "import rows.csv --map nyc311",
    ],
)
def test_a_word_that_came_with_the_records_starts_nothing_and_touches_no_file(
    office: Shell, command: str
) -> None:
    settings = office.folder / "records" / "office.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "command: report weekly" in text
    settings.write_text(
        text.replace("command: report weekly", f'command: "{command}"'), encoding="utf-8"
    )
    somebody = ["-c", "user.name=x", "-c", "user.email=x@pm.invalid"]
    office.git(*somebody, "-c", "core.hooksPath=", "commit", "-qam", "by hand")
    before = sorted(office.folder.iterdir())
    answer = office.pm("week", PM_LANG="en")
    assert answer.code in {2, 13}, answer.told
    assert sorted(office.folder.iterdir()) == before


def test_a_word_never_stands_in_the_way_of_a_command(office: Shell) -> None:
    office.done("office", "add-alias", "--word", "today", "--command", "undo")
    before = office.head
    office.done("today")
    assert office.head == before


def test_the_one_record_of_a_kind_needs_no_name(office: Shell) -> None:
    assert "周报" in office.done("office", "show").out
    office.done("office", "log")


# -- who calls ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["13800000122", "3-1-402", "林美华"])
def test_the_caller_fills_the_place_and_the_place_grid_and_steward(
    resident: Shell, who: str
) -> None:
    resident.done("repair", who, "-m", "漏水")
    (ticket,) = resident.done("ticket", "list", "--json").records
    assert ticket["caller_resident"].startswith("R-")
    assert (ticket["unit"], ticket["building"], ticket["grid"]) == ("U-****", "b3", "east")
    assert ticket["accountable"].startswith("E-")


def test_a_file_that_is_named_by_its_option_fills_the_place_too(resident: Shell) -> None:
    resident.done("repair", "-m", "漏水", "--caller-res", "13800000122")
    assert resident.done("ticket", "list", "--json").records[0]["grid"] == "east"


@pytest.mark.parametrize("words", [["13800000122"], ["--caller-resident", "13800000122"]])
def test_a_file_is_looked_for_among_the_sealed_only_once(resident: Shell, words: list[str]) -> None:
    with patch.object(Index, "by_person", autospec=True, side_effect=Index.by_person) as looked:
        resident.done("repair", *words, "-m", "漏水")
    assert looked.call_count == 1


def test_a_place_that_was_typed_stays(resident: Shell) -> None:
    resident.done("repair", "13800000122", "-m", "灯坏", "--area", "garden")
    (ticket,) = resident.done("ticket", "list", "--json").records
    assert (ticket["area"], "unit" in ticket) == ("garden", False)


def test_a_place_and_an_unknown_number_are_told_apart(resident: Shell) -> None:
    resident.done("repair", "garden", "-m", "灯坏")
    resident.done("complaint", "13800000999", "-m", "吵闹")
    by_type = {one["type"]: one for one in resident.done("ticket", "list", "--json").records}
    assert by_type["repair"]["area"] == "garden"
    assert by_type["complaint"]["caller_phone"] == "138****0999"


def test_whom_nobody_knows_is_refused_and_says_how_to_go_on(resident: Shell) -> None:
    answer = resident.pm("repair", "nobody at all", "-m", "x", PM_LANG="en")
    assert answer.code == 10
    assert "--caller-name" in answer.err


def test_more_words_than_two_are_refused(resident: Shell) -> None:
    answer = resident.pm("new", "repair", "3-1-402", "no", "water", PM_LANG="en")
    assert answer.code == 2
    assert "-m" in answer.err


def test_who_calls_is_shown_with_his_tickets_and_masked(resident: Shell) -> None:
    resident.done("repair", "13800000122", "-m", "漏水")
    for who in ("13800000122", "3-1-402", "林美华"):
        answer = resident.done("who", who)
        assert "漏水" in answer.out
        assert "138****0122" in answer.out
        assert not any(text in answer.out for text in ("13800000122", "林美华", "3-1-402"))
    assert resident.pm("who", "13800000999").code == 10
    sections = resident.done("who", "13800000122", "--json").json["sections"]
    assert [section["key"] for section in sections] == ["residents", "tickets"]


# -- pm alone -------------------------------------------------------------------------------------


def test_pm_alone_says_what_can_be_done(resident: Shell) -> None:
    resident.done("repair", "13800000122", "-m", "漏水")
    english = resident.done(PM_LANG="en").out
    assert "pm ticket triage T-" in english
    assert "pm week" in english
    chinese = resident.done(PM_LANG="zh").out
    assert "漏水" in chinese
    assert "pm 报修" in chinese
    assert "13800000122" not in english + chinese


def test_pm_alone_outside_of_an_office_says_how_to_begin(tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG="en").done()
    assert "pm demo" in answer.out
    assert "pm init" in answer.out


def test_a_noun_alone_shows_its_help_as_it_stands(office: Shell) -> None:
    answer = office.pm("ticket", PM_LANG="en")
    assert answer.code == 2
    assert "\n  triage  " in answer.err


# -- questions ------------------------------------------------------------------------------------


@pytest.fixture
def terminal() -> Iterator[None]:
    """Let pm believe that a person sits there."""
    with patch.object(Run, "interactive", PropertyMock(return_value=True)):
        yield


@pytest.mark.usefixtures("terminal")
def test_a_question_shows_what_may_be_typed_and_takes_a_beginning(office: Shell) -> None:
    answer = office.done("new", typed="修\n报修\nph\n漏水\n", PM_LANG="zh")
    assert "repair 报修" in answer.err
    assert "phone 来电" in answer.err
    (ticket,) = office.done("ticket", "list", "--json").records
    assert (ticket["type"], ticket["channel"], ticket["title"]) == ("repair", "phone", "漏水")
