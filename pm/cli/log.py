"""The log: of one record with every field from old to new, or of the whole office."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import click

from pm.cli.answers import SHORT_COMMIT, answer, chosen_format
from pm.cli.arguments import RecordArgument
from pm.cli.deeds import INDENT, Names, change_lines, verb_words
from pm.cli.examples import sample_id
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.seeing import Asked, asked_for, reveal_options, sight_of
from pm.cli.story import told
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.i18n.formats import short_time
from pm.model.field_types import FieldType
from pm.model.kind import Kind
from pm.model.labels import label
from pm.office import registry
from pm.office.history import LogEntry, log_of_record
from pm.office.office import Office
from pm.office.showing import names_of
from pm.render.value import Column, Table


def log_command(kind: Kind) -> Command:
    """Make the command that tells the history of one record."""

    def callback(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
        asked = asked_for(ctx, values)
        record_id = office_of(ctx).entering().find([kind.name], values["record"])
        show_record_log(ctx, kind, record_id, asked, values)

    return Command(
        "log",
        mark("Tell who did what to a record, when, and every field from old to new."),
        callback,
        [RecordArgument(kind), every_field(), *reveal_options(), *reader_options()],
        examples=lambda: [f"pm {kind.noun} log {sample_id(kind)}"],
    )


def every_field() -> Option:
    """Give the option that shows a history in full."""
    return Option(
        "--every-field", is_flag=True, about=mark("show ids, stamps and every reckoned time too")
    )


def show_record_log(
    ctx: click.Context, kind: Kind, record_id: str, asked: Asked, values: Mapping[str, Any]
) -> None:
    """Show the history of a record, unmasked where its reader asks for it and says for what."""
    form, output = chosen_format(values["form"], as_json=values["as_json"]), values["output"]
    sight = sight_of(ctx, kind, record_id, asked, strict=False)
    run, office = run_of(ctx), office_of(ctx)
    entries = list(log_of_record(office, kind, record_id, sight))
    if form == "table" and output is None:
        names = None if values["every_field"] else partial(name_of_link, office, run.language.code)
        run.bring("".join(f"{line}\n" for entry in entries for line in _lines(run, entry, names)))
    else:
        answer(run, log_table(entries), form, output)


def name_of_link(office: Office, language: str, form: FieldType[Any], record_id: str) -> str | None:
    """Give what the record is called to which a link points; none for what is no link."""
    for noun in form.links():
        found = office.reader.find(registry.kind(noun), record_id)
        if found is not None:
            return names_of(found.record, language)
    return None


def _lines(run: Run, entry: LogEntry, names: Names | None) -> Iterable[str]:
    act, page = entry.act, run.page()
    yield page.fitted(page.say(_headline(entry)), INDENT)
    if act.at != act.typed_at:
        yield page.say(mark("    typed {time}", time=short_time(entry.typed)))
    for code, words in (
        (act.reason, mark("reason")),
        (act.override, mark("override")),
        (act.late, mark("why so late")),
        (act.slip, mark("slip")),
    ):
        if code:
            yield page.say(mark("    {what}: {code}", what=words, code=code))
    kind = registry.kind(act.kind) if act.kind else None
    changes = entry.changes if names is None or kind is None else told(kind, entry)
    yield from change_lines(run, kind, changes, names)


def _headline(entry: LogEntry) -> Message:
    act = entry.act
    who = (
        entry.doer
        if entry.doer == act.author_name
        else mark("{doer} (typed by {typist})", doer=entry.doer, typist=act.author_name)
    )
    return mark(
        "{time}  {verb}  {who}  {commit}",
        time=short_time(entry.happened),
        verb=verb_words(act.verb, registry.kind(act.kind) if act.kind else None),
        who=who,
        commit=act.commit_id[:SHORT_COMMIT],
    )


def log_table(entries: Iterable[LogEntry]) -> Table:
    """Make the table of a history, for scripts and wide lists."""
    rows = [
        {
            "commit": entry.act.commit_id,
            "at": entry.happened.isoformat(),
            "typed_at": entry.typed.isoformat(),
            "kind": entry.act.kind,
            "record": entry.act.record_id,
            "records": entry.act.records,
            "verb": entry.act.verb,
            "source": entry.act.source,
            "target": entry.act.target,
            "doer": entry.doer,
            "by": entry.act.by,
            "typist": entry.act.author_name,
            "reason": entry.act.reason,
            "override": entry.act.override,
            "late": entry.act.late,
            "slip": entry.act.slip,
            "changes": [change._asdict() for change in entry.changes],
        }
        for entry in entries
    ]
    return Table("log", COLUMNS, rows)


def _state(text: str) -> Message | str:
    return label("state", text) if text else ""


COLUMNS = [
    Column("at", mark("time"), show=lambda value: str(value)[:16].replace("T", " ")),
    Column("record", mark("record")),
    Column("records", mark("records"), "right", spare=2),
    Column("verb", mark("verb"), show=verb_words),
    Column("source", mark("from"), show=_state, spare=4),
    Column("target", mark("to"), show=_state),
    Column("doer", mark("done by")),
    Column("typist", mark("typed by"), spare=3),
    Column("commit", mark("commit"), show=lambda value: str(value)[:SHORT_COMMIT], spare=1),
]
