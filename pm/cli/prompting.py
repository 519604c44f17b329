"""Asking for what is missing: at a terminal only; scripts get a usage error that names it all."""

from collections.abc import Sequence

import click

from pm.cli.run import Run
from pm.i18n import mark
from pm.model.fields import Leaf
from pm.model.kind import Kind
from pm.model.options import option_leaves
from pm.model.verbs import Verb


def ask_for_missing(
    run: Run, kind: Kind, verb: Verb, given: dict[str, str | Sequence[str]]
) -> None:
    """Ask for each required option that was not typed."""
    if not run.interactive:
        return
    for leaf in option_leaves(kind.offered(verb)):
        if leaf.field.required and len(leaf.path) == 1 and leaf.name not in given:
            given[leaf.name] = ask(run, leaf)


def ask(run: Run, leaf: Leaf) -> str:
    """Ask for one value; choices are listed."""
    question = run.say(leaf.field.about or leaf.field.label)
    choices = () if leaf.field.form is None else leaf.field.form.choices()
    if choices:
        question = run.say(
            mark("{question} ({choices})", question=question, choices=" / ".join(choices))
        )
    answer: str = click.prompt(question, type=str, err=True)
    return answer
