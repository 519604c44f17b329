"""Options that come from fields, and those that every reader or writer has."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem

from pm.cli.completing import offering_records, reasons, records
from pm.cli.run import Run
from pm.cli.typed import checked
from pm.cli.words import Option, offering
from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.fields import Leaf
from pm.model.options import flag
from pm.model.values import Voice
from pm.model.verbs import Verb
from pm.render.formats import FORMATS

STANDARD_INPUT, ASKED = "-", "?"
_MOST_IN_A_LINE = 4
"""More choices than these do not fit beside an option; they stand in its help."""


class LeafOption(Option):
    """An option for one value of a record; choices are completed, links by the office's index."""

    def __init__(self, leaf: Leaf, *short: str) -> None:
        """Read the option off the field; it may have a short way to type it."""
        form = leaf.field.form
        choices = () if form is None else form.choices()
        super().__init__(
            *short,
            flag(leaf.name),
            leaf.name,
            multiple=leaf.field.many,
            metavar="|".join(choices) if 0 < len(choices) <= _MOST_IN_A_LINE else _metavar(leaf),
            about=_about(leaf),
        )
        self.leaf = leaf

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the choices, or the records to which it may point."""
        form = self.leaf.field.form
        say = ctx.find_root().ensure_object(Run).say
        if form is None:
            return []
        if form.links():
            return records(ctx, form.links(), incomplete)
        return [
            CompletionItem(choice, help=say(form.show(choice)))
            for choice in form.choices()
            if choice.startswith(incomplete)
        ]


def _about(leaf: Leaf) -> Message:
    form = leaf.field.form
    about = leaf.field.about or leaf.label
    if form is None or len(form.choices()) <= _MOST_IN_A_LINE:
        return about
    return mark("{about}: {choices}", about=about, choices=form.listed())


def _metavar(leaf: Leaf) -> str:
    form = leaf.field.form
    if form is None:
        return "TEXT"
    return "|".join(form.links()).upper() if form.links() else form.name.upper()


def leaf_options(leaves: Sequence[Leaf], verb: Verb) -> list[LeafOption]:
    """Give the options of a verb; the words that it is for are typed with ``-m`` too.

    Those are what it cannot do without, else its own words, else the first of the record.
    """
    own = {option.name for option in verb.options}
    said = [leaf for leaf in leaves if _is_said(leaf)]
    main = min(said, key=lambda leaf: (not leaf.field.required, leaf.name not in own), default=None)
    return [LeafOption(leaf, *(["-m"] if leaf is main else ())) for leaf in leaves]


def _is_said(leaf: Leaf) -> bool:
    """Tell whether a value is what somebody said or found, in his own words."""
    form, scope = leaf.field.form, leaf.field.scope
    return len(leaf.path) == 1 and scope is Voice and form is not None and not form.links()


Ask: TypeAlias = Callable[[], str]
"""Asks a person at a terminal for one value."""


def texts(values: Mapping[str, object], asks: Mapping[str, Ask]) -> dict[str, str | Sequence[str]]:
    """Give what was typed, or what a file, standard input or a person says instead of it."""
    given: dict[str, str | Sequence[str]] = {}
    for name, value in values.items():
        ask = asks.get(name)
        if isinstance(value, str):
            given[name] = content(value, ask)
        elif isinstance(value, tuple) and value:
            given[name] = [content(str(one), ask) for one in value]
    return given


def content(text: str, ask: Ask | None = None) -> str:
    """Read ``-`` from standard input and ``@FILE`` from a file, and ask for ``?``.

    ``@@`` at the beginning stands for one @, and ``??`` for a question mark.
    """
    if ask is not None and text in {ASKED, ASKED * 2}:
        return ask() if text == ASKED else ASKED
    if text == STANDARD_INPUT:
        return checked(sys.stdin.read()).strip("\n")
    if text.startswith("@@"):
        return text[1:]
    if not text.startswith("@"):
        return text
    try:
        return Path(text[1:]).read_text(encoding="utf-8-sig").strip("\n")
    except (OSError, ValueError):  # no such file, no name of a file, or no UTF-8 in it
        raise NotFound(
            mark("the file {file} cannot be read", file=text[1:]),
            hint=mark("a value that begins with @ names a file; for the sign itself type @@"),
        ) from None


def personal(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Give the values that are better not typed on a command line."""
    return [leaf for leaf in leaves if leaf.field.scope is not None]


def discretion(leaves: Iterable[Leaf]) -> list[Message]:
    """Say in a command's help how a personal value stays out of sight."""
    options = [flag(leaf.name) for leaf in personal(leaves)]
    if not options:
        return []
    return [
        mark(
            "A value may be - (standard input), @FILE, or ? (asked for), so that it stands "
            "neither in the shell's history nor in the list of processes: {options}",
            options=", ".join(options),
        )
    ]


def writer_options(verb: Verb | None) -> list[Option]:
    """Give the options of an act: doer, time, reason, override, dry run, form of the answer."""
    options = [
        Option(
            "--by",
            metavar="STAFF",
            about=mark("who did it, if not the one who types"),
            shell_complete=offering_records("staff"),
        ),
        Option("--at", metavar="TIME", about=mark("when it happened, if not now")),
    ]
    if verb is not None:
        options += [
            _code("--late", "late", mark("why it is typed so long after")),
            Option("--slip", metavar="NUMBER", about=mark("the paper slip from which it is typed")),
        ]
    if verb is not None and verb.reasons is not None:
        options.append(_code("--reason", verb.reasons, mark("the reason, from the list")))
    if verb is not None and verb.guards and not verb.firm:
        options.append(_code("--override", "override", mark("go on although something is missing")))
    return [*options, *trial_options()]


def _code(name: str, use: str, about: Message) -> Option:
    return Option(
        name,
        metavar="CODE",
        about=about,
        shell_complete=lambda ctx, _param, incomplete: reasons(ctx, use, incomplete),
    )


def trial_options() -> list[Option]:
    """Give the options that everything has that writes."""
    return [
        Option("--dry-run", is_flag=True, about=mark("check everything and record nothing")),
        Option("--json", "as_json", is_flag=True, about=mark("answer in JSON")),
    ]


def reader_options() -> list[Option]:
    """Give the options of a list: its format and where it goes."""
    return [
        Option(
            "--format",
            "form",
            metavar="table|markdown|json|jsonl|csv",
            default=None,
            about=mark("the form of the answer"),
            shell_complete=offering(*FORMATS),
        ),
        Option("--json", "as_json", is_flag=True, about=mark("the same as --format json")),
        output_option(mark("write the answer to a file")),
    ]


def output_option(about: Message) -> Option:
    """Give the option that names the file to write to."""
    return Option("-o", "--output", "output", metavar="FILE", default=None, about=about)
