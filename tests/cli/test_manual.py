"""The manual is there in both languages, says the same in both, and names what there is."""

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from pm.cli.commands import manual
from pm.cli.commands.manual import CHAPTERS, topics
from pm.errors import NotFound
from pm.i18n.catalogue import LANGUAGES
from pm.i18n.formats import Code
from pm.model.values import SCOPES
from pm.office import registry
from pm.office.sight import DAMAGED, ERASED, SEALED
from pm.render.prose import prose
from pm.render.value import Page
from pm.render.width import width
from tests.cli.running import Shell
from tests.manual.chapters import (
    CODES,
    chapter,
    commands,
    headings,
    mentions,
    outline,
    problems,
    unknown,
)
from tests.manual.generated import fresh, made, markers
from tests.manual.privacy_tables import RIGHTS

UPDATE = bool(os.environ.get("UPDATE_MANUAL"))
WIDEST = 100
"""The columns of the widest line, tables aside: a chapter is read raw in a terminal."""


# -- the chapters ---------------------------------------------------------------------------------


def test_there_is_a_chapter_on_privacy() -> None:
    assert "privacy" in topics()


@pytest.mark.parametrize("topic", topics())
def test_a_chapter_is_there_in_both_languages_and_in_the_same_form(topic: str) -> None:
    english, chinese = (chapter(topic, code) for code in CODES)
    assert headings(english) == headings(chinese)
    assert headings(english)[0] == 1
    assert english.startswith("# ")
    assert chinese.startswith("# ")


@pytest.mark.parametrize("topic", topics())
def test_both_languages_tell_the_same_commands(topic: str) -> None:
    english, chinese = (
        [outline(line) for line in commands(chapter(topic, code))] for code in CODES
    )
    assert english == chinese


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("topic", topics())
def test_every_command_of_a_chapter_can_be_typed(topic: str, code: Code) -> None:
    text = chapter(topic, code)
    assert [one for line in commands(text) for one in problems(line)] == []
    assert [one for mention in mentions(text) for one in unknown(mention)] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("topic", topics())
def test_the_tables_are_those_of_the_classes(topic: str, code: Code) -> None:
    text = chapter(topic, code)
    made_anew = fresh(text, code)
    if UPDATE and made_anew != text:
        (CHAPTERS / f"{topic}.{code}.md").write_text(made_anew, encoding="utf-8", newline="")
        text = made_anew
    assert made_anew == text, "stale; UPDATE_MANUAL=1 writes it anew"


@pytest.mark.parametrize("topic", topics())
def test_both_languages_have_the_same_generated_parts(topic: str) -> None:
    english, chinese = (markers(chapter(topic, code)) for code in CODES)
    assert english == chinese


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("topic", topics())
def test_a_chapter_is_readable_in_a_terminal(topic: str, code: Code) -> None:
    lines = chapter(topic, code).splitlines()
    assert [one for one in lines if width(one) > WIDEST and not one.startswith("| ")] == []
    assert [one for one in lines if one != one.rstrip() or "\t" in one] == []


@pytest.mark.parametrize("code", CODES)
def test_the_chapter_on_privacy_has_both_tables(code: Code) -> None:
    text = chapter("privacy", code)
    for name in ("fields", "posts"):
        assert made(name, [], code) in text


@pytest.mark.parametrize("code", CODES)
def test_the_chapter_on_privacy_explains_the_marks_that_are_shown(code: Code) -> None:
    text = chapter("privacy", code)
    for cover in (SEALED, ERASED, DAMAGED):
        assert f"`{LANGUAGES[code].say(cover.words)}`" in text
        assert f"`{cover}`" in text


def test_the_tables_leave_out_nothing() -> None:
    fields, posts = made("fields", [], "en"), made("posts", [], "en")
    kinds = {
        kind.name for kind in registry.kinds() if any(leaf.field.scope for leaf in kind.leaves)
    }
    assert all(f"`{name}`" in fields for name in kinds)
    assert all(f"`{scope}`" in fields and f"`{scope}`" in posts for scope in SCOPES)
    assert all(f"`{right}`" in posts for right in RIGHTS)


# -- planted defects ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["pm vault", "pm vault burn", "pm vault unlock --hours 3", "pm resident forget", "pm"]
)
def test_a_line_that_cannot_be_typed_is_found(line: str) -> None:
    assert list(problems(line))


