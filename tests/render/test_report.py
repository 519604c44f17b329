"""How papers look to people in both languages, and what scripts get."""

import csv
import io
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE, ENGLISH, Language
from pm.model.labels import label
from pm.model.times import week
from pm.render.formats import FORMATS, render
from pm.render.ink import COLOURS, Ink, Tone, without_colours
from pm.render.report import plain_names, render_report, why_table
from pm.render.value import Page
from pm.render.width import width
from pm.reports.figure import FigureValue, Ids, Value
from pm.reports.figures import FIGURES
from pm.reports.grids import GridRow
from pm.reports.papers import Line, Report
from pm.reports.terms import Grid

WEEK = week("2026-W47", ZoneInfo("Asia/Shanghai"))
TITLE = mark(
    "week {week}: {first} to {last}",
    week="2026-W47",
    first=WEEK.first_day,
    last=WEEK.end.replace(day=22).date(),
)


def value(key: str, what: Value, *, left_out: int = 0, **more: Any) -> FigureValue:
    facts = {"k": None, "n": None, "target": None, **more}
    return FigureValue(FIGURES[key], what, left_out=left_out, **facts)


def line(key: str, now: Value, before: Value, mean: Value, **more: Any) -> Line:
    return Line(value(key, now, **more), value(key, before), mean)


WEEKLY = Report(
    "weekly",
    TITLE,
    WEEK,
    (
        line("received", 12, 9, 10.25),
        line("solved_on_time", 0.9589, 1.0, None, k=140, n=146, target=0.95, left_out=39),
        line("median_hours_to_solve", 1.97, None, 646.57, n=185),
        line("received_by_type", {"repair": 8, "praise": 4}, {"complaint": 9}, {"repair": 10.25}),
        line("incidents_by_type", {"repair": 7, "praise": 4}, {}, {}),
        line("received_by_channel", {"front-desk": 11, "none": 1}, {}, {}, n=12),
        line("received_by_category", {}, {}, {}),
        line("valid_complaints_per_hundred_households", 0.43, 0.0, 1.5, k=2, n=460),
    ),
    compares=True,
    only={"grid": "east"},
    unkept=(FIGURES["overrides"], FIGURES["late_entries"]),
    policies=("2026",),
    grids=(
        GridRow(Grid("east", "E-1", True, 450), 460, 460, "many", 12, 3, 2),  # noqa: FBT003
        GridRow(Grid("west", None), 0, None, None, 0, 0, 0),
    ),
)
SUMMARY = Report(
    "summary", TITLE, WEEK, tuple(Line(line.now) for line in WEEKLY.lines), compares=False
)

IN_ENGLISH = """\
week 2026-W47: 16 Nov 2026 to 22 Nov 2026

only grid: grid east
policy in force: 2026

what came in  this week  previous  mean of 4
------------  ---------  --------  ---------
received             12         9      10.25

received by type  this week  incidents  previous  mean of 4
----------------  ---------  ---------  --------  ---------
type repair               8          7         0      10.25
type praise               4          4         0       0.00
type complaint            0          0         9       0.00

received by channel  this week  previous  mean of 4
-------------------  ---------  --------  ---------
前台 Front desk             11         0       0.00
none given                   1         0       0.00

in time                this week      k of n  previous  mean of 4  target
---------------------  ---------  ----------  --------  ---------  ------
solved on time             95.9%  140 of 146    100.0%          –   95.0%
median hours to solve       1.97      of 185         –     646.57

solved on time: 39 left out (no due time)

grids                                this week    k of n  previous  mean of 4
-----------------------------------  ---------  --------  --------  ---------
valid complaints per 100 households       0.43  2 of 460      0.00       1.50

grid       steward           households  load           received  open  valid per 100
---------  ----------------  ----------  -------------  --------  ----  -------------
grid east  staff E-1 (gold)         460  too many: 460        12     3           0.43
grid west  –                          0  –                     0     0              –

not kept by grid: acts with an override, acts typed late
"""

