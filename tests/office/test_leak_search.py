"""Leaks in what is recorded are found, in the records of today and in all of history."""

from pathlib import Path

import pytest

from pm.i18n import mark
from pm.office.checking import KEYRING, check
from pm.office.environment import Environment
from pm.office.office import Office
from tests.cli.running import Shell

PHONE = "13800000115"
PATH = "records/categories/water.yaml"
BY_HAND = ("-c", f"user.name=Hand {PHONE}", "-c", "user.email=hand@example.org")


def smuggled(office: Shell, path: str, old: str, new: str, message: str = "hand") -> None:
    """Put a text into the history without pm."""
    place = office.folder / path
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    office.git("add", path)
    office.git("-c", "user.name=Hand", "-c", "user.email=h@x", "commit", "-qnm", message)


def problems(office: Shell, *words: str) -> list[tuple[str, str]]:
    answer = office.pm("check", *words, "--json")
    assert answer.code == 3, answer.told
    assert PHONE not in answer.told
    return [(found["file"], found["problem"]) for found in answer.records]


@pytest.fixture
def ticket(office: Shell) -> str:
    """Record a ticket and give its file."""
    words = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", f"x {PHONE}")
    record_id = office.done(*words, "--json").records[0]["id"]
    return office.git("ls-files", f"*{record_id}.yaml").strip()


def test_a_leak_in_a_record_is_named_with_its_field(office: Shell, ticket: str) -> None:
    smuggled(office, PATH, "  en: ", f"  en: {PHONE} ")
    smuggled(office, ticket, "type:", f"# {PHONE}\ntype:")
    assert problems(office) == [
        (PATH, "name.en: '138****0115' looks like a phone number"),
        (ticket, "'138****0115' looks like a phone number"),
    ]


def test_a_leak_that_was_taken_back_is_still_in_the_history(office: Shell, ticket: str) -> None:
    smuggled(office, PATH, "  en: ", f"  en: {PHONE} ")
    leaky = office.head[:12]
    smuggled(office, PATH, f"  en: {PHONE} ", "  en: ", f"call {PHONE}")
    office.git(*BY_HAND, "commit", "-q", "--allow-empty", "-m", "x")
    office.git("switch", "-qc", "aside", leaky)
    smuggled(office, ticket, "type:", f"# {PHONE}\ntype:")
    aside = office.head[:12]
    office.git("switch", "-q", "main")
    assert office.pm("check").code == 0
    said = problems(office, "--history")
    assert {(path.partition(":")[2], problem) for path, problem in said if ":" in path} == {
        (ticket, "'138****0115' looks like a phone number"),
        (PATH, "name.en: '138****0115' looks like a phone number"),
    }
    commits = {path.partition(":")[0] for path, _ in said if ":" in path}
    assert commits == {aside, leaky}
    told = [problem for path, problem in said if ":" not in path]
    assert told == [
        "the commit's people: '138****0115' looks like a phone number",
        "the commit's message: '138****0115' looks like a phone number",
    ]


def test_plain_text_in_a_sealed_field_is_named(office: Shell, ticket: str) -> None:
    smuggled(office, ticket, "title: ", "request: come soon\ntitle: ")
    sentence = "request: plain text stands where a sealed value belongs"
    assert (ticket, sentence) in problems(office)
    assert [problem for _, problem in problems(office, "--history")] == [sentence]


def test_a_broken_token_is_no_sealed_value(office: Shell, ticket: str) -> None:
    smuggled(office, ticket, "title: pm1.", "title: pm1,")
    assert "title: plain text stands" in problems(office)[0][1]


def test_a_file_that_cannot_be_read_is_looked_through_all_the_same(office: Shell) -> None:
    smuggled(office, PATH, "name:", f"name: [{PHONE}")
    assert (PATH, "'138****0115' looks like a phone number") in problems(office)


def test_a_file_s_name_is_looked_through_and_masked(office: Shell) -> None:
    path = f"records/categories/call-{PHONE}.yaml"
    (office.folder / path).write_bytes((office.folder / PATH).read_bytes())
    office.git("add", path)
    office.git("-c", "user.name=Hand", "-c", "user.email=h@x", "commit", "-qnm", "x")
    masked = "records/categories/call-138****0115.yaml"
    assert (masked, "'138****0115' looks like a phone number") in problems(office)


def test_what_is_wrong_with_keys_stands_beside_the_rest(office: Shell) -> None:
    opened = Office.open(office.folder, Environment())
    (found,) = check(opened, keys=[mark("{who} has left and holds keys", who="E-K7Q2XM")])
    opened.close()
    assert (found.path, str(found.problem)) == (KEYRING, "E-K7Q2XM has left and holds keys")


def test_who_left_and_still_holds_keys_is_named(office: Shell) -> None:
    new = ("staff", "new", "--name", "Li Qiang", "--post", "front-desk", "--json")
    clerk = office.done(*new).records[0]["id"]
    office.done("vault", "add", clerk)
    office.done("check")
    office.done("staff", "leave", clerk)
    ((path, problem),) = problems(office)
    assert path == KEYRING
    assert f"pm vault remove {clerk}" in problem
    office.done("vault", "remove", clerk)
    office.done("check")


def test_a_history_without_leaks_is_right(office: Shell, ticket: str, tmp_path: Path) -> None:
    del ticket, tmp_path
    office.done("check", "--history")
