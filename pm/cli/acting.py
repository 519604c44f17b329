"""The command of a verb: its options come from the class, its body is the transition function."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import click

from pm.cli.arguments import RecordArgument
from pm.cli.examples import example_of_verb
from pm.cli.opened import office_of, run_of
from pm.cli.options import discretion, leaf_options, personal, texts, writer_options
from pm.cli.prompting import ask_discreetly, ask_for_missing
from pm.cli.run import Run
from pm.cli.words import Command
from pm.cli.written import tell_written
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.options import option_leaves
from pm.model.verbs import Verb
from pm.office.desk import Command as Act
from pm.office.desk import at_desk
from pm.office.office import Office
from pm.office.performing import Circumstances

_HOW = ("by", "at", "late", "slip", "reason", "override")


class FirstWords(NamedTuple):
    """Words that may be typed before any option, and what they say of the options.

    ``read`` is given the values of all options by name, with the words, and changes them.
    """

    argument: click.Argument
    read: Callable[[Run, Office, dict[str, object]], None]


def verb_command(
    kind: Kind, verb: Verb, typed: str = "", first_words: FirstWords | None = None
) -> Command:
    """Make the command of a verb; ``typed`` is a shorter way to type it."""
    leaves = options_of(kind, verb)

    def callback(ctx: click.Context, **values: object) -> None:
        run, office = run_of(ctx), office_of(ctx)
        if first_words is not None:
            first_words.read(run, office, values)
        dry_run, as_json = bool(values.pop("dry_run")), bool(values.pop("as_json"))
        do(
            run,
            office,
            typed_act(run, office, kind, verb, values),
            as_json=as_json,
            dry_run=dry_run,
        )

    params: list[click.Parameter] = []
    if first_words is not None:
        params.append(first_words.argument)
    if verb.creates and kind.chosen:
        params.append(click.Argument(["id"], metavar="NAME"))
    elif not verb.creates:
        params.append(RecordArgument(kind, several=True, required=not kind.is_single))
    params += leaf_options(leaves, verb)
    params += writer_options(verb)
    return Command(
        verb.name,
        verb.about,
        callback,
        params,
        lambda: [example_of_verb(kind, verb, typed)],
        notes=discretion(leaves),
    )


def options_of(kind: Kind, verb: Verb) -> list[Leaf]:
    """Give the values that a verb takes."""
    return [leaf for leaf in option_leaves(kind.offered(verb)) if leaf.name != "id"]


def typed_act(run: Run, office: Office, kind: Kind, verb: Verb, values: dict[str, object]) -> Act:
    """Give the act that was typed; what is missing, or to be kept out of sight, is asked for."""
    how = Circumstances(**{name: _text(values.pop(name, None)) for name in _HOW})
    records = values.pop("records", ())
    secret = personal(options_of(kind, verb))
    asks = {leaf.name: partial(ask_discreetly, run, office, leaf) for leaf in secret}
    given = texts(values, asks)
    ask_for_missing(run, office, kind, verb, given)
    return Act(kind, verb.name, given, how, tuple(map(str, records)))  # type: ignore[call-overload]  # a tuple of texts


def do(run: Run, office: Office, act: Act, *, as_json: bool, dry_run: bool) -> None:
    """Do what was typed, in one commit, and tell of it."""
    with at_desk(office, dry_run=dry_run) as desk:
        written = desk.act(office.acting_staff(desk.entering()), act)
    tell_written(run, written, office, as_json=as_json, dry_run=dry_run)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
