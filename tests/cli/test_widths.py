"""Nothing runs over the edge of a terminal: lists, pages and papers fit, in both languages."""

from collections.abc import Iterator
from datetime import timedelta

import click
import pytest

from pm.cli.commands.today import block_of
from pm.cli.listing import table_of
from pm.cli.opened import office_of
from pm.cli.run import Run
from pm.model.kind import Kind
from pm.office import registry
from pm.office.listing import Listed
from pm.office.morning import Part, next_command
from pm.render.ink import without_colours
from pm.render.table import table
from pm.render.value import Page, Table
from pm.render.value import shown as cell_of
from pm.render.width import width
from pm.reports.morning import CERTIFICATES, MORNING
from pm.reports.sections import Section, Standing
from tests.cli.running import Shell
from tests.cli.screens import on_terminal

USUAL = 80
WIDTHS = (40, 60, 80, 120, 200)
SAMPLE_ID = "T-261122-K7Q2XM"
NOW = "2026-11-26T10:00:00+08:00"
COMMANDS = (
    "today",
    "report weekly",
    "report summary --from 2026-11-01 --to 2026-11-20",
    "log --limit 5",
    "log {ticket}",
    "find 电梯",
    "show {ticket}",
    "show {resident}",
    "ticket clock {ticket}",
    "ticket list --limit 20",
    "unit list --limit 5",
    "plan list",
    "staff list",
    "answer list",
    "standard list",
    "grid load",
    "retention due",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Play the sample office once; nobody writes in it."""
    above = Shell(tmp_path_factory.mktemp("sample"), PM_NOW=NOW, PM_SEED="7")
    above.done("demo", "office")
    return Shell(above.folder / "office", PM_NOW=NOW)


@pytest.fixture(scope="module")
def named(sample: Shell) -> dict[str, str]:
    """Name a record of each kind that is shown."""
    return {
        noun: str(sample.done(noun, "list", "--limit", "9", "--json").records[-1]["id"])
        for noun in ("ticket", "resident")
    }


def _words(text: str) -> list[str]:
    """Give the lines of a text, but for those of what must stay whole: a command, a path."""
    return [line for line in text.splitlines() if len(line.split()) > 1 and "pm " not in line]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_longer_than_the_terminal(
    command: str, language: str, columns: int, sample: Shell, named: dict[str, str]
) -> None:
    words = command.format(**named).split()
    with on_terminal(columns):
        said = sample.done(*words, PM_LANG=language).out
    assert said
    lines = _words(without_colours(said))
    assert [line for line in lines if width(line) > columns] == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_wide_terminal_shows_what_a_script_reads(
    command: str, language: str, sample: Shell, named: dict[str, str]
) -> None:
    words = command.format(**named).split()
    plain = sample.done(*words, PM_LANG=language).out
    with on_terminal(4000):
        said = without_colours(sample.done(*words, PM_LANG=language).out)
    if words[0] == "report":  # it is drawn besides
        assert "…" not in said
    else:
        assert said == plain


@pytest.fixture(scope="module", params=["en", "zh"])
def reader(request: pytest.FixtureRequest, sample: Shell) -> Iterator[click.Context]:
    """Give the context of somebody who lists records of the sample office."""
    with click.Context(click.Command("list"), obj=Run(sample.folder, request.param)) as ctx:
        yield ctx


KINDS = [kind for kind in registry.kinds() if not kind.is_single]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_list_has_its_columns_whole_and_labelled_on_the_usual_terminal(
    kind: Kind, reader: click.Context
) -> None:
    page = Page(reader.ensure_object(Run).language, USUAL)
    columns = _columns(kind, page.language.code)
    rows = [
        {name: state if name == "state" else _longest(reader, kind, name) for name in columns}
        for state in kind.states
    ]
    value = table_of(reader, kind, Listed(columns, rows, []), kind.record.spare)
    fitting = [one for one in value.columns if one.key not in kind.record.spare]
    assert list(_faults(value._replace(columns=fitting), table(value, page), page)) == []


SECTIONS = [section for section in MORNING if section is not CERTIFICATES]
"""The sections of the morning, but for the one whose commands alone fill the terminal."""


@pytest.mark.parametrize("section", SECTIONS, ids=[section.key for section in SECTIONS])
def test_every_section_of_the_morning_fits_the_usual_terminal(
    section: Section, reader: click.Context
) -> None:
    page = Page(reader.ensure_object(Run).language, USUAL)
    kind = registry.kind(section.kind)
    now = office_of(reader).now
    rows = [
        {
            "because": reason.key,
            "at": now - timedelta(days=30),
            **{name: _longest(reader, kind, name) for name in section.columns},
            "state": state,
            "next": next_command(kind, Standing(SAMPLE_ID, reason, "", "4HK2"), state),
        }
        for reason in section.reasons
        for state in kind.states
        if state not in kind.final
    ]
    reasons = {reason.key: reason.words for reason in section.reasons}
    part = Part(section.key, section.label, kind, section.columns, rows, len(rows), reasons)
    block = block_of(reader, part, now)
    shown = table(block.table, page)
    fitting = [one for one in block.table.columns if one.key in {"at", "title", "next"}]
    assert list(_faults(block.table._replace(columns=fitting), shown, page)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_label_of_a_paper_is_cut_on_the_usual_terminal(language: str, sample: Shell) -> None:
    with on_terminal(USUAL):
        said = without_colours(sample.done("report", "weekly", PM_LANG=language).out)
    assert "…" not in said
    assert "------" in said


def _faults(value: Table, shown: str, page: Page) -> Iterator[str]:
    """Name what is wrong with a table on a terminal: columns in blocks, or cut, or missing."""
    labels, rule, *_ = lines = shown.splitlines()
    if set(rule) != {"-", " "}:
        yield "there is no room for a table"
    yield from (f"{line} is too long" for line in lines if width(line) > (page.width or 0))
    for column in value.columns:
        if page.language.say(column.label) not in labels:
            yield f"{column.key} has no label"
        if not (column.whole or column.key in {"id", "at"}):
            continue
        for row in value.rows:
            if cell_of(row[column.key], column, page.language) not in shown:
                yield f"{column.key} is cut"


def _columns(kind: Kind, language: str) -> list[str]:
    """Give the columns of a list: of a name in two languages the reader's."""
    found = [name if kind.leaf(name) else f"{name}_{language}" for name in kind.record.columns]
    return [name for name in found if kind.leaf(name)]


def _longest(reader: click.Context, kind: Kind, name: str) -> object:
    leaf = kind.leaf(name)
    assert leaf is not None
    form = leaf.field.form
    assert form is not None
    text: object = form.sample
    if form.links():
        ids = [
            str(record)
            for noun in form.links()
            for (record,) in office_of(reader).index.run(f'SELECT id FROM "{noun}"', {})  # noqa: S608  # no value is in it
        ]
        text = max(ids, key=len, default=text)
    elif form.choices():
        text = max(form.choices(), key=len)
    return [text, text] if leaf.field.many else text