IN_CHINESE = """\
周报 2026-W47：2026年11月16日至2026年11月22日

仅统计网格：grid east
执行标准：2026

受理情况  本周  上周  前四周平均
--------  ----  ----  ----------
受理        12     9       10.25

受理（按类型）  本周  事件数  上周  前四周平均
--------------  ----  ------  ----  ----------
type repair        8       7     0       10.25
type praise        4       4     0        0.00
type complaint     0       0     9        0.00

受理（按渠道）   本周  上周  前四周平均
---------------  ----  ----  ----------
前台 Front desk    11     0        0.00
未填                1     0        0.00

时限                     本周  符合/总数    上周  前四周平均   目标
----------------------  -----  ---------  ------  ----------  -----
按时完成率              95.9%    140/146  100.0%           –  95.0%
处理时长中位数（小时）   1.97     共 185       –      646.57

按时完成率：39 件未设限办时间，未纳入统计

网格                   本周  符合/总数  上周  前四周平均
---------------------  ----  ---------  ----  ----------
有效投诉率（件/百户）  0.43      2/460  0.00        1.50

网格       责任管家           在住户  负荷          受理  未结  有效投诉/百户
---------  -----------------  ------  ------------  ----  ----  -------------
grid east  staff E-1（金牌）     460  超额：460 户    12     3           0.43
grid west  –                       0  –                0     0              –

不能按网格统计，未列出：破例操作、补录
"""


def names(column: str, slug: str) -> Message | str:
    return {"front-desk": "前台 Front desk"}.get(slug, f"{column} {slug}")


def objects(language: Language, report: Report = WEEKLY) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(render_report(report, "json", Page(language)))
    return made


def test_a_week_in_english() -> None:
    assert render_report(WEEKLY, "table", Page(ENGLISH), names) == IN_ENGLISH


def test_a_week_in_chinese() -> None:
    assert render_report(WEEKLY, "table", Page(CHINESE), names) == IN_CHINESE


def test_a_week_fits_a_terminal() -> None:
    text = render_report(WEEKLY, "table", Page(ENGLISH, 80), names)
    assert max(len(row) for row in text.splitlines()) <= 80


def test_a_summary_compares_nothing() -> None:
    clocks = render_report(SUMMARY, "table", Page(ENGLISH)).split("\n\n")[4]
    first, second, *_ = clocks.split("\n")
    assert first.split() == ["in", "time", "value", "k", "of", "n", "target"]
    assert set(second) == {"-", " "}


def test_markdown_has_a_heading_and_a_list_of_what_was_left_out() -> None:
    text = render_report(WEEKLY, "markdown", Page(ENGLISH), names)
    assert text.startswith(
        "# week 2026-W47: 16 Nov 2026 to 22 Nov 2026\n\n- only grid: grid east\n"
    )
    assert "\n\n- solved on time: 39 left out (no due time)\n\n| grids" in text


def test_scripts_get_what_was_promised() -> None:
    made = objects(ENGLISH, SUMMARY)
    assert list(made) == ["schema", "report", "period", "figures"]
    made = objects(ENGLISH)
    assert list(made) == [
        *("schema", "report", "period", "policies", "only", "not_kept", "grids", "figures"),
    ]
    assert (made["policies"], made["only"]) == (["2026"], {"grid": "east"})
    assert made["not_kept"] == ["overrides", "late_entries"]
    assert made["grids"][0] == {
        "grid": "east",
        "steward": "E-1",
        "gold": True,
        "households": 460,
        "steward_households": 460,
        "load": "many",
        "received": 12,
        "open_at_end": 3,
        "valid_complaints": 2,
        "valid_complaints_per_hundred_households": 0.43,
    }
    assert (made["schema"], made["report"]) == (1, "weekly")
    assert made["period"] == {"from": "2026-11-16", "to": "2026-11-23"}
    assert made["figures"][1] == {
        "key": "solved_on_time",
        "label": "solved on time",
        "value": 0.9589,
        "k": 140,
        "n": 146,
        "unit": "share",
        "target": 0.95,
        "left_out": 39,
        "week_before": 1.0,
        "mean_of_four": None,
    }


def test_a_figure_by_slugs_is_an_object_from_slug_to_count() -> None:
    made = {figure["key"]: figure["value"] for figure in objects(CHINESE)["figures"]}
    assert made["received_by_channel"] == {"front-desk": 11, "none": 1}


def test_only_labels_depend_on_the_language() -> None:
    both = [objects(language)["figures"] for language in (ENGLISH, CHINESE)]
    bare = [[{**figure, "label": ""} for figure in figures] for figures in both]
    assert bare[0] == bare[1]


def test_ids_are_there_only_when_they_were_asked_for() -> None:
    assert "ids" not in objects(ENGLISH)["figures"][0]
    ids = Ids(("T-1",), ("T-1", "T-2"), ())
    named = SUMMARY._replace(lines=(Line(SUMMARY.lines[1].now._replace(ids=ids)),))
    assert objects(ENGLISH, named)["figures"][0]["ids"] == ["T-1"]


def test_a_sheet_has_a_row_for_each_slug() -> None:
    text = render_report(WEEKLY, "csv", Page(ENGLISH))
    rows = list(csv.DictReader(io.StringIO(text)))
    found = [
        (row["slug"], row["value"], row["week_before"], row["mean_of_four"])
        for row in rows
        if row["key"] == "received_by_type"
    ]
    assert found == [
        ("repair", "8", "0", "10.25"),
        ("praise", "4", "0", "0"),
        ("complaint", "0", "9", "0"),
    ]


