"""Rows that are wrong are named with their line, column, value and reason; the rest comes in."""

import json
from pathlib import Path

import pytest

from pm.errors import Invalid, NotFound, Usage
from pm.office import registry
from pm.office.importing.maps import find_map
from pm.office.listing import Wanted, listed
from tests.cli.running import Shell
from tests.office.incoming import (
    csv,
    imported,
    map_text,
    open_office,
    rows,
    told,
    warned,
)


@pytest.fixture
def shell(office: Shell) -> Shell:
    return office


def values(shell: Shell, *columns: str) -> list[tuple[object, ...]]:
    """Give columns of the tickets as their reader sees them; nothing here needs a mask."""
    office = open_office(shell)
    wanted = Wanted({}, columns=",".join(columns))
    found = listed(office, registry.kind("ticket"), wanted)
    office.close()
    return [tuple(row.get(column) for column in columns) for row in found.rows]


@pytest.fixture
def america(office: Shell, tmp_path: Path) -> Shell:
    """Give an office whose files are written in New York, where clocks are changed."""
    (tmp_path / "old.yaml").write_text(map_text(zone="America/New_York"), encoding="utf-8")
    return office


BROKEN: list[dict[str, str]] = [
    {"Type": "Frage"},
    {"Title": "two\nlines"},
    {"Title": "bell \x07"},
    {"Title": "", "Detail": ""},
    {"Received": "18.03.2019"},
    {"Received": ""},
    {"Due": "2019-02-30 10:00"},
    {"Done": "2019-03-17 09:00", "Status": "done"},
    {"Number": ""},
    {"Received": "1999-12-31 10:00"},
]
"""Ten rows, each wrong in one way."""


def test_ten_broken_rows_are_named_and_the_rest_comes_in(shell: Shell) -> None:
    found = imported(shell, csv(rows({}, *BROKEN, {})))
    assert found.imported == 2
    assert [problem.line for problem in found.errors] == [3, 4, 6, 7, 8, 9, 10, 11, 12, 13]
    assert told(found) == [
        "old.csv, line 3, Type 'Frage': the value table of type does not have it",
        "old.csv, line 4, Title + Detail 'two\nlines': the text has more than one line",
        "old.csv, line 6, Title + Detail 'bell \x07': the text holds a control character (U+0007)",
        "old.csv, line 7, Title + Detail: there is nothing in it",
        "old.csv, line 8, Received: '18.03.2019' is not written like 2026-11-22 15:30",
        "old.csv, line 9, Received: there is nothing in it",
        "old.csv, line 10, Due: '2019-02-30 10:00' is not written like 2026-11-22 15:30",
        "old.csv, line 11, Done '2019-03-17 09:00': this is before Received (2019-03-18 09:00)",
        "old.csv, line 12, Number: there is no text",
        "old.csv, line 13, Received '1999-12-31 10:00': an id tells days of the years 2000 to 2099",
    ]


def test_several_faults_of_one_row_are_all_named(shell: Shell) -> None:
    found = imported(shell, csv(rows({"Type": "x", "Due": "y", "Received": "z"})))
    assert [problem.column for problem in found.errors] == ["Type", "Received", "Due"]
    assert found.commit is None


def test_the_command_ends_with_3_and_shows_what_is_wrong_escaped(shell: Shell) -> None:
    (shell.folder.parent / "old.yaml").write_text(map_text(), encoding="utf-8")
    (shell.folder / "old.csv").write_text(csv(rows({}, *BROKEN)), encoding="utf-8")
    answer = shell.pm("import", "old.csv", "--map", "../old.yaml")
    assert answer.code == 3
    assert answer.out.startswith("came in: 1 (commit ")
    assert "pm: error: rows that did not come in: 10\n" in answer.err
    assert "\x07" not in answer.err
    assert "pm: hint: mend them and import the file again" in answer.err
    again = shell.pm("import", "old.csv", "--map", "../old.yaml", "--json")
    assert (again.code, again.json["unchanged"], again.json["commit"]) == (3, 1, None)
    assert again.json["errors"][0] == {
        "line": 3,
        "column": "Type",
        "value": "Frage",
        "reason": "the value table of type does not have it",
    }


