"""The chapter on contributing is true: the house, the way of a command, and every example."""

import ast
import configparser
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import pytest

from pm import __version__
from pm.i18n import mark
from pm.i18n.formats import Code
from pm.model.field_types import Entering, FieldType
from pm.model.problem import BadValue
from pm.reports.figure import Figure
from pm.reports.sources import TICKETS
from tests.cli.offices import founded, office
from tests.cli.running import Shell
from tests.contract.type_rules import HOSTILE, problems_of_type
from tests.contributing import CODES, KIND, blocks, chapter, files, names, paths, rooms, sections
from tests.reports.figure_rules import breaches
from tests.test_house_law import LAW

__all__ = ["founded", "office"]

HOUSE, WAY, NEW_KIND, NEW_FIGURE, NEW_TYPE, NEW_LANGUAGE, TESTS, CHAPTER, RELEASE = range(1, 10)
"""The sections, in their order."""

BESIDES = {"__main__"}
"""A file that the law knows and the drawing does without."""


def section(number: int, code: Code = "en") -> str:
    return sections(chapter(code))[number]


@pytest.mark.parametrize("code", CODES)
def test_the_drawing_of_the_house_is_its_law(code: Code) -> None:
    drawn = rooms(section(HOUSE, code))
    assert drawn == {room: allowed for room, allowed in LAW.items() if room not in BESIDES}


@pytest.mark.parametrize("code", CODES)
def test_every_arrow_of_the_drawing_points_to_a_lower_floor(code: Code) -> None:
    drawn = rooms(section(HOUSE, code))
    floors = list(drawn)
    for room, allowed in drawn.items():
        assert all(floors.index(room) < floors.index(one) for one in allowed), room


@pytest.mark.parametrize("code", CODES)
def test_what_the_chapter_names_is_there(code: Code, checkout: Path) -> None:
    text = chapter(code)
    made = files(text)
    assert {path for path in paths(text) if not (checkout / path).exists()} == {*made}
    for file, name in names(text):
        assert name.rpartition(".")[2] in _defined(checkout / file), f"{file}: {name}"


def _defined(path: Path) -> set[str]:
    """Name what a file defines: functions, classes and variables."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }
    return found | {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def test_both_languages_have_the_same_names_files_and_commands() -> None:
    english, chinese = (chapter(code) for code in CODES)
    assert names(english) == names(chinese)
    assert files(english) == files(chinese)
    assert paths(english) == paths(chinese)
    drawn = {"text"}
    for one, other in zip(blocks(english), blocks(chinese), strict=True):
        assert one.language == other.language
        assert one.text == other.text or one.language in drawn


# -- the way of a command -------------------------------------------------------------------------


def test_a_command_goes_the_way_that_is_told(office: Shell, checkout: Path) -> None:
    office.done("staff", "new", "--name", "Li Qiang", "--post", "technician")
    new = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "no water")
    made = office.done(*new, "--json").records[0]
    office.done("ticket", "triage", made["id"], "--category", "water", "--urgency", "urgent")
    told = names(section(WAY))
    line = re.findall(r"`pm (ticket assign [^`]*)`", section(WAY))[0]
    called: list[tuple[str, str]] = []
    sys.setprofile(_watch(checkout, {*told}, called))
    try:
        office.done(*shlex.split(line.replace("K7Q2", made["id"])))
    finally:
        sys.setprofile(None)
    assert called == told


def _watch(checkout: Path, wanted: set[tuple[str, str]], called: list[tuple[str, str]]) -> Any:
    """Give a profiler that notes each of the wanted functions when it is first called."""

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(checkout)):
            name = (Path(code.co_filename).relative_to(checkout).as_posix(), code.co_qualname)
            if name in wanted and name not in called:
                called.append(name)

    return note


# -- the examples ---------------------------------------------------------------------------------


def test_the_figure_of_the_chapter_keeps_the_contract() -> None:
    (example,) = blocks(section(NEW_FIGURE))
    figure = eval(example.text, {"Figure": Figure, "TICKETS": TICKETS, "mark": mark})  # noqa: S307
    assert isinstance(figure, Figure)
    assert breaches(figure) == []


def test_the_field_type_of_the_chapter_keeps_its_promises() -> None:
    (example,) = blocks(section(NEW_TYPE))
    given = {each.__name__: each for each in (BadValue, Entering, FieldType)}
    known: dict[str, Any] = {**given, "Annotated": Annotated, "mark": mark, "re": re}
    exec(example.text, known)  # noqa: S102 - our own example
    form: FieldType[str] = known["ShelfType"]()
    assert problems_of_type(form) == []
    assert form.parse(" a-07 ", None) == "A-07"  # type: ignore[arg-type]  # it asks for nothing
    assert "fifty" in section(NEW_TYPE)
    assert 45 < len(HOSTILE) < 55


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the checkout and put the files of the chapter into it."""
    root = Path(__file__).parent.parent
    copied = tmp_path_factory.mktemp("checkout")
    for name in ("pm", "records", "tests"):
        shutil.copytree(root / name, copied / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(root / name, copied)
    for path, text in files(section(NEW_KIND)).items():
        (copied / path).parent.mkdir(exist_ok=True)
        (copied / path).write_text(text, encoding="utf-8", newline="")
    return copied


def lines_to_type(text: str) -> Iterator[list[str]]:
    """Give the command lines of a section; its ``python`` is the one that runs here."""
    for block in blocks(text):
        if block.language == "sh":
            for line in block.text.splitlines():
                words = shlex.split(line)
                yield [sys.executable if word == "python" else word for word in words]


@pytest.mark.long
def test_a_kind_is_added_as_it_is_told(copy: Path) -> None:
    assert (copy / KIND).exists()
    told = []
    for words in lines_to_type(section(NEW_KIND)):
        done = subprocess.run(words, cwd=copy, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        told.append(done.stdout)
    translated, tested, *_, listed, explained = told
    assert "missing: 0" in translated
    assert re.search(r"^\d{2,} passed", tested, re.MULTILINE)
    assert "held" in listed
    assert "hand-over" in explained


@pytest.mark.parametrize("number", [TESTS, RELEASE])
def test_what_is_run_for_tests_and_releases_is_there(number: int, checkout: Path) -> None:
    for words in lines_to_type(section(number)):
        for word in words:
            if re.fullmatch(r"(tests|\.ci)/[\w/.]+", word):
                assert (checkout / word).exists(), word


@pytest.mark.parametrize("code", CODES)
def test_every_folder_of_the_tests_is_told(code: Code, checkout: Path) -> None:
    (drawn,) = (one for one in blocks(section(TESTS, code)) if one.language == "text")
    told = set(re.findall(r"\b[a-z0-9]+\b", drawn.text))
    folders = {path.name for path in (checkout / "tests").iterdir() if path.is_dir()}
    assert {name for name in folders if not name.startswith("_")} <= told


def test_the_newest_heading_of_the_changes_is_the_version(checkout: Path) -> None:
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert heading is not None
    assert heading[1] == __version__


def test_the_extra_for_tests_is_the_one_that_is_installed(checkout: Path) -> None:
    settings = configparser.ConfigParser()
    settings.read(checkout / "setup.cfg", encoding="utf-8")
    extras = re.findall(r'--editable "\.\[(\w+)\]"', chapter())
    assert extras
    assert set(extras) <= set(settings["options.extras_require"])
