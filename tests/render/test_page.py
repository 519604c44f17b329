"""Pages: sections for people in both languages, and for scripts."""

import csv
import io
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pm.i18n import mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.render.page import Block, near, render_page
from pm.render.value import Column, Page, Table

TITLE = mark("the whole office")
HEAD = {"schema": 1, "kind": "today"}
TODAY = date(2026, 11, 24)
ZONE = ZoneInfo("Asia/Shanghai")
COMMAND = Column("next", mark("next"), whole=True)
ROW = {
    "id": "T-261122-K7Q2XM",
    "because": "solve",
    "at": datetime(2026, 11, 24, 9, 15, tzinfo=ZONE),
    "title": "厨房下水道堵塞，水漫到客厅地板，请尽快派人处理，住户在家等候",
    "next": "pm ticket solve T-261122-K7Q2XM",
}


def block(key: str, rows: int, total: int | None = None) -> Block:
    """Give a section with the same row again and again."""
    when = Column("at", mark("time"), show=lambda value: near(value, TODAY))
    table = Table(key, [when, Column("title", mark("file")), COMMAND], [ROW] * rows)
    more = None if total is None else mark("and {count} more: pm today --section {key}", count=9)
    return Block(key, mark("overdue"), table, total or rows, more)


def test_people_read_a_heading_a_count_and_a_table_for_each() -> None:
    said = render_page(TITLE, [block("a", 1), block("b", 1, 10)], HEAD, "table", Page(ENGLISH))
    parts = said.split("\n\n")
    assert parts[0] == "the whole office"
    assert parts[1].startswith("overdue: 1\ntime   file")
    assert parts[2].splitlines()[-1] == "and 9 more: pm today --section {key}"


@pytest.mark.parametrize("width", [80, 120])
def test_what_to_type_is_never_cut(width: int) -> None:
    said = render_page(TITLE, [block("a", 2)], HEAD, "table", Page(CHINESE, width))
    *_, first, second = said.splitlines()
    assert first == second
    assert first.startswith("09:15  厨房下水道堵塞，")
    assert ("…" in first) is (width == 80)
    assert first.endswith("  pm ticket solve T-261122-K7Q2XM")


def test_an_empty_page_is_its_title_and_in_markdown_a_table_too() -> None:
    assert render_page(TITLE, [], HEAD, "table", Page(ENGLISH)) == "the whole office\n"
    said = render_page(TITLE, [], HEAD, "markdown", Page(ENGLISH))
    assert said.startswith("# the whole office\n\n| next ")
    assert json.loads(render_page(TITLE, [], HEAD, "json", Page(ENGLISH))) == {
        **HEAD,
        "sections": [],
    }


def test_scripts_get_sections_lines_or_one_sheet() -> None:
    blocks = [block("a", 1), block("b", 1, 10)]
    told = json.loads(render_page(TITLE, blocks, HEAD, "json", Page(CHINESE)))
    assert [(one["key"], one["total"], len(one["records"])) for one in told["sections"]] == [
        ("a", 1, 1),
        ("b", 10, 1),
    ]
    assert told["sections"][0]["records"][0]["at"] == "2026-11-24T09:15:00+08:00"
    lines = render_page(TITLE, blocks, HEAD, "jsonl", Page(CHINESE)).splitlines()
    assert [json.loads(line)["section"] for line in lines] == ["a", "b"]
    sheet = list(csv.reader(io.StringIO(render_page(TITLE, blocks, HEAD, "csv", Page(CHINESE)))))
    assert sheet[0] == ["section", "id", "because", "at", "title", "next"]
    assert [row[0] for row in sheet[1:]] == ["a", "b"]


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (datetime(2026, 11, 24, 9, 15, tzinfo=ZONE), "09:15"),
        (datetime(2026, 11, 23, 9, 15, tzinfo=ZONE), "11-23 09:15"),
        (datetime(2027, 1, 2, 9, 15, tzinfo=ZONE), "2027-01-02 09:15"),
        (datetime(2026, 11, 25, tzinfo=ZONE), "24:00"),
        (datetime(2026, 11, 24, tzinfo=ZONE), "11-23 24:00"),
        (datetime(2027, 1, 1, tzinfo=ZONE), "12-31 24:00"),
        (date(2026, 11, 30), "11-30"),
        (date(2027, 1, 2), "2027-01-02"),
        (None, ""),
    ],
)
def test_a_time_is_written_as_short_as_who_knows_the_day_needs_it(
    when: object, wanted: str
) -> None:
    assert near(when, TODAY) == wanted
