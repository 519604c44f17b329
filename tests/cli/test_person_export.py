"""A person is given all that is held about him; who did it is recorded first."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.canary import CANARIES
from tests.cli.running import Shell
from tests.cli.vaults import (
    DESK,
    GUARD,
    SEALED,
    TECHNICIAN,
    Scene,
    World,
    copied_scene,
    copied_world,
    new_id,
    new_resident,
    new_ticket,
)

C = CANARIES


class File(Scene):
    """The file of a resident with everything around it."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.resident = _opened(self.desk)


def _opened(desk: Shell) -> str:
    resident = new_resident(desk, "--debt", C["debt"])
    of, day = ("--resident", resident), ("--given-on", "2026-11-20")
    member = ("--member-name", C["name in English"], "--member-phone", C["another phone"])
    desk.done("resident", "add-member", resident, *member)
    new_ticket(desk, resident)
    desk.done("consent", "new", *of, "--allows", C["description"], "--how", "written", *day)
    desk.done("privacy-notice", "new", *of, "--version", "2026-1", "--how", "written", *day)
    told = ("--recipient", "the court", "--basis", "law", "--items", C["note"])
    desk.done("disclosure", "new", *of, *told, *day)
    desk.done("hold", "new", *of, "--basis", "claim", "--note", C["note"])
    return resident


@pytest.fixture(scope="module")
def opened(people: World, tmp_path_factory: pytest.TempPathFactory) -> File:
    return File(copied_world(people, tmp_path_factory.mktemp("opened") / "world"))


@pytest.fixture
def file(opened: File, tmp_path: Path) -> File:
    return copied_scene(opened, tmp_path / "scene")


@pytest.fixture
def world(file: File) -> World:
    return file.world


@pytest.fixture
def person(file: File) -> str:
    return file.resident


def exported(world: World, resident: str, *more: str, who: str = "Chen Li") -> Any:
    return world.desk(who).done("resident", "export", resident, *more).json


def test_everything_about_him_is_in_it_unmasked(world: World, person: str) -> None:
    told = exported(world, person)
    assert (told["schema"], told["kind"]) == (1, "person")
    shown = told["resident"]
    assert (shown["name"], shown["phone"], shown["plates"]) == (C["name"], C["phone"], [C["plate"]])
    assert shown["members"][0]["phone"] == C["another phone"]
    kinds = ["consent", "disclosure", "hold", "privacy_notice", "ticket", "access"]
    assert {noun: len(found) for noun, found in told["records"].items()} == dict.fromkeys(kinds, 1)
    assert told["records"]["ticket"][0]["description"] == C["description"]
    assert "pm1." not in json.dumps(told)


def test_nothing_about_others_is_in_it(world: World, person: str) -> None:
    other = new_resident(world.desk())
    new_ticket(world.desk(), other)
    told = exported(world, person)
    assert len(told["records"]["ticket"]) == 1
    assert other not in json.dumps(told)


def test_who_looked_is_in_it_at_his_tickets_too(world: World, person: str) -> None:
    ticket = exported(world, person)["records"]["ticket"][0]["id"]
    desk = world.desk(DESK)
    desk.done("ticket", "show", ticket, "--reveal", "--purpose", "repair")
    found = exported(world, person, "--purpose", "audit")["records"]["access"]
    assert {(one["record"], one["purpose"]) for one in found} == {
        (person, "subject-request"),
        (ticket, "repair"),
        (person, "audit"),
    }


def test_it_is_recorded_before_it_is_shown(world: World, person: str) -> None:
    exported(world, person)
    (access,) = world.desk().done("access", "list", "--json").records
    assert (access["noun"], access["record"]) == ("resident", person)
    assert access["purpose"] == "subject-request"


def test_a_paper_for_the_person(world: World, person: str) -> None:
    desk = world.desk()
    paper = desk.done("resident", "export", person, "--format", "markdown").out
    assert paper.startswith(f"# What is held about {person}\n")
    for words in (
        f"- phone: {C['phone']}",
        f"## resident {person}: registered",
        "  - name: ",
        "## ticket T-",
        "## access AC-",
        "Heron Gardens",
    ):
        assert words in paper
    chinese = desk.done("--lang", "zh", "resident", "export", person, "--format", "markdown").out
    assert C["phone"] in chinese


def test_it_goes_to_a_file_of_its_owner(world: World, person: str, tmp_path: Path) -> None:
    file = tmp_path / "held.json"
    answer = world.desk().done("resident", "export", person, "-o", str(file))
    assert answer.out == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text("utf-8"))["resident"]["name"] == C["name"]


def test_what_one_may_not_read_is_a_mark_and_said(world: World, person: str) -> None:
    answer = world.desk(DESK).done("resident", "export", person)
    assert answer.json["resident"]["debt"] == "•"
    assert answer.json["resident"]["name"] == C["name"]
    assert "pm: warning: values that you may not read are marks in it: 1" in answer.err


@pytest.mark.parametrize(
    ("who", "purpose", "code"),
    [
        (TECHNICIAN, "repair", 13),
        (GUARD, "repair", 13),
        ("Chen Li", "curiosity", 10),
        ("Chen Li", "audit", 13),
    ],
)
def test_who_may_not_or_says_not_for_what_gets_nothing(
    world: World, person: str, who: str, purpose: str, code: int
) -> None:
    world.desk().done("purpose", "retire", "audit")
    answer = world.desk(who).pm("resident", "export", person, "--purpose", purpose)
    assert answer.code == code, answer.told
    assert not any(word in answer.told for word in C.values())
    assert world.desk().done("access", "list", "--json").records == []


def test_who_was_forgotten_cannot_be_given_anything(world: World) -> None:
    desk = world.desk()
    resident = new_id(desk.done("resident", "new", "--name", C["name"], "--json"))
    desk.done("resident", "forget", resident, "--yes")
    answer = desk.pm("resident", "export", resident)
    assert answer.code == SEALED, answer.told
    assert "was forgotten" in answer.err


def test_another_format_is_refused(world: World, person: str) -> None:
    answer = world.desk().pm("resident", "export", person, "--format", "csv")
    assert answer.code == 2
    assert "there are: json, markdown" in answer.err
