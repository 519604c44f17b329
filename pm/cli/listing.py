"""The list of a kind: filters for every field, sorting, columns, formats."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.dues import tone_of_due
from pm.cli.opened import office_of, run_of
from pm.cli.options import LeafOption, content, discretion, personal, reader_options
from pm.cli.prompting import ask_for_text
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.field_types import FieldType
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.options import flag
from pm.model.problem import BadValue
from pm.office.listing import (
    LANGUAGES,
    NOT,
    OPEN,
    Listed,
    Wanted,
    display_names,
    listed,
    states_of,
)
from pm.office.sight import words_of
from pm.render.value import Column, Table

LONG = frozenset({"text", "prose", "person-name", "link", "rule", "hours"})
"""The forms of values that a narrow terminal may cut; half a time or half a number says nothing."""

_SETTINGS = ("form", "as_json", "output", "sort", "columns", "limit")


class FilterOption(LeafOption):
    """A filter for one field; always a text, since it may hold several values or a range."""

    def __init__(self, leaf: Leaf) -> None:
        """Read it off the field."""
        super().__init__(leaf)
        self.multiple = False


class StateOption(Option):
    """The filter for states, with ``open`` for all that are not final."""

    def __init__(self, kind: Kind) -> None:
        """Take the kind's states."""
        super().__init__(
            "--state",
            "state",
            metavar="STATE",
            about=mark(
                "{open} (whatever is not final), or: {states}",
                open=OPEN,
                states=states_of(kind),
            ),
        )
        self.states = [OPEN, *kind.states]

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Offer the states."""
        del ctx
        return [
            click.shell_completion.CompletionItem(state)
            for state in self.states
            if state.startswith(incomplete)
        ]


def list_command(kind: Kind) -> Command:
    """Make the command that lists the records of a kind."""

    def callback(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
        run, office = run_of(ctx), office_of(ctx)
        settings = {name: values.pop(name) for name in _SETTINGS}
        name = chosen_format(settings["form"], as_json=settings["as_json"])
        wanted = Wanted(
            filters=_filters(run, kind, values),
            sort=settings["sort"],
            columns=settings["columns"],
            limit=settings["limit"],
            whole=name in {"json", "jsonl"},
            language=None if name == "csv" else run.language.code,
        )
        found = listed(office, kind, wanted)
        for warning in found.warnings:
            run.warn(warning)
        spare = () if wanted.columns else kind.record.spare
        answer(run, table_of(ctx, kind, found, spare), name, settings["output"])
        if name == "table" and settings["output"] is None and run.interactive:
            run.note(mark("records: {count}", count=len(found.rows)))

    own = [StateOption(kind), *_settings(kind), *reader_options()]
    taken = {word for option in own for word in option.opts}
    filters = [FilterOption(leaf) for leaf in kind.leaves if flag(leaf.name) not in taken]
    params = [own[0], *filters, *own[1:]]
    example = f"pm {kind.noun} list"
    return Command(
        "list",
        mark(
            "List records. A filter takes several values (a,b), a range (2026-11-01..2026-11-08, "
            "its end excluded), none, any, or !value."
        ),
        callback,
        params,
        examples=[f"{example} --state open", f"{example} --sort -id --limit 20 --json"],
        notes=discretion(kind.leaves),
    )


def _filters(run: Run, kind: Kind, values: Mapping[str, str | None]) -> dict[str, str]:
    """Give what was typed; of a personal field, what a file or a person says instead of it."""
    filters = {name: text for name, text in values.items() if text is not None}
    for leaf in personal(kind.leaves):
        if leaf.name in filters:
            sign, text = _negation(filters[leaf.name])
            ask = partial(ask_for_text, run, flag(leaf.name), leaf.field.about or leaf.field.label)
            filters[leaf.name] = sign + content(text, ask)
    return filters


def _negation(text: str) -> tuple[str, str]:
    return (NOT, text[len(NOT) :]) if text.startswith(NOT) else ("", text)


def _settings(kind: Kind) -> list[Option]:
    return [
        Option(
            "--sort", metavar="FIELD", about=mark("sort by a field; -FIELD the other way round")
        ),
        Option(
            "--columns",
            metavar="A,B",
            about=mark("the columns to show: {names}", names=", ".join(kind.record.columns)),
        ),
        Option(
            "--limit", metavar="N", type=click.IntRange(min=1), about=mark("show so many at most")
        ),
    ]


def table_of(ctx: click.Context, kind: Kind, found: Listed, spare: Sequence[str] = ()) -> Table:
    """Give the table of a list, with names in the place of ids."""
    return Table(kind.name, columns_of(ctx, kind, found.columns, found.rows, spare), found.rows)


def columns_of(
    ctx: click.Context,
    kind: Kind,
    names: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    spare: Sequence[str],
) -> list[Column]:
    """Give the columns of a list; the first that are spare go first where there is no room."""
    ranks = {name: len(spare) - place for place, name in enumerate(spare)}
    return [column_of(ctx, kind, name, rows)._replace(spare=ranks.get(name, 0)) for name in names]


def column_of(
    ctx: click.Context, kind: Kind, name: str, rows: Sequence[Mapping[str, object]]
) -> Column:
    """Give a column of a kind as people see it: links by their names, dues with what they say."""
    tone = tone_of_due(kind, name, office_of(ctx).now)
    return _column_of(ctx, kind, name, rows)._replace(tone=tone)


def _column_of(
    ctx: click.Context, kind: Kind, name: str, rows: Sequence[Mapping[str, object]]
) -> Column:
    leaf = kind.leaf(name)
    form = None if leaf is None else leaf.field.form
    if leaf is None or form is None:
        return Column(name, label("field", name))
    align: Literal["left", "right"] = "right" if form.right else "left"
    whole = form.name not in LONG and not leaf.field.many
    if leaf.field.scope is not None:
        return Column(name, leaf_label(leaf), align, words_of, whole=whole)
    if form.links():
        ids = {one for row in rows for one in _texts(row.get(name))}
        names = display_names(office_of(ctx), leaf, ids, run_of(ctx).language.code)
        return Column(name, leaf_label(leaf), show=lambda value: _joined(value, names))
    if name == "state":
        show = kind.label_of_state
        return Column(name, leaf_label(leaf), show=show, whole=True)
    return Column(name, leaf_label(leaf), align, lambda value: _shown(form, value), whole=whole)


def leaf_label(leaf: Leaf) -> Message:
    """Give the heading of a column: its name; a name in two languages is one for the reader."""
    if leaf.path[-1] in LANGUAGES:
        return label("words", leaf.path[0])
    return leaf.label


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [] if value is None else [str(value)]


def _joined(value: object, names: Mapping[str, str]) -> Message:
    return Message("{values}", {"values": [names.get(one, one) for one in _texts(value)]})


def _shown(form: FieldType[Any], value: object) -> Message | str:
    if isinstance(value, list):
        return Message("{values}", {"values": [_shown(form, one) for one in value]})
    if not isinstance(value, str):
        return form.show(value)
    try:
        return form.show(form.read(value))
    except BadValue:
        return value
