"""Every command keeps to what commands promise, and each rule finds a planted defect."""

from collections.abc import Callable

import click
import pytest

from pm.cli.options import reader_options, trial_options
from pm.cli.words import Command, Group, Option
from pm.i18n import Message, mark
from tests.contract.command_rules import (
    COMMAND_RULES,
    problems_of_examples,
    problems_of_help,
    problems_of_helping,
    problems_of_options,
    problems_of_place,
    problems_of_role,
)
from tests.contract.command_tree import NEITHER, Found, leaves, tree

TREE = tree()


@pytest.mark.parametrize("rule", COMMAND_RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("found", TREE, ids=lambda found: found.typed)
def test_every_command_keeps_to_it(found: Found, rule: Callable[[Found], list[str]]) -> None:
    assert rule(found) == []


def test_the_tree_is_walked_to_its_ends() -> None:
    typed = {found.typed for found in leaves()}
    assert {"pm ticket new", "pm ticket list", "pm office edit", "pm init", "pm status"} <= typed
    assert {"pm category retire", "pm ticket hand-back", "pm report weekly"} <= typed
    assert "pm ticket import" not in typed
    assert "pm office new" not in typed


def test_nothing_is_called_neither_that_is_not_there() -> None:
    assert set(NEITHER) <= {" ".join(found.words) for found in leaves()}


# -- planted defects ------------------------------------------------------------------------------


def nothing(ctx: click.Context, **values: object) -> None:
    """Do nothing."""


def planted(command: click.Command, *above: str) -> Found:
    """Put a command into a tree of its own."""
    words = (*above, command.name or "")
    top = Group("pm", mark("Plant."))
    context = click.Context(top, info_name="pm")
    for name in above:
        context = click.Context(Group(name, mark("Plant.")), info_name=name, parent=context)
    inner = click.Context(command, info_name=command.name, parent=context)
    return Found(words, command, inner)


def a_reader(**changes: object) -> Command:
    settings = {
        "name": "look",
        "about": mark("Show one record of any kind."),
        "callback": nothing,
        "params": reader_options(),
        "examples": ["pm look --json"],
        **changes,
    }
    return Command(**settings)  # type: ignore[arg-type]  # a planted defect may have any type


def chinese(message: Message) -> str:
    return f"中文：{message}"


def test_a_command_without_a_fault_has_none() -> None:
    found = planted(a_reader())
    assert problems_of_help(found, chinese) == problems_of_options(found, chinese) == []
    for rule in COMMAND_RULES[2:]:
        assert rule(found) == []


@pytest.mark.parametrize("about", ["", "  ", "look at it", "Look"])
def test_a_command_without_help_is_found(about: str) -> None:
    assert problems_of_help(planted(a_reader(about=Message(about))), chinese)


def test_a_command_without_chinese_help_is_found() -> None:
    found = planted(a_reader(about=Message("A planted sentence.")))
    assert problems_of_help(found)
    assert problems_of_help(found, str)


def test_an_option_without_help_is_found() -> None:
    for option in (
        Option("--size"),
        Option("--size", about=Message(" ")),
        click.Option(["--size"]),
    ):
        assert problems_of_options(planted(a_reader(params=[option])), chinese)


def test_an_option_without_chinese_help_is_found() -> None:
    option = Option("--size", about=Message("a planted size"))
    assert problems_of_options(planted(a_reader(params=[option])))


@pytest.mark.parametrize("flag", ["--Size", "--grösse", "--a_b", "--3d"])
def test_an_option_that_cannot_be_typed_is_found(flag: str) -> None:
    option = Option(flag, "size", about=mark("the form of the answer"))
    assert problems_of_options(planted(a_reader(params=[option])), chinese)


def test_an_argument_without_a_name_is_found() -> None:
    assert problems_of_options(planted(a_reader(params=[click.Argument(["what"])])), chinese)


def test_a_command_in_the_wrong_place_is_found() -> None:
    assert problems_of_place(planted(a_reader(name="look"), "look"))
    assert problems_of_place(planted(a_reader(), "one", "two"))
    assert problems_of_place(planted(a_reader(name="Look_at")))
    assert problems_of_place(planted(a_reader())._replace(words=("see",)))


def test_a_reader_without_an_output_is_found() -> None:
    params = [param for param in reader_options() if param.name != "output"]
    assert problems_of_role(planted(a_reader(params=params)))


def test_a_writer_without_a_dry_run_is_found() -> None:
    params = [param for param in trial_options() if param.name != "dry_run"]
    assert problems_of_role(planted(a_reader(params=params)))
    assert problems_of_role(planted(a_reader(name="close", params=params), "ticket"))
    assert problems_of_role(planted(a_reader(params=trial_options()[:1])))


@pytest.mark.parametrize(
    "example", ["pm look --colour", "pm see", "look", "pm look one two", "pm look --format"]
)
def test_an_example_that_cannot_be_typed_is_found(example: str) -> None:
    assert problems_of_examples(planted(a_reader(examples=[example])))


def test_a_command_without_an_example_is_found() -> None:
    assert problems_of_examples(planted(a_reader(examples=[])))


def test_help_that_keeps_something_back_is_found() -> None:
    option = Option("--size", about=mark("the form of the answer"), hidden=True)
    assert problems_of_helping(planted(a_reader(params=[option])))
