"""Tables for people: aligned for Chinese, cut to a terminal, the same as tabulate draws."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial

import pytest
import tabulate
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.model.labels import label
from pm.render.ink import COLOURS, Ink, Tone, without_colours
from pm.render.table import drawn, markdown, table
from pm.render.text import one_line
from pm.render.value import Column, Page, Table
from pm.render.width import width

PEOPLE = Page(ENGLISH)
PLAIN = (Column("id", mark("id")), Column("title", mark("title")))


def tickets(*titles: str, columns: Sequence[Column] = PLAIN) -> Table:
    """Make a table of tickets, numbered."""
    rows = [{"id": f"T-{number}", "title": title} for number, title in enumerate(titles)]
    return Table("ticket", columns, rows)


texts = st.text().map(one_line).map(str.strip)


@given(
    st.lists(st.tuples(texts, texts), min_size=1, max_size=8), st.sampled_from(["left", "right"])
)
def test_a_drawn_table_is_what_tabulate_calls_simple(
    cells: list[tuple[str, str]], align: str
) -> None:
    grid = [["id", "标题"], *map(list, cells)]
    widths = [max(map(width, column)) for column in zip(*grid, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabulate, "MIN_PADDING", 0)
        expected = tabulate.tabulate(
            grid[1:], grid[0], "simple", disable_numparse=True, colalign=["left", align]
        )
    assert drawn(grid, widths, [False, align == "right"]) == expected + "\n"


def test_columns_begin_below_each_other_in_chinese_too() -> None:
    text = table(tickets("水管漏水", "lift", "电梯 stuck"), PEOPLE)
    starts = {
        wcswidth(line[: line.index(word)])
        for line, word in zip(
            text.splitlines(), ["title", "-----", "水", "lift", "电"], strict=True
        )
    }
    assert starts == {5}


def test_an_empty_table_says_so() -> None:
    assert table(tickets(), PEOPLE) == "nothing to show\n"
    assert table(tickets(), Page(CHINESE)) == "没有记录\n"


def test_a_table_is_cut_only_on_a_terminal() -> None:
    long = "the water runs down the wall of the stairs since Friday"
    assert long in table(tickets(long), Page(ENGLISH))
    on_terminal = table(tickets(long), Page(ENGLISH, width=40))
    assert on_terminal.splitlines()[2] == "T-0  the water runs down the wall of th…"


def test_the_longest_columns_are_cut_and_never_the_id_or_a_number() -> None:
    columns = (
        Column("id", mark("id")),
        Column("title", mark("title")),
        Column("place", mark("place")),
        Column("hours", mark("hours"), align="right"),
    )
    row = {"id": "T-261122-K7Q2XM", "title": "漏" * 30, "place": "大堂" * 8, "hours": "1234567.25"}
    text = table(Table("ticket", columns, [row]), Page(ENGLISH, width=60))
    line = text.splitlines()[2]
    assert line.startswith("T-261122-K7Q2XM  漏")
    assert line.endswith("  1234567.25")
    assert max(map(wcswidth, text.splitlines())) <= 60
    narrow = table(Table("ticket", columns, [row]), Page(ENGLISH, width=20))
    assert "T-261122-K7Q2XM" in narrow
    assert "1234567.25" in narrow


def test_a_value_is_short_in_a_column() -> None:
    columns = (Column("at", mark("at")), Column("due", mark("due")), Column("late", mark("late")))
    row = {"at": datetime(2026, 11, 22, 9, 15, tzinfo=UTC), "due": date(2026, 12, 1), "late": True}
    english = table(Table("ticket", columns, [row]), PEOPLE).splitlines()[2]
    chinese = table(Table("ticket", columns, [row]), Page(CHINESE)).splitlines()[2]
    assert english == "2026-11-22 09:15  2026-12-01  yes"
    assert chinese == "2026-11-22 09:15  2026-12-01  是"


def test_a_column_may_show_its_values_in_words() -> None:
    def state(value: str) -> Message:
        return mark("yes") if value == "open" else mark("no")

    columns = (Column("state", mark("state"), show=state),)
    value = Table("ticket", columns, [{"state": "open"}, {"state": None}, {}])
    assert table(value, Page(CHINESE)).splitlines()[2:] == ["是", "", ""]


def test_a_number_keeps_its_digits() -> None:
    columns = (Column("n", mark("n"), align="right"),)
    value = Table("figure", columns, [{"n": "1000000.0"}, {"n": "007"}])
    assert table(value, PEOPLE) == "        n\n---------\n1000000.0\n      007\n"
    assert "1000000.0" in markdown(value, PEOPLE)
    assert "007" in markdown(value, PEOPLE)


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("a|b", "a\\|b"),
        ("two\nlines", "two<br>lines"),
        ("<script>", "\\<script\\>"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
        ("*now* `rm` _x_ ~y~ &lt;", "\\*now\\* \\`rm\\` \\_x\\_ \\~y\\~ \\&lt;"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_markdown_cells_are_text_and_nothing_else(raw: str, written: str) -> None:
    assert f"| {written} " in markdown(tickets(raw), PEOPLE)


def test_markdown_of_nothing_is_its_head() -> None:
    assert markdown(tickets(), PEOPLE).splitlines()[0].split() == ["|", "id", "|", "title", "|"]


words = st.lists(
    st.one_of(st.text("abcdefghij", min_size=1, max_size=12), st.text("漏水电梯噪声", max_size=12)),
    max_size=12,
).map(" ".join)
WIDE = (
    Column("id", mark("path")),
    Column("title", mark("file")),
    Column("place", mark("directory"), spare=1),
    Column("hours", mark("required"), align="right", spare=2),
    Column("next", mark("next")),
)
rows = st.fixed_dictionaries(
    {
        "id": st.just("T-261122-K7Q2XM"),
        "title": words,
        "place": words,
        "hours": st.integers(0, 9999).map(str),
        "next": st.just("pm call T-261122-K7Q2XM"),
    }
)


@given(st.lists(rows, min_size=1, max_size=5), st.integers(40, 200), st.booleans())
def test_no_line_of_a_table_is_longer_than_the_terminal(
    some: list[dict[str, str]],
    columns: int,
    in_chinese: bool,  # noqa: FBT001  # hypothesis gives it
) -> None:
    page = Page(CHINESE if in_chinese else ENGLISH, width=columns)
    value = Table("ticket", WIDE, some)
    text = table(value, page)
    assert [line for line in text.splitlines() if wcswidth(line) > columns] == []
    for row in some:
        assert text.count(row["id"]) >= len(some)
        assert row["next"] in text
    coloured = table(value, page._replace(ink=Ink(COLOURS)))
    assert without_colours(coloured) == text


ROW = {
    "id": "T-261122-K7Q2XM",
    "title": "No power in the living room",
    "place": "East grid",
    "hours": "12",
    "next": "pm call T-261122-K7Q2XM",
}


def test_a_narrow_terminal_gets_fewer_columns_and_is_told_which() -> None:
    lines = {
        columns: table(Table("ticket", WIDE, [ROW]), Page(ENGLISH, width=columns)).splitlines()
        for columns in (120, 80, 66)
    }
    assert lines[120][0].split() == ["path", "file", "directory", "required", "next"]
    assert lines[80][0].split() == ["path", "file", "directory", "next"]
    assert lines[80][-1] == "not shown, for want of room: required"
    assert lines[66][0].split() == ["path", "file", "next"]
    assert lines[66][-1] == "not shown, for want of room: directory, required"


def test_where_no_table_fits_each_row_is_a_block_with_all_there_is() -> None:
    value = Table("ticket", WIDE, [ROW, {"id": "T-261122-ABCDEF", "hours": "3"}])
    assert table(value, Page(ENGLISH, width=40)) == (
        "path:      T-261122-K7Q2XM\n"
        "file:      No power in the living room\n"
        "directory: East grid\n"
        "required:  12\n"
        "next:      pm call T-261122-K7Q2XM\n"
        "\n"
        "path:     T-261122-ABCDEF\n"
        "required: 3\n"
    )


def test_what_is_typed_is_never_broken_and_what_is_read_is() -> None:
    row = {
        **ROW,
        "title": "水漫到客厅地板，" * 4,
        "next": "pm staff renew-certificate E-FS2R81 --on DAY",
    }
    lines = table(Table("ticket", WIDE, [row]), Page(CHINESE, width=40)).splitlines()
    assert any(line.endswith("pm staff renew-certificate E-FS2R81 --on DAY") for line in lines)
    assert [line for line in lines if "漫" in line and width(line) > 40] == []


def test_a_drawing_is_for_terminals_and_nobody_misses_it() -> None:
    columns = (*PLAIN, Column("bar", Message(" "), spare=9, whole=True, drawing=True))
    value = Table("ticket", columns, [{"id": "T-1", "title": "lift", "bar": "███"}])
    assert "███" in table(value, Page(ENGLISH, width=40))
    assert table(value, Page(ENGLISH)) == table(value._replace(columns=PLAIN), Page(ENGLISH))
    assert "not shown" not in table(value, Page(ENGLISH, width=10))
    assert "███" not in table(value, Page(ENGLISH, width=10))
    assert "███" not in markdown(value, Page(ENGLISH))


def test_a_cell_has_the_tone_of_its_row_its_word_or_its_column() -> None:
    columns = (
        Column("id", mark("path")),
        Column("due", mark("file"), tone=lambda row: Tone.LATE if row["due"] == "old" else None),
        Column("state", mark("required"), show=partial(label, "state")),
        Column("next", mark("next")),
    )
    one = {"id": "T-1", "due": "old", "state": "closed", "next": "pm tick"}
    other = {"id": "T-2", "due": "new", "state": "received", "next": None}
    text = table(Table("ticket", columns, [one, other]), Page(ENGLISH, 80, Ink(COLOURS)))
    late, good, typed = (COLOURS[tone] for tone in (Tone.LATE, Tone.GOOD, Tone.NEXT))
    end = "\x1b[0m"
    assert text.splitlines()[2:] == [
        f"T-1   {late}old{end}   {good}closed{end}    {typed}pm tick{end}",
        "T-2   new   received",
    ]


def test_what_wraps_is_read_to_its_end() -> None:
    columns = (Column("id", mark("path")), Column("lacks", mark("file"), wraps=True), WIDE[3])
    row = {"id": "T-1", "lacks": "deed, household form, copy of the id card", "hours": "3"}
    value = Table("paper", columns, [row, {**row, "id": "T-2", "lacks": "deed"}])
    assert table(value, Page(ENGLISH, width=40)) == (
        "path  file                      required\n"
        "----  ------------------------  --------\n"
        "T-1   deed, household form,            3\n"
        "      copy of the id card\n"
        "T-2   deed                             3\n"
    )
    toned = value._replace(columns=(columns[0]._replace(tone=lambda _: Tone.LATE), *columns[1:]))
    late = COLOURS[Tone.LATE]
    coloured = table(toned, Page(ENGLISH, 40, Ink(COLOURS))).splitlines()
    assert [line.startswith(f"{late}T-") for line in coloured] == [False, False, True, False, True]
