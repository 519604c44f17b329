"""Nothing that is typed makes pm fall: it answers, or refuses in words with an exit code."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm.cli.words import Command
from pm.i18n import mark
from tests.cli.offices import copied
from tests.cli.running import Answer, Shell
from tests.contract.command_tree import Found, leaves

HOSTILE = [
    "",
    " ",
    "\n",
    "../../x",
    "/x",
    "-R",
    "--output=/x",
    "@/no/such/file",
    "@",
    "@@x",
    "%s{0}{x}",
    "'; DROP TABLE ticket; --",
    "\x1b[31mred",
    "\u202eevil",
    "a\u200bb",
    "\udcff",
    "２０２６-１１-２２",
    "ｒepair",
    "9" * 400,
    "水" * 30_000,
    "1e999",
    "NaN",
    "2026-02-30",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59-12:00",
    "..",
    "!",
    "none",
    "T-261122-K7Q2XM",
    "U-",
    "HEAD",
    "null",
    "a,b;c",
    "[]",
    "*",
]
"""What people, scripts and enemies type where a value is asked for."""

KNOWN_CODES = {0, 2, 3, 10, 11, 12, 13, 14, 15, 16}

NEVER = {"pm demo", "pm clone", "pm git", "pm init"}
"""What would leave the office: tried with less."""

COMMANDS = [found for found in leaves() if found.typed not in NEVER]

OFTEN = [
    found for found in COMMANDS if found.kind is None or found.words[0] in {"ticket", "office"}
]
"""What is tried each time; the other nouns have the same options."""


@pytest.fixture(scope="module")
def tried(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give an office with a ticket in it, where nothing that is typed is ever recorded."""
    shell = Shell(copied(founded, tmp_path_factory.mktemp("tried") / "office"))
    shell.done("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x")
    return shell


def line_of(found: Found, value: Callable[[], str]) -> list[str]:
    """Give one command line with a value for each option; a file is written here or nowhere."""
    words = list(found.words)
    for option in found.options:
        if option.name in {"dry_run", "output"} or not option.opts:
            continue
        flag = option.opts[-1]
        words += [flag] if option.is_flag else [f"{flag}={value()}"]
    if "--dry-run" in found.flags:
        words.append("--dry-run")
    return [*words, "--", *(value() for _ in found.arguments)]


def problems_of_answer(answer: Answer) -> Iterator[str]:
    """An answer has a known exit code; a refusal is said on standard error, in pm's voice."""
    if answer.code not in KNOWN_CODES:
        yield f"ends with {answer.code}"
    if "Traceback" in answer.out + answer.err or "fault of pm" in answer.err:
        yield "falls"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u200b]", answer.out + answer.err):
        yield "shows what cannot be seen"
    if answer.code == 0:
        return
    first, *more = [line for line in answer.err.split("\n") if not _is_warning(line)]
    if not re.match(r"pm: error: ([^A-Z]|PM_|HEAD|[A-Z]+-)", first):
        yield f"refuses in another voice: {first}"
    if first.endswith("."):
        yield f"ends a refusal with a full stop: {first}"
    yield from (f"says besides: {line}" for line in more if line and not line.startswith("pm: "))


def _is_warning(line: str) -> bool:
    return line.startswith("pm: warning: ")


def problems_of(found: Found, tried: Shell, lines: Iterable[list[str]]) -> Iterator[str]:
    """Type each line; nothing is recorded, and nothing falls."""
    before = tried.git("status", "--porcelain") + tried.head
    for words in lines:
        answer = tried.pm(*words)
        yield from (
            f"{problem}: {words}\n{answer.told[:2000]}" for problem in problems_of_answer(answer)
        )
    if tried.git("status", "--porcelain") + tried.head != before:
        yield f"{found.typed} changed something"


@pytest.mark.parametrize("found", OFTEN, ids=lambda found: found.typed)
def test_some_of_what_is_hostile_does_not_make_it_fall(found: Found, tried: Shell) -> None:
    choose = Random(found.typed)  # noqa: S311  # repeatable
    some = [line_of(found, partial(choose.choice, HOSTILE)) for _ in range(3)]
    assert list(problems_of(found, tried, some)) == []


@pytest.mark.long
@pytest.mark.parametrize("found", COMMANDS, ids=lambda found: found.typed)
def test_nothing_that_is_hostile_makes_it_fall(found: Found, tried: Shell) -> None:
    every = (line_of(found, partial(str, value)) for value in HOSTILE)
    assert list(problems_of(found, tried, every)) == []


@settings(max_examples=40)
@given(words=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), max_size=4))
def test_no_line_at_all_makes_it_fall(words: list[str], tmp_path_factory: object) -> None:
    assert isinstance(tmp_path_factory, pytest.TempPathFactory)
    answer = Shell(tmp_path_factory.getbasetemp()).pm(*words)
    if answer.code != 0:
        assert list(problems_of_answer(answer)) == [], f"{words}\n{answer.told[:2000]}"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ticket", "show", "../x"], 10),
        (["ticket", "show", "--", "-R"], 10),
        (["ticket", "show", "-R"], 2),
        (["diff", "--", "--output=/x"], 10),
        (["ticket", "list", "--sort", "-"], 2),
        (["ticket", "new", "--type", "２"], 2),
        (["sql", "DELETE FROM ticket"], 12),
        (["sql", "ATTACH '/tmp/x' AS x"], 12),
        (["sql", "PRAGMA writable_schema=1"], 12),
        (["-C", "/no/such/folder", "status"], 2),
        (["find", ""], 2),
    ],
)
def test_what_is_hostile_is_refused_for_what_it_is(
    words: list[str], code: int, tried: Shell
) -> None:
    answer = tried.pm(*words)
    assert answer.code == code, answer.told
    assert list(problems_of_answer(answer)) == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(1, "", "pm: error: this is a fault of pm: KeyError at pm.x:1\n"),
        Answer(12, "", "Traceback (most recent call last):\n"),
        Answer(12, "", "pm: error: Something is wrong\n"),
        Answer(12, "", "pm: error: something is wrong.\n"),
        Answer(12, "", "error: something is wrong\n"),
        Answer(0, "\x1b[31m", ""),
        Answer(12, "", "pm: error: x\nmore\n"),
    ],
)
def test_a_fall_is_found(answer: Answer) -> None:
    assert list(problems_of_answer(answer))


def test_a_command_that_falls_is_told_in_words(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(ctx: click.Context) -> None:
        raise KeyError(ctx.command.name, "13800000115")

    broken = Command("status", mark("Show one record of any kind."), fall)
    monkeypatch.setattr("pm.cli.commands.status.COMMAND", broken)
    answer = office.pm("status")
    assert answer.code == 1
    assert answer.err.startswith("pm: error: this is a fault of pm: KeyError at ")
    assert "13800000115" not in answer.err
    assert "Traceback" not in answer.err
