"""One record for people: every field that says something, links by their names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from pm.cli.answers import answer, chosen_format, data_table
from pm.cli.arguments import RecordArgument
from pm.cli.dues import tone_of_value
from pm.cli.examples import sample_id
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.run import Run
from pm.cli.seeing import Asked, asked_for, reveal_options, sight_of
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.fields import Field
from pm.model.groups import CalledEntry
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.values import Personal, Words
from pm.office import registry
from pm.office.office import Office
from pm.office.showing import as_data, names_of
from pm.office.sight import Cover, Sight
from pm.render.detail import Entry, detail

HIDDEN = frozenset({"id", "state", "data_subject"})


class Shower:
    """Shows records to one reader, in one format."""

    def __init__(
        self,
        run: Run,
        office: Office,
        sight: Sight,
        form: str = "table",
        output: str | None = None,
    ) -> None:
        """Take the reader, what he sees, the format and the file, if it goes to one."""
        self._run = run
        self._office = office
        self._sight = sight
        self._form = form
        self._output = output
        self._language = run.language.code

    def show(self, kind: Kind, record: Record) -> None:
        """Show one record."""
        if self._form != "table" or self._output is not None:
            table = data_table(kind, [as_data(kind, record, self._sight)])
            answer(self._run, table, self._form, self._output)
            return
        heading = self.heading(kind, record)
        fields = [field for field in kind.fields if field.name not in HIDDEN]
        entries = [heading, *self.of(fields, record), *self._gathered(kind, record)]
        self._run.bring(detail(entries, self._run.page()))

    def heading(self, kind: Kind, record: Record) -> Entry:
        """Give the line that says which record it is, and its state."""
        return Entry(
            kind.label, mark("{id}  {state}", id=record.id, state=kind.label_of_state(record.state))
        )

    def _gathered(self, kind: Kind, record: Record) -> Iterator[Entry]:
        """Say how many records of other kinds it gathers, and which, with their states."""
        for noun_of, link in kind.record.gathers.items():
            other = registry.kind(noun_of)
            leaf = other.leaf(link)
            ids = self._office.lookup.links(other, leaf, record.id) if leaf else []
            found = [self._office.reader.get(other, one).record for one in ids]
            if found:
                states = [self._run.say(other.label_of_state(one.state)) for one in found]
                lines = [f"{one.id}  {state}" for one, state in zip(found, states, strict=True)]
                yield Entry(other.label_of_many, "\n".join([str(len(found)), *lines]))

    def of(self, fields: Sequence[Field], struct: Any) -> Iterator[Entry]:  # noqa: ANN401  # any struct
        """Give a line for each field that says something."""
        for field in fields:
            value = getattr(struct, field.name)
            if value is None or value == []:
                continue
            if field.group is None:
                tone = tone_of_value(struct, field.name, self._office.now)
                yield Entry(field.label, self._values(field, value), tone=tone)
            elif isinstance(value, Words):
                yield Entry(field.label, value.pick(self._language))
            else:
                entries = value if field.many else [value]
                parts = [list(self.of(self._shown(field), entry)) for entry in entries]
                yield Entry(field.label, parts=parts)

    def _shown(self, field: Field) -> list[Field]:
        """Leave out what says nothing; an entry keeps the id by which verbs call it."""
        called = field.group is not None and issubclass(field.group, CalledEntry)
        hidden = HIDDEN - {"id"} if called else HIDDEN
        return [inner for inner in field.fields if inner.name not in hidden]

    def _values(self, field: Field, value: Any) -> Message | str:  # noqa: ANN401  # a field holds any type
        if not field.many:
            return self._value(field, value)
        return self._run.language.show([self._value(field, one) for one in value])

    def _value(self, field: Field, value: Any) -> Message | str:  # noqa: ANN401  # as above
        assert field.form is not None  # noqa: S101  # a field without a group has a form
        opened = self._sight.of(field.form, value) if isinstance(value, Personal) else value
        if isinstance(opened, Cover):
            return opened.words
        for target in field.form.links():
            found = self._office.reader.find(registry.kind(target), opened)
            if found is not None:
                name = names_of(found.record, self._language)
                return name if name == opened else mark("{name} ({id})", name=name, id=opened)
        return field.form.show(opened)


def show_record(
    ctx: click.Context, kind: Kind, record_id: str, asked: Asked, values: Mapping[str, Any]
) -> None:
    """Show one record as its reader sees it, unmasked where he asks for it and says for what."""
    name = chosen_format(values["form"], as_json=values["as_json"])
    sight = sight_of(ctx, kind, record_id, asked, strict=True)
    office = office_of(ctx)
    shower = Shower(run_of(ctx), office, sight, name, values["output"])
    shower.show(kind, office.reader.get(kind, record_id).record)


def show_command(kind: Kind) -> Command:
    """Make the command that shows one record."""

    def callback(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
        asked = asked_for(ctx, values)
        record_id = office_of(ctx).entering().find([kind.name], values["record"])
        show_record(ctx, kind, record_id, asked, values)

    about: Message = mark("Show one record with everything that is known of it.")
    params = [RecordArgument(kind), *reveal_options(), *reader_options()]
    return Command(
        "show", about, callback, params, lambda: [f"pm {kind.noun} show {sample_id(kind)}"]
    )
