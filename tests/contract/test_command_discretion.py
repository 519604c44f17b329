"""A personal value need not stand on the command line: each is taken in three other ways."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import PropertyMock, patch

import pytest

from pm.cli.options import LeafOption
from pm.cli.run import Run
from pm.errors import Busy
from pm.i18n import mark
from tests.cli.offices import copied
from tests.cli.running import Shell
from tests.contract.command_tree import Found, leaves

SAID = "周建华 13800000115"
WAYS = ("-", "@secret", "?")


def personal_options(found: Found) -> list[LeafOption]:
    """Give the options of a command that take a personal value."""
    return [
        option
        for option in found.options
        if isinstance(option, LeafOption) and option.leaf.field.scope is not None
    ]


COMMANDS = [found for found in leaves() if personal_options(found)]


@pytest.fixture(scope="module")
def shell(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give an office in which nothing is recorded."""
    shell = Shell(copied(founded, tmp_path_factory.mktemp("discreet") / "office"))
    (shell.folder / "secret").write_text(f"{SAID}\n", encoding="utf-8")
    return shell


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """Hear what a command was given; it goes no further."""
    given: list[dict[str, Any]] = []

    def act(*arguments: Any) -> None:
        given.append(dict(arguments[2]))
        raise Busy(mark("enough"))

    def listed(*arguments: Any) -> None:
        given.append(dict(arguments[2].filters))
        raise Busy(mark("enough"))

    with (
        patch("pm.cli.acting.Act", act),
        patch("pm.cli.listing.listed", listed),
        patch("pm.cli.acting.ask_for_missing"),
        patch("pm.cli.prompting._problem", return_value=None),
    ):
        yield given


def line_of(found: Found, option: LeafOption, value: str) -> list[str]:
    arguments = ["x" for _ in found.arguments]
    return [*found.words, f"{option.opts[-1]}={value}", *arguments]


@pytest.mark.parametrize("found", COMMANDS, ids=lambda found: found.typed)
def test_a_personal_value_is_taken_in_every_way(
    found: Found, shell: Shell, heard: list[dict[str, Any]]
) -> None:
    with patch.object(Run, "interactive", PropertyMock(return_value=True)):
        for option in personal_options(found):
            for way in WAYS:
                answer = shell.pm(*line_of(found, option, way), typed=f"{SAID}\n")
                assert answer.code == Busy.exit_code, answer.told
                value = heard.pop()[option.name]
                assert value in (SAID, [SAID]), f"{found.typed} {option.opts[-1]} {way}"


@pytest.mark.parametrize("found", COMMANDS, ids=lambda found: found.typed)
def test_nobody_is_asked_where_there_is_no_terminal(found: Found, shell: Shell) -> None:
    for option in personal_options(found):
        answer = shell.pm(*line_of(found, option, "?"), typed=f"{SAID}\n")
        assert answer.code == 2, answer.told
        assert f"{option.opts[-1]} is to be asked for" in answer.err


@pytest.mark.parametrize("found", COMMANDS, ids=lambda found: found.typed)
def test_the_help_says_so_and_names_each(found: Found) -> None:
    (said,) = (str(note) for note in found.command.notes)  # type: ignore[attr-defined]  # of pm's own
    for option in personal_options(found):
        assert option.opts[-1] in said
    assert "neither in the shell's history" in " ".join(
        found.command.get_help(found.context).split()
    )


def test_every_reader_and_maker_of_what_is_personal_is_among_them() -> None:
    typed = {found.typed for found in COMMANDS}
    assert {"pm ticket new", "pm ticket list", "pm resident edit", "pm ticket solve"} <= typed


@pytest.mark.parametrize("way", WAYS)
def test_what_to_look_for_is_taken_so_too(way: str, shell: Shell) -> None:
    with patch.object(Run, "interactive", PropertyMock(return_value=True)):
        answer = shell.done("find", "--", way, typed="Heron Gar\n" if way != "@secret" else "")
    assert ("Heron" in answer.out) is (way != "@secret")


def test_nobody_is_asked_what_to_look_for_in_a_script(shell: Shell) -> None:
    assert shell.pm("find", "?").code == 2


def test_a_filter_may_say_not_before_it(shell: Shell, heard: list[dict[str, Any]]) -> None:
    assert shell.pm("ticket", "list", "--title", "!@secret").code == Busy.exit_code
    assert heard.pop()["title"] == f"!{SAID}"


@pytest.mark.parametrize(("typed", "meant"), [("??", "?"), ("@@x", "@x"), ("???", "???")])
def test_the_signs_themselves_can_be_said(
    typed: str, meant: str, shell: Shell, heard: list[dict[str, Any]]
) -> None:
    shell.pm("ticket", "list", "--title", typed)
    assert heard.pop()["title"] == meant


def test_a_clear_option_takes_a_question_mark_as_it_is(
    shell: Shell, heard: list[dict[str, Any]]
) -> None:
    shell.pm("category", "new", "snow", "--name-en", "?")
    assert heard.pop()["name_en"] == "?"
