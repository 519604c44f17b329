"""Every chapter goes as it is told: what it says to type is typed, line by line, in an office."""

from pathlib import Path

import pytest

from pm.cli.commands.manual import topics
from pm.i18n.formats import Code
from tests.manual.chapters import CODES, chapter, typed
from tests.manual.offices import copied, found
from tests.manual.playing import Player, is_shape
from tests.manual.unplayed import UNPLAYED

OFTEN = {"first-day", "tickets", "import"}
"""Played each time in English; all others, and the Chinese, go in the second step."""
OFFICES: dict[Code, Path] = {}
"""The offices that were made, one in each language that is played."""


def is_seldom(topic: str, code: Code) -> bool:
    """Tell whether a chapter is played in the second step only."""
    return code == "zh" or topic not in OFTEN


def office(code: Code, factory: pytest.TempPathFactory) -> Path:
    """Make the office of a language, once."""
    if code not in OFFICES:
        OFFICES[code] = found(factory.mktemp(f"office-{code}") / "office", code)
    return OFFICES[code]


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        pytest.param(topic, code, marks=pytest.mark.long if is_seldom(topic, code) else ())
        for topic in topics()
        for code in CODES
    ],
)
def test_a_chapter_goes_as_it_is_told(
    topic: str, code: Code, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shell = copied(office(code, tmp_path_factory), tmp_path / "office", code)
    told = [
        one for one in typed(chapter(topic, code)) if not (is_shape(one) or one.line in UNPLAYED)
    ]
    played = Player(shell).play(told)
    assert [problem for one in played for problem in one.problems()] == []


def test_what_is_not_played_is_little_and_still_told() -> None:
    told = {one.line for topic in topics() for code in CODES for one in typed(chapter(topic, code))}
    assert set(UNPLAYED) <= told
    assert len(UNPLAYED) * 10 < len(told)
    assert all(UNPLAYED.values())
