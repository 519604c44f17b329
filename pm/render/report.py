"""Papers for people and for scripts: for people a table for each chapter and each list of slugs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pm.i18n import Message, mark
from pm.i18n.formats import share
from pm.model.labels import label
from pm.render.data import csv, json, jsonl
from pm.render.drawing import bar, spark
from pm.render.ink import Tone
from pm.render.report_grids import grid_objects, grid_table
from pm.render.table import markdown, table
from pm.render.text import one_line
from pm.render.value import Column, Page, Table
from pm.reports.figure import CHAPTERS, NONE, FigureValue, Unit, Value
from pm.reports.papers import Line, Report

Names: TypeAlias = Callable[[str, str], Message | str]
"""Gives the name of a slug of a column (``channel``, ``phone``) for people."""
Row: TypeAlias = dict[str, Any]


def _tone(row: Mapping[str, Any]) -> Tone | None:
    met = row.get("met")
    return None if met is None else Tone.GOOD if met else Tone.LATE


FIGURE = Column("figure", mark("figure"), whole=False)
NOW = Column("now", mark("this week"), align="right", tone=_tone)
VALUE = Column("now", mark("value"), align="right", tone=_tone)
K_OF_N = Column("k_of_n", mark("k of n"), align="right", spare=2)
BESIDE = Column("beside", mark("beside"), align="right", spare=2)
BEFORE = Column("before", mark("previous"), align="right", spare=1)
MEAN = Column("mean", mark("mean of 4"), align="right", spare=3)
TARGET = Column("target", mark("target"), align="right")
SHOWN_WEEKS = 5
"""This week and the four before it."""
TREND = Column("trend", mark("{count} weeks", count=SHOWN_WEEKS), spare=5, whole=True, drawing=True)
BAR = Column("bar", Message(" "), spare=5, whole=True, drawing=True)
BAR_COLUMNS = 12

NOTHING = "–"
MOST_ROWS = 10
"""How many slugs a block names; the others stand together in one more row."""

KEYS = ("key", "slug", "label", "value", "k", "n", "unit", "target", "left_out")
KEYS_BEFORE = ("week_before", "mean_of_four")


def plain_names(column: str, slug: str) -> Message | str:
    """Name what the program itself names, as types and outcomes; other slugs name themselves."""
    return label("choice", slug) if column in {"type", "outcome", "because"} else slug


def render_report(report: Report, format_name: str, page: Page, names: Names = plain_names) -> str:
    """Write a paper in one of the formats of tables."""
    if format_name == "json":
        return json(_for_scripts(report, page), page)
    if format_name == "jsonl":
        return jsonl(_for_scripts(report, page), page)
    if format_name == "csv":
        return csv(_for_sheets(report, page), page)
    return _for_people(report, page, names, is_markdown=format_name == "markdown")


def _for_people(report: Report, page: Page, names: Names, *, is_markdown: bool) -> str:
    """Write title and what it is about, then the chapters, a blank line between the parts."""
    draw, heading, bullet = (markdown, "# ", "- ") if is_markdown else (table, "", "")
    say = page.language.say

    def listed(sentences: Iterator[Message]) -> str:
        said = [f"{bullet}{one_line(say(sentence))}" for sentence in sentences]
        return "".join(f"{line if is_markdown else page.fitted(line)}\n" for line in said)

    title = say(report.title) if is_markdown else page.fitted(say(report.title))
    parts = [f"{heading}{title}\n", listed(_about(report, names))]
    for lines in _by_chapter(report.lines):
        plain = [line for line in lines if not line.now.figure.is_by]
        if plain:
            parts += [draw(_plain_table(plain, report, page), page), listed(_notes(plain))]
        if report.grids and lines[0].now.figure.chapter == "grids":
            parts.append(draw(grid_table(report.grids, names), page))
            continue
        for block in _blocks(lines, report, names, page):
            parts.append(draw(block, page))
    parts.append(listed(_unkept(report)))
    return "\n".join(part for part in parts if part)


def _about(report: Report, names: Names) -> Iterator[Message]:
    """Say what the paper is narrowed to, and the policy in force."""
    if report.until is not None:
        yield mark("so far: up to {time}", time=report.until)
    for column, slug in report.only.items():
        yield mark("only {what}: {name}", what=label("field", column), name=names(column, slug))
    if report.policies:
        yield mark("policy in force: {policies}", policies=list(report.policies))


def _unkept(report: Report) -> Iterator[Message]:
    if report.unkept:
        yield mark(
            "not kept by {what}: {figures}",
            what=[label("field", column) for column in report.only],
            figures=[figure.label for figure in report.unkept if not figure.is_by],
        )


def _by_chapter(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Put the lines under their headings, in the order in which they come."""
    chapters: dict[str, list[Line]] = {}
    for line in lines:
        chapters.setdefault(line.now.figure.chapter, []).append(line)
    yield from chapters.values()


