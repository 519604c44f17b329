"""The log: of one record with every field from old to new, or of the whole office."""

from collections.abc import Iterable

import click

from pm.cli.answers import SHORT_COMMIT, answer, chosen_format, noun
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.i18n.formats import short_time
from pm.model.codec import Change
from pm.model.kind import Kind
from pm.model.labels import label
from pm.office.history import LogEntry, log_of_record
from pm.render.text import printable
from pm.render.value import Column, Table

COLUMNS = ("at", "record", "verb", "source", "target", "doer", "typist", "commit")


def log_command(kind: Kind) -> Command:
    """Make the command that tells the history of one record."""

    def callback(
        ctx: click.Context, *, record: str, form: str | None, as_json: bool, output: str | None
    ) -> None:
        show_record_log(ctx, kind, record, chosen_format(form, as_json=as_json), output)

    argument = click.Argument(["record"], metavar="ID")
    return Command(
        "log",
        mark("Tell who did what to a record, when, and every field from old to new."),
        callback,
        [argument, *reader_options()],
        examples=[f"pm {noun(kind)} log {kind.prefix or 'NAME'}"],
    )


def show_record_log(
    ctx: click.Context, kind: Kind, text: str, form: str, output: str | None
) -> None:
    """Show the history of the record that is meant by a text."""
    run, office = run_of(ctx), office_of(ctx)
    record_id = office.entering().find([kind.name], text)
    entries = list(log_of_record(office, kind, record_id))
    if form == "table" and output is None:
        run.put("".join(f"{line}\n" for entry in entries for line in _lines(run, entry)))
    else:
        answer(run, log_table(entries), form, output)


def _lines(run: Run, entry: LogEntry) -> Iterable[str]:
    act = entry.act
    yield printable(run.say(_headline(entry)))
    if act.at != act.typed_at:
        yield printable(run.say(mark("    typed {time}", time=short_time(entry.typed))))
    for code, words in ((act.reason, mark("reason")), (act.override, mark("override"))):
        if code:
            yield printable(run.say(mark("    {what}: {code}", what=words, code=code)))
    yield from change_lines(run, entry.changes)


def change_lines(run: Run, changes: Iterable[Change]) -> Iterable[str]:
    """Give a line for each field, from old to new."""
    return (printable(f"    {run.say(_change(change))}") for change in changes)


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
        verb=label("verb", act.verb.replace("-", "_")) if act.verb else mark("plain git commit"),
        who=who,
        commit=act.commit_id[:SHORT_COMMIT],
    )


def _change(change: Change) -> Message:
    name = change.path
    if change.before is None:
        return mark("{field}: {new}", field=name, new=_one_line(change.after))
    if change.after is None:
        return mark("{field}: {old} -> nothing", field=name, old=_one_line(change.before))
    return mark(
        "{field}: {old} -> {new}",
        field=name,
        old=_one_line(change.before),
        new=_one_line(change.after),
    )


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " / ")


def log_table(entries: Iterable[LogEntry]) -> Table:
    """Make the table of a history, for scripts and wide lists."""
    rows = [
        {
            "commit": entry.act.commit_id,
            "at": entry.happened.isoformat(),
            "typed_at": entry.typed.isoformat(),
            "kind": entry.act.kind,
            "record": entry.act.record_id,
            "verb": entry.act.verb,
            "source": entry.act.source,
            "target": entry.act.target,
            "doer": entry.doer,
            "by": entry.act.by,
            "typist": entry.act.author_name,
            "reason": entry.act.reason,
            "override": entry.act.override,
            "changes": [change._asdict() for change in entry.changes],
        }
        for entry in entries
    ]
    return Table("log", [_column(name) for name in COLUMNS], rows)


def _column(name: str) -> Column:
    if name == "commit":
        return Column(name, label("field", name), show=lambda value: str(value)[:SHORT_COMMIT])
    if name in {"source", "target"}:
        return Column(name, label("field", name), show=lambda value: _state(str(value)))
    if name == "verb":
        return Column(
            name, label("field", name), show=lambda value: label("verb", value.replace("-", "_"))
        )
    if name == "at":
        return Column(
            name, label("field", name), show=lambda value: str(value)[:16].replace("T", " ")
        )
    return Column(name, label("field", name))


def _state(text: str) -> Message | str:
    return label("state", text) if text else ""
