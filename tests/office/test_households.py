"""What is told of a household: another file says that the flat is its owner's too."""

from tests.cli.running import Shell

SAID = "is the file of an owner of the same flat too"


def household(shell: Shell, name: str, capacity: str = "owner", unit: str = "3-1-402") -> str:
    new = ("resident", "new", "--name", name, "--unit", unit, "--capacity", capacity)
    return shell.done(*new).told


def test_a_second_owner_of_a_flat_is_told_of(office: Shell) -> None:
    office.done("estate", "new", "heron", "--name-en", "Heron")
    office.done("building", "new", "three", "--name-en", "Three", "--estate", "heron")
    for code in ("3-1-402", "3-1-403"):
        office.done("unit", "new", "--code", code, "--building", "three")
    assert SAID not in household(office, "Mark Ellis")
    assert SAID not in household(office, "Grace Lin", unit="3-1-403")
    assert SAID not in household(office, "Ann Ellis", capacity="co-owner")
    files = office.done("resident", "list", "--capacity", "owner", "--json").records
    second = household(office, "Jun Zhao")
    assert sum(f"{one['id']} {SAID}" in second for one in files) == 1
    first = next(one["id"] for one in files if one["id"] in second)
    office.done("resident", "move-out", first)
    assert SAID in office.done("resident", "move-back", first).told


def test_the_new_owner_of_a_flat_is_no_second_one(office: Shell) -> None:
    office.done("estate", "new", "heron", "--name-en", "Heron")
    office.done("building", "new", "three", "--name-en", "Three", "--estate", "heron")
    office.done("unit", "new", "--code", "3-1-402", "--building", "three")
    household(office, "Mark Ellis")
    (first,) = office.done("resident", "list", "--json").records
    sold = ("--owner-name", "Grace Lin", "--transferred-on", "2026-11-22")
    assert SAID not in office.done("resident", "change-owner", first["id"], *sold).told
