"""Whatever is killed, and whenever: no canary lies anywhere, nobody is locked out, work goes on."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.canary import CANARIES, told
from tests.cli.killing import FLUSHES, is_of_index
from tests.cli.threads import command
from tests.cli.vaults import (
    DESK,
    GUARD,
    MANAGER,
    SERVICE,
    World,
    copied_world,
    file_of,
    new_resident,
    only_id,
)
from tests.tracing import Call, Kill, Trace, run_traced, why_not

REASON = why_not()
pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(REASON), reason=REASON)]

POINTS = {Kill.EVERYONE: 16, Kill.CHILD: 6, Kill.PARENT: 4}
"""How many kill points are tried of each deed."""
GONE = {"•", "[erased]"}
NEW_NAME = CANARIES["name in English"]


class Deed(NamedTuple):
    """What is killed: its words, and what must hold after, whether it was done or not."""

    words: Callable[[World], tuple[str, ...]]
    is_done: Callable[[World], bool]
    again: Callable[[World, bool], None]
    by_hand: Callable[[World], list[Path]] = lambda _world: []
    """The files in which a clerk has typed plain text himself."""


def resident(world: World) -> str:
    """Give the first resident's id: the one with a phone."""
    listed = world.desk().done("resident", "list", "--json").records
    return str(min(listed, key=lambda one: str(one["id"]) != _of_first(world))["id"])


def _of_first(world: World) -> str:
    return (world.beside / "resident.txt").read_text("ascii")


def reads(world: World, who: str = MANAGER) -> str:
    """Give the name of the resident as somebody reads it for a purpose."""
    shown = world.desk(who).done("resident", "show", resident(world), *SERVICE, "--json").records
    return str(shown[0]["name"])


def state(world: World) -> str:
    """Give the state of the resident."""
    return str(world.desk().done("resident", "show", resident(world), "--json").records[0]["state"])


def holders(world: World) -> set[str]:
    """Give the names of those who hold keys."""
    return {str(one["name"]) for one in world.desk().done("vault", "status", "--json").records}


# -- the deeds ------------------------------------------------------------------------------------


def taking_up(world: World) -> tuple[str, ...]:
    told_ = ("--title", CANARIES["title"], "--caller-name", CANARIES["name"])
    of = ("--caller-resident", resident(world), "--caller-phone", CANARIES["phone"])
    return ("ticket", "new", "--type", "repair", "--channel", "phone", *told_, *of)


def taken_up(world: World) -> bool:
    return bool(world.desk().done("ticket", "list", "--json").records)


def take_up_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    world.desk().done(*taking_up(world))
    assert len(world.desk().done("ticket", "list", "--json").records) == 1 + done


def editing(world: World) -> tuple[str, ...]:
    return ("resident", "edit", resident(world), "--name", NEW_NAME)


def edited(world: World) -> bool:
    name = reads(world)
    assert name in {CANARIES["name"], NEW_NAME}
    return name == NEW_NAME


def edit_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    del done
    world.desk().done(*editing(world))
    assert reads(world) == NEW_NAME


def typing(world: World) -> tuple[str, ...]:
    path = file_of(world, resident(world))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    typed = (f"name: {NEW_NAME}\n" if one.startswith("name: ") else one for one in lines)
    path.write_text("".join(typed), "utf-8")
    return ("commit", str(path.relative_to(world.seen)))


def typed_in(world: World) -> list[Path]:
    return [file_of(world, resident(world))]


def type_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    world.desk().done("commit")
    assert reads(world) == NEW_NAME
    assert NEW_NAME not in file_of(world, resident(world)).read_text("utf-8")
    assert not done or world.desk().git("status", "--porcelain") == ""
    assert world.leaks() == []


def forgetting(world: World) -> tuple[str, ...]:
    return ("resident", "forget", resident(world), "--yes")


def forgotten(world: World) -> bool:
    (shown,) = world.desk().done("resident", "show", resident(world), "--json").records
    assert {shown["name"], shown["phone"]} <= GONE or shown["state"] == "registered"
    return bool(shown["state"] == "forgotten")


def forget_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    del done
    world.desk().done(*forgetting(world))
    assert forgotten(world)
    assert world.desk().done("erasure", "list", "--json").records
    other = new_resident(world.desk())
    assert world.desk(DESK).done("resident", "show", other, *SERVICE).code == 0


def adding(world: World) -> tuple[str, ...]:
    del world
    return ("vault", "add", GUARD)


def added(world: World) -> bool:
    return GUARD in holders(world)


