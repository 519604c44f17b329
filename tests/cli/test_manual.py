"""The manual is there in both languages, says the same in both, and names what there is."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import click
import pytest

from pm.cli.commands import manual
from pm.cli.commands.manual import CHAPTERS, topics
from pm.errors import NotFound, PmError
from pm.i18n.catalogue import LANGUAGES
from pm.i18n.formats import Code
from pm.model.values import SCOPES
from pm.office import registry
from pm.office.sight import DAMAGED, ERASED, SEALED
from tests.cli.manual_tables import RIGHTS, table, with_tables
from tests.cli.running import Shell
from tests.contract.command_tree import Found, tree

CODES: tuple[Code, Code] = ("en", "zh")
UPDATE = bool(os.environ.get("UPDATE_MANUAL"))
TREE = {found.words: found for found in tree()}
FLAG = re.compile(r"--?[a-z][a-z-]*")


def chapter(topic: str, code: Code) -> str:
    return (CHAPTERS / f"{topic}.{code}.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Give the command lines of the code blocks."""
    return re.findall(r"^ {4,}(pm .*)$", text, re.MULTILINE)


def mentions(text: str) -> list[str]:
    """Give the commands that stand inside a sentence."""
    return re.findall(r"`(pm [^`]+)`", text)


def headings(text: str) -> list[int]:
    """Give the level of each heading."""
    return [len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)]


def found_in(line: str) -> tuple[Found, list[str]]:
    """Give the command of a line, and the words that follow its name."""
    words = shlex.split(line)[1:]
    for end in range(len(words), 0, -1):
        if tuple(words[:end]) in TREE:
            return TREE[tuple(words[:end])], words[end:]
    raise LookupError(line)


def problems(line: str) -> Iterator[str]:
    """Say why a line of a code block cannot be typed."""
    try:
        found, rest = found_in(line)
        if found.is_group:
            yield f"no such command: {line}"
            return
        found.command.make_context(found.words[-1], rest, parent=found.context.parent)
    except LookupError:
        yield f"no such command: {line}"
    except (click.ClickException, click.exceptions.Exit, PmError) as refused:
        yield f"cannot be typed: {line}: {refused}"


def unknown(mention: str) -> Iterator[str]:
    """Say what in a mention is no command and no option."""
    try:
        found, rest = found_in(mention)
    except LookupError:
        yield f"no such command: {mention}"
        return
    if found.is_group and rest and not rest[0].startswith("-"):
        yield f"no such command: {mention}"
    yield from (
        f"no such option: {mention}"
        for word in rest
        if FLAG.fullmatch(word) and word not in found.flags
    )


def outline(line: str) -> list[str]:
    """Give what of a line is the same in both languages: command and options."""
    found, rest = found_in(line)
    return [*found.words, *filter(FLAG.fullmatch, rest)]


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
    fresh = with_tables(text, code)
    if UPDATE and fresh != text:
        (CHAPTERS / f"{topic}.{code}.md").write_text(fresh, encoding="utf-8", newline="")
        text = fresh
    assert fresh == text, "stale; UPDATE_MANUAL=1 writes it anew"


@pytest.mark.parametrize("code", CODES)
def test_the_chapter_on_privacy_has_both_tables(code: Code) -> None:
    text = chapter("privacy", code)
    for name in ("fields", "posts"):
        assert table(name, code) in text


@pytest.mark.parametrize("code", CODES)
def test_the_chapter_on_privacy_explains_the_marks_that_are_shown(code: Code) -> None:
    text = chapter("privacy", code)
    for cover in (SEALED, ERASED, DAMAGED):
        assert f"`{LANGUAGES[code].say(cover.words)}`" in text
        assert f"`{cover}`" in text


def test_the_tables_leave_out_nothing() -> None:
    fields, posts = table("fields", "en"), table("posts", "en")
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
    assert with_tables(text, "en") != text


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_chapter_is_read_in_the_readers_language(code: Code, tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG=code).done("manual", "privacy")
    assert answer.out == chapter("privacy", code)


@pytest.mark.parametrize("code", CODES)
def test_the_chapters_are_listed_by_their_titles(code: Code, tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG=code).done("manual")
    assert len(answer.out.splitlines()) == len(topics())
    for topic in topics():
        title = chapter(topic, code).splitlines()[0].removeprefix("# ")
        assert re.search(rf"^{topic} +{title}$", answer.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("topic", "hint"), [("privcy", "did you mean: privacy"), ("xyz", "there are: contributing")]
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
    read.assert_called_once_with("less", chapter("privacy", "en"))


def test_a_package_without_chapters_lists_none(tmp_path: Path) -> None:
    with patch.object(manual, "CHAPTERS", tmp_path):
        assert Shell(tmp_path).done("manual").out == ""