def test_many_warnings_are_counted_after_the_first_ones(shell: Shell) -> None:
    (shell.folder.parent / "old.yaml").write_text(map_text(), encoding="utf-8")
    doubtful = {"Done": "2019-03-19 09:00", "Status": "open"}
    (shell.folder / "old.csv").write_text(csv(rows(*[doubtful] * 30)), encoding="utf-8")
    answer = shell.done("import", "old.csv", "--map", "../old.yaml")
    assert len(answer.err.splitlines()) == 21
    assert answer.err.endswith("pm: warning: and more: 10\n")


def test_a_file_that_only_was_tried_leaves_nothing(shell: Shell) -> None:
    (shell.folder.parent / "old.yaml").write_text(map_text(), encoding="utf-8")
    before = shell.head
    answer = shell.done(
        *("import", "-", "--map", "../old.yaml", "--dry-run"), typed=csv(rows({}, {}))
    )
    assert answer.out.startswith("would come in: 2; nothing was recorded\ncategories made: 1\n")
    assert shell.head == before
    assert shell.git("status", "--porcelain") == ""


def test_of_two_rows_with_one_key_the_first_comes_in(shell: Shell) -> None:
    found = imported(shell, csv(rows({"Title": "first"}, {"Number": "1", "Title": "second"})))
    assert found.imported == 1
    assert told(found) == [
        "old.csv, line 3, Number '1': line 2 has the same key; the first of the two counts"
    ]
    assert values(shell, "title") == [("first",)]


def test_rows_that_are_there_already_stay_as_they_are(shell: Shell) -> None:
    imported(shell, csv(rows({})))
    found = imported(shell, csv(rows({"Title": "changed"}, {})))
    assert (found.imported, found.unchanged) == (1, 1)
    assert sorted(values(shell, "title")) == [("no water",), ("no water",)]


def test_what_was_taken_back_comes_in_again(shell: Shell) -> None:
    imported(shell, csv(rows({}, {})))
    shell.done("undo")
    assert values(shell, "state") == [("void",), ("void",)]
    found = imported(shell, csv(rows({}, {})))
    assert (found.imported, found.unchanged) == (2, 0)
    assert (found.notes, [ids for _, ids in found.made]) == ((), [("water-heating",)])
    assert shell.done("category", "show", "water-heating", "--json").records[0]["state"] == "active"
    shell.done("undo")
    assert imported(shell, csv(rows({}, {}))).imported == 2


def test_what_is_retired_is_used_and_told(shell: Shell) -> None:
    imported(shell, csv(rows({})))
    shell.done("category", "retire", "water-heating")
    found = imported(shell, csv(rows({}, {})))
    assert [str(note) for note in found.notes] == [
        "the file names what is retired; it is used all the same: water-heating"
    ]


def test_a_value_table_takes_no_account_of_capitals_and_spaces(shell: Shell) -> None:
    imported(shell, csv(rows({"Type": " reparatur "}, {"Type": "BESCHWERDE"})))
    assert sorted(values(shell, "type")) == [("complaint",), ("repair",)]


def test_a_due_comes_in_as_it_is_and_none_is_made(shell: Shell) -> None:
    imported(shell, csv(rows({"Due": "2019-03-20 17:00"}, {})))
    assert sorted(values(shell, "due"), key=str) == [("2019-03-20T17:00:00+08:00",), (None,)]


def test_a_time_still_to_come_is_told(shell: Shell) -> None:
    found = imported(shell, csv(rows({"Received": "2031-01-01 10:00"})))
    assert warned(found) == ["old.csv, line 2, Received '2031-01-01 10:00': this is still to come"]


def test_a_row_that_should_be_closed_but_has_no_time_is_told(shell: Shell) -> None:
    found = imported(shell, csv(rows({"Status": "done"})))
    assert warned(found) == ["old.csv, line 2, Done: there is nothing in it, and Status is 'done'"]
    assert values(shell, "state") == [("received",)]


# -- daylight saving -------------------------------------------------------------------------------


