"""Give a person all that is held about him, unmasked; who did it and for what is recorded."""

import click

from pm.cli.arguments import RecordArgument
from pm.cli.completing import offering_records
from pm.cli.opened import office_of, run_of
from pm.cli.papers import hand_over, paper_options, refuse_other_formats
from pm.cli.run import Run
from pm.cli.showing import HIDDEN, Shower
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.record import Record
from pm.office import registry
from pm.office.office import Office
from pm.office.person_export import PURPOSE, Held, held_about, unread
from pm.render.data import document
from pm.render.detail import Entry
from pm.render.paper import Paper, Section, markdown

_FORMS = ("json", "markdown")


def export(ctx: click.Context, *, record: str, purpose: str, form: str, output: str | None) -> None:
    """Record it, then write everything in one file."""
    refuse_other_formats(form, *_FORMS)
    run, office = run_of(ctx), office_of(ctx)
    held = held_about(office, record, purpose)
    told = held.document()
    text = document(told) if form == "json" else markdown(_paper(run, office, held), run.file_page)
    hand_over(run, text, output)
    _warn(run, *unread(told))


def _warn(run: Run, sealed: int, damaged: int) -> None:
    if sealed:
        run.warn(mark("values that you may not read are marks in it: {count}", count=sealed))
    if damaged:
        run.warn(mark("values that were changed or moved are marks in it: {count}", count=damaged))


def _paper(run: Run, office: Office, held: Held) -> Paper:
    shower = Shower(run, office, held.sight)
    everything = [held.resident, *(one for found in held.records.values() for one in found)]
    return Paper(
        mark("What is held about {id}", id=held.resident.record.id),
        [
            Entry(label("kind", "office"), office.rules.settings().name.pick(run.language.code)),
            Entry(mark("made"), office.now),
        ],
        [_section(shower, one.kind, one.record) for one in everything],
    )


def _section(shower: Shower, kind: Kind, record: Record) -> Section:
    state = kind.label_of_state(record.state)
    heading = mark("{kind} {id}: {state}", kind=kind.label, id=record.id, state=state)
    fields = [field for field in kind.fields if field.name not in HIDDEN]
    return Section(heading, list(shower.of(fields, record)))


COMMAND = Command(
    "export",
    Message(__doc__ or ""),
    export,
    [
        RecordArgument(registry.kind("resident")),
        Option(
            "--purpose",
            metavar="CODE",
            default=PURPOSE,
            about=mark("for what it is done, from the list: {code} if none is said", code=PURPOSE),
            shell_complete=offering_records("purpose"),
        ),
        *paper_options(*_FORMS),
    ],
    examples=["pm resident export R-K7Q2XM -o file.json"],
)
