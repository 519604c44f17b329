"""Pages: sections one below the other, each a table under a heading with a count."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from pm.i18n import Message, mark
from pm.i18n.formats import short_day
from pm.render.data import csv, json, jsonl
from pm.render.ink import Tone
from pm.render.table import markdown, table
from pm.render.value import Column, Page, Table

FIRST = ("section", "id", "because", "at")
LAST = "next"
YEAR = len("2026-")


class Block(NamedTuple):
    """One section: its key and heading, its rows, and how many there are of them in all.

    ``more`` says how to see those that are left out.
    """

    key: str
    label: Message
    table: Table
    total: int
    more: Message | None = None


def render_page(
    title: Message, blocks: Sequence[Block], head: Mapping[str, object], form: str, page: Page
) -> str:
    """Write a page in one of the formats of tables."""
    if form == "json":
        rows = [_section(block, page) for block in blocks]
        return json(Table(str(head["kind"]), (), rows, head, "sections"), page)
    if form == "jsonl":
        return jsonl(Table("", (), list(_flat(blocks))), page)
    if form == "csv":
        return csv(_sheet(blocks), page)
    return _for_people(title, blocks, page, is_markdown=form == "markdown")


def _section(block: Block, page: Page) -> dict[str, Any]:
    label = page.language.say(block.label)
    return {
        "key": block.key,
        "label": label,
        "total": block.total,
        "records": list(block.table.rows),
    }


def _flat(blocks: Sequence[Block]) -> Iterator[dict[str, object]]:
    for block in blocks:
        for row in block.table.rows:
            yield {"section": block.key, **row}


def _sheet(blocks: Sequence[Block]) -> Table:
    """Give the rows of all sections under the same columns."""
    rows = list(_flat(blocks))
    inner = [name for row in rows for name in row if name not in {*FIRST, LAST}]
    names = (*FIRST, *sorted(dict.fromkeys(inner)), LAST)
    return Table("", [Column(name, Message(name)) for name in names], rows)


def _for_people(title: Message, blocks: Sequence[Block], page: Page, *, is_markdown: bool) -> str:
    draw, top, heading = (markdown, "# ", "## ") if is_markdown else (table, "", "")
    say = page.language.say
    parts = [f"{top}{say(title)}\n" if is_markdown else f"{page.fitted(say(title))}\n"]
    for block in blocks:
        line = say(mark("{section}: {count}", section=block.label, count=block.total))
        more = "" if block.more is None else f"{say(block.more)}\n"
        if not is_markdown:
            line = page.ink.paint(line, Tone.HEADING)
        gap = "\n" if is_markdown else ""
        parts.append(f"{heading}{line}\n{gap}{draw(block.table, page)}{gap if more else ''}{more}")
    if is_markdown and not blocks:
        parts.append(draw(Table("", [Column(LAST, mark("next"))], []), page))
    return "\n".join(parts)


def near(when: object, today: date) -> str:
    """Write a time or a day for people who know what day it is: no more of it than they need.

    The midnight at which a day ends is that day's, as those who have until then see it.
    """
    if not isinstance(when, date):
        return ""
    if not isinstance(when, datetime):
        return _day(when, today)
    at_end = not (when.hour or when.minute or when.second)
    day = when.date() - timedelta(days=at_end)
    clock = "24:00" if at_end else f"{when:%H:%M}"
    return clock if day == today else f"{_day(day, today)} {clock}"


def _day(day: date, today: date) -> str:
    return short_day(day)[YEAR:] if day.year == today.year else short_day(day)
