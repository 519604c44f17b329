"""Every reader answers in every format, the same to a file, and says so when it cannot."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pm.office import registry
from pm.render.formats import FORMATS
from pm.render.ink import without_colours
from tests.cli.offices import copied
from tests.cli.running import Answer, Shell
from tests.contract.clerk import Clerk
from tests.contract.command_tree import Found, readers

OFTEN = {"ticket", "resident", "unit", "category", "office", "inspection"}
"""The kinds whose lists, records and logs are read each time; the others go the same ways."""
SAME_WAYS = {"list", "show", "log"}


def _is_seldom(found: Found) -> bool:
    kind = found.kind
    return kind is not None and kind.name not in OFTEN and found.words[-1] in SAME_WAYS


READERS = [
    pytest.param(found, id=found.typed, marks=pytest.mark.long if _is_seldom(found) else ())
    for found in readers()
]

TOLD = {"text": ["water"], "caller": ["13800000115"], "query": ["SELECT id, state FROM ticket"]}
"""What the arguments of readers are given, by their names; an id is that of a record."""

COLOURED = ("table", "markdown", "json")
"""The formats that are read in colours: the one that has some, and two of those that have none."""

OPTIONS = {
    "pm report summary": ["--from", "2026-11-01", "--to", "2026-12-01"],
    "pm report weekly": ["--week", "2026-W47"],
}
"""What readers must be told besides."""


@pytest.fixture(scope="module")
def furnished(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give an office that holds a record of every kind; its readers change nothing."""
    shell = Shell(copied(founded, tmp_path_factory.mktemp("furnished") / "office"))
    clerk = Clerk(shell)
    for name in registry.names():
        clerk.record(name)
    return shell


def words_of(found: Found, shell: Shell) -> list[str]:
    """Give a whole command that reads something that is there."""
    noun = found.words[0] if found.kind is not None else "ticket"
    words = [*found.words, *OPTIONS.get(found.typed, [])]
    for argument in found.arguments:
        if argument.name in TOLD:
            words += TOLD[argument.name]
        elif argument.name in {"record", "records"}:
            words.append(str(shell.done(noun, "list", "--json").records[0]["id"]))
    return words


def problems_of_answer(name: str, answer: Answer) -> Iterator[str]:
    """An answer in a format can be read by whatever reads that format."""
    if answer.code != 0 or answer.err:
        yield f"{name} is refused: {answer.told}"
        return
    if not answer.out.endswith("\n") and answer.out:
        yield f"{name} does not end its last line"
    if name == "json" and not _is_answer(json.loads(answer.out)):
        yield f"{name} says not what it is: {answer.out}"
    if name == "jsonl" and not all(
        isinstance(json.loads(line), dict) for line in answer.out.splitlines()
    ):
        yield f"{name} holds a line that is no object: {answer.out}"
    if name == "csv" and len({len(row) for row in csv.reader(io.StringIO(answer.out))}) != 1:
        yield f"{name} has rows of several lengths: {answer.out}"
    if name == "markdown" and "| " not in answer.out:
        yield f"{name} draws no table: {answer.out}"


def _is_answer(told: object) -> bool:
    """Tell whether an answer says its version, what it is, and holds a list."""
    if not isinstance(told, dict):
        return False
    named = told.get("kind") or told.get("report")
    lists = [value for value in told.values() if isinstance(value, list)]
    return told.get("schema") == 1 and isinstance(named, str) and bool(lists)


@pytest.mark.parametrize("found", READERS)
def test_every_reader_answers_in_every_format(
    found: Found, furnished: Shell, tmp_path: Path
) -> None:
    words = words_of(found, furnished)
    for name, form in FORMATS.items():
        answer = furnished.pm(*words, "--format", name)
        assert list(problems_of_answer(name, answer)) == []
        file = tmp_path / f"{name}.txt"
        saved = furnished.pm(*words, "--format", name, "-o", str(file))
        assert saved.code == 0, saved.told
        assert saved.out == ""
        if name != "table":
            assert file.read_bytes().decode(form.file_encoding) == answer.out
    assert furnished.pm(*words, "--json") == furnished.pm(*words, "--format", "json")


@pytest.mark.parametrize("found", READERS)
def test_every_reader_says_the_same_in_colours(
    found: Found, furnished: Shell, tmp_path: Path
) -> None:
    words = words_of(found, furnished)
    file = tmp_path / "coloured.txt"
    for name in COLOURED:
        plain = furnished.pm(*words, "--format", name)
        coloured = furnished.pm(*words, "--format", name, CLICOLOR_FORCE="1", NO_COLOR="")
        assert without_colours(coloured.out) == plain.out
        assert name == "table" or coloured.out == plain.out
    furnished.done(*words, "-o", str(file), CLICOLOR_FORCE="1", NO_COLOR="")
    assert b"\x1b" not in file.read_bytes()


@pytest.mark.parametrize("found", READERS)
def test_every_reader_refuses_what_it_cannot_do(found: Found, furnished: Shell) -> None:
    words = words_of(found, furnished)
    unknown = furnished.pm(*words, "--format", "xml")
    assert (unknown.code, unknown.out) == (2, "")
    assert "table, markdown, json, jsonl, csv" in unknown.err
    nowhere = furnished.pm(*words, "--json", "-o", "no-such-folder/answer.json")
    assert (nowhere.code, nowhere.out) == (12, "")
    assert "no-such-folder" in nowhere.err


@pytest.mark.parametrize("found", READERS)
def test_scripts_get_the_same_in_either_language(found: Found, furnished: Shell) -> None:
    words = words_of(found, furnished)
    for name in ("json", "jsonl", "csv"):
        english, chinese = (
            furnished.pm("--lang", language, *words, "--format", name) for language in ("en", "zh")
        )
        assert _keys(english.out, name) == _keys(chinese.out, name)


def _keys(text: str, name: str) -> list[object]:
    if name == "csv":
        return list(next(csv.reader(io.StringIO(text))))
    lines = [text] if name == "json" else text.splitlines()
    return [_shape(json.loads(line)) for line in lines]


def _shape(value: object) -> object:
    """Give what a value is made of: keys and kinds of values, no words."""
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return type(value).__name__


def test_readers_change_nothing(furnished: Shell) -> None:
    assert furnished.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("json", '{"records":[]}\n'),
        ("json", '{"schema":1,"kind":"ticket"}\n'),
        ("jsonl", "[]\n"),
        ("csv", '"a","b"\n"1"\n'),
        ("markdown", "a b\n"),
        ("json", '{"schema":1,"kind":"ticket","records":[]}'),
    ],
)
def test_an_answer_that_cannot_be_read_is_found(name: str, out: str) -> None:
    assert list(problems_of_answer(name, Answer(0, out, "")))
