"""What scripts rely on: command lines, shapes of answers, variables, a new office."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ALONE, Shell

TICKET = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "no water")


def new_ticket(office: Shell, *more: str, **variables: str) -> str:
    """Take up a ticket and give its id."""
    made = office.done(*TICKET, *more, "--json", **variables)
    return str(made.records[0]["id"])


# -- making an office -----------------------------------------------------------------------------


def test_an_office_is_made_without_a_question(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.done(
        *("init", "deep/office", "--name", "九鹭花园", "--timezone", "Asia/Shanghai"),
        *("--lang", "zh", "--staff", "陈立", "--no-input"),
    )
    inside = Shell(tmp_path / "deep" / "office")
    system, manager = inside.done("staff", "list", "--json").records
    assert (system["id"], system["post"]) == ("E-SYSTEM", "system")
    assert (manager["name"], manager["state"]) == ("陈立", "active")
    settings = inside.done("office", "show", "office", "--json").records[0]
    assert (settings["name_zh"], settings["timezone"]) == ("九鹭花园", "Asia/Shanghai")
    assert settings["language"] == "zh"
    ticket = inside.done(*TICKET, "--json").records[0]
    assert ticket["received_by"] == manager["id"]


def test_what_init_needs_is_named_at_once(tmp_path: Path) -> None:
    answer = Shell(tmp_path).pm("init", "office", "--no-input")
    assert answer.code == 2
    for option in ("--name", "--timezone", "--lang", "--staff"):
        assert option in answer.err
    assert not (tmp_path / "office").exists()


def test_a_new_office_has_the_ticket_types_and_channels(office: Shell) -> None:
    channels = {one["id"] for one in office.done("channel", "list", "--json").records}
    assert channels == {"phone", "visit", "letter", "online", "other"}
    for kind in (
        *("repair", "complaint", "inquiry", "report", "special", "request"),
        *("suggestion", "praise"),
    ):
        answer = office.done(
            *("ticket", "new", "--type", kind, "--channel", "letter", "--title", "x"),
            *("--dry-run", "--json"),
        )
        assert answer.records[0]["type"] == kind


# -- tickets --------------------------------------------------------------------------------------


def test_a_ticket_is_made_with_all_that_a_script_may_say(office: Shell) -> None:
    answer = office.done(
        *TICKET,
        *("--caller-name", "Mark Ellis", "--caller-phone", "13800000115"),
        *("--description", "since this morning", "--json"),
    )
    told = answer.json
    assert (told["schema"], told["kind"]) == (1, "ticket")
    (ticket,) = told["records"]
    assert ticket["id"].startswith("T-261122-")
    assert ticket["state"] == "received"
    assert ticket["title"] == "no water"
    assert (ticket["caller_name"], ticket["caller_phone"]) == ("M**", "138****0115")
    assert ticket["description"] == "since this morning"
    assert ticket["received_at"] == "2026-11-22T09:15:00+08:00"
    assert answer.err == ""
    show = ("ticket", "show", ticket["id"], "--reveal", "--purpose", "service", "--json")
    (revealed,) = office.done(*show).records
    assert revealed["caller_name"] == "Mark Ellis"
    assert revealed["caller_phone"] == "13800000115"


def test_open_tickets_are_those_in_no_final_state(office: Shell) -> None:
    ids = [new_ticket(office) for _ in range(4)]
    office.done("ticket", "triage", ids[1], "--category", "water")
    office.done("done", ids[2], "--measures", "explained", "--category", "water")
    office.done("ticket", "withdraw", ids[3])
    answer = office.done("ticket", "list", "--state", "open", "--json")
    assert set(answer.json) == {"schema", "kind", "records"}
    assert {one["id"] for one in answer.records} == set(ids[:3])
    everything = office.done("ticket", "list", "--json").records
    assert {one["id"] for one in everything} == set(ids)


def test_an_empty_list_is_a_list(office: Shell) -> None:
    answer = office.done("ticket", "list", "--state", "open", "--json")
    assert answer.json == {"schema": 1, "kind": "ticket", "records": []}


def test_the_week_and_any_period_tell_the_same_figures(office: Shell) -> None:
    new_ticket(office)
    week = office.done("report", "weekly", "--week", "2026-W47", "--json").json
    period = office.done(
        "report", "summary", "--from", "2026-11-16", "--to", "2026-11-23", "--json"
    ).json
    assert week["schema"] == period["schema"] == 1
    assert isinstance(week["report"], str)
    assert set(week["period"]) >= {"from", "to"}
    figures, same = (
        {one["key"]: one["value"] for one in report["figures"]} for report in (week, period)
    )
    nine = {
        *("received", "closed", "open_at_end", "overdue_at_end", "solved_on_time"),
        *("median_hours_to_solve", "received_by_type", "received_by_channel"),
        "received_by_category",
    }
    assert nine <= set(figures)
    assert {key: figures[key] for key in nine} == {key: same[key] for key in nine}
    assert figures["received"] == 1
    assert figures["received_by_type"]["repair"] == 1
    assert figures["median_hours_to_solve"] is None
    for one in week["figures"]:
        assert {"key", "label", "value", "k", "n", "unit", "target"} <= set(one)
        assert "ids" not in one
    named = office.done("report", "weekly", "--week", "2026-W47", "--ids", "--json").json
    (received,) = [one for one in named["figures"] if one["key"] == "received"]
    assert len(received["ids"]) == 1


# -- where ----------------------------------------------------------------------------------------


def test_another_folder_is_worked_in_as_git_does(office: Shell) -> None:
    above = Shell(office.folder.parent)
    name = office.folder.name
    record = new_ticket(office)
    for words in (
        ["-C", name],
        ["-C", str(office.folder)],
        ["-C", "..", "-C", f"{office.folder.parent.name}/{name}"],
        ["-C", name, "-C", "records"],
        ["-C", name, "-C", ""],
    ):
        listed = above.done(*words, "ticket", "list", "--json").records
        assert [one["id"] for one in listed] == [record]


def test_relative_files_are_those_of_the_other_folder(office: Shell) -> None:
    (office.folder / "told.txt").write_text("in a file\n", "utf-8")
    above = Shell(office.folder.parent)
    made = above.done("-C", office.folder.name, *TICKET, "--description", "@told.txt", "--json")
    assert made.records[0]["description"] == "in a file"
    above.done("-C", office.folder.name, "ticket", "list", "-o", "list.txt")
    assert (office.folder / "list.txt").exists()


def test_the_language_is_that_of_the_office_that_is_worked_in(office: Shell) -> None:
    above = Shell(office.folder.parent, PM_LANG="")
    above.done(
        *("init", "chinese", "--name", "九鹭花园", "--timezone", "Asia/Shanghai"),
        *("--lang", "zh", "--staff", "陈立", "--no-input"),
    )
    refused = above.pm("-C", "chinese", "ticket", "show", "nobody")
    assert (refused.code, "错误" in refused.err) == (10, True)
    refused = Shell(above.folder / "chinese", PM_LANG="").pm(
        "-C", "../office", "ticket", "show", "x"
    )
    assert refused.err.startswith("pm: error: ")
    for words in (["--lang", "en", "-C", "chinese"], ["-C", "chinese", "--lang", "en"]):
        assert above.pm(*words, "ticket", "show", "x").err.startswith("pm: error: ")


def test_the_office_may_be_named_by_a_variable(office: Shell, tmp_path: Path) -> None:
    record = new_ticket(office)
    elsewhere = Shell(tmp_path, PM_OFFICE=str(office.folder))
    assert elsewhere.done("ticket", "list", "--json").records[0]["id"] == record
    assert Shell(tmp_path).pm("ticket", "list").code == 10


# -- who, when, in which language -----------------------------------------------------------------


@pytest.mark.parametrize("by", ["name", "id"])
def test_a_script_says_who_acts(by: str, office: Shell) -> None:
    staff = office.done("staff", "new", "--name", "Fang Wang", "--post", "front-desk", "--json")
    fang = staff.records[0]
    office.done("vault", "add", "Fang Wang")
    ticket = new_ticket(office, PM_STAFF=str(fang[by]))
    told = office.done("ticket", "show", ticket, "--json").records[0]
    assert told["received_by"] == fang["id"]
    assert office.git("log", "-1", "--format=%an <%ae>").strip() == (
        f"Fang Wang <{fang['id']}@pm.invalid>"
    )
    assert office.pm(*TICKET, PM_STAFF="Nobody").code == 10


def test_a_run_is_repeatable_to_the_byte(founded: Path, tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        shutil.copytree(founded, tmp_path / name)
        shell = Shell(tmp_path / name, PM_SEED="7", PM_NOW="2026-03-02T08:00:00+08:00")
        made = shell.done(*TICKET, "--json").out
        told.append((made, shell.head, shell.done("report", "weekly", "--json").out))
    assert told[0] == told[1]


def test_an_office_without_a_vault_is_repeatable_from_its_first_commit(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        Shell(tmp_path, PM_SEED="7").done(
            *("init", name, "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
            *("--lang", "en", "--staff", "Chen Li", "--no-vault", "--no-input"),
        )
        shell = Shell(tmp_path / name, PM_SEED="7")
        told.append((shell.done(*TICKET, "--json").out, shell.head))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [("PM_LANG", "fr", "fr"), ("PM_NOW", "soon", "PM_NOW"), ("PM_STAFF", "Nobody", "Nobody")],
)
def test_a_variable_that_says_nothing_is_refused(
    variable: str, value: str, word: str, office: Shell
) -> None:
    answer = office.pm(*TICKET, **{variable: value})
    assert answer.code in {2, 10}
    assert word in answer.err


# -- values ---------------------------------------------------------------------------------------


def test_a_value_comes_from_standard_input_or_a_file(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "told.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "第一行\n第二行\n".encode())
    made = office.done(*TICKET[:-1], "-", "--description", f"@{file}", "--json", typed="厨房漏水\n")
    ticket = made.records[0]
    assert (ticket["title"], ticket["description"]) == ("厨房漏水", "第一行\n第二行")
    assert office.done(*TICKET[:-1], "@@home", "--json").records[0]["title"] == "@home"
    missing = office.pm(*TICKET[:-1], "@no-such-file")
    assert (missing.code, "no-such-file" in missing.err) == (10, True)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_value_that_is_no_utf_8_is_refused_in_words(
    encoding: str, office: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "told.txt"
    file.write_bytes("厨房没有水".encode(encoding))
    assert office.pm(*TICKET[:-1], f"@{file}").code == 10
    piped = subprocess.run(
        [sys.executable, "-c", ALONE, *TICKET[:-1], "-"],
        cwd=office.folder,
        input=file.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert piped.returncode == 2
    assert b"UTF-8" in piped.stderr


def test_answers_are_clean_of_everything_else(office: Shell) -> None:
    new_ticket(office)
    answer = office.process("ticket", "list", "--json", NO_COLOR="", FORCE_COLOR="1")
    assert json.loads(answer.out)["kind"] == "ticket"
    assert answer.err == ""
    for words in (["ticket", "list"], ["--help"], ["ticket", "show", "nobody"]):
        told = office.process(*words, NO_COLOR="1")
        assert "\x1b" not in told.out + told.err


def test_an_answer_in_a_file_is_for_its_owner_only(office: Shell) -> None:
    told = office.done("ticket", "list", "--json", "-o", "list.json")
    assert told.out == ""
    file = office.folder / "list.json"
    assert json.loads(file.read_text("utf-8"))["records"] == []
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_a_reader_that_stops_reading_is_no_mistake(office: Shell) -> None:
    new_ticket(office)
    script = "from pm.cli.main import main; main(['sql', 'WITH RECURSIVE n(x) AS "
    script += "(SELECT 1 UNION ALL SELECT x+1 FROM n LIMIT 50000) SELECT x FROM n'])"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=office.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}


def test_of_several_records_all_that_are_refused_are_named(office: Shell) -> None:
    complaint = new_id(office, "--type", "complaint", "--title", "noise")
    repair = new_id(office, "--type", "repair", "--title", "lamp")
    head = office.head
    answer = office.pm("ticket", "close", complaint, repair)
    assert answer.code == 13
    assert "refused for 2 of 2" in answer.err
    assert (complaint in answer.err, repair in answer.err) == (True, True)
    answer = office.pm("ticket", "triage", complaint, repair, "--validity", "valid")
    assert "refused for 1 of 2" in answer.err
    assert f"pm:   {complaint}: what the caller wants (pm ticket edit {complaint}" in answer.err
    assert office.head == head


def new_id(office: Shell, *words: str) -> str:
    answer = office.done("ticket", "new", "--channel", "phone", *words, "--json")
    return str(answer.records[0]["id"])
