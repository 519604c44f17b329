"""Asking for what is missing: at a terminal only; scripts get a usage error that names it all."""

import sys
from collections.abc import Iterator, Sequence

import click

from pm.cli.run import Run
from pm.cli.terminal import terminal_size
from pm.errors import Invalid, PmError, Usage
from pm.i18n import Beside, Message, mark
from pm.model.field_types import FieldType
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.model.problem import BadValue
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.office import Office
from pm.render.columns import in_columns
from pm.render.width import width

MOST_CHOICES, MOST_INLINE, INDENT = 40, 56, 2
"""So many choices are listed at all, in so many columns beside the question, else above it."""


def ask_for_missing(
    run: Run, office: Office, kind: Kind, verb: Verb, given: dict[str, str | Sequence[str]]
) -> None:
    """Ask for each required option that was not typed."""
    if not run.interactive:
        return
    for leaf in option_leaves(kind.offered(verb)):
        form = leaf.field.form
        if leaf.field.required and len(leaf.path) == 1 and leaf.name not in given and form:
            given[leaf.name] = ask(run, office, leaf, form)


def ask(run: Run, office: Office, leaf: Leaf, form: FieldType[object]) -> str:
    """Ask for one value, and again until it is one; choices are listed."""
    question = run.say(leaf.field.about or leaf.field.label)
    choices = [run.language.show(one) for one in _choices(office, form)]
    inline = " / ".join(choices)
    if choices and width(question + inline) <= MOST_INLINE:
        question = run.say(mark("{question} ({choices})", question=question, choices=inline))
    elif 0 < len(choices) <= MOST_CHOICES:
        for line in in_columns(choices, terminal_size().columns - INDENT):
            run.put(f"{'':{INDENT}}{line}\n", sys.stderr)
    while True:
        answer = prompt(run, question)
        problem = _problem(office, form, answer)
        if problem is None:
            return answer
        run.complain(problem)


def ask_discreetly(run: Run, office: Office, leaf: Leaf) -> str:
    """Ask for a value that somebody does not want to type on the command line."""
    refuse_without_terminal(run, flag(leaf.name))
    form = leaf.field.form
    assert form is not None  # noqa: S101  # a leaf has a form
    return ask(run, office, leaf, form)


def ask_for_text(run: Run, option: str, question: Message) -> str:
    """Ask for what to look for, which may be more than one value."""
    refuse_without_terminal(run, option)
    return prompt(run, run.say(question))


def refuse_without_terminal(run: Run, option: str) -> None:
    """Refuse to ask where nobody would answer."""
    if not run.interactive:
        raise Usage(
            mark("{option} is to be asked for, and there is no terminal", option=option),
            hint=mark("give it as - (standard input) or @FILE; for the sign itself type ??"),
        )


def prompt(run: Run, question: str, default: str | None = None) -> str:
    """Put one question and wait for an answer; with a default of nothing, none is one too."""
    colon = run.say(mark("{label}: ", label=""))
    answer: str = click.prompt(
        question, default, type=str, err=True, prompt_suffix=colon, show_default=default != ""
    )
    return answer


def _choices(office: Office, form: FieldType[object]) -> Iterator[Beside]:
    """Give what may be typed, and beside it what it is called.

    Of links only the records of a configuration: others are too many to list.
    """
    for word in form.choices():
        yield Beside(word, form.show(form.read(word)))
    for kind in map(registry.kind, form.links()):
        for slug in office.lookup.ids(kind) if kind.chosen else ():
            record = office.reader.get(kind, slug).record
            if record.state not in kind.final:
                yield Beside(slug, getattr(record, "name", slug))


def _problem(office: Office, form: FieldType[object], text: str) -> PmError | None:
    try:
        form.parse(text, office.entering())
    except BadValue as bad:
        return Invalid(bad.reason)
    except PmError as error:
        return error
    return None
