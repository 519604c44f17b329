"""How things look, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from pm.errors import NotFound, PmError, Refused, Unreadable
from pm.i18n import mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.render.detail import Entry, detail
from pm.render.formats import render
from pm.render.refusal import render_error, render_warning
from pm.render.value import Column, Page, Table

COLUMNS = (
    Column("id", mark("path")),
    Column("title", mark("file")),
    Column("urgent", mark("required")),
    Column("hours", mark("yes"), align="right"),
)
TICKETS = Table(
    "ticket",
    COLUMNS,
    [
        {"id": "T-261122-K7Q2XM", "title": "水管漏水", "urgent": True, "hours": 12.5},
        {"id": "T-261122-ABCDEF", "title": "lift | stuck", "urgent": None, "hours": 3},
    ],
)
VISITS = [
    [
        Entry(mark("path"), datetime(2026, 11, 22, 9, 15, tzinfo=UTC)),
        Entry(mark("required"), timedelta(minutes=45)),
    ],
    [Entry(mark("path"), "later")],
]
RECORD = [
    Entry(mark("path"), "T-261122-K7Q2XM"),
    Entry(mark("Positional arguments"), mark("yes")),
    Entry(mark("file"), "水管漏水。\n\n三楼。"),
    Entry(mark("no")),
    Entry(mark("directory"), parts=VISITS),
    Entry(mark("required"), parts=[[Entry(mark("yes"), parts=[[Entry(mark("no"), 3)]])]]),
]


def test_a_table_in_english() -> None:
    assert render(TICKETS, "table", Page(ENGLISH)) == (
        "path             file          required   yes\n"
        "---------------  ------------  --------  ----\n"
        "T-261122-K7Q2XM  水管漏水      yes       12.5\n"
        "T-261122-ABCDEF  lift | stuck               3\n"
    )


def test_a_table_in_chinese() -> None:
    assert render(TICKETS, "table", Page(CHINESE)) == (
        "路径             文件          必填    是\n"
        "---------------  ------------  ----  ----\n"
        "T-261122-K7Q2XM  水管漏水      是    12.5\n"
        "T-261122-ABCDEF  lift | stuck           3\n"
    )


def test_markdown_in_chinese() -> None:
    assert render(TICKETS, "markdown", Page(CHINESE)) == (
        "| 路径            | 文件          | 必填   |   是 |\n"
        "|:----------------|:--------------|:-------|-----:|\n"
        "| T-261122-K7Q2XM | 水管漏水      | 是     | 12.5 |\n"
        "| T-261122-ABCDEF | lift \\| stuck |        |    3 |\n"
    )


def test_data() -> None:
    assert render(TICKETS, "json", Page(CHINESE)) == (
        '{"schema":1,"kind":"ticket","records":[\n'
        '{"id":"T-261122-K7Q2XM","title":"水管漏水","urgent":true,"hours":12.5},\n'
        '{"id":"T-261122-ABCDEF","title":"lift | stuck","urgent":null,"hours":3}\n'
        "]}\n"
    )
    assert render(TICKETS, "csv", Page(CHINESE)) == (
        '"id","title","urgent","hours"\n'
        '"T-261122-K7Q2XM","水管漏水","true","12.5"\n'
        '"T-261122-ABCDEF","lift | stuck","","3"\n'
    )


def test_a_record_in_english() -> None:
    assert detail(RECORD, Page(ENGLISH)) == (
        "path:                 T-261122-K7Q2XM\n"
        "Positional arguments: yes\n"
        "file:                 水管漏水。\n"
        "\n"
        "                      三楼。\n"
        "directory:\n"
        "  - path:     22 Nov 2026 09:15\n"
        "    required: 45 min\n"
        "  - path: later\n"
        "required:\n"
        "  yes:\n"
        "    no: 3\n"
    )


def test_a_record_in_chinese() -> None:
    assert detail(RECORD, Page(CHINESE)) == (
        "路径：    T-261122-K7Q2XM\n"
        "位置参数：是\n"
        "文件：    水管漏水。\n"
        "\n"
        "          三楼。\n"
        "文件夹：\n"
        "  - 路径：2026年11月22日 09:15\n"
        "    必填：45分钟\n"
        "  - 路径：later\n"
        "必填：\n"
        "  是：\n"
        "    否：3\n"
    )


def test_a_record_with_nothing_to_say_is_empty() -> None:
    assert detail([Entry(mark("no"))], Page(ENGLISH)) == ""


@pytest.mark.parametrize(
    ("error", "english", "chinese"),
    [
        (
            Unreadable("records/a.yaml", 3, mark("unknown error")),
            (
                "pm: error: records/a.yaml, line 3: unknown error\n"
                "pm: hint: mend the file and run: pm check\n"
            ),
            (
                "pm: 错误：records/a.yaml 第 3 行：未知错误\n"
                "pm: 提示：请改正该文件，然后运行：pm check\n"
            ),
        ),
        (
            Refused(mark("unknown error"), details=[mark("Missing option"), mark("file")]),
            "pm: error: unknown error\npm:   Missing option\npm:   file\n",
            "pm: 错误：未知错误\npm:   缺少选项\npm:   文件\n",
        ),
        (NotFound(mark("no")), "pm: error: no\n", "pm: 错误：否\n"),
    ],
)
def test_a_refusal(error: PmError, english: str, chinese: str) -> None:
    assert render_error(error, Page(ENGLISH)) == english
    assert render_error(error, Page(CHINESE)) == chinese


def test_a_warning() -> None:
    assert render_warning(mark("unknown error"), Page(ENGLISH)) == "pm: warning: unknown error\n"
    assert render_warning(mark("unknown error"), Page(CHINESE)) == "pm: 警告：未知错误\n"