def test_lines_for_scripts_are_figures() -> None:
    lines = render_report(WEEKLY, "jsonl", Page(ENGLISH)).splitlines()
    assert [json.loads(line)["key"] for line in lines] == [x.now.key for x in WEEKLY.lines]


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_writes_every_paper(format_name: str) -> None:
    for report in (WEEKLY, SUMMARY):
        text = render_report(report, format_name, Page(CHINESE), names)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_types_and_outcomes_are_named_by_the_program() -> None:
    assert plain_names("type", "repair") == label("choice", "repair")
    assert plain_names("outcome", "not-ours") == label("choice", "not-ours")
    assert plain_names("channel", "phone") == "phone"


def test_many_slugs_end_in_one_row_for_the_others() -> None:
    counts = {f"c{number:02d}": 20 - number for number in range(13)}
    report = SUMMARY._replace(
        lines=(Line(value("received", 1)), Line(value("received_by_category", counts)))
    )
    rows = render_report(report, "table", Page(ENGLISH)).splitlines()
    assert rows[-2:] == ["c09                      11", "others: 3                27"]


def test_a_name_from_a_record_draws_no_line_of_its_own() -> None:
    text = render_report(WEEKLY, "table", Page(ENGLISH), lambda _, slug: f"{slug}\n\x1b[2J")
    assert "\x1b" not in text
    assert "repair \\u001b[2J" in text


def test_why_lists_each_id_with_its_part() -> None:
    ids = Ids(("T-1",), ("T-1", "T-2"), ("T-3",))
    made = why_table(value("solved_on_time", 0.5, k=1, n=2, left_out=1)._replace(ids=ids))
    assert render(made, "table", Page(ENGLISH)) == (
        "id   part\n---  -----------\nT-1  counted\nT-2  not counted\nT-3  left out\n"
    )
    assert json.loads(render(made, "json", Page(CHINESE))) == {
        "schema": 1,
        "figure": "solved_on_time",
        "ids": [
            {"id": "T-1", "part": "counted"},
            {"id": "T-2", "part": "not-counted"},
            {"id": "T-3", "part": "left-out"},
        ],
    }


WIDE = Page(ENGLISH, width=100, ink=Ink(COLOURS))
ON_SCREEN = WEEKLY._replace(
    lines=tuple(
        one._replace(past=past)
        for one, past in zip(
            WEEKLY.lines,
            [(0, 6, 9), (None, 1.0), (None,), *((),) * 5],
            strict=True,
        )
    )
)


def test_on_a_terminal_a_figure_is_drawn_as_it_went() -> None:
    said = without_colours(render_report(ON_SCREEN, "table", WIDE)).splitlines()
    (received,) = [line for line in said if line.startswith("received  ")]
    assert received.endswith("  12         9      10.25   ▁▅▆█")
    (solved,) = [line for line in said if line.startswith("solved on time  ")]
    assert solved.endswith("   ██")
    (median,) = [line for line in said if line.startswith("median")]
    assert not set(median) & set("▁▂▃▄▅▆▇█")


def test_on_a_terminal_slugs_are_drawn_beside_the_largest() -> None:
    said = without_colours(render_report(ON_SCREEN, "table", WIDE))
    assert "repair                    8          7         0      10.25  ████████████\n" in said
    assert "praise                    4          4         0       0.00  ██████\n" in said


def test_without_a_terminal_nothing_is_drawn() -> None:
    for form in ("table", "markdown", "json", "csv", "jsonl"):
        assert render_report(ON_SCREEN, form, Page(ENGLISH)) == render_report(
            WEEKLY, form, Page(ENGLISH)
        )


def test_a_target_that_was_met_is_seen_and_one_that_was_not() -> None:
    missed = line("solved_on_time", 0.9, 1.0, None, k=9, n=10, target=0.95)
    said = render_report(WEEKLY._replace(lines=(*WEEKLY.lines, missed)), "table", WIDE)
    assert COLOURS[Tone.GOOD] + "95.9%" in said
    assert COLOURS[Tone.LATE] + "90.0%" in said


def test_a_narrow_terminal_gets_fewer_columns_and_is_told_which() -> None:
    said = render_report(WEEKLY, "table", Page(ENGLISH, width=50))
    assert max(map(width, said.splitlines())) <= 50
    assert "not shown, for want of room: mean of 4\n" in said
    assert "k of n, " not in said.splitlines()[3]