def test_an_hour_that_occurs_twice_is_the_first_with_a_warning(america: Shell) -> None:
    found = imported(america, csv(rows({"Received": "2018-11-04 01:30"})))
    assert values(america, "received_at") == [("2018-11-04T01:30:00-04:00",)]
    assert warned(found) == [
        "old.csv, line 2, Received: 2018-11-04 01:30 occurs twice that day; the first is taken"
    ]


def test_an_hour_that_does_not_exist_shifts_forward_with_a_warning(america: Shell) -> None:
    found = imported(america, csv(rows({"Received": "2019-03-10 02:30"})))
    assert values(america, "received_at") == [("2019-03-10T03:30:00-04:00",)]
    (warning,) = warned(found)
    assert warning == (
        "old.csv, line 2, Received:"
        " 2019-03-10 02:30 does not exist that day; 2019-03-10 03:30 is taken"
    )


def test_the_days_around_a_change_have_their_own_offset(america: Shell) -> None:
    found = imported(
        america, csv(rows({"Received": "2019-03-09 12:00"}, {"Received": "2019-03-11 12:00"}))
    )
    assert found.warnings == ()
    assert sorted(values(america, "received_at")) == [
        ("2019-03-09T12:00:00-05:00",),
        ("2019-03-11T12:00:00-04:00",),
    ]


def test_the_id_tells_the_day_in_the_zone_of_the_office(america: Shell) -> None:
    imported(america, csv(rows({"Received": "2019-03-11 20:00"})))
    (record_id,) = (row[0] for row in values(america, "id"))
    assert str(record_id).startswith("T-190312-")


# -- forms of files --------------------------------------------------------------------------------

CHINESE = rows(
    {"Title": "厨房漏水", "Category": "给排水"}, {"Title": "电梯异响", "Category": "电梯"}
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_its_own_encoding(shell: Shell, encoding: str) -> None:
    found = imported(shell, csv(CHINESE).encode(encoding))
    assert found.imported == 2
    assert sorted(values(shell, "title")) == [("厨房漏水",), ("电梯异响",)]


def test_an_encoding_that_is_named_is_taken(shell: Shell) -> None:
    found = imported(shell, csv(rows({"Title": "é"})).encode("cp1252"), encoding="cp1252")
    assert found.imported == 1
    assert values(shell, "title") == [("é",)]


def test_a_wrong_encoding_is_refused(shell: Shell) -> None:
    with pytest.raises(Usage, match="there is no encoding 'hex'"):
        imported(shell, csv(CHINESE), encoding="hex")
    with pytest.raises(Invalid, match="not written in ascii"):
        imported(shell, csv(CHINESE), encoding="ascii")
    with pytest.raises(Invalid, match="neither UTF-8 nor GB18030"):
        imported(shell, b"Number\n\xff\xff\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(shell: Shell, delimiter: str) -> None:
    found = imported(shell, csv(rows({"Note": "a, b; c\td"}), delimiter))
    assert (found.imported, told(found)) == (1, [])
    assert values(shell, "source_kept") == [("Note: a, b; c\td",)]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ""])
def test_json_comes_in_as_a_list_or_in_lines(shell: Shell, suffix: str) -> None:
    found = [{**row, "Number": number} for number, row in enumerate(rows({}, {}), start=1)]
    lines = "\n".join(json.dumps(row) for row in found)
    assert imported(shell, json.dumps(found) if suffix == ".json" else lines, suffix).imported == 2
    whole = json.dumps({"records": [{**found[0], "Number": 3, "Note": None}]}, indent=1)
    assert imported(shell, whole, suffix if suffix != ".jsonl" else "").imported == 1


def test_a_line_that_is_no_json_is_named(shell: Shell) -> None:
    (good,) = rows({})
    found = imported(shell, f"{json.dumps(good)}\n{{bad\n[1]\n", ".jsonl")
    assert found.imported == 1
    assert told(found) == [
        "old.jsonl, line 2: a mistake in column 2",
        "old.jsonl, line 3: this is no object with fields",
    ]


