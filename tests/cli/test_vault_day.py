"""After a day of work with canaries none of them is found, and each comes back when asked for."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.office import registry
from tests.cli.canary import CANARIES, Scanner, contents, told
from tests.cli.vault_day import OF_PERSON, Day, a_day
from tests.cli.vaults import (
    BUILDING,
    SERVICE,
    TECHNICIAN,
    Step,
    World,
    copied_world,
    file_of,
    new_resident,
    new_ticket,
    only_id,
)
from tests.contract.clerk import Clerk, typed_verbs
from tests.contract.command_tree import leaves

OF_PEOPLE = (b"id: R-", b"id: T-", b"id: CO-")
"""How a record begins that is about a person."""
NOT_RUN = {
    "pm as": "says who acts, and takes a name of staff",
    "pm completion": "prints a script for a shell",
    "pm demo": "makes an office of its own, with people of its own",
    "pm git": "passes on what git is told",
    "pm init": "makes the office before the day begins",
    "pm manual": "prints a chapter of the manual",
    "pm migrate": "there is nothing to carry over",
    "pm reference": "prints a page of the reference",
}
"""The commands that are not run with canaries, and why."""


pytestmark = pytest.mark.long
"""A whole day is long to live through; tests/cli/test_canary.py is the short of it."""


@pytest.fixture(scope="module")
def day(people: World, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Live through a day; several tests look at what is left of it."""
    return a_day(copied_world(people, tmp_path_factory.mktemp("day") / "world"))


def test_no_canary_lies_anywhere(day: Day) -> None:
    assert day.leaks == []
    assert day.world.scanner.looked_at > 1_000_000


def test_no_process_that_pm_started_was_told_one(day: Day) -> None:
    said = day.world.children.read_bytes()
    assert b"update-ref" in said
    assert b"TMPDIR=" in said
    found = day.world.scanner.in_text("what git was told", said)
    assert not found, told(found)


def test_the_flat_of_a_person_is_not_to_be_read(day: Day) -> None:
    flat = only_id(day.world.desk(), "unit")
    records = [file_of(day.world, one) for one in (day.resident, day.ticket, day.complaint)]
    assert [path for path in records if flat in path.read_text("utf-8")] == []
    blobs = [one for one in contents(day.world.office / ".git") if one.startswith(OF_PEOPLE)]
    assert len(blobs) > len(records)
    assert [one for one in blobs if flat.encode() in one] == []
    assert _rows_with(day.world.office, flat, day.resident, day.ticket, day.complaint) == []


def _rows_with(office: Path, flat: str, *people: str) -> list[str]:
    """Give the rows of the index that name both a flat and somebody's record."""
    with closing(sqlite3.connect(office / ".git" / "pm" / "index.sqlite")) as database:
        lines = list(database.iterdump())
    return [one for one in lines if flat in one and any(record in one for record in people)]


def test_without_a_key_nothing_personal_is_shown(day: Day) -> None:
    assert day.blind
    for step in day.blind:
        typed = {name for name, text in CANARIES.items() if text in step.words}
        wanted = {name: text for name, text in CANARIES.items() if name not in typed}
        assert _shown(step, wanted) == "", step.told


def test_without_a_purpose_no_person_is_shown_whole(day: Day) -> None:
    assert day.masked
    for step in day.masked:
        wanted = {name: CANARIES[name] for name in OF_PERSON if CANARIES[name] not in step.words}
        assert _shown(step, wanted) == "", step.told


def test_without_a_purpose_the_flat_of_a_person_is_not_shown_whole(day: Day) -> None:
    flat = {"flat": "3-1-402", "its id": only_id(day.world.desk(), "unit")}
    for step in day.masked + day.blind:
        if not {"3-1-402", "log", "check"} & set(step.words):
            assert _shown(step, flat) == "", step.told


def _shown(step: Step, canaries: dict[str, str]) -> str:
    """Say which canaries an answer shows, as they are or encoded."""
    found = Scanner(canaries).in_text("the answer", step.answer.out, step.answer.err)
    return told(found)