def _past(report: Report) -> tuple[Column, ...]:
    return (BEFORE, MEAN) if report.compares else ()


def _plain_table(lines: Sequence[Line], report: Report, page: Page) -> Table:
    """Give the numbers of a chapter; columns that would be empty are left out."""
    now = NOW if report.compares else VALUE
    rows = [_row(line, page) for line in lines]
    heading = CHAPTERS.get(lines[0].now.figure.chapter)
    first = FIGURE if heading is None else FIGURE._replace(label=heading)
    columns = [first, now, K_OF_N, *_past(report), TARGET, TREND]
    optional = {K_OF_N, TARGET, TREND}
    kept = [one for one in columns if one not in optional or any(row[one.key] for row in rows)]
    return Table("figure", kept, rows)


def _blocks(lines: Sequence[Line], report: Report, names: Names, page: Page) -> Iterator[Table]:
    """Give a table for each figure by slugs, with the one that stands beside it."""
    now = NOW if report.compares else VALUE
    beside = {line.now.figure.beside: line for line in lines if line.now.figure.beside}
    for line in lines:
        if not line.now.figure.is_by or line.now.figure.beside:
            continue
        other = beside.get(line.now.key)
        if rows := _rows_by_slug(line, names, other):
            named = FIGURE._replace(label=line.now.label)
            also = () if other is None else (BESIDE._replace(label=other.now.label),)
            yield Table("figure", (named, now, *also, *_past(report), BAR), _with_bars(rows, page))


def _with_bars(rows: Sequence[Row], page: Page) -> list[Row]:
    """Draw the slugs, each beside the largest; what stands together in one row is none of them."""
    most = max(row["count"] for row in rows)
    return [
        {**row, "bar": bar(row["count"], most, BAR_COLUMNS, blocks=page.blocks)} for row in rows
    ]


def _row(line: Line, page: Page) -> Row:
    value, unit = line.now, line.now.unit
    return {
        "figure": value.label,
        "now": _shown(value.value, unit),
        "k_of_n": _k_of_n(value),
        "before": _shown(None if line.before is None else line.before.value, unit),
        "mean": _shown(line.mean, unit),
        "target": "" if value.target is None else _shown(value.target, unit),
        "met": _is_met(value),
        "trend": _trend(line, page),
    }


def _trend(line: Line, page: Page) -> str:
    """Draw how a figure went, where it has a past."""
    values = [
        value if isinstance(value, (int, float)) else None for value in (*line.past, line.now.value)
    ]
    unknown = [None] * (SHOWN_WEEKS - len(values))
    return spark([*unknown, *values], blocks=page.blocks) if any(line.past) else ""


def _is_met(value: FigureValue) -> bool | None:
    """Tell whether a figure came to what it should come to; none where there is nothing to say."""
    if value.target is None or not isinstance(value.value, (int, float)):
        return None
    return value.value >= value.target


def _k_of_n(value: FigureValue) -> Message | str:
    if value.n is None:
        return ""
    if value.k is None:
        return mark("of {n}", n=value.n)
    return mark("{k} of {n}", k=value.k, n=value.n)


