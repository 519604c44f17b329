"""A sealed value belongs to its place: one field is one line, and a strange token shows nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.canary import CANARIES
from tests.cli.vaults import (
    GUARD,
    SEALED,
    SERVICE,
    Desk,
    Scene,
    World,
    changed_lines,
    commits,
    copied_scene,
    copied_world,
    file_of,
    new_resident,
    new_ticket,
)

TOKEN = re.compile(r"pm1\.[a-z]+\.[0-9]+\.[A-Za-z0-9_-]+")
COMMIT = re.compile(r"\b[0-9a-f]{8,64}\b")
"""The number of a commit: hexadecimal digits, among which any four may stand by chance."""
DAMAGED = "[damaged]"


# -- one field is one line ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--name", CANARIES["name in English"]),
        ("--phone", CANARIES["another phone"]),
        ("--id-number", "440106199001013372"),
        ("--special-needs", "一只鸟\n两只鸟"),
        ("--debt", "12.50"),
    ],
)
def test_one_field_is_one_line(option: str, value: str, world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk, "--debt", CANARIES["debt"])
    desk.done("resident", "edit", resident, option, value)
    (gone, come) = changed_lines(desk)
    assert gone[1:].partition(":")[0] == come[1:].partition(":")[0]
    assert TOKEN.search(gone)
    assert TOKEN.search(come)


def test_of_a_list_one_entry_is_one_line(world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk)
    desk.done("resident", "add-member", resident, "--member-name", CANARIES["name in English"])
    (shown,) = desk.done("resident", "show", resident, "--json").records
    of = ("--member", shown["members"][0]["id"], "--member-name", CANARIES["name"])
    desk.done("resident", "change-member", resident, *of)
    assert len(changed_lines(desk)) == 2


def test_the_same_value_again_makes_no_commit(world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk)
    before, text = commits(desk), file_of(world, resident).read_bytes()
    for option, value in (
        *(("--name", CANARIES["name"]), ("--phone", CANARIES["phone"])),
        *(("--unit", "3-1-402"), ("--special-needs", CANARIES["needs"])),
        ("--plates", CANARIES["plate"]),
    ):
        desk.done("resident", "edit", resident, option, value)
    assert (commits(desk), file_of(world, resident).read_bytes()) == (before, text)


def test_the_same_value_typed_by_hand_is_the_same_token(world: World) -> None:
    desk = world.desk()
    path = file_of(world, new_resident(desk))
    text = path.read_text("utf-8")
    path.write_text(TOKEN.sub(CANARIES["name"], text, count=1), "utf-8")
    desk.pm("commit")
    assert path.read_text("utf-8") == text
    assert desk.git("status", "--porcelain") == ""


# -- a strange token ------------------------------------------------------------------------------


class Two(Scene):
    """Two residents; the second one's file is tampered with."""

    def __init__(self, world: World) -> None:
        """Make them."""
        super().__init__(world)
        self.first, self.second = new_resident(self.desk), new_resident(self.desk)

    def tokens(self, record: str) -> dict[str, str]:
        """Give the tokens of a record by the field they stand in."""
        lines = file_of(self.world, record).read_text("utf-8").splitlines()
        pairs = (line.partition(": ") for line in lines)
        return {key: value for key, _, value in pairs if TOKEN.fullmatch(value)}

    @property
    def path(self) -> Path:
        """The file that is tampered with."""
        return file_of(self.world, self.second)

    def put(self, token: str) -> None:
        """Put a token into the place of a phone."""
        old = self.tokens(self.second)["phone"]
        self.path.write_text(self.path.read_text("utf-8").replace(old, token), "utf-8")

    def slip_in(self) -> None:
        """Record it past pm."""
        who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
        self.desk.git(*who, "commit", "--quiet", "--no-verify", "-a", "-m", "x")


@pytest.fixture(scope="module")
def made(people: World, tmp_path_factory: pytest.TempPathFactory) -> Two:
    return Two(copied_world(people, tmp_path_factory.mktemp("made") / "world"))


@pytest.fixture
def two(made: Two, tmp_path: Path) -> Two:
    return copied_scene(made, tmp_path / "scene")


def moved_from_another_record(two: Two) -> str:
    return two.tokens(two.first)["phone"]


def moved_from_another_field(two: Two) -> str:
    return two.tokens(two.second)["name"]


def flipped(two: Two) -> str:
    token = two.tokens(two.second)["phone"]
    return token[:-9] + ("A" if token[-9] != "A" else "B") + token[-8:]


def truncated(two: Two) -> str:
    return two.tokens(two.second)["phone"][:-4]


def of_another_scope(two: Two) -> str:
    return two.tokens(two.second)["phone"].replace(".contact.", ".voice.")


def of_another_generation(two: Two) -> str:
    two.desk.done("vault", "rotate")
    return two.tokens(two.second)["phone"].replace(".contact.1.", ".contact.2.")


def of_nothing(two: Two) -> str:
    del two
    return "pm1.contact.1.-"