@pytest.mark.parametrize("mention", ["pm valt", "pm vault burn", "pm vault recover --dril"])
def test_a_mention_of_what_is_not_there_is_found(mention: str) -> None:
    assert list(unknown(mention))


@pytest.mark.parametrize("mention", ["pm vault", "pm vault recover --drill", "pm hold lift"])
def test_a_mention_may_leave_things_open(mention: str) -> None:
    assert list(unknown(mention)) == []


def test_a_stale_table_is_found() -> None:
    text = chapter("privacy", "en").replace("| `contact` ", "| `contract` ", 1)
    assert fresh(text, "en") != text


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_chapter_is_read_in_the_readers_language(code: Code, tmp_path: Path) -> None:
    shown = Shell(tmp_path, PM_LANG=code).done("manual", "privacy").out
    assert "<!--" not in shown
    assert "\n\n\n" not in shown
    kept = [line for line in chapter("privacy", code).splitlines() if not line.startswith("<!--")]
    assert [line for line in shown.splitlines() if line] == [line for line in kept if line]


@pytest.mark.parametrize("code", CODES)
def test_the_chapters_are_listed_by_their_titles(code: Code, tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG=code).done("manual")
    lines = [line.split(maxsplit=1) for line in answer.out.splitlines() if line.startswith("  ")]
    titles = [chapter(topic, code).splitlines()[0].removeprefix("# ") for topic in topics()]
    assert lines == [[topic, title] for topic, title in zip(topics(), titles, strict=True)]


def test_every_chapter_has_its_place_in_the_order_of_reading() -> None:
    placed = [topic for _, group in manual.ORDER for topic in group]
    assert set(topics()) <= set(placed)
    assert len(placed) == len(set(placed))
    assert topics()[0] == placed[0] == "first-day"


def test_a_chapter_without_a_place_comes_last(tmp_path: Path) -> None:
    for topic in ("zebra", "privacy"):
        for code in CODES:
            (tmp_path / f"{topic}.{code}.md").write_text(f"# The {topic}\n", encoding="utf-8")
    with patch.object(manual, "CHAPTERS", tmp_path):
        answer = Shell(tmp_path, PM_LANG="en").done("manual")
    assert answer.out.splitlines()[-2:] == ["To look up:", "  zebra    The zebra"]


@pytest.mark.parametrize(
    ("topic", "hint"), [("privcy", "did you mean: privacy"), ("xyz", "there are: first-day")]
)
def test_a_chapter_that_there_is_not_is_refused(topic: str, hint: str, tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG="en").pm("manual", topic)
    assert answer.code == NotFound.exit_code
    assert topic in answer.err
    assert hint in answer.err


@pytest.mark.parametrize("topic", ["../pm", "privacy.en", "/etc/passwd", ""])
def test_a_topic_is_no_path(topic: str, tmp_path: Path) -> None:
    answer = Shell(tmp_path).pm("manual", topic)
    assert (answer.code, answer.out) == (NotFound.exit_code, "")


def test_chapters_are_offered_while_somebody_types(tmp_path: Path) -> None:
    answer = Shell(tmp_path).pm(
        _PM_COMPLETE="bash_complete", COMP_WORDS="pm manual pri", COMP_CWORD="2"
    )
    assert answer.out.splitlines() == ["plain,privacy"]


def test_a_long_chapter_goes_through_the_pager_on_a_terminal(tmp_path: Path) -> None:
    with (
        patch("pm.cli.run.Run.interactive", new=True),
        patch("pm.cli.run.read_through", return_value=True) as read,
    ):
        answer = Shell(tmp_path, PM_LANG="en", PM_PAGER="less", TERM="xterm").done(
            "manual", "privacy"
        )
    assert answer.out == ""
    (pager, text), _ = read.call_args
    assert (pager, text.splitlines()[0]) == ("less", chapter("privacy", "en").splitlines()[0])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("topic", topics())
def test_a_chapter_fits_into_a_terminal(topic: str, code: Code) -> None:
    shown = prose(chapter(topic, code), Page(LANGUAGES[code], WIDEST))
    assert [one for one in shown.splitlines() if width(one) > WIDEST] == []


def test_a_package_without_chapters_lists_none(tmp_path: Path) -> None:
    with patch.object(manual, "CHAPTERS", tmp_path):
        assert Shell(tmp_path).done("manual").out == ""
