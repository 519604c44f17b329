"""What every format keeps: a new entry in ``FORMATS`` is tested here without a word more."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from pm.errors import PmError
from pm.i18n import mark
from pm.i18n.catalogue import LANGUAGES, Language
from pm.render.detail import Entry, detail
from pm.render.formats import FORMATS, render
from pm.render.ink import COLOURS, Ink, Tone, without_colours
from pm.render.refusal import render_error, render_warning
from pm.render.text import unseen
from pm.render.value import Column, Page, Table

Render = Callable[[Table, Page], str]

HOSTILE = (
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "a\x00b\x08\x7f",
    "\r overwritten",
    "evil\u202etxt.exe",
    "zero\u200bwidth\ufeff",
    "\u2028next\u2029line",
    "half \udcff character",
    "private \ue000 \U0010fffd",
    "tags \U000e0041",
)
TITLES = ("水管漏水，三楼走廊", "lift stuck", "two\nlines", "pipe | star *", '"quoted", comma', "")
COLUMNS = (
    Column("id", mark("path"), tone=lambda row: Tone.LATE if row["hours"] else None),
    Column("title", mark("file")),
    Column("hours", mark("required"), align="right"),
)
PAGES = [
    Page(language, width) for language in LANGUAGES.values() for width in (None, 120, 40, 10, 1)
]
COLOURED = [page._replace(ink=Ink(COLOURS)) for page in PAGES]


def table_of(*titles: str) -> Table:
    """Make a table of tickets with these titles."""
    rows = [{"id": f"T-{n}", "title": title, "hours": n} for n, title in enumerate(titles)]
    return Table("ticket", COLUMNS, rows)


def unsafe(written: str) -> Iterator[str]:
    """Name what a terminal might obey, or what cannot be written as UTF-8."""
    for found in unseen().findall(written.replace("\n", "")):
        yield f"{found!r} passes"


def breaches(render: Render) -> Iterator[str]:
    """Name the promises that a format breaks."""
    for page in PAGES:
        yield from unsafe(render(table_of(*HOSTILE), page))
        yield from _shapeless(render, page)
    yield from _stained(render)
    whole = render(table_of(*TITLES), PAGES[0])
    yield from (f"T-{n} is lost" for n in range(len(TITLES)) if f"T-{n}" not in whole)
    yield from (f"{title} is lost" for title in TITLES[:2] if title not in whole)


def _stained(render: Render) -> Iterator[str]:
    """Name where colours are more than colours."""
    for plain, coloured in zip(PAGES, COLOURED, strict=True):
        value = table_of(*TITLES, *HOSTILE)
        if without_colours(render(value, coloured)) != render(value, plain):
            yield "the text is another one in colours"


def _shapeless(render: Render, page: Page) -> Iterator[str]:
    for titles in ((), ("one",), TITLES, HOSTILE):
        value = table_of(*titles)
        written = render(value, page)
        if titles and (not written.endswith("\n") or written.endswith("\n\n")):
            yield "the text does not end with one line feed"
        if written != render(value, page) or value != table_of(*titles):
            yield "a second time is not the same"
        if titles and written == render(table_of(*titles, "more"), page):
            yield "a further record changes nothing"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_the_contract(name: str) -> None:
    assert list(breaches(FORMATS[name].render)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_an_encoding_that_holds_chinese(name: str) -> None:
    text = render(table_of(*TITLES), name, PAGES[0])
    encoding = FORMATS[name].file_encoding
    assert text.encode(encoding).decode(encoding) == text


def _careless(value: Table, page: Page) -> str:
    del page
    return "".join(f"{row['id']} {row['title']}\n" for row in value.rows)


def _forgetful(value: Table, page: Page) -> str:
    return FORMATS["jsonl"].render(value._replace(rows=value.rows[1:]), page)


def _endless(value: Table, page: Page) -> str:
    return FORMATS["table"].render(value, page) + "\n"


def _restless(value: Table, page: Page, seen: list[Table] = []) -> str:  # noqa: B006 - its defect
    seen.append(value)
    return FORMATS["table"].render(value, page).replace("T-", f"T-{len(seen)}-")


def _stained_by_colour(value: Table, page: Page) -> str:
    said = FORMATS["table"].render(value, page)
    return said.replace("T-", "! T-") if page.ink.colours else said


@pytest.mark.parametrize(
    "planted", [_careless, _forgetful, _endless, _restless, _stained_by_colour]
)
def test_a_format_that_breaks_the_contract_is_found(planted: Render) -> None:
    assert list(breaches(planted))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_nothing_else_for_people_lets_through_what_cannot_be_seen(language: Language) -> None:
    for text in HOSTILE:
        sentence = mark("{file}", file=text)
        error = PmError(sentence, hint=sentence, details=[sentence, mark(text)])
        inner = [[Entry(sentence, text)]]
        texts = [
            render_error(error, Page(language)),
            render_warning(sentence, Page(language)),
            detail([Entry(sentence, text), Entry(sentence, parts=inner)], Page(language)),
        ]
        assert [list(unsafe(written)) for written in texts] == [[], [], []]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_in_colours_everything_else_for_people_says_the_same(language: Language) -> None:
    plain, coloured = Page(language), Page(language, ink=Ink(COLOURS))
    for text in (*HOSTILE, *TITLES, "\x01\x06\x0f"):
        sentence = mark("{old} -> {new}", old=text, new=mark("next: {command}", command=text))
        error = PmError(sentence, hint=sentence, details=[sentence, mark(text)])
        inner = [[Entry(sentence, text, tone=Tone.LATE)]]
        entries = [Entry(sentence, text), Entry(mark(text), sentence), Entry(sentence, parts=inner)]
        for said in (
            lambda page, error=error: render_error(error, page),
            lambda page, sentence=sentence: render_warning(sentence, page),
            lambda page, entries=entries: detail(entries, page),
            lambda page, sentence=sentence: page.say(sentence, keep="\n"),
        ):
            assert without_colours(said(coloured)) == said(plain)
            assert list(unsafe(without_colours(said(coloured)))) == []


def test_a_table_without_columns_or_keys_is_written_all_the_same() -> None:
    for name in FORMATS:
        assert isinstance(render(Table("ticket", COLUMNS, [{}]), name, PAGES[0]), str)


def test_a_drawn_list_needs_neither_tabulate_nor_wcwidth() -> None:
    code = (
        "import sys\n"
        "from pm.i18n import mark\n"
        "from pm.i18n.catalogue import CHINESE\n"
        "from pm.render.formats import render\n"
        "from pm.render.value import Column, Page, Table\n"
        "value = Table('ticket', [Column('t', mark('file'))], [{'t': '水管漏水，“急”…'}])\n"
        "for name in ('table', 'json', 'csv'): render(value, name, Page(CHINESE, 40))\n"
        "print({'tabulate', 'wcwidth'} & set(sys.modules))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert run.stdout.strip() == b"set()"
