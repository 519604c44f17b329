"""The Chinese catalogue is complete, true to the English and freshly compiled."""

import io
import re
import string
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest

from pm.i18n import CONTEXT_END, Message, mark
from tests.i18n.translations import (
    MO,
    PO,
    Key,
    NotLiteral,
    Places,
    compiled,
    key_of,
    marked,
    needed,
    read,
    sources,
    write,
)

PROGRAMS = {"pm", "git", "bash", "Bash", "zsh", "fish", "less", "PowerShell", "Windows"}
FORMATS = {"ASCII", "CSV", "GB", "JSON", "JSONL", "LF", "NFC", "SHA", "SQL", "UTF", "UUID", "YAML"}
KEPT = {*PROGRAMS, *FORMATS, "HEAD", "ID", "Schema", "any", "compinit", "en", "none", "zh"}
"""What stays as it is in Chinese: names of programs, formats and terms."""

COMMAND = re.compile(
    r"\b(?:pm|pip|git)(?: (?:-{0,2}[\w.-]+|\{\w+\}))+|--[a-z-]+(?: [a-z0-9-]+)?|records/\S*",
    re.ASCII,
)
PLACE = re.compile(r"~/[\w./-]+|\$\w+|\b_pm\b|\b[a-z]+://|\b[A-Z][a-z]+/[A-Z]\w+", re.ASCII)
VARIABLE = re.compile(r"\b(?:PM_[A-Z]+|NO_COLOR|CLICOLOR_FORCE|PAGER)(?:=\S+)?", re.ASCII)
TERM_OF_GIT = re.compile(r"（(?:bisect|cherry-pick|rebase|revert)）")
QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"")
PERCENT_HOLE = re.compile(r"%\(\w+\)s")
HOLE = re.compile(r"\{[^{}]*\}")
ALLOWED = (COMMAND, PLACE, VARIABLE, TERM_OF_GIT, QUOTED, PERCENT_HOLE, HOLE)
WORD = re.compile(r"[A-Za-z]{2,}")


def holes(text: str) -> set[str]:
    """Give the names of the holes of a format, of either style."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return named | set(PERCENT_HOLE.findall(text))


def missing(places: Places, translations: dict[Key, str]) -> Iterator[str]:
    """Name the texts that have no Chinese."""
    for key, place in places.items():
        if not translations.get(key, "").strip():
            yield f"{place}: {key.context} {key.text!r} has no Chinese"


def torn(translations: dict[Key, str]) -> Iterator[str]:
    """Name the translations whose holes are not those of the English."""
    for key, chinese in translations.items():
        if holes(chinese) != holes(key.plural or key.text):
            yield f"{key.text!r}: other holes in {chinese!r}"


def english_left(translations: dict[Key, str]) -> Iterator[str]:
    """Name the translations in which English words stand that are no names."""
    for key, chinese in translations.items():
        bare = chinese
        for kept in ALLOWED:
            bare = kept.sub(" ", bare)
        left = [word for word in WORD.findall(bare) if word not in KEPT]
        if left or not re.search(r"[\u4e00-\u9fff{]", chinese):
            yield f"{key.text!r}: {' '.join(left) or 'nothing Chinese'} in {chinese!r}"


@pytest.fixture(scope="module")
def places() -> Places:
    return needed()


@pytest.fixture(scope="module")
def translations() -> dict[Key, str]:
    return read(sources())


def test_every_text_has_its_chinese(places: Places, translations: dict[Key, str]) -> None:
    assert list(missing(places, translations)) == []


def test_every_translation_fills_the_same_holes(translations: dict[Key, str]) -> None:
    assert list(torn(translations)) == []


def test_no_english_is_left_in_the_chinese(translations: dict[Key, str]) -> None:
    assert list(english_left(translations)) == []


def test_the_file_holds_nothing_that_nobody_says(places: Places) -> None:
    assert [key.text for key in read([PO]) if key not in places] == []


def test_the_compiled_catalogue_is_fresh() -> None:
    assert MO.read_bytes() == compiled(read([PO])), "run: python -m tests.i18n.translations"


def test_the_compiled_catalogue_is_read_by_gettext() -> None:
    texts = {Key("yes"): "是", Key("new", "state"): "新", Key("{n} day", plural="{n} days"): "天"}
    loaded = GNUTranslations(io.BytesIO(compiled(texts)))
    assert loaded.gettext("yes") == "是"
    assert loaded.pgettext("state", "new") == "新"
    assert loaded.gettext(f"state{CONTEXT_END}new") == "新"
    assert loaded.ngettext("{n} day", "{n} days", 1) == "天"
    assert loaded.ngettext("{n} day", "{n} days", 5) == "天"


def test_a_missing_translation_is_found() -> None:
    places = {Key("planted"): "pm/x.py", Key("blank"): "pm/x.py"}
    assert len(list(missing(places, {Key("blank"): " "}))) == 2


def test_a_lost_hole_is_found() -> None:
    assert list(torn({Key("{id} is closed"): "已关闭"}))
    assert list(torn({Key("version %(version)s"): "版本"}))
    assert not list(torn({Key("{id!r} is closed"): "{id} 已关闭"}))


@pytest.mark.parametrize("chinese", ["the ticket 已关闭", "closed", "输入 status"])
def test_english_left_in_chinese_is_found(chinese: str) -> None:
    assert list(english_left({Key("x"): chinese}))


@pytest.mark.parametrize(
    "chinese", ["运行：pm ticket show {id}", "git 失败", "选项 --lang 无效", "“open”不是状态"]
)
def test_names_and_commands_may_stay_english(chinese: str) -> None:
    assert not list(english_left({Key("x"): chinese}))


def test_a_mark_is_found_wherever_it_stands() -> None:
    source = 'A = "of a constant"\nx = f(mark("of " "two"), hint=mark(A, id=1))\n'
    assert {key.text for key in marked("pm/x.py", source)} == {"of two", "of a constant"}


def test_a_mark_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(NotLiteral):
        list(marked("pm/x.py", "mark(text)"))


def test_the_context_of_a_message_is_part_of_its_key() -> None:
    assert key_of(Message(f"state{CONTEXT_END}new")) == Key("new", "state")
    assert key_of(mark("new")) == Key("new")


def test_the_file_is_written_the_same_and_read_back(tmp_path: Path) -> None:
    places = {
        Key('a "quoted"\nline'): "pm/b.py",
        Key("new", "state"): "pm/a.py",
        Key("{n} day", plural="{n} days"): "pm/a.py",
        Key("untranslated"): "pm/a.py",
    }
    texts = {key: f"译 {key.text}" for key in places if key.text != "untranslated"}
    written = write(places, texts)
    assert written == write(dict(reversed(places.items())), texts)
    (tmp_path / "pm.po").write_text(written, encoding="utf-8")
    assert read([tmp_path / "pm.po"]) == texts
