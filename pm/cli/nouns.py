"""The commands of a kind, all from its class: one for each verb, and show, list and log."""

from collections.abc import Iterator

import click
from click.shell_completion import CompletionItem

from pm.cli.answers import chosen_format, noun, tell_written
from pm.cli.listing import list_command
from pm.cli.log import log_command
from pm.cli.opened import office_of, run_of
from pm.cli.options import LeafOption, reader_options, texts, writer_options
from pm.cli.prompting import ask_for_missing
from pm.cli.showing import Shower
from pm.cli.words import Command, Group
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.model.options import option_leaves
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.desk import Circumstances
from pm.office.desk import Command as Act

_HOW = ("by", "at", "reason", "override")


def noun_group(name: str) -> Group:
    """Make the command of a kind."""
    kind = registry.kind(name)
    group = Group(noun(kind), kind.about, no_args_is_help=True)
    for command in _commands(kind):
        group.add_command(command)
    return group


def _commands(kind: Kind) -> Iterator[click.Command]:
    for verb in kind.verbs.values():
        if not verb.hidden and not (verb.creates and kind.is_single):
            yield verb_command(kind, verb)
    yield show_command(kind)
    yield list_command(kind)
    yield log_command(kind)


class RecordArgument(click.Argument):
    """An id, the beginning of one, or a name; completed from the index."""

    def __init__(self, kind: Kind, *, several: bool = False, required: bool = True) -> None:
        """Take the kind that is meant."""
        super().__init__(
            ["records" if several else "record"],
            metavar="ID..." if several else "ID",
            nargs=-1 if several else 1,
            required=required,
        )
        self.kind = kind

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the ids that begin so."""
        return [
            CompletionItem(found) for found in office_of(ctx).lookup.resolve(self.kind, incomplete)
        ]


def verb_command(kind: Kind, verb: Verb) -> Command:
    """Make the command of a verb."""

    def callback(ctx: click.Context, **values: object) -> None:
        run, office = run_of(ctx), office_of(ctx)
        how = Circumstances(**{name: _text(values.pop(name, None)) for name in _HOW})
        dry_run, as_json = bool(values.pop("dry_run")), bool(values.pop("as_json"))
        records = values.pop("records", ())
        given = texts(values)
        ask_for_missing(run, kind, verb, given)
        act = Act(kind, verb.name, given, how, tuple(map(str, records)))  # type: ignore[call-overload]  # a tuple of texts
        with office.desk(dry_run=dry_run) as desk:
            written = desk.act(office.acting_staff(desk.entering()), act)
        tell_written(run, written, office, as_json=as_json, dry_run=dry_run)

    leaves = [leaf for leaf in option_leaves(kind.offered(verb)) if leaf.name != "id"]
    params: list[click.Parameter] = []
    if verb.creates and kind.chosen:
        params.append(click.Argument(["id"], metavar="NAME"))
    elif not verb.creates:
        params.append(RecordArgument(kind, several=True, required=not kind.is_single))
    params += [LeafOption(leaf) for leaf in leaves]
    params += writer_options(verb)
    return Command(verb.name, verb.about, callback, params)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def show_command(kind: Kind) -> Command:
    """Make the command that shows one record."""

    def callback(
        ctx: click.Context, *, record: str, form: str | None, as_json: bool, output: str | None
    ) -> None:
        office = office_of(ctx)
        name = chosen_format(form, as_json=as_json)
        found = office.reader.get(kind, office.entering().find([kind.name], record))
        Shower(run_of(ctx), office, name, output).show(kind, found.record)

    about: Message = mark("Show one record with everything that is known of it.")
    return Command("show", about, callback, [RecordArgument(kind), *reader_options()])