def _shown(value: Value, unit: Unit) -> str:
    """Write a number for people: shares in per cent, hours and means with two decimals."""
    if not isinstance(value, (int, float)):
        return NOTHING
    if unit == "share":
        return share(value)
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _rows_by_slug(line: Line, names: Names, beside: Line | None = None) -> list[Row]:
    """Give the largest slugs, then all others together."""
    columns = {
        "now": line.now.value,
        "beside": None if beside is None else beside.now.value,
        "before": None if line.before is None else line.before.value,
        "mean": line.mean,
    }
    counts = {key: value for key, value in columns.items() if isinstance(value, Mapping)}
    slugs = sorted(
        dict.fromkeys(slug for each in counts.values() for slug in each),
        key=lambda slug: (*(-each.get(slug, 0) for each in counts.values()), slug),
    )

    def row(name: Message | str, some: Sequence[str]) -> Row:
        sums = {
            key: sum((each.get(slug, 0) for slug in some), 0.0 if key == "mean" else 0)
            for key, each in counts.items()
        }
        shown = {key: _shown(sums.get(key), line.now.unit) for key in columns}
        return {"figure": name, "count": sums.get("now", 0), **shown}

    column = line.now.figure.measure
    rows = [row(_name(column, slug, names), [slug]) for slug in slugs[:MOST_ROWS]]
    if others := slugs[MOST_ROWS:]:
        rows.append({**row(mark("others: {count}", count=len(others)), others), "count": 0})
    return rows


def _name(column: str, slug: str, names: Names) -> Message | str:
    return mark("none given") if slug == NONE else names(column, slug)


def _notes(lines: Sequence[Line]) -> Iterator[Message]:
    for line in lines:
        value = line.now
        if value.left_out:
            yield mark(
                "{figure}: {count} left out ({lacking})",
                figure=value.label,
                count=value.left_out,
                lacking=value.figure.lacking,
            )


def _for_scripts(report: Report, page: Page) -> Table:
    """Give the figures as objects; labels in the reader's language, all else language-free."""
    rows = [_object(line, report, page) for line in report.lines]
    return Table("figure", (), rows, _head(report), "figures")


def _head(report: Report) -> Row:
    """Give what stands before the figures; ``to`` is the first day after the period."""
    first, day_after = report.period.first_day, report.period.day_after
    head: Row = {
        "schema": 1,
        "report": report.name,
        "period": {"from": first.isoformat(), "to": day_after.isoformat()},
    }
    if report.until is not None:
        head["until"] = report.until
    if report.policies:
        head["policies"] = list(report.policies)
    if report.only:
        head["only"] = dict(report.only)
        head["not_kept"] = [figure.key for figure in report.unkept]
    if report.grids:
        head["grids"] = grid_objects(report.grids)
    return head


def _object(line: Line, report: Report, page: Page) -> Row:
    value = line.now
    made: Row = {
        "key": value.key,
        "label": page.language.say(value.label),
        "value": value.value,
        "k": value.k,
        "n": value.n,
        "unit": value.unit,
        "target": value.target,
        "left_out": value.left_out,
    }
    if report.compares:
        made["week_before"] = None if line.before is None else line.before.value
        made["mean_of_four"] = line.mean
    if value.ids is not None:
        made["ids"] = value.ids.counted
    return made


def _for_sheets(report: Report, page: Page) -> Table:
    """Give the figures flat: one that counts by slugs has a row for each slug."""
    rows = [
        flat
        for line in report.lines
        for flat in _flat(_object(line, report, page), is_by=line.now.figure.is_by)
    ]
    keys = KEYS + (KEYS_BEFORE if report.compares else ())
    keys += ("ids",) if any("ids" in row for row in rows) else ()
    return Table("figure", [Column(key, mark("figure")) for key in keys], rows)


def _flat(made: Row, *, is_by: bool) -> Iterator[Row]:
    if not is_by:
        yield made
        return
    columns = {key: made[key] for key in ("value", *KEYS_BEFORE) if made.get(key) is not None}
    for slug in dict.fromkeys(slug for counts in columns.values() for slug in counts):
        yield {**made, "slug": slug, **{key: each.get(slug, 0) for key, each in columns.items()}}


def why_table(value: FigureValue) -> Table:
    """Give the ids that make up a figure, each with the part that it has in it."""
    ids = value.ids
    if ids is None:
        return Table("figure", (), [])
    counted = set(ids.counted)
    rows = [
        *({"id": name, "part": "counted"} for name in ids.counted),
        *({"id": name, "part": "not-counted"} for name in ids.population if name not in counted),
        *({"id": name, "part": "left-out"} for name in ids.left_out),
    ]
    columns = (Column("id", label("field", "id")), Column("part", mark("part"), show=_part))
    return Table("figure", columns, rows, {"schema": 1, "figure": value.key}, "ids")


PARTS = {
    "counted": mark("counted"),
    "not-counted": mark("not counted"),
    "left-out": mark("left out"),
}


def _part(part: str) -> Message:
    return PARTS[part]
