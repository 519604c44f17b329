"""Stories of the office, played as they stand in ``tests/scripts``.

``UPDATE_TRANSCRIPTS=1`` writes what is answered now; what changed is read in the difference.
"""

import os
import shlex
from pathlib import Path

import pytest

from tests.cli.transcripts import VARIABLE, Player, Step, read, stories, written

STORIES = list(stories())
OFTEN = {"first-day.en", "first-day.zh", "refusals.en", "refusals.zh", "counter.en", "today.en"}
OFTEN |= {"complaint.en", "inspection-day.en", "clock.en", "plans.en"}
"""The tellings that are played each time; the others go in the second step."""
UPDATE = bool(os.environ.get("UPDATE_TRANSCRIPTS"))


def _is_seldom(story: Path) -> bool:
    return story.stem not in OFTEN


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(story, id=story.stem, marks=pytest.mark.long if _is_seldom(story) else ())
        for story in STORIES
    ],
)
def test_a_story_goes_as_it_is_told(story: Path, tmp_path: Path) -> None:
    told = story.read_text(encoding="utf-8")
    played = written(Player(tmp_path).play(read(told)))
    if UPDATE:
        story.write_text(played, encoding="utf-8", newline="")
        told = played
    assert played == told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_story_is_told_in_both_languages(language: str) -> None:
    told = {tuple(story.stem.rsplit(".", 1)) for story in STORIES}
    assert {name for name, _ in told} == {name for name, other in told if other == language}


def test_both_languages_tell_the_same_steps() -> None:
    for english in (story for story in STORIES if story.stem.endswith(".en")):
        chinese = english.with_name(english.name.replace(".en.", ".zh."))
        told = [
            [(_command(step.line), step.refused) for step in read(one.read_text(encoding="utf-8"))]
            for one in (english, chinese)
        ]
        assert told[0] == told[1]


def _command(line: str) -> list[str]:
    """Give the first two words of what is typed, without the variables before them."""
    words = shlex.split(line)
    return [word for word in words if not VARIABLE.match(word)][:2]


@pytest.mark.long
def test_the_same_story_makes_the_same_commits(tmp_path: Path) -> None:
    """Keys are never the same twice, so the office of this story has none."""
    steps = [
        step._replace(
            line=f"{step.line} --no-vault" if step.line.startswith("pm init") else step.line
        )
        for step in read(
            next(one for one in STORIES if one.stem == "first-day.en").read_text("utf-8")
        )
        if not step.line.startswith("pm vault")
    ]
    heads = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        player = Player(folder)
        player.play(steps)
        heads.append(player.shell.git("log", "--format=%H %T %ct"))
    assert heads[0] == heads[1]
    assert heads[0].count("\n") > 5


def test_a_transcript_is_read_and_written_the_same() -> None:
    text = "# who\n$ pm as\nnobody\n\n# twice\n# said\n! $ pm x\npm: error: no\n\nmore\n[2]\n"
    steps = read(text)
    assert steps == [
        Step("# who", "pm as", refused=False, answer="nobody"),
        Step("# twice\n# said", "pm x", refused=True, answer="pm: error: no\n\nmore\n[2]"),
    ]
    assert written(steps) == text


@pytest.mark.parametrize("answer", ["one\n\n# two", "$ pm as", "! $ pm as"])
def test_an_answer_that_looks_like_a_step_is_refused(answer: str) -> None:
    with pytest.raises(AssertionError, match="looks like"):
        written([Step("", "pm as", refused=False, answer=answer)])


def test_an_answer_that_differs_is_found(tmp_path: Path) -> None:
    told = "$ pm init x --name X --timezone UTC --lang en --staff Y --no-input\nanother answer\n"
    assert written(Player(tmp_path).play(read(told))) != told


def test_what_is_refused_without_saying_so_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="exit code 10"):
        Player(tmp_path).play(read("$ pm status\n"))
