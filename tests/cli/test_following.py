"""What follows from a place follows again when the place is corrected, unless it was typed."""

import pytest

from tests.cli.running import Shell


@pytest.fixture
def street(office: Shell) -> Shell:
    """Give an office with two flats in two grids, each with its steward."""
    office.done("estate", "new", "heron", "--name-en", "Heron")
    for grid, building, flat, name in (
        ("east", "b1", "1-101", "Wang Fang"),
        ("west", "b2", "2-202", "Zhao Min"),
    ):
        office.done("staff", "new", "--name", name, "--post", "grid-steward")
        words = ("grid", "new", grid, "--name-en", grid, "--estate", "heron", "--steward", name)
        office.done(*words)
        of = ("--name-en", building, "--estate", "heron", "--grid", grid)
        office.done("building", "new", building, *of)
        office.done("unit", "new", "--code", flat, "--building", building)
    return office


def shown(office: Shell, noun: str, record: str) -> tuple[object, object, object]:
    (found,) = office.done(noun, "show", record, "--json").records
    accountable = found.get("accountable")
    name = None
    if accountable:
        (staff,) = office.done("staff", "show", str(accountable), "--json").records
        name = staff["name"]
    return found.get("building"), found.get("grid"), name


def new(office: Shell, *words: str) -> str:
    return str(office.done(*words, "--json").records[0]["id"])


TICKET = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "no light")


def test_a_corrected_flat_takes_building_grid_and_steward_along(street: Shell) -> None:
    ticket = new(street, *TICKET, "--unit", "1-101")
    assert shown(street, "ticket", ticket) == ("b1", "east", "Wang Fang")
    street.done("ticket", "edit", ticket, "--unit", "2-202")
    assert shown(street, "ticket", ticket) == ("b2", "west", "Zhao Min")


def test_a_household_that_was_filed_under_a_wrong_flat(street: Shell) -> None:
    resident = new(street, "resident", "new", "--name", "Li Mei", "--unit", "1-101")
    street.done("resident", "edit", resident, "--unit", "2-202")
    assert shown(street, "resident", resident)[:2] == ("b2", "west")


def test_what_contradicts_the_place_is_refused(street: Shell) -> None:
    answer = street.pm(*TICKET, "--unit", "1-101", "--grid", "west")
    assert (answer.code, "--grid: unit belongs to east, not to west" in answer.err) == (13, True)


def test_a_steward_who_was_put_in_by_hand_stays(street: Shell) -> None:
    ticket = new(street, *TICKET, "--unit", "1-101", "--accountable", "Chen Li")
    street.done("ticket", "edit", ticket, "--unit", "2-202")
    assert shown(street, "ticket", ticket) == ("b2", "west", "Chen Li")


def test_a_flat_that_becomes_known_is_better_known_than_what_was_there(street: Shell) -> None:
    ticket = new(street, *TICKET, "--building", "b1")
    assert shown(street, "ticket", ticket) == ("b1", "east", "Wang Fang")
    street.done("ticket", "edit", ticket, "--unit", "2-202")
    assert shown(street, "ticket", ticket) == ("b2", "west", "Zhao Min")
