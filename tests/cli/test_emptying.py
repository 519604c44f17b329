"""What a record must have is not taken from it, whatever the kind and the verb."""

from itertools import chain

import pytest

from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.office import registry
from tests.cli.running import Shell
from tests.cli.vaults import World
from tests.contract.clerk import Clerk


def needed(kind: Kind) -> list[list[str]]:
    """Give the options of each field that may be corrected and must be there."""
    required = {field.name for field in kind.fields if field.required}
    return [
        [flag(leaf.name) for leaf in option_leaves([field])]
        for field in kind.editable
        if field.name in required and (field.group is None or not field.many)
    ]


EDITED = [
    name
    for name in registry.names()
    if registry.kind(name).verbs.get("edit") and needed(registry.kind(name))
]


OFTEN = {"ticket", "resident", "staff", "unit", "policy", "plan", "duty", "incident"}
"""Edited each time; the others go the same way."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in OFTEN else pytest.mark.long) for name in EDITED],
)
def test_no_edit_empties_what_must_be_there(name: str, office: Shell) -> None:
    kind = registry.kind(name)
    clerk = Clerk(office)
    source = kind.verbs["edit"].sources
    record = clerk.new(kind) if "new" in kind.verbs and not kind.is_single else kind.name
    assert not source or kind.record.initial in source or "*" in source
    head = office.head
    for options in needed(kind):
        words = list(chain.from_iterable((option, "") for option in options))
        answer = office.pm(name.replace("_", "-"), "edit", record, *words)
        assert answer.code == 12, answer.told
        assert options[0] in answer.err
    assert office.head == head
    assert office.pm("check").code == 0


def test_every_flat_of_a_list_is_its_own(world: World) -> None:
    desk = world.desk()
    desk.done("building", "new", "b5", "--name-en", "Building 5", "--estate", "heron")
    desk.done("unit", "new", "--code", "5-2-101", "--building", "b5")
    desk.done("resident", "new", "--name", "A", "--unit", "3-1-402")
    desk.done("resident", "new", "--name", "B", "--unit", "5-2-101")
    shown = desk.done("resident", "list", "--columns", "id,unit").out
    assert ("3-1-****" in shown, "5-2-****" in shown) == (True, True)


@pytest.mark.parametrize("slip", ["纸-0012", "No. 12/3", "a b", "", "-1"])
def test_what_is_no_number_of_a_slip_is_refused(office: Shell, slip: str) -> None:
    words = ("ticket", "new", "--type", "report", "--channel", "phone", "--title", "x")
    answer = office.pm(*words, "--slip", slip)
    assert (answer.code, "--slip A-0012" in answer.err) == (12, True), answer.told
    office.done(*words, "--slip", "A-0012")
