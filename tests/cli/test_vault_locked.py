"""A key under a passphrase: locked nothing opens, unlocked all does, and secrets lie nowhere."""

import pytest

from tests.cli.canary import CANARIES, Scanner, told
from tests.cli.vaults import (
    GUARD,
    SEALED,
    SERVICE,
    Desk,
    World,
    file_of,
    new_resident,
    new_ticket,
)

PASSPHRASE = "correct horse battery staple 七"  # noqa: S105  # of a test
SPOKEN = {name: CANARIES[name] for name in ("title", "description", "needs")}


def test_secrets_of_keys_lie_only_where_they_belong(world: World) -> None:
    new_resident(world.watched())
    for words in (("vault", "rotate"), ("vault", "add", GUARD), ("vault", "status")):
        world.watched().done(*words)
    recovery = (world.beside / "recovery.txt").read_text("ascii").strip()
    found = Scanner({"recovery key": recovery}).leaks(world.seen)
    assert not found, told(found)
    secrets = Scanner({"secret": "AGE-SECRET-KEY-1"})
    places = {leak.place for leak in secrets.leaks(world.seen)}
    assert places == {str(path) for path in world.home.rglob("*.key")}
    assert not secrets.in_text("what git was told", world.children.read_bytes())


@pytest.fixture
def locked(world: World) -> Desk:
    """Keep the manager's key under a passphrase."""
    desk = world.watched()
    new_ticket(desk, new_resident(desk))
    said = world.file("passphrase.txt", f"{PASSPHRASE}\n")
    desk.done("vault", "rotate", "--keep", "passphrase", "--passphrase", f"@{said}")
    desk.done("vault", "lock")
    return desk


@pytest.mark.long
def test_locked_nothing_opens_and_unlocked_all_does(locked: Desk, world: World) -> None:
    nothing_opens(locked)
    assert locked.pm("vault", "unlock", "--passphrase", "-", typed="wrong").code == 12
    nothing_opens(locked)
    assert locked.pm("vault", "unlock", "--passphrase", PASSPHRASE).code == 2
    locked.done("vault", "unlock", "--passphrase", "-", typed=PASSPHRASE)
    (shown,) = locked.done("resident", "list", "--json").records
    assert shown["name"] == "王**"
    (shown,) = locked.done("resident", "show", str(shown["id"]), *SERVICE, "--json").records
    assert shown["name"] == CANARIES["name"]
    locked.done("vault", "lock")
    nothing_opens(locked)
    found = [*Scanner({"passphrase": PASSPHRASE}).leaks(world.seen), *world.leaks()]
    assert not found, told(found)
    scanner = Scanner({"passphrase": PASSPHRASE, "secret": "AGE-SECRET-KEY-1"})
    found = scanner.in_text("what git was told", world.children.read_bytes())
    assert not found, told(found)


def nothing_opens(desk: Desk) -> None:
    """See that readers show marks, that what is clear goes on, and what is sealed waits."""
    (resident,) = desk.done("resident", "list", "--json").records
    (ticket,) = desk.done("ticket", "list", "--json").records
    assert resident["name"] == ticket["title"] == "•"
    for words in (
        *(("resident", "show", str(resident["id"])), ("ticket", "log", str(ticket["id"]))),
        *(("find", CANARIES["title"]), ("log",), ("sql", "SELECT * FROM ticket"), ("check",)),
        ("report", "weekly"),
        ("textconv", str(next((desk.folder / "records").rglob(f"{ticket['id']}.yaml")))),
    ):
        said = desk.done(*words)
        found = Scanner(SPOKEN).in_text("the answer", said.out.replace(words[-1], ""), said.err)
        assert not found, told(found)
        assert CANARIES["phone"][-4:] not in said.told
    asked = desk.pm("resident", "show", CANARIES["phone"])
    assert asked.code == SEALED, asked.told
    assert "pm vault unlock" in asked.err
    assert CANARIES["phone"] not in asked.told
    for refused in (("resident", "new", "--name", CANARIES["name"]), ("vault", "add", GUARD)):
        assert desk.pm(*refused).code == SEALED
    assert desk.pm("resident", "show", str(resident["id"]), *SERVICE).code in {0, SEALED}
    desk.done("ticket", "triage", str(ticket["id"]), "--validity", "valid")


def test_a_file_of_a_record_is_read_by_its_owner_s_tools_as_tokens(world: World) -> None:
    path = file_of(world, new_resident(world.desk()))
    assert world.desk().git("diff", "--no-ext-diff", "HEAD~1").count("pm1.") >= 6
    assert not Scanner().in_text("git", world.desk().git("log", "-p"))
    assert not Scanner().leaks(path.parent)
