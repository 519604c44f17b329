"""What setup.cfg promises of versions is of one piece, and continuous integration can try it."""

import configparser
import os
import sys
import tomllib
from pathlib import Path

import pytest

from tests import supported
from tests.supported import QUICK, lowest, requirements, settings_of, trials, versions, works

HERE = f"3.{sys.version_info.minor}"


@pytest.fixture
def settings(checkout: Path) -> configparser.ConfigParser:
    return settings_of(checkout)


def test_the_lowest_versions_are_read_from_the_requirements() -> None:
    wanted = ["click>=8.5,<9", "tabulate[widechars]>=0.9,<0.11", 'tzdata>=2024.1; os == "x"']
    assert lowest(wanted) == ["click==8.5", "tabulate==0.9", "tzdata==2024.1"]


@pytest.mark.parametrize("requirement", ["click", "click<9", "click==8.5"])
def test_a_requirement_without_a_lower_bound_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match=requirement):
        lowest([requirement])


def test_every_requirement_of_pm_and_of_its_tests_has_a_lower_bound(
    settings: configparser.ConfigParser,
) -> None:
    names = {bound.partition("==")[0] for bound in lowest(requirements(settings))}
    assert {"click", "ruamel.yaml.clib", "pytest", "ruff"} <= names


def test_the_oldest_python_is_the_same_everywhere(
    settings: configparser.ConfigParser, checkout: Path
) -> None:
    oldest = versions(settings)[0]
    tools = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["tool"]
    assert settings["options"]["python_requires"] == f">={oldest}"
    assert tools["mypy"]["python_version"] == oldest
    assert tools["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_the_quick_part_is_there(checkout: Path) -> None:
    assert [name for name in QUICK if not (checkout / name).exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="a stand-in is a script of the shell")
@pytest.mark.parametrize(("code", "expected"), [(0, True), (127, False)])
def test_a_stand_in_that_does_not_run_is_no_python(
    code: int, *, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "python3.99"
    stand_in.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert works("python3.99") is expected
    assert not works("python3.98")


def test_each_other_python_that_works_is_tried_and_the_lowest_versions_with_the_oldest(
    settings: configparser.ConfigParser,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(supported, "works", "python3.98".__eq__)
    classifiers = f"Programming Language :: Python :: {HERE}\n" + "".join(
        f"Programming Language :: Python :: 3.{minor}\n" for minor in (98, 99)
    )
    settings["metadata"]["classifiers"] = classifiers
    low, newer = trials(settings)
    assert (low.python, low.constraints) == (sys.executable, lowest(requirements(settings)))
    assert (newer.python, newer.constraints) == ("python3.98", [])
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == ["Python 3.98: found", "Python 3.99: not on this machine"]
