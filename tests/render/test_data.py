"""Tables for scripts: JSON that loses nothing, CSV that no spreadsheet takes for a formula."""

import csv as reader
import io
import json as loader
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.i18n import mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.render.data import csv, json, jsonl
from pm.render.formats import FORMATS
from pm.render.value import Column, Page, Table

PAGE = Page(ENGLISH)
COLUMNS = (Column("id", mark("id")), Column("value", mark("yes")))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def of(*values: object) -> Table:
    """Make a table with these values, numbered."""
    rows = [{"id": str(number), "value": value} for number, value in enumerate(values)]
    return Table("ticket", COLUMNS, rows)


def cells(*values: object) -> list[str]:
    """Write values as CSV and read the cells back."""
    rows = list(reader.reader(io.StringIO(csv(of(*values), PAGE), newline="")))
    return [row[1] for row in rows[1:]]


def test_json_is_what_scripts_rely_on() -> None:
    assert json(of("漏水"), PAGE) == (
        '{"schema":1,"kind":"ticket","records":[\n{"id":"0","value":"漏水"}\n]}\n'
    )
    assert json(of(), PAGE) == '{"schema":1,"kind":"ticket","records":[]}\n'


def test_a_report_has_its_own_head() -> None:
    head = {"schema": 1, "report": "weekly", "period": {"from": "2026-11-16", "to": "2026-11-23"}}
    value = of(3)._replace(head=head, body="figures")
    assert loader.loads(json(value, PAGE)) == {**head, "figures": [{"id": "0", "value": 3}]}


@given(st.lists(json_values, max_size=4))
def test_json_is_read_back_whole(values: list[object]) -> None:
    records = loader.loads(json(of(*values), PAGE))["records"]
    assert [record["value"] for record in records] == values
    lines = jsonl(of(*values), PAGE).splitlines()
    assert [loader.loads(line)["value"] for line in lines] == values


@pytest.mark.parametrize("text", ["\x7f", "\u202e", "\u200b", "\udc80", "\U000e0001", "\u2028"])
def test_json_escapes_what_cannot_be_seen_and_keeps_it(text: str) -> None:
    written = json(of(text), PAGE)
    assert text not in written
    assert loader.loads(written)["records"][0]["value"] == text


def test_json_writes_times_days_and_money_as_text() -> None:
    values = (datetime(2026, 11, 22, 9, 15, tzinfo=UTC), date(2026, 11, 22), Decimal("1.50"))
    records = loader.loads(json(of(*values), PAGE))["records"]
    assert [record["value"] for record in records] == [
        "2026-11-22T09:15:00+00:00",
        "2026-11-22",
        "1.50",
    ]
    assert cells(*values) == ["2026-11-22T09:15:00+00:00", "2026-11-22", "1.50"]


def test_a_value_without_a_json_form_is_a_fault_of_pm() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        json(of(object()), PAGE)


@pytest.mark.parametrize(
    "text",
    [*"=+-@＝＋－＠", "=1+1", " =1", "\t=1", "\r=1", "\tx", "\nx", "　=1", "-5", "@SUM(A1)", "＝1"],
)
def test_no_text_is_a_formula(text: str) -> None:
    (cell,) = cells(text)
    assert cell.startswith("'")
    assert cell[1:].replace("\\u0009", "\t").replace("\\u000d", "\r") == text


@pytest.mark.parametrize("text", ["a=b", "3-1-402", "T-1", "a@b", "水－管", ""])
def test_a_text_that_is_no_formula_stays(text: str) -> None:
    assert cells(text) == [text]


def test_csv_writes_every_value_as_a_script_reads_it() -> None:
    values = (None, True, -5, 1.5, ["a", "=b"], {"repair": 3}, 'say "a;b",\nc')
    assert cells(*values) == [
        "",
        "true",
        "-5",
        "1.5",
        "a; '=b",
        '{"repair":3}',
        'say "a;b",\nc',
    ]


def test_csv_has_the_keys_above_and_quotes_every_cell() -> None:
    assert csv(of(1), PAGE) == '"id","value"\n"0","1"\n'


def test_a_csv_file_begins_with_the_mark_that_excel_needs() -> None:
    text = csv(of("漏水"), PAGE)
    assert text.encode(FORMATS["csv"].file_encoding).startswith(b"\xef\xbb\xbf")
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_data_is_the_same_in_every_language(name: str) -> None:
    value = of("漏水", None, date(2026, 11, 22))
    written = FORMATS[name].render
    assert written(value, PAGE) == written(value, Page(CHINESE, width=20))
