"""Colours mean something, and the same everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.model.labels import label
from pm.office import registry
from pm.render.ink import COLOURS, PLAIN, STATES, Ink, Tone, tone_of, without_colours

INK = Ink(COLOURS)
LATE, SOON, GOOD, NEXT, MUTED = (
    COLOURS[tone] for tone in (Tone.LATE, Tone.SOON, Tone.GOOD, Tone.NEXT, Tone.MUTED)
)
END = "\x1b[0m"


def test_colours_are_among_the_first_eight_and_no_two_tones_are_alike() -> None:
    assert all(re.fullmatch("\x1b\\[(1|2|1;3[1-6]|3[1-6])m", code) for code in COLOURS.values())
    assert len(set(COLOURS.values())) == len(Tone)


def test_plain_ink_leaves_no_trace() -> None:
    assert [PLAIN.paint("overdue", tone) for tone in (*Tone, None)] == ["overdue"] * (len(Tone) + 1)


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("late", f"{LATE}late{END}"),
        ("  late ", f"  {LATE}late{END} "),
        ("   ", "   "),
        ("", ""),
    ],
)
def test_spaces_around_a_text_have_no_colour(text: str, painted: str) -> None:
    assert INK.paint(text, Tone.LATE) == painted


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (mark("next: {command}", command="pm tick"), f"next: {NEXT}pm tick{END}"),
        (
            mark("{id}  {state}", id="T-1", state=label("state", "overdue")),
            f"T-1  {LATE}overdue{END}",
        ),
        (mark("{old} -> {new}", old="1", new="2"), f"{MUTED}1{END} -> 2"),
        (mark("{old} -> {new}", old="", new="2"), " -> 2"),
        (label("state", "closed"), f"{GOOD}closed{END}"),
        (mark("closed"), "closed"),
    ],
)
def test_a_hole_or_a_state_tells_what_it_means(message: Message, said: str) -> None:
    assert INK.say(message, ENGLISH) == said


def test_chinese_words_have_the_same_tones() -> None:
    assert INK.say(label("state", "closed"), CHINESE) == f"{GOOD}已关闭{END}"


@given(st.text(), st.text())
def test_a_text_from_a_record_cannot_colour_anything(command: str, other: str) -> None:
    message = mark("{command} {other}", command=command, other=[other, mark("{a}", a=other)])
    said = INK.say(message, ENGLISH)
    assert without_colours(said) == PLAIN.say(message, ENGLISH)
    assert said.count("\x1b") == (2 if command else 0)


def test_every_state_that_has_a_tone_is_one_of_some_kind() -> None:
    states = {state for kind in registry.kinds() for state in kind.states}
    assert set(STATES) <= states


def test_every_state_in_which_nothing_is_left_to_do_has_a_tone() -> None:
    final = {(kind.name, state) for kind in registry.kinds() for state in kind.final}
    assert [one for one in final if tone_of(label("state", one[1])) is None] == []