def test_a_row_of_another_length_is_named(shell: Shell) -> None:
    found = imported(shell, csv(rows({})) + "9,Reparatur\n\n" + csv(rows({}, {})).split("\n")[2])
    assert found.imported == 2
    assert told(found) == ["old.csv, line 3: the row has 2 cells, the header has 10"]


def test_a_quotation_mark_that_is_not_closed_is_named(shell: Shell) -> None:
    found = imported(shell, csv(rows({})) + '2,"Reparatur\nand\nso on\n')
    assert found.imported == 1
    assert told(found) == [
        "old.csv, line 3: a quotation mark is not closed; everything down to line 5 belongs to it"
    ]


def test_a_file_without_a_column_is_refused_and_nothing_is_recorded(shell: Shell) -> None:
    before = shell.head
    with pytest.raises(Invalid) as refused:
        imported(
            shell, csv(rows({})).replace('"', "").replace("Received", "Got").replace("Due", "By")
        )
    assert [str(one) for one in refused.value.details] == ["column Received", "column Due"]
    assert str(refused.value.hint).startswith("the file has: Number, Type")
    assert shell.head == before


@pytest.mark.parametrize(
    ("text", "suffix", "message"),
    [
        ("", ".csv", "the file is empty"),
        ("a,a\n", ".csv", "columns that stand there twice: a"),
        ("3", ".json", "cannot be read as JSON: it has no list of rows"),
        ("[" * 100_000, ".json", "cannot be read as JSON: it is nested too deep"),
        ("[\n1,", ".json", "cannot be read as JSON: a mistake in line 2"),
    ],
)
def test_what_is_no_table_is_refused(shell: Shell, text: str, suffix: str, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        imported(shell, text, suffix)


def test_a_file_or_a_map_that_is_not_there_is_named(shell: Shell) -> None:
    answer = shell.pm("import", "none.csv", "--map", "nyc311")
    assert (answer.code, "the file none.csv cannot be read" in answer.err) == (10, True)
    (shell.folder / "a.csv").write_text("a\n", encoding="utf-8")
    answer = shell.pm("import", "a.csv", "--map", "nowhere")
    assert (answer.code, "there is no map 'nowhere'" in answer.err) == (10, True)
    assert "there are: answers, duties, nyc311, residents, staff, units" in answer.err
    assert shell.git("status", "--porcelain") == "?? a.csv\n"


def test_who_may_not_import_is_refused_and_nothing_is_recorded(shell: Shell) -> None:
    shell.done("staff", "new", "--name", "Wang Fang", "--post", "front-desk")
    before = shell.head
    (shell.folder.parent / "old.yaml").write_text(map_text(), encoding="utf-8")
    answer = shell.pm(
        *("import", "-", "--map", "../old.yaml"), typed=csv(rows({})), PM_STAFF="Wang Fang"
    )
    assert answer.code == 13
    assert shell.head == before


def test_a_map_of_the_office_is_named_by_its_slug(shell: Shell) -> None:
    maps = shell.folder / "records" / "maps"
    maps.mkdir()
    (maps / "old.yaml").write_text(map_text(), encoding="utf-8")
    shell.done("commit")
    answer = shell.done("import", "-", "--map", "old", typed=csv(rows({})))
    assert answer.out.startswith("came in: 1 ")


def test_a_map_that_was_retired_is_used_no_more(shell: Shell) -> None:
    shell.done("map", "new", "bare", "--key", "Number", "--name-en", "Old system")
    shell.done("map", "retire", "bare")
    answer = shell.pm("import", "-", "--map", "bare", typed=csv(rows({})))
    assert (answer.code, "the map bare is used no more" in answer.err) == (13, True)


def test_a_map_that_cannot_be_read_is_refused(shell: Shell) -> None:
    path = shell.folder.parent / "old.yaml"
    path.write_text(map_text().replace("key: Number\n", "ky: Number\n"), encoding="utf-8")
    with pytest.raises(Invalid, match="is not a valid record"):
        imported(shell, csv(rows({})))
    office = open_office(shell)
    with pytest.raises(NotFound, match="there is no map"):
        find_map(office, "../missing.yaml")
    office.close()
