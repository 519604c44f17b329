"""What looks like a person's number is refused where it would stand in the clear."""

import re
from pathlib import Path

import pytest

from pm.errors import Invalid
from pm.office.desk import at_desk
from pm.office.environment import Environment
from pm.office.leaks import leaks_in_message, leaks_in_record
from pm.office.office import Office
from pm.office.performing import Circumstances
from tests.cli.running import Answer, Shell
from tests.office.incoming import csv, imported, rows

PHONE = "13800000115"
CARD = "44010619900101123X"
PLATE = "粤B12345"
NUMBERS = (PHONE, CARD, PLATE, "138 0000 0115", "１３８０００００１１５")
RECORD = "records/categories/water.yaml"
NEW = ("ticket", "new", "--type", "repair", "--channel", "phone")


def assert_refused(office: Shell, answer: Answer, *words: str) -> None:
    """Nothing was recorded, the place is named, and what stood there is not repeated."""
    assert answer.code == 12, answer.told
    for word in ("something personal would stand in the clear", *words):
        assert word in answer.err
    assert not any(number in answer.told for number in NUMBERS)
    assert PHONE not in office.git("log", "--format=%B")


def by_hand(office: Shell, text: str, path: str = RECORD) -> None:
    with (office.folder / path).open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_clear_field_holds_no_number_of_a_person(office: Shell, number: str) -> None:
    head = office.head
    words = ("category", "new", "snow", "--name-en", f"Snow, call {number}")
    answer = office.pm(*words, "--department", "engineering")
    assert_refused(office, answer, "snow, name.en: '", "looks like a", "leave it out")
    assert office.head == head
    assert office.git("status", "--porcelain") == ""


def test_nor_does_an_id(office: Shell) -> None:
    answer = office.pm("category", "new", f"snow-{PHONE}", "--name-en", "Snow")
    assert_refused(office, answer, "snow-138****0115, id: '138****0115'")


def test_a_trial_is_refused_too(office: Shell) -> None:
    answer = office.pm("staff", "new", "--name", PHONE, "--post", "technician", "--dry-run")
    assert_refused(office, answer, "name: '138****0115'", "such as --phone")


def test_a_personal_field_may_hold_it(office: Shell) -> None:
    office.done(*NEW, "--title", f"call {PHONE}", "--caller-phone", PHONE)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f"  en: Water {PHONE}", "water, name.en: '138****0115'"),
        (f"  en: Water # {CARD}", "water, '4401**********123X'"),
        (f"  en: {PLATE}", "water, name.en: '粤B***45'"),
        ('  en: "\\u0031380\\u0030000115"', "water, name.en: '138****0115'"),
        ("  en: 138\n    0000 0115", "water, name.en: '138****0115'"),
    ],
)
def test_what_was_typed_by_hand_is_refused_and_stays(office: Shell, line: str, named: str) -> None:
    place = office.folder / RECORD
    text = re.sub("  en: .*", lambda _: line, place.read_text("utf-8"))
    place.write_text(text, encoding="utf-8", newline="")
    assert_refused(office, office.pm("commit"), named)
    assert place.read_text("utf-8") == text


def test_what_stood_there_already_stops_nobody(office: Shell) -> None:
    by_hand(office, f"# {PHONE}\n")
    office.git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qnam", "by hand")
    office.done("category", "edit", "water", "--name-en", "Water and steam")
    assert_refused(
        office,
        office.pm("category", "edit", "water", "--name-en", f"Water {CARD}"),
        "water, name.en: '4401**********123X'",
    )


def test_a_commit_says_nothing_personal(office: Shell) -> None:
    opened = Office.open(office.folder, Environment())
    kind, water = opened.find_anywhere("water")
    with at_desk(opened, dry_run=True) as desk:
        acting = desk.acting(opened.acting_staff(desk.entering()), Circumstances())
        acting.note(kind, water, "edit", subject=f"for {PHONE}")
        with pytest.raises(Invalid) as refused:
            desk.record(acting)
    opened.close()
    assert "the commit's message: '138****0115'" in str(refused.value.details[0])


def test_the_name_of_a_commit_is_no_number() -> None:
    assert leaks_in_message(f"undo\n\nUndoes: a{PHONE}bcdef01234567890abcdef01234\n") == []
    assert leaks_in_message(f"x {PHONE}\n")


def test_a_row_with_one_in_a_clear_field_stays_outside(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.done(
        *("init", "office", "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", "Chen Li", "--no-input"),
    )
    office = Shell(tmp_path / "office")
    wrong = [{"Category": f"Lamps {PHONE}"}, {"Number": PHONE}]
    found = imported(office, csv(rows({"Title": PHONE}, *wrong)))
    assert found.imported == 1
    said = [str(problem.message("old.csv")) for problem in found.errors]
    assert [problem.line for problem in found.errors] == [3, 4]
    for line in said:
        assert re.search(r"'138\*{4}0115' looks like a phone number", line)
        assert PHONE not in line


def test_what_is_no_record_is_looked_through_as_it_stands() -> None:
    (leak,) = leaks_in_record(None, f"- [x: {PHONE}".encode(), "records/x.yaml")
    assert str(leak.message) == "'138****0115' looks like a phone number"
