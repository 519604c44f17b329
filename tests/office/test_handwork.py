"""Hand edits: shown, never overwritten, never swept in, recorded only where they are right."""

import re

import pytest

from tests.cli.running import Shell

TITLE = re.compile(r"(?m)^title: .*$")
NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "leak", "--json")


@pytest.fixture
def path(office: Shell) -> str:
    ticket = office.done(*NEW).records[0]["id"]
    return office.git("ls-files", f"*{ticket}.yaml").strip()


def replace(office: Shell, path: str, old: str, new: str) -> None:
    place = office.folder / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8", newline="")


def retitle(office: Shell, path: str, title: str) -> None:
    """Type plain text where a token stands, as somebody does who opens the file."""
    place = office.folder / path
    text, count = TITLE.subn(f"title: {title}", place.read_text(encoding="utf-8"))
    assert count == 1
    place.write_text(text, encoding="utf-8", newline="")


def text_of(office: Shell, path: str) -> str:
    return (office.folder / path).read_text(encoding="utf-8")


def test_a_right_edit_is_recorded_as_an_act_of_who_typed_it(office: Shell, path: str) -> None:
    retitle(office, path, "leak in the kitchen")
    office.done("commit")
    assert office.git("status", "--porcelain") == ""
    assert "kitchen" not in text_of(office, path)
    (ticket,) = office.done("ticket", "list", "--json").records
    assert ticket["title"] == "leak in the kitchen"
    message = office.git("log", "-1", "--format=%B")
    assert "Verb: edit" in message
    assert "kitchen" not in message


def test_what_belongs_to_verbs_is_not_recorded_and_not_lost(office: Shell, path: str) -> None:
    replace(office, path, "state: received", "state: closed")
    head = office.head
    answer = office.pm("commit")
    assert answer.code == 12
    assert "state belongs to a verb" in answer.err
    assert office.head == head
    assert "state: closed" in text_of(office, path)


def test_a_flat_typed_by_hand_is_a_link_to_one_and_is_not_told(office: Shell, path: str) -> None:
    place = office.folder / path
    place.write_text(text_of(office, path) + "unit: 3-1-402\n", encoding="utf-8", newline="")
    answer = office.pm("commit")
    assert answer.code == 12
    assert "unit: there is no record '****'" in answer.err
    assert "402" not in answer.err


def test_a_misspelt_field_is_named(office: Shell, path: str) -> None:
    retitle(office, path, "leak\ntilte: flood")
    answer = office.pm("commit")
    assert answer.code == 12
    assert "tilte: there is no such field" in answer.err


def test_every_wrong_value_is_named_with_its_file(office: Shell, path: str) -> None:
    replace(office, path, "type: repair", "type: mending")
    answer = office.pm("commit")
    assert answer.code == 12
    assert path in answer.err
    assert "'mending' is not one of: repair" in answer.err


def test_a_verb_on_an_edited_record_is_refused_and_the_edit_stays(office: Shell, path: str) -> None:
    retitle(office, path, "flood")
    ticket = path.rpartition("/")[2].removesuffix(".yaml")
    answer = office.pm("ticket", "triage", ticket)
    assert answer.code == 15
    assert "changed by hand" in answer.err
    assert "title: flood" in text_of(office, path)


def test_other_records_can_be_worked_on_and_the_edit_is_not_swept_in(
    office: Shell, path: str
) -> None:
    retitle(office, path, "flood")
    office.done(*NEW)
    assert office.git("status", "--porcelain").strip() == f"M {path}"


def test_only_the_named_files_are_recorded(office: Shell, path: str) -> None:
    retitle(office, path, "flood")
    replace(office, "records/categories/water.yaml", "  en: ", "  en: All ")
    office.done("commit", "records/categories/water.yaml")
    assert office.git("status", "--porcelain").strip() == f"M {path}"


def test_configuration_may_be_made_by_hand_and_tickets_may_not(office: Shell, path: str) -> None:
    folder = office.folder / "records"
    (folder / "categories/snow.yaml").write_text("id: snow\nname:\n  en: Snow\n", encoding="utf-8")
    office.done("commit")
    assert "snow" in office.done("category", "list").out
    copied = path.replace("-", "-", 1)[:-11] + "AAAAAA.yaml"
    (office.folder / copied).write_text(
        text_of(office, path).replace(path[-16:-5], copied[-16:-5]), encoding="utf-8"
    )
    answer = office.pm("commit")
    assert answer.code == 12
    assert "is not made by hand" in answer.err


def test_a_removed_record_is_told_and_not_recorded(office: Shell, path: str) -> None:
    (office.folder / path).unlink()
    answer = office.pm("commit")
    assert answer.code == 12
    assert "never removed" in answer.err
    assert path in office.done("status").out


def test_an_edit_needs_the_capability(office: Shell, path: str) -> None:
    office.done("staff", "new", "--name", "Li Qiang", "--post", "technician")
    retitle(office, path, "flood")
    answer = office.pm("commit", PM_STAFF="Li Qiang")
    assert answer.code == 13
    assert "ticket.edit is missing" in answer.err
