"""Chapters on a terminal: paragraphs flow, code stands, tables are drawn, nothing is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.office import registry
from pm.render.ink import COLOURS, Ink, Tone, without_colours
from pm.render.prose import prose
from pm.render.reference import reference
from pm.render.value import Page
from pm.render.width import width

NARROW = Page(ENGLISH, width=40)
HEADING, NEXT, END = COLOURS[Tone.HEADING], COLOURS[Tone.NEXT], "\x1b[0m"


def test_elsewhere_a_chapter_stays_as_it_is() -> None:
    text = "# One\n<!-- fields -->\n| a |\n| --- |\n| b |\n"
    assert prose(text, Page(ENGLISH)) == text


def test_the_lines_of_a_paragraph_flow() -> None:
    text = "The desk takes the call and writes\nit down; the steward\nhears of it.\n\nThen more.\n"
    assert prose(text, NARROW) == (
        "The desk takes the call and writes it\ndown; the steward hears of it.\n\nThen more.\n"
    )


def test_chinese_lines_flow_without_a_space() -> None:
    assert prose("前台受理，\n派单给管家；\n再用 pm\n回访。\n", NARROW) == (
        "前台受理，派单给管家；再用 pm回访。\n"
    )


def test_items_of_a_list_are_indented() -> None:
    text = "- what the caller said at the counter, in\n  his own words\n2. the flat\n"
    assert prose(text, NARROW) == (
        "- what the caller said at the counter,\n  in his own words\n2. the flat\n"
    )


def test_code_stands_as_it_is_and_comments_are_gone() -> None:
    code = "    pm ticket new --type repair --channel phone --title x\n"
    fenced = "```\n- a\n# b\n\n| c |\n```\n"
    assert prose(f"Type:\n\n{code}\n<!-- end -->\n\n{fenced}", NARROW) == (
        f"Type:\n\n{code}\n{fenced}"
    )


def test_headings_commands_and_what_is_strong_have_their_tones() -> None:
    said = prose("## How\n\nType `pm tick`, **then** `ls`.\n", NARROW._replace(ink=Ink(COLOURS)))
    assert said == (
        f"{HEADING}## How{END}\n\nType `{NEXT}pm tick{END}`, {HEADING}then{END} `ls`.\n"
    )


TABLE = "| field | meaning |\n| --- | --- |\n| `id` | what it is \\| called |\n| b | {} |\n"


def test_a_table_is_drawn_and_its_cells_broken() -> None:
    assert prose(TABLE.format("the time by which it is to be solved"), NARROW) == (
        "field  meaning\n"
        "-----  ---------------------------------\n"
        "id     what it is | called\n"
        "b      the time by which it is to be\n"
        "       solved\n"
    )


def test_where_rows_grow_tall_each_is_a_block() -> None:
    said = prose(TABLE.format("word " * 60), NARROW)
    assert said.startswith("field:   id\nmeaning: what it is | called\n\nfield:   b\nmeaning: word")
    assert max(map(width, said.splitlines())) <= 40


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_every_reference_page_says_all_its_words_within_the_terminal(
    language: object, columns: int
) -> None:
    page = Page(CHINESE if language is CHINESE else ENGLISH, width=columns)
    for kind in registry.kinds():
        text = reference(kind, page.language)
        said = prose(text, page)
        assert [line for line in said.splitlines() if width(line) > columns and "  " in line] == []
        assert _words(text) - _words(said) == Counter()


@given(st.text(st.sampled_from("ab漏水 `*|-#\n1.\\"), max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    said = prose(text, NARROW._replace(ink=Ink(COLOURS)))
    assert without_colours(said) == prose(text, NARROW)


def _words(text: str) -> Counter[str]:
    """Count English words and Chinese characters; labels of tables may be said more often, or not.

    A label whose column is empty in every row is not said.
    """
    lines = text.splitlines()
    below = [*lines[1:], ""]
    said = [one for one, next_ in zip(lines, below, strict=True) if not next_.startswith("| ---")]
    return Counter(re.findall(r"[a-z]+|[\u4e00-\u9fff]", "\n".join(said)))
