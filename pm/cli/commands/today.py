"""Show what waits: overdue and due, promised, to be called back, to be put right."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from pm.cli.answers import chosen_format, deliver, page_for
from pm.cli.completing import offering_records
from pm.cli.deeds import CHANGES
from pm.cli.dues import tone_at
from pm.cli.listing import column_of
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option, offering
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.morning import Part, Readers, Whose, concerned, keys, morning, warnings
from pm.office.office import Office
from pm.office.ticking import waits
from pm.render.page import Block, near, render_page
from pm.render.value import Column, Table

SPARE = {
    **dict.fromkeys(("because", "checklist"), 1),
    **dict.fromkeys(("assignee", "liable", "inspected_by", "handed_over_by", "borrower"), 2),
    **dict.fromkeys(("type", "grade", "level", "department", "post", "purpose"), 3),
}
"""What a narrow terminal can do without, the highest number first: what to type says the rest."""
MOST = 12
"""The rows of a section that people see, unless they say otherwise; scripts get all."""


def today(  # a page is asked for in as many ways
    ctx: click.Context,
    *,
    staff: str | None,
    mine: bool,
    grid: str | None,
    department: str | None,
    sections: tuple[str, ...],
    limit: int | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show the page of the whole office, or that of somebody."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    _refuse_unknown(sections)
    who = concerned(office, Whose(staff, mine, grid, department))
    for warning in warnings(office):
        run.warn(warning)
    for_people = name in {"table", "markdown"}
    most = limit or (MOST if for_people and not sections else None)
    parts = morning(office, who, only=sections, limit=most)
    blocks = [block_of(ctx, part, office.now) for part in parts]
    head = {
        "schema": 1,
        "kind": "today",
        "at": office.now.isoformat(),
        **{name: value for name, value in who._asdict().items() if name in _SHOWN and value},
    }
    title = _title(office, who, run.language.code, empty=not parts)
    text = render_page(title, blocks, head, name, page_for(run, output))
    deliver(run, text, name, output)
    if name == "table" and output is None and not sections and waits(office):
        run.tell("")
        run.tell(mark("time has done what is not recorded yet: {command}", command="pm tick"))


_SHOWN = ("staff", "department", "grid")


def _refuse_unknown(sections: Sequence[str]) -> None:
    known = keys()
    for section in sections:
        if section not in known:
            raise Usage(
                mark("there is no section '{name}'", name=section),
                hint=mark("there are: {names}", names=", ".join(known)),
            )


def _title(office: Office, who: Readers, language: str, *, empty: bool) -> Message:
    named = [
        names_of_kind(office, registry.kind(noun), language, {slug})[slug]
        for noun, slug in zip(_SHOWN, (who.staff, who.department, who.grid), strict=True)
        if slug
    ]
    whose = named or mark("the whole office")
    if empty:
        return mark("{time}, {whose}: nothing waits", time=office.now, whose=whose)
    return mark("{time}, {whose}: this waits", time=office.now, whose=whose)


def block_of(ctx: click.Context, part: Part, now: datetime) -> Block:
    """Give a section as people see it."""
    more = None
    if len(part.rows) < part.total:
        more = mark(
            "and {count} more: pm today --section {key}",
            count=part.total - len(part.rows),
            key=part.key,
        )
    columns = list(_columns(ctx, part, now))
    return Block(part.key, part.label, Table(part.key, columns, part.rows), part.total, more)


def _columns(ctx: click.Context, part: Part, now: datetime) -> Iterator[Column]:
    if part.kind is None:
        yield Column("because", mark("change"), show=lambda value: CHANGES[value])
        yield Column("file", mark("file"))
    else:
        yield Column(
            "at",
            mark("time"),
            show=lambda value: near(value, now.date()),
            tone=lambda row: tone_at(row["at"], now) if row["because"] in part.dues else None,
        )
        if part.reasons:
            show = part.reasons.__getitem__
            yield Column("because", mark("to do"), show=show, spare=SPARE["because"])
        for name in part.columns:
            is_detail = part.kind.leaf(name) is None and name in registry.names()
            column = (
                _column_of_detail(ctx, name)
                if is_detail
                else column_of(ctx, part.kind, name, part.rows)
            )
            yield column._replace(spare=SPARE.get(name, 0))
    yield Column("next", mark("next"), whole=True)


def _column_of_detail(ctx: click.Context, noun: str) -> Column:
    """Give the column of what a record stands there for, called after the kind that it names."""
    language = run_of(ctx).language.code
    names = names_of_kind(office_of(ctx), registry.kind(noun), language)
    return Column(noun, label("field", noun), show=lambda slug: names.get(slug, slug))


def _linked(option: str, noun: str, about: Message) -> Option:
    return Option(
        option,
        metavar=noun.upper(),
        about=about,
        shell_complete=offering_records(noun),
    )


COMMAND = Command(
    "today",
    Message(__doc__ or ""),
    today,
    [
        _linked("--staff", "staff", mark("the page of a member of staff")),
        Option("--mine", is_flag=True, about=mark("the page of who acts at this desk")),
        _linked("--grid", "grid", mark("the page of a grid")),
        _linked("--department", "department", mark("the page of a department")),
        Option(
            "--section",
            "sections",
            metavar="KEY",
            multiple=True,
            about=mark("only this section, all of it: {names}", names=", ".join(keys())),
            shell_complete=offering(*keys()),
        ),
        Option(
            "--limit",
            metavar="N",
            type=click.IntRange(min=1),
            about=mark("show so many of each section at most"),
        ),
        *reader_options(),
    ],
    examples=["pm today", "pm today --mine", "pm today --grid grid-east --json"],
)
