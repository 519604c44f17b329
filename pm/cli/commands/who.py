"""See who calls: the file that is found by phone, flat, name or plate, and his tickets."""

from collections.abc import Sequence
from functools import partial

import click

from pm.cli.answers import chosen_format, deliver, page_for
from pm.cli.listing import columns_of
from pm.cli.opened import office_of, run_of
from pm.cli.options import content, reader_options
from pm.cli.prompting import ask_for_text
from pm.cli.words import Command
from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.office import registry
from pm.office.callers import QUESTION, files_for, tickets_of
from pm.render.page import Block, render_page
from pm.render.value import Table

_RESIDENT, _TICKET = registry.kind("resident"), registry.kind("ticket")
_COLUMNS = {
    _RESIDENT: ("id", "name", "phone", "unit", "capacity", "state"),
    _TICKET: ("id", "type", "title", "state", "received_at", "due"),
}
MOST = 10
"""So many of the latest tickets are shown."""


def who(
    ctx: click.Context, *, caller: str, form: str | None, as_json: bool, output: str | None
) -> None:
    """Show the files and the tickets."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    text = content(caller, partial(ask_for_text, run, "TEXT", QUESTION))
    files = files_for(office, text)
    if not files:
        raise NotFound(
            mark("nobody is on file by this"),
            hint=mark(
                "take the matter up all the same: {command}",
                command="pm new TYPE -m TEXT --caller-name ? --caller-phone ?",
            ),
        )
    ids = [str(row["id"]) for row in files]
    tickets = tickets_of(office, ids)
    blocks = [
        _block(ctx, "residents", mark("on file"), _RESIDENT, files),
        _block(ctx, "tickets", mark("tickets, the latest first"), _TICKET, tickets),
    ]
    head = {"schema": 1, "kind": "caller", "at": office.now.isoformat()}
    title = mark("who calls: {count} on file", count=len(files))
    shown = [block for block in blocks if block.total]
    deliver(run, render_page(title, shown, head, name, page_for(run, output)), name, output)
    if name == "table" and output is None and len(ids) == 1:
        run.tell("")
        run.tell(mark("next: {command}", command=f"pm new TYPE {ids[0]} -m TEXT"))


def _block(
    ctx: click.Context, key: str, about: Message, kind: Kind, rows: Sequence[dict[str, object]]
) -> Block:
    shown = rows[:MOST]
    columns = columns_of(ctx, kind, _COLUMNS[kind], shown, kind.record.spare)
    return Block(key, about, Table(key, columns, shown), len(rows), None)


COMMAND = Command(
    "who",
    Message(__doc__ or ""),
    who,
    [click.Argument(["caller"], metavar="WHO"), *reader_options()],
    examples=["pm who 13800000115", "pm who 3-1-402", "pm who ?"],
    notes=[
        mark(
            "WHO may be - (standard input), @FILE, or ? (asked for), so that it stands neither "
            "in the shell's history nor in the list of processes."
        )
    ],
)
