"""What was done, as the log, the difference, undo and hand edits tell it."""

import shutil

import pytest

from tests.cli.running import Shell


def new_ticket(office: Shell, title: str = "no water") -> str:
    made = office.done(
        "ticket", "new", "--type", "repair", "--channel", "phone", "--title", title, "--json"
    )
    return str(made.records[0]["id"])


def edit(office: Shell, file: str, old: str, new: str) -> None:
    path = office.folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


def test_the_log_of_the_office_has_a_line_for_each_act(office: Shell) -> None:
    one, two = new_ticket(office), new_ticket(office)
    office.done("ticket", "withdraw", one, two)
    log = office.done("log", "--json").records
    assert [(act["verb"], act["records"]) for act in log[:3]] == [
        ("withdraw", 2),
        ("new", 1),
        ("new", 1),
    ]
    assert log[3]["verb"] == "found"
    assert log[3]["records"] > 50
    assert len(log) == 4
    assert len(office.done("log", "--limit", "2", "--json").records) == 2


def test_two_kinds_with_one_slug_have_two_histories(office: Shell) -> None:
    office.done("category", "retire", "other")
    assert [act["verb"] for act in office.done("channel", "log", "other", "--json").records] == [
        "found"
    ]
    assert office.done("category", "log", "other", "--json").records[0]["verb"] == "retire"
    ambiguous = office.pm("log", "other")
    assert (ambiguous.code, "category" in ambiguous.err, "channel" in ambiguous.err) == (
        *(11, True),
        True,
    )


def test_every_field_is_told_from_old_to_new(office: Shell) -> None:
    ticket = new_ticket(office)
    office.done("ticket", "edit", ticket, "--title", "no hot water", "--caller-name", "Mark")
    told = office.done("ticket", "log", ticket).out
    assert "    title: no water -> no hot water\n" in told
    assert "    caller name: M**\n" in told
    (act, _) = office.done("ticket", "log", ticket, "--json").records
    assert {"path": "title", "before": "no water", "after": "no hot water"} in act["changes"]
    difference = office.done("diff", "HEAD", "--json").records
    assert {one["path"]: one["after"] for one in difference} == {
        "title": "no hot water",
        "caller.name": "M**",
    }


def test_what_a_record_holds_cannot_act_on_a_terminal(office: Shell) -> None:
    ticket = new_ticket(office, "a\u202eb")
    for words in (["ticket", "list"], ["ticket", "show", ticket], ["ticket", "log", ticket]):
        out = office.done(*words).out
        assert "\u202e" not in out
        assert "\\u202e" in out


def test_hand_edits_are_named_from_where_one_is(office: Shell) -> None:
    edit(office, "records/categories/lifts.yaml", "en: ", "en: All ")
    edit(office, "records/categories/water.yaml", "en: ", "en: All ")
    inside = Shell(office.folder / "records" / "categories")
    assert inside.pm("commit", "noise.yaml").code == 10
    inside.done("commit", "lifts.yaml")
    assert [one["file"] for one in office.done("status", "--json").records] == [
        "records/categories/water.yaml"
    ]
    office.done("commit", str(office.folder / "records" / "categories" / "water.yaml"))
    assert office.done("status", "--json").records == []


def test_a_hand_edit_is_never_swept_into_an_act(office: Shell) -> None:
    ticket = new_ticket(office)
    edit(office, "records/categories/lifts.yaml", "en: ", "en: All ")
    office.done("ticket", "triage", ticket, "--category", "lifts")
    assert "records/categories/lifts.yaml" not in office.git("show", "--stat", "--format=")
    assert "lifts.yaml" in office.git("status", "--porcelain")


def test_the_making_of_the_office_is_nothing_to_take_back(office: Shell) -> None:
    before = office.head
    answer = office.pm("undo")
    assert (answer.code, "nothing to take back" in answer.err) == (13, True)
    new_ticket(office)
    office.done("undo")
    assert office.pm("undo").code == 13
    assert office.git("rev-list", "--count", f"{before}..HEAD").strip() == "2"


def test_an_undo_is_told_to_scripts(office: Shell) -> None:
    ticket = new_ticket(office)
    told = office.done("undo", "--json").json
    assert (told["schema"], told["kind"], told["verb"]) == (1, "undo", "new")
    assert told["records"] == [{"id": ticket, "state": "void"}]
    assert office.done("ticket", "list", "--state", "open", "--json").records == []


def test_a_record_in_the_wrong_place_is_mended_when_asked(office: Shell) -> None:
    ticket = new_ticket(office)
    right = f"records/tickets/2026/11/22/{ticket}.yaml"
    wrong = f"records/tickets/{ticket}.yaml"
    shutil.move(office.folder / right, office.folder / wrong)
    office.git("add", "records")
    office.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qnm", "moved")
    found = office.pm("check")
    assert (found.code, wrong in found.out) == (3, True)
    before = office.head
    tried = office.pm("check", "--fix", "--dry-run")
    assert (tried.code, office.head) == (3, before)
    office.done("check", "--fix")
    assert office.git("ls-files", "records/tickets").split() == [right]


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "HEAD~999", "", "HEAD:records"])
def test_a_commit_that_is_none_is_refused(revision: str, office: Shell) -> None:
    assert office.pm("diff", "--", revision).code == 10
    assert not (office.folder / "x").exists()


def test_git_is_passed_on_with_its_exit_code(office: Shell) -> None:
    told = office.process("git", "log", "-1", "--format=%an")
    assert (told.code, told.out) == (0, "Chen Li\n")
    assert office.process("git", "cat-file", "-e", "no-such").code == 128


def test_who_acts_is_said_and_kept(office: Shell) -> None:
    assert "Chen Li" in office.done("as").out
    office.done("staff", "new", "--name", "Fang Wang", "--post", "front-desk")
    office.done("as", "Fang Wang")
    assert "Fang Wang" in office.done("as").out
    office.done("staff", "leave", "Fang Wang", PM_STAFF="Chen Li")
    refused = office.pm("ticket", "new", "--type", "praise", "--channel", "phone", "--title", "x")
    assert (refused.code, "pm as" in refused.err) == (13, True)


def test_a_name_in_two_languages_is_one_column_for_a_reader(office: Shell) -> None:
    words = ["category", "list", "--columns", "id,name", "--sort", "-name", "--limit", "3"]
    english, chinese = (office.done("--lang", code, *words).out for code in ("en", "zh"))
    assert english.splitlines()[0].split() == ["id", "name"]
    assert chinese.splitlines()[0].split() == ["编号", "名称"]
    names = [line.split("  ", 1)[1].strip() for line in english.splitlines()[2:]]
    assert names == sorted(names, reverse=True)
    for code in ("en", "zh"):
        header = office.done("--lang", code, *words, "--format", "csv").out.splitlines()[0]
        assert header == '"id","name_en","name_zh"'
