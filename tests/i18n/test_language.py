"""A language says every message, whatever is missing, and shows values as people write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.errors import Unreadable
from pm.i18n import CONTEXT_END, Message, mark
from pm.i18n.catalogue import CHINESE, ENGLISH, LANGUAGES, Language

NOON = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)


def test_english_is_said_as_it_stands() -> None:
    assert ENGLISH.say(mark("no ticket {id}", id="T-1")) == "no ticket T-1"


def test_chinese_is_said_by_the_catalogue() -> None:
    assert CHINESE.say(mark("yes")) == "是"


def test_a_message_in_a_message_is_translated_first() -> None:
    error = Unreadable("records/a.yaml", 3, mark("yes"))
    assert CHINESE.say(error.message) == "records/a.yaml 第 3 行：是"


def test_what_the_catalogue_lacks_is_said_in_english() -> None:
    assert CHINESE.say(mark("nobody translates {this}", this="me")) == "nobody translates me"


def test_the_context_is_never_said() -> None:
    label = Message(f"state{CONTEXT_END}nobody translates this")
    assert [ENGLISH.say(label), CHINESE.say(label), str(label)] == ["nobody translates this"] * 3


def test_a_plain_text_is_said_as_it_is() -> None:
    assert CHINESE.say("yes {id}") == "yes {id}"


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_a_missing_hole_stays_visible(language: Language) -> None:
    assert language.say(mark("no ticket {id}")) == "no ticket {id}"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{0}", "{a[x]}", "{a.b}", "{a!z}", "{a:%}"])
@pytest.mark.parametrize("language", LANGUAGES.values())
def test_a_broken_format_is_said_as_it_is(language: Language, text: str) -> None:
    assert language.say(mark(text, a="value")) == text


@given(st.text(), st.text())
def test_saying_never_raises(text: str, value: str) -> None:
    for language in LANGUAGES.values():
        assert isinstance(language.say(mark(text, a=value, b=[value])), str)


@given(st.text())
def test_what_fills_a_hole_is_not_read_as_a_format(value: str) -> None:
    assert ENGLISH.say(mark("<{a}>", a=value)) == f"<{value}>"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (None, "", ""),
        (True, "yes", "是"),
        (3, "3", "3"),
        (Decimal("1.50"), "1.50", "1.50"),
        (NOON, "22 Nov 2026 09:15", "2026年11月22日 09:15"),
        (date(2026, 11, 2), "2 Nov 2026", "2026年11月2日"),
        (timedelta(minutes=90), "1 h 30 min", "1小时30分钟"),
        ([mark("yes"), "b", 3], "yes, b, 3", "是、b、3"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: object, english: str, chinese: str) -> None:
    assert (ENGLISH.show(value), CHINESE.show(value)) == (english, chinese)
