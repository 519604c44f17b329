"""One record is shown unmasked to who may and says for what, and that is recorded before."""

import pytest

from tests.cli.canary import CANARIES
from tests.cli.vaults import (
    DESK,
    GUARD,
    SERVICE,
    TECHNICIAN,
    World,
    commit_plainly,
    commits,
    file_of,
    new_resident,
    new_ticket,
)

PHONE = CANARIES["phone"]


@pytest.fixture
def resident(world: World) -> str:
    return new_resident(world.desk())


def accesses(world: World) -> list[dict[str, object]]:
    return world.desk().done("access", "list", "--json").records


def test_an_access_says_who_saw_what_and_for_what(world: World, resident: str) -> None:
    desk = world.desk(DESK)
    before = commits(desk)
    (shown,) = desk.done("resident", "show", resident, *SERVICE, "--json").records
    assert (shown["name"], shown["phone"]) == (CANARIES["name"], PHONE)
    assert commits(desk) == before + 1
    (access,) = accesses(world)
    assert (access["noun"], access["record"], access["purpose"]) == (
        "resident",
        resident,
        "service",
    )
    assert access["data_subject"] == access["subject"] == resident
    (reader,) = desk.done("staff", "list", "--name", DESK, "--json").records
    assert access["read_by"] == reader["id"]
    assert access["read_at"]
    assert desk.git("status", "--porcelain") == ""


@pytest.mark.parametrize("words", [("resident", "show"), ("show",), ("resident", "log"), ("log",)])
def test_each_reader_of_one_record_reveals_it(
    world: World, resident: str, words: tuple[str, ...]
) -> None:
    desk = world.desk()
    desk.done("resident", "edit", resident, "--phone", CANARIES["another phone"])
    assert CANARIES["another phone"] not in desk.done(*words, resident).out
    out = desk.done(*words, resident, *SERVICE).out
    assert CANARIES["name"] in out
    assert CANARIES["another phone"] in out
    assert len(accesses(world)) == 1


def test_a_ticket_is_revealed_with_the_flat_by_its_name(world: World) -> None:
    ticket = new_ticket(world.desk())
    out = world.desk().done("ticket", "show", ticket, *SERVICE).out
    assert "3-1-402 (U-" in out
    assert CANARIES["title"] in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--reveal",), "service"),
        (("--purpose", "service"), "--reveal"),
    ],
)
@pytest.mark.parametrize("what", ["show", "log"])
def test_one_option_needs_the_other(
    world: World, resident: str, what: str, words: tuple[str, ...], says: str
) -> None:
    for command in (("resident", what), (what,)):
        refused = world.desk().pm(*command, resident, *words)
        assert refused.code == 2, refused.told
        assert says in refused.err
        assert refused.out == ""
    assert accesses(world) == []


def test_the_purpose_is_one_of_the_list_and_in_use(world: World, resident: str) -> None:
    desk = world.desk()
    unknown = desk.pm("resident", "show", resident, "--reveal", "--purpose", "curiosity")
    assert unknown.code == 10
    assert "service" in unknown.err
    desk.done("purpose", "retire", "audit")
    retired = desk.pm("resident", "show", resident, "--reveal", "--purpose", "audit")
    assert retired.code == 13
    assert accesses(world) == []
    assert "audit" not in desk.pm("resident", "show", resident, "--reveal").err


@pytest.mark.parametrize("who", [GUARD, TECHNICIAN, ""])
def test_who_may_not_reveal_sees_and_records_nothing(world: World, resident: str, who: str) -> None:
    world.desk().git("config", "--unset", "pm.staff")
    refused = world.desk(who).pm("resident", "show", resident, *SERVICE)
    assert refused.code == 13, refused.told
    assert refused.out == ""
    assert PHONE not in refused.err
    assert accesses(world) == []


def test_without_a_key_nothing_is_revealed_and_nothing_recorded(
    world: World, resident: str
) -> None:
    elsewhere = world.desk(HOME=str(world.seen / "nobody"))
    for words in (("resident", "show", resident), ("log", resident)):
        refused = elsewhere.pm(*words, *SERVICE)
        assert refused.code == 16, refused.told
        assert refused.out == ""
    assert accesses(world) == []


def test_a_damaged_record_is_refused_before_anything_is_recorded(
    world: World, resident: str
) -> None:
    path = file_of(world, resident)
    text = path.read_text("utf-8")
    path.write_text(text.replace("name: pm1.contact.1.", "name: pm1.contact.1.AA"), "utf-8")
    commit_plainly(world.desk())
    refused = world.desk().pm("resident", "show", resident, *SERVICE)
    assert refused.code == 16, refused.told
    assert PHONE not in refused.out + refused.err
    assert accesses(world) == []
    assert PHONE in world.desk().done("resident", "log", resident, *SERVICE).out


def test_where_nothing_is_personal_nothing_is_recorded(world: World) -> None:
    world.desk().done("channel", "show", "phone", *SERVICE)
    assert accesses(world) == []


def test_a_whole_list_is_never_revealed(world: World, resident: str) -> None:
    del resident
    assert world.desk().pm("resident", "list", *SERVICE).code == 2
    refused = world.desk().pm("log", *SERVICE)
    assert refused.code == 2
    assert accesses(world) == []


def test_what_is_recorded_is_never_corrected(world: World, resident: str) -> None:
    desk = world.desk()
    desk.done("resident", "show", resident, *SERVICE)
    (access,) = accesses(world)
    for verb in ("edit", "void", "new"):
        assert desk.pm("access", verb, str(access["id"])).code == 2
    assert desk.pm("undo").code != 0
