"""A kind in one file gets its commands: in a real office, with nobody writing anything else."""

import json
from collections.abc import Callable

import pytest

from pm.office import registry
from tests.cli.running import Shell
from tests.contract.clerk import Clerk
from tests.contract.command_rules import COMMAND_RULES, problems_of_help, problems_of_options
from tests.contract.command_tree import Found, tree
from tests.contract.test_command_readers import problems_of_answer
from tests.contract.test_command_writers import problems_of_running


@pytest.fixture
def held(parcel: str, office: Shell) -> tuple[Shell, str]:
    """Give an office in which a parcel is kept, and the parcel's id."""
    return office, Clerk(office).new(registry.kind(parcel))


def commands(parcel: str) -> list[Found]:
    return [found for found in tree() if found.words[:1] == (parcel,)]


def test_it_has_a_command_for_each_verb_and_the_readers(parcel: str) -> None:
    assert [found.typed for found in commands(parcel)] == [
        "pm parcel",
        *("pm parcel hand-over", "pm parcel new", "pm parcel edit", "pm parcel void"),
        *("pm parcel show", "pm parcel list", "pm parcel log"),
    ]


@pytest.mark.parametrize("rule", COMMAND_RULES, ids=lambda rule: rule.__name__)
def test_its_commands_keep_to_what_commands_promise(
    rule: Callable[..., list[str]], parcel: str
) -> None:
    said = {"say": "中文：{}".format} if rule in {problems_of_help, problems_of_options} else {}
    assert [problem for found in commands(parcel) for problem in rule(found, **said)] == []


def test_it_stands_in_the_help(parcel: str, office: Shell) -> None:
    del parcel
    assert "parcel" in office.done("--help").out
    text = office.done("parcel", "--help").out
    assert "A parcel that the desk keeps for a resident." in text
    assert "hand-over  Give the parcel to a resident." in text
    assert "--fetched-by RESIDENT" in office.done("parcel", "hand-over", "--help").out
    assert "--unit UNIT" in office.done("parcel", "new", "--help").out


def test_it_is_completed(held: tuple[Shell, str]) -> None:
    office, record = held
    for words, offered in (
        ("pm parc", "parcel"),
        ("pm parcel hand", "hand-over"),
        ("pm parcel hand-over --fetched", "--fetched-by"),
        ("pm parcel list --state fe", "fetched"),
        ("pm parcel show P", record),
    ):
        answer = office.pm(
            _PM_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
        )
        assert answer.out == f"plain,{offered}\n"


def test_every_verb_of_it_is_tried_and_done(parcel: str, office: Shell) -> None:
    assert problems_of_running(Clerk(office), registry.kind(parcel)) == []


def test_it_lies_in_the_office_and_is_read_in_every_format(held: tuple[Shell, str]) -> None:
    office, record = held
    assert office.git("ls-files", "records/parcels").strip() == (
        f"records/parcels/2026/11/22/{record}.yaml"
    )
    for words in (["list"], ["show", record], ["log", record]):
        for name in ("table", "markdown", "json", "jsonl", "csv"):
            answer = office.pm("parcel", *words, "--format", name)
            assert list(problems_of_answer(name, answer)) == []
    listed = office.done("parcel", "list", "--state", "open", "--json").json
    assert (listed["schema"], listed["kind"]) == (1, "parcel")
    assert [one["id"] for one in listed["records"]] == [record]
    header = office.done("parcel", "list").out.splitlines()[0].split()
    assert header == ["id", "state", "data", "subject", "unit", "fetched", "by"]


def test_it_is_handed_over_and_the_log_says_so(held: tuple[Shell, str]) -> None:
    office, record = held
    refused = office.pm("parcel", "hand-over", record)
    assert (refused.code, "--fetched-by" in refused.err) == (2, True)
    resident = Clerk(office).record("resident")
    office.done("parcel", "hand-over", record, "--fetched-by", resident)
    assert office.done("parcel", "list", "--state", "open", "--json").records == []
    last, first = office.done("parcel", "log", record, "--json").records
    assert (first["verb"], last["verb"], last["target"]) == ("new", "hand-over", "fetched")
    assert {"path": "fetched_by", "before": None, "after": resident} in last["changes"]
    again = office.pm("parcel", "hand-over", record, "--fetched-by", resident)
    assert again.code == 13
    assert office.done("find", resident, "--kind", "parcel").code == 0


def test_it_can_be_asked_for_in_sql(held: tuple[Shell, str]) -> None:
    office, record = held
    told = office.done("sql", "SELECT id, state, unit FROM parcel", "--json").records
    assert [one["id"] for one in told] == [record]
    assert told[0]["state"] == "held"
    assert told[0]["unit"].startswith("U-")


def test_a_hand_edit_of_it_is_judged(held: tuple[Shell, str]) -> None:
    office, record = held
    file = office.folder / f"records/parcels/2026/11/22/{record}.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("state: held", "state: fetched"), "utf-8", newline="")
    refused = office.pm("commit")
    assert (refused.code, "state belongs to a verb" in refused.err) == (12, True)
    file.write_text(text, "utf-8", newline="")
    assert json.loads(office.done("check", "--json").out)["records"] == []
