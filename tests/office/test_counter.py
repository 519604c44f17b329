"""At the counter people and flats are found by what is said, and nobody's values are told."""

from pathlib import Path

import pytest

from tests.cli.offices import copied
from tests.cli.running import Shell

GRACE = ("resident", "new", "--name", "Grace Lin", "--phone", "138 0000 0122", "--json")
NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "tap")


@pytest.fixture(scope="module")
def lived_in(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Make an office with a building of two flats and three households."""
    shell = Shell(copied(founded, tmp_path_factory.mktemp("counter") / "office"))
    shell.done("estate", "new", "heron", "--name-en", "Heron Gardens")
    shell.done("grid", "new", "east", "--name-en", "East", "--estate", "heron", "--steward", "Chen")
    names = ("--name-zh", "3号楼", "--aliases", "红楼", "--aliases", "Red House")
    shell.done("building", "new", "three", *names, "--estate", "heron")
    shell.done("building", "new", "void", "--name-en", "Blue House", "--estate", "heron")
    for code in ("3-1-402", "3-2-402"):
        shell.done("unit", "new", "--code", code, "--building", "红楼", "--grid", "east")
    grace = shell.done(*GRACE, "--plates", "粤B12323", "--unit", "3-1-402")
    shell.variables["GRACE"] = grace.records[0]["id"]
    gone = shell.done("resident", "new", "--name", "Old", "--unit", "3-1-402", "--json").records
    shell.done("resident", "move-out", gone[0]["id"])
    struck = shell.done(*GRACE).records[0]["id"]
    shell.done("resident", "void", struck, "--reason", "entered-twice")
    shell.done("resident", "new", "--name", "Grace Wu", "--phone", "13800000123")
    member = ("--member-name", "Ken Lin", "--member-phone", "13800000125")
    shell.done("resident", "add-member", "Grace Lin", *member)
    contact = ("--contact-name", "Ann Lin", "--contact-phone", "13800000126")
    shell.done("resident", "add-contact", "Grace Lin", *contact)
    return shell


def shown(shell: Shell, text: str, noun: str = "resident") -> list[str]:
    """Give the code or id of what a text shows; of several candidates all."""
    answer = shell.pm(noun, "show", text, "--json")
    if answer.code == 0:
        return [str(record.get("code", record["id"])) for record in answer.records]
    assert answer.code == (11 if "any of these" in answer.err else 10), answer.told
    return [line.split()[1] for line in answer.err.splitlines() if line.startswith("pm:   ")]


@pytest.mark.parametrize(
    "text",
    [
        *("13800000122", "+86 138-0000-0122", "１３８ ００００ ０１２２"),
        *("Grace Lin", "grace  l", "粤b·12323", "3-1-402", "红楼1单元402", "Red House 402"),
        *("13800000125", "Ken Lin", "13800000126"),
    ],
)
def test_a_household_is_found_by_what_is_said_at_the_counter(lived_in: Shell, text: str) -> None:
    assert shown(lived_in, text) == [lived_in.variables["GRACE"]]
    assert lived_in.pm("show", text).code in {0, 11}


@pytest.mark.parametrize(
    "text", ["1380000012", "13800000124", "race", "粤B1232", "Ann Lin", "Blue House 402", "Old "]
)
def test_a_part_of_a_number_finds_nobody(lived_in: Shell, text: str) -> None:
    assert lived_in.variables["GRACE"] not in shown(lived_in, text)


def test_candidates_are_told_masked(lived_in: Shell) -> None:
    refused = lived_in.pm(*NEW, "--caller-resident", "Grace")
    assert refused.code == 11, refused.told
    assert "'G**' may be any of these: 2" in refused.err
    assert f"{lived_in.variables['GRACE']}  G**  138****0122  3-1-**** (" in refused.err
    assert "Grace" not in refused.told
    both = lived_in.pm(*NEW, "--caller-resident", "Grace", "--unit", "红楼402")
    assert both.code == 11
    assert lived_in.pm(*NEW, "--caller-resident", "Grace", "--unit", "nowhere").code == 12


def test_who_is_forgotten_is_named_by_id(lived_in: Shell) -> None:
    refused = lived_in.pm("resident", "forget", "Grace Lin", "--dry-run")
    assert refused.code == 10, refused.told
    assert "only an id will do" in refused.err
    assert "Grace" not in refused.told
    lived_in.done("resident", "forget", lived_in.variables["GRACE"], "--dry-run")


def test_what_finds_nobody_is_not_told(lived_in: Shell) -> None:
    for words, code in (
        (("resident", "show", "13899990000"), 10),
        ((*NEW, "--caller-resident", "13899990000"), 12),
        (("show", "13899990000"), 10),
    ):
        refused = lived_in.pm(*words)
        assert refused.code == code, refused.told
        assert "138****0000" in refused.err
        assert "13899990000" not in refused.told
    assert "pm resident new" in lived_in.pm("resident", "show", "13899990000").err
    assert "'R-K7Q2XX'" in lived_in.pm("resident", "show", "R-K7Q2XX").err
    assert "'k7q2x'" in lived_in.pm("resident", "show", "k7q2x").err


def test_flats_are_found_by_what_people_call_their_building(lived_in: Shell) -> None:
    for text in ("红楼2单元402", "red house 2-402", "3号楼2单元402室", "three 2-402"):
        assert shown(lived_in, text, "unit") == ["3-2-402"], text
    for text in ("红楼402", "3-402", "3栋402"):
        assert len(shown(lived_in, text, "unit")) == 2, text
    assert shown(lived_in, "红楼403", "unit") == shown(lived_in, "Blue House 402", "unit") == []
    assert shown(lived_in, "red house", "building") == ["three"]
    assert shown(lived_in, "红", "building") == ["three"]


def test_a_flat_that_is_filled_in_later_brings_its_place(lived_in: Shell) -> None:
    made = lived_in.done(*NEW, "--building", "void", "--json").records[0]
    words = ("ticket", "edit", str(made["id"]), "--json")
    filled = lived_in.done(*words, "--unit", "3-1-402").records[0]
    assert (filled["building"], filled["grid"]) == ("three", "east")
    assert filled["accountable"]
    new = {"unit", "building", "grid", "accountable"}
    stayed = {name: made[name] for name in made if name not in new}
    assert {name: filled[name] for name in filled if name not in new} == stayed
    cleared = lived_in.done(*words, "--grid", "", "--unit", "3-2-402").records[0]
    assert "grid" not in cleared
    again = lived_in.done(*words, "--title", "tap again").records[0]
    assert "grid" not in again
    wu = lived_in.done("resident", "edit", "Grace Wu", "--unit", "3-2-402", "--json").records[0]
    assert (wu["building"], wu["grid"]) == ("three", "east")


def test_an_import_looks_for_nobody(lived_in: Shell, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(
        "Number,Who,Flat,At\n1,Grace Lin,,2026-11-02\n2,,红楼2单元402,2026-11-02\n",
        encoding="utf-8",
    )
    given = (("channel", "phone"), ("type", "repair"), ("title", "tap"))
    values = "".join(f"  - field: {name}\n    value: {text}\n" for name, text in given)
    columns = "".join(
        f"  - field: {name}\n    columns:\n      - {column}\n"
        for name, column in (("caller_resident", "Who"), ("unit", "Flat"), ("received_at", "At"))
    )
    mapped = tmp_path / "old.yaml"
    head = "id: old\nstate: active\ndata_subject: office\nname:\n  en: Old\nkey: Number\n"
    mapped.write_text(f"{head}times:\n  - '%Y-%m-%d'\nfields:\n{values}{columns}", encoding="utf-8")
    answer = lived_in.pm("import", str(file), "--map", str(mapped))
    assert answer.code == 3, answer.told
    assert "came in: 1" in answer.out
    assert "line 2" in answer.err