STRANGE = [
    moved_from_another_record,
    moved_from_another_field,
    flipped,
    truncated,
    of_another_scope,
    of_another_generation,
    of_nothing,
]


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_token_is_named_and_nothing_else_is_shown(
    strange: Callable[[Two], str], two: Two
) -> None:
    two.put(strange(two))
    two.slip_in()
    for form in ((), ("--json",), SERVICE, (*SERVICE, "--json")):
        refused = two.desk.pm("resident", "show", two.second, *form)
        assert refused.code == SEALED, refused.told
        assert refused.out == ""
        assert two.second in refused.err
        assert "phone" in refused.err
        assert "**" not in refused.err
    (first,) = two.desk.done("resident", "show", two.first, "--json").records
    assert first["phone"] == "138****0115"


@pytest.mark.parametrize("strange", STRANGE)
def test_a_list_says_so_and_shows_the_others(strange: Callable[[Two], str], two: Two) -> None:
    two.put(strange(two))
    two.slip_in()
    listed = two.desk.done("resident", "list", "--json").records
    phones = {str(one["id"]): one["phone"] for one in listed}
    assert phones == {two.first: "138****0115", two.second: DAMAGED}
    for words in (("resident", "log", two.second), ("find", CANARIES["name"]), ("diff", "HEAD~1")):
        said = two.desk.pm(*words)
        assert said.code in {0, SEALED}, said.told
        assert CANARIES["phone"] not in said.told
    two.desk.done("sql", "SELECT * FROM resident")
    checked = two.desk.pm("check", "--json")
    assert checked.code == 3
    found = [str(one["problem"]) for one in checked.records if two.second in str(one["file"])]
    assert found
    assert all("phone" in problem for problem in found)


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_token_put_in_by_hand_is_not_recorded(
    strange: Callable[[Two], str], two: Two
) -> None:
    two.put(strange(two))
    before = commits(two.desk)
    refused = two.desk.pm("commit")
    assert refused.code == 12, refused.told
    assert two.second in refused.err
    assert "phone" in refused.err
    assert commits(two.desk) == before
    touched = two.desk.pm("resident", "edit", two.second, "--name", CANARIES["name in English"])
    assert touched.code != 0, touched.told


def test_honest_older_generations_still_open(two: Two) -> None:
    for _ in range(2):
        two.desk.done("vault", "rotate")
    two.desk.done("resident", "edit", two.first, "--phone", CANARIES["another phone"])
    assert {token.split(".")[2] for token in two.tokens(two.first).values()} == {"1", "3"}
    (shown,) = two.desk.done("resident", "show", two.first, *SERVICE, "--json").records
    assert shown["phone"] == CANARIES["another phone"]
    assert shown["name"] == CANARIES["name"]


# -- without a scope ------------------------------------------------------------------------------


@pytest.fixture
def changed(two: Two) -> Two:
    """Change a phone."""
    two.desk.done("resident", "edit", two.first, "--phone", CANARIES["another phone"])
    new_ticket(two.desk, two.first)
    return two


def readers(changed: Two) -> list[tuple[str, ...]]:
    return [
        ("resident", "show", changed.first),
        ("resident", "log", changed.first),
        ("resident", "log", changed.first, "--json"),
        ("resident", "list", "--json"),
        ("diff", "HEAD~2"),
        ("find", CANARIES["another phone"]),
        ("sql", "SELECT phone, name FROM resident"),
        ("resident", "list", "--phone", CANARIES["another phone"]),
    ]


def test_without_a_scope_nobody_sees_more_than_that_there_is_something(changed: Two) -> None:
    guard = changed.world.desk(GUARD)
    for words in readers(changed):
        said = guard.pm(*words)
        assert said.code in {0, SEALED}, said.told
        told = COMMIT.sub("", said.told.replace(words[-1], ""))  # what he typed himself
        for text in (CANARIES["phone"], CANARIES["another phone"], CANARIES["name"]):
            assert text[-4:] not in told
        assert not TOKEN.search(said.told), said.told


def test_without_a_scope_a_change_is_seen_all_the_same(changed: Two) -> None:
    guard = changed.world.desk(GUARD)
    for form in ((), ("--json",)):
        said = guard.done("resident", "log", changed.first, *form)
        assert "phone" in said.out
    edit = guard.done("resident", "log", changed.first, "--json").records[0]
    (change,) = edit["changes"]
    assert change["before"] != change["after"]


@pytest.mark.parametrize(
    "words",
    [
        ("resident", "new", "--name", CANARIES["name"]),
        ("resident", "edit", "{}", "--name", CANARIES["name"]),
        ("export", "new", "--noun", "resident", "--purpose", "audit"),
        ("resident", "forget", "{}"),
        ("vault", "add", GUARD),
        ("vault", "rotate"),
    ],
)
def test_without_a_scope_an_error_says_nothing(words: tuple[str, ...], changed: Two) -> None:
    guard: Desk = changed.world.desk(GUARD)
    refused = guard.pm(*(word.format(changed.first) for word in words))
    assert refused.code in {12, 13, SEALED}, refused.told
    assert CANARIES["another phone"][-4:] not in refused.told
    assert CANARIES["name"] not in refused.told
