"""Patterns that wait to be compiled answer as compiled ones do."""

import re

import pytest

from pm.model.pattern import pattern

SOURCE = r"(?P<day>[0-9]+)-x"


def test_a_pattern_answers_as_the_compiled_one() -> None:
    waiting, compiled = pattern(SOURCE, re.IGNORECASE), re.compile(SOURCE, re.IGNORECASE)
    for text in ("12-X", "a 1-x", ""):
        for ask in ("match", "fullmatch", "search"):
            found, expected = getattr(waiting, ask)(text), getattr(compiled, ask)(text)
            assert (found and found.groups()) == (expected and expected.groups())
        assert waiting.findall(text) == compiled.findall(text)
        assert waiting.split(text) == compiled.split(text)
        assert waiting.sub("y", text) == compiled.sub("y", text)
        assert len(list(waiting.finditer(text))) == len(compiled.findall(text))
    assert waiting.groupindex == compiled.groupindex
    assert waiting.pattern == SOURCE


def test_a_pattern_is_compiled_by_its_first_question_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    real = re.compile

    def compiling(source: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(source)
        return real(source, flags)

    monkeypatch.setattr(re, "compile", compiling)
    waiting = pattern(SOURCE)
    assert asked == []
    assert waiting.fullmatch("1-x")
    assert waiting.search("1-x")
    assert asked == [SOURCE]


def test_bytes_are_held_against_bytes() -> None:
    assert pattern(rb"a+").fullmatch(b"aa")