def add_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    del done
    world.desk().done("vault", "add", GUARD)
    assert GUARD in holders(world)
    shown = world.desk(GUARD).done("resident", "show", resident(world), "--json").records[0]
    assert str(shown["unit"]).endswith("****")
    assert shown["name"] == "•"


def rotating(world: World) -> tuple[str, ...]:
    del world
    return ("vault", "rotate")


def rotated(world: World) -> bool:
    assert reads(world) == reads(world, DESK) == CANARIES["name"]
    new_resident(world.desk(DESK))
    return not any(world.home.rglob("*.next"))


def rotate_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    del done
    world.desk().done("vault", "rotate")
    assert reads(world) == reads(world, DESK) == CANARIES["name"]


def removing(world: World) -> tuple[str, ...]:
    del world
    return ("vault", "remove", DESK)


def removed(world: World) -> bool:
    return DESK not in holders(world)


def remove_again(world: World, done: bool) -> None:  # noqa: FBT001  # a fact
    answer = world.desk().pm("vault", "remove", DESK)
    assert answer.code == (10 if done else 0), answer.told
    assert reads(world) == CANARIES["name"]
    new = new_resident(world.desk())
    (shown,) = world.desk(DESK).done("resident", "show", new, "--json").records
    assert shown["name"] == "•"


DEEDS = {
    "take up": Deed(taking_up, taken_up, take_up_again),
    "edit": Deed(editing, edited, edit_again),
    "commit a hand edit": Deed(typing, edited, type_again, typed_in),
    "forget": Deed(forgetting, forgotten, forget_again),
    "add": Deed(adding, added, add_again),
    "rotate": Deed(rotating, rotated, rotate_again),
    "remove": Deed(removing, removed, remove_again),
}


# -- the kills ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def housed(people: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make an office with a resident."""
    world = copied_world(people, tmp_path_factory.mktemp("housed") / "world")
    new = new_resident(world.desk())
    assert new == only_id(world.desk(), "resident")
    world.file("resident.txt", new)
    return world


def traced(world: World, words: tuple[str, ...], decide: Callable[[Call], Kill | None]) -> Trace:
    """Run a command that may be killed; whatever it may write to is watched."""
    return run_traced(
        command("-C", "office", *_from_office(words)), world.seen, world.desk().variables, decide
    )


def _from_office(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removeprefix("office/") for word in words)


def points(calls: list[Call]) -> Iterator[tuple[Call, Kill]]:
    """Choose some calls for each way of killing, spread over the whole command."""
    for kill, number in POINTS.items():
        found = [
            call
            for call in calls
            if call.name not in FLUSHES
            and not is_of_index(call)
            and (kill is Kill.EVERYONE or call.process != "pm")
        ]
        for place in range(number):
            yield found[place * (len(found) - 1) // (number - 1)], kill


@pytest.mark.parametrize("name", DEEDS)
def test_a_killed_deed_leaves_no_canary_and_can_be_done_again(
    name: str, housed: World, tmp_path: Path
) -> None:
    deed = DEEDS[name]
    template = copied_world(housed, tmp_path / "template")
    words = deed.words(template)
    whole = copied_world(template, tmp_path / "whole")
    undisturbed = traced(whole, words, lambda _call: None)
    assert undisturbed.code == 0, undisturbed.output
    assert deed.is_done(whole)
    ends: set[bool] = set()
    for call, kill in points(undisturbed.calls):
        world = copied_world(template, tmp_path / "killed")
        ends.add(killed_and_judged(deed, world, words, call, kill))
        shutil.rmtree(world.base)
    assert ends == {True, False}


def killed_and_judged(
    deed: Deed, world: World, words: tuple[str, ...], call: Call, kill: Kill
) -> bool:
    """Kill a deed, and see that nothing is lost and nothing lies about; tell whether it is done."""

    def decide(now: Call) -> Kill | None:
        return kill if (now.process, now.number) == (call.process, call.number) else None

    trace = traced(world, words, decide)
    where = f"{kill.value}, before {call}\n{trace.output}"
    known = list(map(str, deed.by_hand(world)))
    found = [leak for leak in world.leaks() if leak.place not in known]
    assert not found, f"{where}\n{told(found)}"
    try:
        done = deed.is_done(world)
        deed.again(world, done)
    except AssertionError as wrong:
        wrong.add_note(where)
        raise
    known = []
    found = [leak for leak in world.leaks() if leak.place not in known]
    assert not found, f"{where}\n{told(found)}"
    return done