def test_each_comes_back_when_it_is_asked_for(day: Day) -> None:
    desk = day.world.desk()
    (shown,) = desk.done("resident", "show", day.resident, *SERVICE, "--json").records
    assert (shown["phone"], shown["id_number"]) == (CANARIES["phone"], CANARIES["id number"])
    assert shown["plates"] == [CANARIES["plate"]]
    assert shown["unit"] == only_id(desk, "unit")
    assert shown["name"] == CANARIES["name in English"]  # as it was corrected by hand
    assert shown["special_needs"] == CANARIES["needs"] + "。"
    assert shown["members"][0]["name"] == CANARIES["name in English"]
    assert shown["members"][0]["note"] == CANARIES["note"]
    (shown,) = desk.done("ticket", "show", day.ticket, *SERVICE, "--json").records
    assert (shown["title"], shown["description"]) == (CANARIES["title"], CANARIES["description"])
    assert shown["caller_name"] == CANARIES["name"]
    assert shown["solutions"][0]["measures"] == CANARIES["measures"]
    (shown,) = desk.done("ticket", "show", day.complaint, *SERVICE, "--json").records
    assert (shown["title"], shown["request"]) == (CANARIES["opinion"], CANARIES["request"] + "！")
    desk.done("resident", "show", day.resident, *SERVICE)
    desk.done("ticket", "log", day.ticket, *SERVICE)
    desk.done("show", day.ticket, *SERVICE)
    assert day.world.leaks() == []


def test_each_reader_of_a_scope_sees_no_other(world: World) -> None:
    resident = new_resident(world.desk())
    ticket = new_ticket(world.desk(), resident)
    desk = world.desk(TECHNICIAN)  # reads addresses and what was said, and no names
    (shown,) = desk.done("ticket", "show", ticket, "--json").records
    assert shown["title"] == CANARIES["title"]
    assert CANARIES["phone"][-4:] not in str(shown)
    assert shown["caller_name"] == shown["caller_phone"] == "•"
    refused = desk.pm("ticket", "show", ticket, *SERVICE, "--json")
    assert refused.code == 13, refused.told


OF_FORM = {
    "person-name": CANARIES["name"],
    "phone": CANARIES["phone"],
    "id-number": CANARIES["id number"],
    "plate": CANARIES["plate"],
    "money": CANARIES["debt"],
}
"""What is typed into a personal field of a type; into any other, what somebody said."""


READERS = {"inspection": ("sheet",)}
"""The readers of one record that only a kind has."""


class Canaries(Clerk):
    """A clerk who types canaries wherever something is personal, and knows where the flat lies."""

    def record(self, name: str, besides: str = "") -> str:
        """Give a record of a kind; of the buildings that of the flat: no place contradicts it."""
        is_of_flat = name == "building" and besides != BUILDING
        return BUILDING if is_of_flat else super().record(name, besides)

    def _value(self, kind: Kind, leaf: Leaf, record: str) -> str:
        form = leaf.field.form
        if leaf.field.scope is None or form is None or form.links():
            return super()._value(kind, leaf, record)
        return OF_FORM.get(form.name, CANARIES["opinion"])


def test_every_verb_of_every_kind_leaves_none(day: Day, world: World) -> None:
    desk = world.watched()
    clerk = Canaries(desk)
    for kind in registry.kinds():
        for verb, state in typed_verbs(kind):
            record = "" if verb.creates else clerk.in_state(kind, state)
            words = clerk.words(kind, verb, record)
            who = clerk.ready(verb, words)
            desk.done(*words, "--dry-run", **who)
            desk.done(*words, **who)
        record = kind.name if kind.is_single else clerk.record(kind.name)
        own = [(name, record) for name in READERS.get(kind.name, ())]
        for reader in (("list",), ("show", record), ("log", record), *own):
            desk.done(kind.noun, *reader, "--json")
        found = world.leaks()
        assert not found, f"{kind.name}: {told(found)}"
    found = world.scanner.in_text("what git was told", world.children.read_bytes())
    assert not found, told(found)
    run = {_command(step) for step in (*day.world.steps, *world.steps)}
    short = {f"pm {one.words[1]}" for one in leaves() if one.words[0] == "ticket"}
    assert {one.typed for one in leaves()} - run - short == set(NOT_RUN)


def _command(step: Step) -> str:
    """Give the command that was run, without its arguments."""
    known = {found.typed for found in leaves()}
    return next(
        typed
        for end in (3, 2, 1, 0)
        if (typed := " ".join(("pm", *step.words[:end]))) in known or not end
    )
